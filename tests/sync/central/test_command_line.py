"""`omnitill-central` from the first command to a restored copy, on both databases, as an operator types it."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from sync.central import cli
from sync.central.context import Centre
from sync.central.db import Database, backup, schema, tables
from sync.central.db.database import open_database
from sync.central.db.examining import examine
from sync.central.identity import Authority
from sync.central.identity.operators import operator_of
from sync.central.journal import heads
from sync.central.journal.tables import event
from sync.central.refused import Refused
from sync.central.registers import enrolment
from sync.central.registers.access import authenticate
from sync.protocol import enrolment_code, wire
from sync.protocol.base import instant
from tests.support.centre import Computer, new_signer, template_in
from tests.support.postgres import cluster

TOKEN = re.compile(r"omnitill_[A-Za-z0-9_-]{43}")


@dataclass
class Desk:
    """A terminal at a centre's folder."""

    directory: Path
    url: str
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: object, code: int = 0) -> str:
        """Type a command; returns what it said."""
        found = cli.main(["--data", str(self.directory), *map(str, arguments)])
        told = self.capsys.readouterr()
        assert found == code, told.out + told.err
        return told.out + told.err

    def init(self) -> str:
        """Make the centre."""
        database = ["--database", self.url] if self.url else []
        return self.run("init", "--name", "Nordwind", *database)

    def furnish(self) -> None:
        """A store with a register."""
        self.run("location", "put", "s1", "--name", "Store", "--zone", "z", "--region", "n")
        self.run("register", "add", "r1", "--location", "s1", "--prefix", "PL01")

    def database(self) -> Database:
        """The database, opened."""
        return schema.open_centre(Centre(self.directory).settings.database)

    def enrolled(self) -> Computer:
        """A computer that typed the code in."""
        said = self.run("enrol", "r1")
        found = re.search(r"^  ([0-9A-Z-]{29})$", said, re.MULTILINE)
        assert found is not None
        code = enrolment_code.parse(found[1])
        computer, authority, database = Computer(), Authority(self.directory / "authority"), self.database()
        assert code.names(authority.spki)
        try:
            answer = enrolment.enrol(database, authority, computer.request(code.secret), datetime.now(UTC))
        finally:
            database.close()
        computer.grant = answer.grant
        return computer


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """A folder that is empty yet."""
    if request.param == "sqlite":
        yield Desk(tmp_path / "centre", "", capsys)
        return
    name = cluster().create()
    yield Desk(tmp_path / "centre", cluster().url(name), capsys)
    cluster().drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def made(
    request: pytest.FixtureRequest, tmp_path: Path, template_file: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """A centre with a register. Its tables are there already, which `init` finds to be right."""
    desk = Desk(tmp_path / "centre", "", capsys)
    name = ""
    if request.param == "sqlite":
        desk.directory.mkdir(mode=0o700)
        shutil.copyfile(template_file, desk.directory / "centre.sqlite")
        (desk.directory / "centre.sqlite").chmod(0o600)
    else:
        name = cluster().create(template=template_in(cluster()))
        desk.url = cluster().url(name)
    desk.init()
    desk.furnish()
    yield desk
    if name:
        cluster().drop(name)


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}


def test_the_first_commands(desk: Desk) -> None:
    said = desk.init()
    tokens = TOKEN.findall(said)
    assert len(tokens) == 1
    database = desk.database()
    found = operator_of(database, tokens[0], datetime.now(UTC))
    database.close()
    assert found is not None
    assert found.scope == "admin"
    assert modes(desk.directory) == {0o600}
    assert stat.S_IMODE(desk.directory.stat().st_mode) == 0o700
    held = b"".join(path.read_bytes() for path in desk.directory.rglob("*") if path.is_file())
    assert tokens[0].encode() not in held
    assert "up to date" in desk.run("migrate")


def test_a_second_init_changes_nothing_and_shows_no_token(made: Desk) -> None:
    before = (made.directory / "authority" / "ca.key").read_bytes()
    said = made.run("init", code=1)
    assert "is a centre already" in said
    assert TOKEN.search(said) is None
    assert (made.directory / "authority" / "ca.key").read_bytes() == before


def test_an_authority_that_is_gone_is_not_replaced_unasked(made: Desk) -> None:
    """A new CA would shut out every register, and stand in the way of the copy that is put back."""
    folder = made.directory / "authority"
    folder.rename(made.directory / "lost")
    assert "authority is gone" in made.run("init", code=1)
    assert not folder.exists()
    (made.directory / "lost").rename(folder)
    made.enrolled()
    folder.rename(made.directory / "lost")
    assert TOKEN.search(made.run("init", "--new-authority")) is None
    assert (folder / "ca.key").read_bytes() != (made.directory / "lost" / "ca.key").read_bytes()
    assert "a centre already" in made.run("init", "--new-authority", code=1)


def test_init_goes_on_where_it_was_interrupted(desk: Desk) -> None:
    desk.init()
    for path in (desk.directory / "authority").iterdir():
        path.unlink()
    (desk.directory / "authority").rmdir()
    database = desk.database()
    database.write(lambda c: c.execute(sa.text("DELETE FROM operator")))
    database.close()
    assert TOKEN.search(desk.run("init"))


def test_a_code_is_typed_or_scanned(made: Desk) -> None:
    assert "Type the centre's address" in made.run("enrol", "r1")
    settings = made.directory / "centre.toml"
    settings.write_text('address = "https://centre.example:8443"\n' + settings.read_text("utf-8"), encoding="utf-8")
    said = made.run("enrol", "r1")
    assert "https://centre.example:8443" in said
    drawn = [line for line in said.splitlines() if set(line) & set("█▀▄")]
    assert len({len(line) for line in drawn}) == 1
    assert len(drawn) > 15


def test_from_a_code_to_a_stolen_register(made: Desk) -> None:
    computer = made.enrolled()
    assert re.search(r"r1\s+s1\s+active\s+1\s+0\s+\d+ s\s+0\s+-?0\.0\s+1\.0", made.run("status")), made.run("status")
    told = json.loads(made.run("status", "--json"))
    assert [(row["id"], row["state"], row["concerns"]) for row in told if row["id"] == "r1"] == [("r1", "active", [])]
    said = made.run("revoke", "r1", "--stolen", "--reason", "break-in")
    assert "s1: store Store, zone z, region n" in made.run("location", "list")
    assert "1 keys revoked" in said
    assert "PINs" in said
    assert "revoked" in made.run("register", "list")
    acts = made.run("operator", "acts")
    for act in ("operator_added", "location_put", "register_added", "enrolment_code", "enrolled", "stolen"):
        assert act in acts
    database = made.database()
    with pytest.raises(Refused, match="revoked"):
        authenticate(database, computer.signed(wire.PULL, datetime.now(UTC)), datetime.now(UTC))
    database.close()


def test_operators_come_and_go(made: Desk) -> None:
    token = TOKEN.findall(made.run("operator", "add", "anna", "--scope", "manage"))[0]
    made.run("operator", "revoke", "anna")
    said = made.run("operator", "list")
    assert "anna: manage, revoked" in said
    assert "first: admin, until" in said
    assert token not in said
    assert "exists" in made.run("operator", "add", "anna", code=1)
    assert "unknown" in made.run("operator", "revoke", "bert", code=1)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("enrol", "r9"), "there is no register r9"),
        (("revoke", "r9"), "there is no register r9"),
        (("register", "add", "r 2", "--location", "s1", "--prefix", "PL02"), "letters, digits"),
        (("register", "add", "r2", "--location", "s1", "--prefix", "pl.2"), "capital letters"),
        (("register", "add", "r2", "--location", "s9", "--prefix", "PL02"), "no location s9"),
        (("register", "add", "r2", "--location", "s1", "--prefix", "PL01"), "register r1 has this"),
        (("register", "add", "r2", "--location", "s1", "--prefix", "PL02", "--name", "x" * 201), "200 letters"),
        (("location", "put", "../x", "--name", "x", "--zone", "z", "--region", "n"), "letters, digits"),
        (("backup",), "say --to"),
        (("backup", "--to", "{data}/authority"), "holds the CA key"),
        (("backup", "--to", "{data}"), "holds the CA key"),
        (("ca", "copy", "{data}"), "exists"),
        (("ca", "advance"), "missing"),
        (("restore", "{data}/nothing"), "No such file"),
    ],
)
def test_what_is_refused_is_told_in_words(made: Desk, command: tuple[str, ...], words: str) -> None:
    said = made.run(*(part.replace("{data}", str(made.directory)) for part in command), code=1)
    assert words in said
    assert "Traceback" not in said
    assert len(said.splitlines()) >= 2  # and the next step


def test_a_folder_without_a_centre(desk: Desk) -> None:
    assert "init" in desk.run("status", code=1)
    assert "init" in desk.run("ca", "show", code=1)


def test_settings_that_are_wrong_are_named(made: Desk) -> None:
    path = made.directory / "centre.toml"
    for text, words in (
        ('databse = "x"', "there is no key databse"),
        ("name = 3", "name must be"),
        ('hosts = "x"', "hosts must be a list"),
        ('listen = "8443"', "listen must be"),
        ("[", "not TOML"),
        ('database = "postgresql://u:secret@h/n"', "does not belong in centre.toml"),
        ('database = "mysql://h/n"', "database must be"),
        ('database = "nonsense"', "database must be"),
        ("#" * 70_000, "longer than"),
    ):
        path.write_text(text, encoding="utf-8")
        said = made.run("status", code=1)
        assert words in said
        assert "secret" not in said
        assert "red    settings" in made.run("doctor", code=1)


# --- copies


def hold(desk: Desk, computer: Computer) -> None:
    """Let the centre hold an event of the register's."""
    database, now = desk.database(), instant(datetime.now(UTC))
    place = heads.Place("s1", "r1")
    columns = [column.name for column in event.columns]
    values = {
        "location_id": "s1",
        "register_id": "r1",
        "epoch": computer.read().epoch,
        "seq": 1,
        "hash": b"\7" * 32,
        "bytes": b"[]",
        "signature": b"",
    }

    def work(connection: sa.Connection) -> None:
        head = heads.lock(connection, place, now)
        row = {name: values.get(name, "x") for name in columns}
        connection.execute(sa.insert(event).values(row))
        heads.store(connection, place, replace(head, epoch=1, seq=1, hash=b"\7" * 32), now)

    database.write(work)
    database.close()


def test_a_copy_is_verified_and_registers_learn_what_they_need_not_keep(made: Desk, tmp_path: Path) -> None:
    hold(made, made.enrolled())
    said = made.run("backup", "--to", tmp_path / "copies")
    assert "verified" in said
    assert "1 journals" in said
    assert "1 registers are told" in said
    copies = list((tmp_path / "copies").iterdir())
    assert len(copies) == 1
    assert modes(tmp_path / "copies") == {0o600}
    database = made.database()
    body = sa.text("SELECT body FROM feed_event WHERE feed = 'register:r1' AND key = 'keep'")
    assert bytes(database.read(lambda c: c.execute(body).scalar_one())) == b'{"epoch":1,"seq":1}'
    noted = database.read(lambda c: tables.noted(c, tables.BACKED_UP))
    database.close()
    assert noted is not None
    assert noted[0] == str(copies[0])
    assert "green  backup" in made.run("doctor", code=0 if not made.url else 1)


@pytest.mark.invariant(11)
@pytest.mark.parametrize(
    "damage", ["DELETE FROM event", "UPDATE event SET hash = :hash", "UPDATE journal_head SET seq = 2"]
)
def test_a_copy_whose_journal_does_not_hold_is_no_copy(made: Desk, tmp_path: Path, damage: str) -> None:
    hold(made, made.enrolled())
    database = made.database()

    def spoil(connection: sa.Connection) -> None:
        if database.is_sqlite:
            for name in ("event_no_update", "event_no_delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER ALL")
        connection.execute(sa.text(damage), {"hash": b"\0" * 32} if ":hash" in damage else {})

    database.write(spoil)
    with pytest.raises(backup.BackupError, match="journal of r1"):
        backup.back_up(database, Centre(made.directory).settings.database, tmp_path / "copies", datetime.now(UTC))
    database.close()
    assert list((tmp_path / "copies").iterdir()) == []
    assert "triggers" in made.run("status", code=1)
    assert "red    schema" in made.run("doctor", code=1)


@pytest.fixture
def elsewhere(made: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Another folder with the same authority, and a new database."""
    made.run("ca", "copy", tmp_path / "new" / "authority")
    name = cluster().create() if made.url else ""
    desk = Desk(tmp_path / "new", cluster().url(name) if name else "", made.capsys)
    if name:
        (desk.directory / "centre.toml").write_text(f'database = "{desk.url}"\n', encoding="utf-8")
    yield desk
    if name:
        cluster().drop(name)


def test_a_restored_centre_goes_on_and_forgets_no_revocation(made: Desk, elsewhere: Desk, tmp_path: Path) -> None:
    computer = made.enrolled()
    hold(made, computer)
    made.run("backup", "--to", tmp_path / "copies")
    copy = next((tmp_path / "copies").iterdir())
    made.run("revoke", "r1", "--stolen")
    revoked = "revoked.jsonl"
    (elsewhere.directory / "authority" / revoked).write_bytes((made.directory / "authority" / revoked).read_bytes())
    (elsewhere.directory / "authority" / revoked).chmod(0o600)
    said = elsewhere.run("restore", copy)
    assert "1 keys revoked since the copy are revoked again" in said
    assert "feeds begin anew" in said
    assert "r1: revoked" in elsewhere.run("register", "list")
    assert "restored" in elsewhere.run("operator", "acts")
    assert "green  restored" in elsewhere.run("doctor", code=1 if made.url else 0)
    database = elsewhere.database()
    generation = sa.text("SELECT generation FROM feed_head WHERE feed = 'register:r1'")
    assert database.read(lambda c: c.execute(generation).scalar()) != 1
    database.close()
    said = elsewhere.run("restore", copy, code=1)
    assert "not empty" in said if made.url else "exists already" in said


def test_what_is_no_copy_is_not_restored(elsewhere: Desk, tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"nonsense" * 100, b"SQLite format 3\0" + b"x" * 5000, b"PGDMP" + b"x" * 100)):
        copy = tmp_path / f"copy{number}"
        copy.write_bytes(data)
        said = elsewhere.run("restore", copy, code=1)
        assert "Nothing that existed was changed" in said
    assert not (elsewhere.directory / "centre.sqlite").exists()


def test_the_authority_is_not_copied_beside_copies(made: Desk, tmp_path: Path) -> None:
    made.run("backup", "--to", tmp_path / "copies")
    for to in (tmp_path / "copies" / "authority", tmp_path / "copies"):
        assert "exists" in (said := made.run("ca", "copy", to, code=1)) or "beside_copies" in said
    made.run("ca", "copy", tmp_path / "safe")
    assert modes(tmp_path / "safe") == {0o600}
    assert "holds the CA key" in made.run("backup", "--to", tmp_path / "safe" / "copies", code=1)
    assert "holds the CA key" in made.run("backup", "--to", tmp_path, code=1)


def test_the_next_ca_is_announced_and_taken_up_when_all_have_heard(made: Desk) -> None:
    made.enrolled()
    present = made.run("ca", "show")
    assert "announced to 1 registers" in made.run("ca", "prepare-next")
    assert "next: " in made.run("ca", "show")
    assert "less than two weeks" in made.run("ca", "advance", code=1)
    made.run("register", "add", "r2", "--location", "s1", "--prefix", "PL02")
    database = made.database()
    rows = sa.text("SELECT feed FROM feed_event WHERE key = 'ca_next' ORDER BY feed")
    authority = Authority(made.directory / "authority")
    now = datetime.now(UTC)
    secret = enrolment.make_code(database, authority, "r2", "anna", now).code.secret
    enrolment.enrol(database, authority, Computer(new_signer()).request(secret), now)
    told = database.read(lambda c: list(c.execute(rows).scalars()))
    database.close()
    assert told == ["register:r1", "register:r2"]  # who enrols later hears of it, too
    made.run("ca", "advance", "--even-if-unheard")
    assert made.run("ca", "show") != present


# --- what the doctor finds


def found(desk: Desk, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> dict[str, str]:
    findings = examine(Centre(desk.directory, clock=clock))
    assert all(finding.next_step for finding in findings if finding.light != "green")
    return {finding.subject: finding.light for finding in findings}


def test_the_doctor_of_a_new_centre(made: Desk) -> None:
    lights = found(made)
    assert {lights[name] for name in ("settings", "disk", "authority", "certificate", "schema")} == {"green"}
    assert lights["backup"] == "amber"
    assert lights.get("durability", "red") == "red"  # the cluster of the tests does not sync


def test_the_doctor_sees_what_a_clock_wrote_that_was_ahead(made: Desk, tmp_path: Path) -> None:
    made.run("backup", "--to", tmp_path / "copies")
    assert "instants" not in found(made)
    early = found(made, lambda: datetime.now(UTC) - timedelta(days=30))
    assert (early["instants"], early["backup"]) == ("amber", "amber")  # a copy of the future is none of today
    (told,) = [
        finding
        for finding in examine(Centre(made.directory, clock=lambda: datetime.now(UTC) - timedelta(days=30)))
        if finding.subject == "instants"
    ]
    assert "notes of 20" in told.what
    assert "changes of feeds of 20" in told.what
    assert "time server" in told.next_step


def test_the_doctor_sees_what_is_wrong(made: Desk, tmp_path: Path) -> None:
    made.run("backup", "--to", tmp_path / "copies")
    assert found(made)["backup"] == "green"
    late = found(made, lambda: datetime.now(UTC) + timedelta(days=365 * 9 + 100))
    assert (late["backup"], late["authority"]) == ("amber", "amber")
    assert late.get("clock", "amber") == "amber"
    leaf = made.directory / "authority" / "leaf.pem"
    leaf.touch(0o600)
    assert found(made)["certificate"] == "amber"
    chain, _key = Authority(made.directory / "authority").issue_leaf([], datetime.now(UTC) - timedelta(days=40))
    leaf.write_bytes(chain)
    assert found(made)["certificate"] == "red"
    leaf.chmod(0o644)
    assert found(made)["authority"] == "green"  # of two findings the last; the first is told before it
    (made.directory / "authority" / "revoked.jsonl").write_bytes(b"x\n")
    (made.directory / "authority" / "revoked.jsonl").chmod(0o600)
    assert found(made)["authority"] == "red"
    (made.directory / "authority").chmod(0o755)
    assert found(made)["authority"] == "red"
    settings = made.directory / "centre.toml"
    more = f'backups = "{made.directory}"\nadmin_listen = "0.0.0.0:8444"\n'
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("admin_listen")]
    settings.write_text(more + "\n".join(kept), encoding="utf-8")
    lights = found(made)
    assert (lights["backups"], lights["admin_listen"]) == ("red", "amber")
    settings.write_text(f'database = "postgresql://x@/x?host={tmp_path}&port=1"\n', encoding="utf-8")
    assert found(made)["database"] == "red"
    assert found(Desk(tmp_path / "nowhere", "", made.capsys))["disk"] == "red"


def test_a_password_of_the_database_is_taken_from_its_own_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = cluster()
    name = server.create()
    server.execute("DROP ROLE IF EXISTS guarded")
    server.execute("CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'open sesame'")
    monkeypatch.setenv("PGPASSWORD", "open sesame")
    desk = Desk(tmp_path / "centre", server.tcp_url(name).replace("omnitill@", "guarded@"), capsys)
    desk.init()
    said = desk.run("backup", "--to", tmp_path / "copies")
    assert "sesame" not in said
    assert not any(b"sesame" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    server.drop(name)


def test_the_database_is_opened_by_its_url_alone(made: Desk) -> None:
    database = open_database(Centre(made.directory).settings.database)
    schema.check(database)
    database.close()


def test_serve_serves_until_it_is_told_to_stop(made: Desk) -> None:
    settings = made.directory / "centre.toml"
    kept = [
        line for line in settings.read_text("utf-8").splitlines() if not line.startswith(("listen", "admin_listen"))
    ]
    settings.write_text('listen = "127.0.0.1:0"\nadmin_listen = "127.0.0.1:0"\n' + "\n".join(kept), encoding="utf-8")
    command = [sys.executable, "-m", "sync.central.cli", "--data", str(made.directory), "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        line = next((line for line in service.stdout if "Registers: port" in line), "")
        found = re.search(r"Registers: port (\d+)\. Operators: port (\d+)", line)
        assert found is not None
        context = ssl.create_default_context(cadata=Authority(made.directory / "authority").certificate_pem)
        with httpx.Client(verify=context, trust_env=False) as client:
            url = f"https://127.0.0.1:{found[1]}{wire.PREFIX}{wire.CA}"
            answer = client.get(url, extensions={"sni_hostname": "centre.omnitill"})
        assert "BEGIN CERTIFICATE" in answer.text
        service.terminate()
        _out, err = service.communicate(timeout=60)
    assert service.returncode == 0, err
    assert "Traceback" not in err


def test_takings_of_a_place_where_nothing_was_sold_and_of_none(made: Desk) -> None:
    assert made.run("takings", "s1") == "nothing was taken\n"
    assert json.loads(made.run("takings", "s1", "--json"))["documents"] == []
    assert "no location s9" in made.run("takings", "s9", code=1)
    for wrong in ("yesterday", "2026-11-22T10:00"):
        with pytest.raises(SystemExit):
            made.run("takings", "s1", "--since", wrong)
        assert wrong in made.capsys.readouterr().err
    assert made.run("takings", "s1", "--register", "r1", "--since", "2026-11-22T10:00Z") == "nothing was taken\n"
