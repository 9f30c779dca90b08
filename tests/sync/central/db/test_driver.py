"""Several statements in one go: each sees those before it, what is refused leaves nothing, what fails is told truly."""

from __future__ import annotations

import threading
from functools import partial

import psycopg
import pytest
import sqlalchemy as sa

from sync.central.db import Database, DatabaseTroubleError
from sync.central.db.driver import REFUSED, Statement, among, fetch, run, spelled, together

PUT = "INSERT INTO centre_note (key, value, at) VALUES (?, ?, '')"
CHANGE = "UPDATE centre_note SET value = value || ? WHERE key = ?"
KEYS = "SELECT key FROM centre_note WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key"


def put(connection: sa.Connection, key: str, value: str = "") -> Statement:
    return spelled(connection, PUT, (key, value))


def keys(connection: sa.Connection, *names: str) -> list[str]:
    return [key for (key,) in fetch(connection, KEYS, (among(connection, names),))]


def test_each_sees_what_those_before_it_did(database: Database) -> None:
    def work(connection: sa.Connection) -> list[list[tuple[str]]]:
        asking = spelled(connection, KEYS, (among(connection, ["a", "b"]),))
        return together(connection, [put(connection, "a"), asking, put(connection, "b"), asking])

    assert database.write(work) == [[], [("a",)], [], [("a",), ("b",)]]
    assert database.read(lambda connection: keys(connection, "a", "b")) == ["a", "b"]
    assert database.write(lambda connection: run(connection, "DELETE FROM centre_note WHERE key = ?", ("a",))) == 1


def test_no_statement_at_all(database: Database) -> None:
    assert database.write(lambda connection: together(connection, [])) == []
    assert database.write(lambda connection: together(connection, [], savepoint=True)) == []


@pytest.mark.parametrize("bad", ["again", "nul", "surrogate"])
def test_what_is_refused_leaves_nothing_and_the_work_goes_on(database: Database, bad: str) -> None:
    """Also when the same statements come so often that the driver prepares them."""

    def work(connection: sa.Connection) -> list[str]:
        run(connection, PUT, ("kept", ""))
        value = {"again": "", "nul": "\0", "surrogate": "\ud800"}[bad]
        for turn in range(12):
            ours = [put(connection, f"{turn}"), put(connection, "kept" if bad == "again" else "x", value)]
            last = spelled(connection, CHANGE, ("1", "kept"))
            if bad == "nul" and database.is_sqlite:
                continue  # which takes it
            with pytest.raises(REFUSED):
                together(connection, [*ours, last, put(connection, "never")], savepoint=True)
            together(connection, [put(connection, f"good{turn}"), last], savepoint=True)
        return keys(connection, "kept", "never", "x", "0", "11", "good0", "good11")

    found = database.write(work)
    assert found == (["kept"] if bad == "nul" and database.is_sqlite else ["good0", "good11", "kept"])
    assert database.read(lambda connection: keys(connection, *found)) == found


def test_the_first_failure_is_told_and_ends_the_work(database: Database) -> None:
    def work(connection: sa.Connection) -> None:
        many = [put(connection, f"n{number}") for number in range(40)]
        together(connection, [put(connection, "a"), put(connection, "a"), *many])

    for _ in range(3):
        with pytest.raises(sa.exc.IntegrityError):
            database.write(work)
    assert database.read(lambda connection: keys(connection, "a", "n0")) == []


def test_a_savepoint_is_none_for_a_statement_that_is_wrong(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as told:
        database.write(lambda connection: together(connection, [Statement("SELECT nothing FROM nowhere")] * 2))
    assert not isinstance(told.value, REFUSED)


def test_a_lost_connection_is_trouble_and_the_next_work_has_another(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("an embedded database has no connection to lose")

    def work(connection: sa.Connection) -> None:
        (pid,) = fetch(connection, "SELECT pg_backend_pid()", ())[0]
        address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        together(connection, [put(connection, "a"), put(connection, "b")], savepoint=True)

    with pytest.raises(DatabaseTroubleError) as told:
        database.write(work)
    assert told.value.trouble == "gone"
    assert database.read(lambda connection: keys(connection, "a", "b")) == []


def test_two_that_lock_crosswise_are_begun_anew(database: Database) -> None:
    """What PostgreSQL says of a deadlock is not lost behind what it says of the statements that came after."""
    if database.is_sqlite:
        pytest.skip("an embedded database has one writer")
    for key in "ab":
        database.write(partial(run, text=PUT, parameters=(key, "")))
    both = threading.Barrier(2)

    def crosswise(first: str, second: str) -> None:
        met: list[int] = []

        def work(connection: sa.Connection) -> None:
            run(connection, CHANGE, (first, first))
            if not met:
                met.append(both.wait(20))
            behind = [spelled(connection, CHANGE, ("", key)) for key in "ab" * 20]
            together(connection, [spelled(connection, CHANGE, (first, second)), *behind])

        database.write(work)

    other = threading.Thread(target=crosswise, args=("b", "a"))
    other.start()
    crosswise("a", "b")
    other.join()
    told = database.read(lambda connection: fetch(connection, "SELECT value FROM centre_note ORDER BY key", ()))
    assert [sorted(value) for (value,) in told] == [["a", "b"], ["a", "b"]]


def test_one_query_is_a_view_of_its_own(database: Database) -> None:
    database.write(lambda connection: run(connection, PUT, ("a", "")))
    assert database.look(lambda connection: keys(connection, "a", "b")) == ["a"]
    assert database.read(lambda connection: keys(connection, "a", "b")) == ["a"]
    with pytest.raises(sa.exc.DBAPIError):
        database.look(lambda connection: fetch(connection, "SELECT nothing FROM nowhere", ()))
    assert database.look(lambda connection: keys(connection, "a")) == ["a"]
