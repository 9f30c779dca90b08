"""The one interface to both databases: what is durable, what is seen, what never waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.central.db import Database, DatabaseTroubleError, open_database
from sync.central.db import database as module
from sync.central.db.database import note_moved
from sync.central.db.trouble import trouble_of
from sync.protocol.sqlite_library import is_safe
from tests.support.postgres import cluster

PUT = sa.text("INSERT INTO centre_note (key, value, at) VALUES (:key, :value, '')")
SET = sa.text("UPDATE centre_note SET value = :value WHERE key = :key")
GET = sa.text("SELECT value FROM centre_note WHERE key = :key")


def put(key: str, value: str = "") -> Callable[[sa.Connection], None]:
    def work(connection: sa.Connection) -> None:
        connection.execute(PUT, {"key": key, "value": value})

    return work


def get(key: str) -> Callable[[sa.Connection], str | None]:
    return lambda connection: connection.execute(GET, {"key": key}).scalar()


def test_what_is_written_is_read(database: Database) -> None:
    database.write(put("a", "1"))
    assert database.read(get("a")) == "1"


def test_a_work_that_fails_leaves_nothing_and_wakes_nobody(database: Database) -> None:
    told: list[frozenset[str]] = []
    database.listeners.append(told.append)

    def work(connection: sa.Connection) -> None:
        put("a")(connection)
        note_moved(connection, ["stock:s1"])
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        database.write(work)
    assert database.read(get("a")) is None
    database.write(put("b"))
    assert told == []


def test_listeners_are_told_after_the_commit_and_cannot_undo_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[tuple[frozenset[str], str | None]] = []

    def broken(_moved: frozenset[str]) -> None:
        raise ValueError("a broken listener")

    database.listeners.append(broken)
    database.listeners.append(lambda moved: told.append((moved, database.read(get("a")))))

    def work(connection: sa.Connection) -> int:
        put("a", "1")(connection)
        note_moved(connection, ["stock:s1"])
        note_moved(connection, ["stock:s2"])
        return 7

    assert database.write(work) == 7
    assert told == [(frozenset({"stock:s1", "stock:s2"}), "1")]
    assert "a listener to moved feeds failed" in caplog.text


def test_a_reader_sees_one_moment(database: Database) -> None:
    database.write(put("a", "1"))

    def work(connection: sa.Connection) -> tuple[str | None, str | None]:
        before = get("a")(connection)
        writer = threading.Thread(target=lambda: database.write(lambda c: c.execute(SET, {"key": "a", "value": "2"})))
        writer.start()
        writer.join()
        return before, get("a")(connection)

    assert database.read(work) == ("1", "1")
    assert database.read(get("a")) == "2"


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseTroubleError, match="read_only"):
        database.read(put("a"))
    assert database.read(get("a")) is None


def test_a_work_starts_no_other_on_its_thread(database: Database) -> None:
    for outer in (database.read, database.write):
        for inner in (database.read, database.write):
            with pytest.raises(RuntimeError, match="another on its thread"):
                outer(lambda _c, inner=inner: inner(get("a")))  # type: ignore[misc]
    assert database.read(get("a")) is None  # and it is free again


def test_writers_take_turns(database: Database) -> None:
    database.write(put("n", "0"))

    def raise_it(connection: sa.Connection) -> None:
        lock = "" if database.is_sqlite else " FOR UPDATE"
        now = int(connection.execute(sa.text(GET.text + lock), {"key": "n"}).scalar_one())
        connection.execute(SET, {"key": "n", "value": str(now + 1)})

    threads = [threading.Thread(target=lambda: [database.write(raise_it) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.read(get("n")) == "40"


def test_two_that_wait_for_each_other_are_parted_and_both_done(postgres: Database) -> None:
    postgres.write(put("a", "0"))
    postgres.write(put("b", "0"))
    together = threading.Barrier(2)
    runs: list[str] = []

    def run(first: str, second: str) -> None:
        def work(connection: sa.Connection) -> None:
            runs.append(first)
            connection.execute(SET, {"key": first, "value": first})
            if len(runs) <= 2:
                together.wait(30)
            connection.execute(SET, {"key": second, "value": first})

        postgres.write(work)

    threads = [threading.Thread(target=run, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 3
    assert postgres.read(get("a")) == postgres.read(get("b"))


def test_a_work_that_never_fits_gives_up(postgres: Database) -> None:
    tries: list[int] = []

    def work(connection: sa.Connection) -> None:
        tries.append(1)
        connection.exec_driver_sql("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$")

    with pytest.raises(DatabaseTroubleError, match="busy"):
        postgres.write(work)
    assert len(tries) == module.MOST_TRIES


@pytest.fixture
def postgres() -> Iterator[Database]:
    """A PostgreSQL database with the one table that is needed here."""
    server = cluster()
    name = server.create()
    database = open_database(server.url(name), pool_size=2)
    database.write(lambda c: c.execute(sa.text("CREATE TABLE centre_note (key text, value text, at text)")))
    yield database
    database.close()
    server.drop(name)


@pytest.mark.invariant(4)
def test_commits_are_durable_whatever_the_server_is_set_to(postgres: Database) -> None:
    postgres.write(lambda c: c.execute(sa.text(f"ALTER DATABASE {c.engine.url.database} SET synchronous_commit = off")))
    again = open_database(postgres.engine.url.render_as_string(hide_password=False))
    try:
        assert again.write(lambda c: c.exec_driver_sql("SHOW synchronous_commit").scalar()) == "on"
    finally:
        again.close()


@pytest.mark.invariant(4)
def test_commits_of_the_embedded_database_reach_the_disk(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'x.sqlite'}")

    def pragma(name: str) -> object:
        return database.write(lambda c: c.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    try:
        found = {name: pragma(name) for name in ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys")}
        assert found == {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}
        database.write(lambda c: c.exec_driver_sql("CREATE TABLE x (a)"))
        database.checkpoint()
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    finally:
        database.close()


def test_a_checkpoint_is_nothing_to_postgresql(postgres: Database) -> None:
    postgres.checkpoint()


def test_a_pool_that_is_used_up_is_told() -> None:
    server = cluster()
    engine = sa.create_engine(
        server.url("postgres").replace("postgresql:", "postgresql+psycopg:"),
        pool_size=1,
        max_overflow=0,
        pool_timeout=0.05,
    )
    database = Database(engine, None)
    try:
        with engine.connect(), pytest.raises(DatabaseTroubleError, match="no connection came free"):
            database.read(lambda c: c.exec_driver_sql("SELECT 1"))
    finally:
        database.close()


def test_a_server_that_went_away_is_told_and_found_again(tmp_path: Path) -> None:
    server = cluster()
    name = server.create()
    database = open_database(server.url(name))
    ask: Callable[[sa.Connection], object] = lambda c: c.exec_driver_sql("SELECT 1").scalar()  # noqa: E731
    kick = f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    try:
        assert database.read(ask) == 1
        server.execute(kick)
        assert database.read(ask) == 1  # the pool notices

        def cut_off(connection: sa.Connection) -> object:
            ask(connection)
            server.execute(kick)
            return ask(connection)

        with pytest.raises(DatabaseTroubleError, match="gone") as caught:
            database.write(cut_off)
        assert (caught.value.status, caught.value.code, caught.value.retry_after) == (503, "busy", 5)
        assert database.write(ask) == 1
    finally:
        database.close()
        server.drop(name)
    gone = open_database(f"postgresql://x@/x?host={tmp_path}&port=1")
    with pytest.raises(DatabaseTroubleError, match="gone"):
        gone.read(ask)
    gone.close()


def test_a_database_or_user_that_is_not_there_is_told() -> None:
    server = cluster()
    for url, trouble in (
        (server.url("nothing_here"), "missing"),
        (server.url("postgres").replace("omnitill@", "nobody@"), "refused"),
    ):
        database = open_database(url)
        with pytest.raises(DatabaseTroubleError) as caught:
            database.read(lambda c: c.exec_driver_sql("SELECT 1"))
        assert caught.value.trouble == trouble
        database.close()


def test_a_lock_is_not_waited_for_for_ever(postgres: Database) -> None:
    postgres.write(put("a"))
    holder = postgres.engine.connect()
    holder.execute(sa.text("SELECT * FROM centre_note FOR UPDATE"))

    def work(connection: sa.Connection) -> None:
        limit = connection.exec_driver_sql("SHOW lock_timeout").scalar()
        assert limit == "30s"
        connection.exec_driver_sql("SET LOCAL lock_timeout = '20ms'")
        connection.execute(SET, {"key": "a", "value": "1"})

    try:
        with pytest.raises(DatabaseTroubleError, match="busy"):
            postgres.write(work)
    finally:
        holder.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    database.write(lambda c: c.exec_driver_sql("CREATE TABLE x (a)"))

    def fill(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
        connection.exec_driver_sql("INSERT INTO x VALUES (1)")
        connection.exec_driver_sql("INSERT INTO x VALUES (zeroblob(1000000))")

    with pytest.raises(DatabaseTroubleError, match="full"):
        database.write(fill)
    assert database.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM x").scalar()) == 0
    database.close()


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"not a database at all, of any kind" * 100)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DatabaseTroubleError, match="damaged"):
        database.read(lambda c: c.exec_driver_sql("SELECT * FROM sqlite_master"))
    database.close()
    folder = open_database(f"sqlite:///{tmp_path}")
    with pytest.raises(DatabaseTroubleError, match="gone"):
        folder.read(lambda c: c.exec_driver_sql("SELECT 1"))
    folder.close()


def test_a_fault_of_the_statement_is_no_trouble_of_the_database(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as caught:
        database.write(lambda c: c.execute(sa.text("SELECT * FROM no_such_table")))
    assert trouble_of(caught.value) is None
    assert trouble_of(sa.exc.ArgumentError("x")) is None


def test_what_statements_were_about_is_in_no_message(database: Database) -> None:
    database.write(put("a", "a secret value"))
    lines = "INSERT INTO centre_note (key, value, at) VALUES (:key, :value, NULL)"
    with pytest.raises(sa.exc.DBAPIError) as caught:
        database.write(lambda c: c.execute(sa.text(lines), {"key": "b", "value": "a secret value"}))
    assert "a secret value" not in str(caught.value).partition("DETAIL")[0]


@pytest.mark.parametrize("url", ["sqlite://", "mysql://x@y/z"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises((ValueError, sa.exc.NoSuchModuleError)):
        open_database(url)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_a_library_with_the_wal_reset_race_is_known(version: tuple[int, int, int], safe: bool) -> None:
    assert is_safe(version) is safe
