"""`omnitill enrol`: what a person types, what goes wrong, and that each try can be repeated."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_client.app import cli
from pos_client.app.enrolling import enrol_register, explained, read_typed
from pos_client.app.enrolment_file import (
    EnrollingError,
    EnrolmentFileError,
    read_enrolment,
    write_enrolment,
)
from pos_client.db.journal import Journal
from pos_client.db.replica import open_replica
from sync.central.registers.enrolment import make_code
from sync.protocol import enrolment_code, signing
from sync.protocol.enrolment_code import EnrolmentCode
from tests.support.lined_register import asked
from tests.support.running_centre import Centre, running_centre


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with running_centre(tmp_path_factory.mktemp("centre")) as running:
        yield running


def code_of(error: pytest.ExceptionInfo[EnrollingError]) -> str:
    assert error.value.next_step
    return error.value.code


def test_a_folder_becomes_a_register_by_the_command_line(
    tmp_path: Path, centre: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "till"
    code = centre.enrolment_code("r1")
    address = centre.address.removeprefix("https://")
    assert cli.main(["--data", str(folder), "enrol", address, code.grouped.lower()]) == 0
    told = capsys.readouterr().out
    assert "this is register r1 of s1" in told
    assert "the first day is here" in told
    assert code.secret not in told
    known = read_enrolment(folder)
    assert known is not None
    assert (known.register_id, known.location_id, known.address) == ("r1", "s1", centre.address)
    for name in ("register.toml", "register.key", "journal.sqlite"):
        assert stat.S_IMODE((folder / name).stat().st_mode) & 0o077 == 0, name
    assert "PRIVATE" not in (folder / "register.toml").read_text()
    with open_replica(folder / "replica") as replica:
        assert replica.live.register.register_id == "r1"
    journal = Journal.open(folder, signing.load(folder / "register.key"), prefix=known.prefix, register_id="r1")
    assert journal.reader().head().epoch == known.epoch
    journal.close()
    # the same once more does nothing but say so
    assert cli.main(["--data", str(folder), "enrol", address, code.grouped]) == 0
    assert asked(centre, "SELECT count(*) FROM register_epoch WHERE register_id = 'r1'") == [(1,)]


def test_a_scanned_text_holds_address_and_code(tmp_path: Path, centre: Centre) -> None:
    text = enrolment_code.scanned(centre.address, centre.enrolment_code("r3"))
    address, code = read_typed(text, "")
    assert enrol_register(tmp_path / "till", address, code, lambda _said: None).location_id == "s2"


def test_a_journal_begins_by_the_registers_own_clock(tmp_path: Path, centre: Centre) -> None:
    """The played demo keeps to opening hours: a beginning by another clock would be told of all day as a jump."""
    folder, began = tmp_path / "till", datetime.now(UTC) - timedelta(hours=9)
    known = enrol_register(folder, centre.address, centre.enrolment_code("r3"), lambda _said: None, lambda: began)
    journal = Journal.open(folder, signing.load(folder / "register.key"), prefix=known.prefix, register_id="r3")
    times = journal.reader().last_event_times(5)
    journal.close()
    assert set(times) == {began}


@pytest.mark.invariant(14)
def test_the_secret_is_not_sent_to_another_centre(tmp_path: Path, centre: Centre) -> None:
    with running_centre(tmp_path / "other") as other:
        code = centre.enrolment_code("r2")
        with pytest.raises(EnrollingError) as error:
            enrol_register(tmp_path / "till", other.address, code, lambda _said: None)
        assert code_of(error) == "other_centre"
        assert "/v1/enrol" not in other.log.read_text()
    assert read_enrolment(tmp_path / "till") is None
    assert not (tmp_path / "till" / "journal.sqlite").exists()
    assert enrol_register(tmp_path / "till", centre.address, code, lambda _said: None).register_id == "r2"


def test_wrong_used_and_expired_codes_have_their_words(
    tmp_path: Path, centre: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    right = centre.enrolment_code("r2")
    wrong = EnrolmentCode(right.secret[:7] + ("0" if right.secret[7] != "0" else "1"), right.ca)
    with pytest.raises(EnrollingError) as error:
        enrol_register(tmp_path / "a", centre.address, wrong, lambda _said: None)
    assert code_of(error) == "wrong_code"
    enrol_register(tmp_path / "a", centre.address, right, lambda _said: None)
    assert cli.main(["--data", str(tmp_path / "b"), "enrol", centre.address, right.text]) == 1
    assert "used by another computer" in capsys.readouterr().err
    old = make_code(
        centre.database, centre.authority, "r2", "local:test", datetime.now(UTC) - timedelta(minutes=11)
    ).code
    with pytest.raises(EnrollingError) as error:
        enrol_register(tmp_path / "b", centre.address, old, lambda _said: None)
    assert code_of(error) == "expired"


def test_what_is_no_code_or_address_never_leaves_this_computer() -> None:
    code = enrolment_code.make("00000000", b"key").text
    for address, typed, expected in (
        ("https://c", code[:-1], "length"),
        ("https://c", code[:-1] + "U", "character"),
        ("ftp://c", code, "address"),
        ("https://c", "", "not_ours"),
        (f"omnitill-enrol:https://c#{code[:5]}", "", "length"),
    ):
        with pytest.raises(EnrollingError) as error:
            read_typed(address, typed)
        assert code_of(error) == expected
    assert read_typed(" centre.example:8443 ".strip(), code)[0] == "https://centre.example:8443"
    assert str(explained("odd", "what the centre said")) == "the centre said: odd (what the centre said)"


def test_nobody_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = enrolment_code.make("00000000", b"key").text
    assert cli.main(["--data", str(tmp_path / "till"), "enrol", "https://127.0.0.1:1", code]) == 1
    told = capsys.readouterr().err
    assert "cannot be reached" in told
    assert "cable or Wi-Fi" in told


def test_a_folder_of_another_register_is_left_alone(tmp_path: Path, centre: Centre) -> None:
    signer = signing.load_or_create(tmp_path / "register.key")
    Journal.open(tmp_path, signer, prefix="X1").close()
    before = (tmp_path / "journal.sqlite").read_bytes()
    with pytest.raises(EnrollingError) as error:
        enrol_register(tmp_path, centre.address, centre.enrolment_code("r2"), lambda _said: None)
    assert code_of(error) == "journal_there"
    assert (tmp_path / "journal.sqlite").read_bytes() == before
    assert not (tmp_path / "register.toml").exists()


def test_a_first_day_that_was_cut_off_goes_on_with_the_same_command(tmp_path: Path) -> None:
    with running_centre(tmp_path / "centre") as centre:
        code = centre.enrolment_code("r1")

        def cut_when_enrolled(said: str) -> None:
            if said.startswith("this is register"):
                centre.kill()

        with pytest.raises(EnrollingError) as error:
            enrol_register(tmp_path / "till", centre.address, code, cut_when_enrolled)
        assert code_of(error) == "unreachable"
        assert "The same command goes on" in error.value.next_step
        with pytest.raises(EnrollingError) as error:
            enrol_register(tmp_path / "till", "https://127.0.0.1:1", code, lambda _said: None)
        assert code_of(error) == "other_address"
        centre.start()
        said: list[str] = []
        enrol_register(tmp_path / "till", centre.address, code, said.append)
        assert said[-1] == "the first day is here"
        assert not any(line.startswith("asking") for line in said)


def test_the_file_of_the_enrolment_is_judged_when_it_is_read(tmp_path: Path, centre: Centre) -> None:
    known = enrol_register(tmp_path / "till", centre.address, centre.enrolment_code("r2"), lambda _said: None)
    path = tmp_path / "till" / "register.toml"
    good = path.read_text()
    for text in (
        "",
        "not toml [",
        good.replace("https://", "ftp://"),
        good.replace("BEGIN CERT", "BEGIN"),
        "x" * 1_100_000,
    ):
        path.write_text(text)
        with pytest.raises(EnrolmentFileError) as error:
            read_enrolment(tmp_path / "till")
        assert error.value.code == "damaged"
    path.unlink()
    path.mkdir()
    with pytest.raises(EnrolmentFileError) as error:
        read_enrolment(tmp_path / "till")
    assert error.value.code == "unreadable"
    with pytest.raises(EnrolmentFileError) as error:
        write_enrolment(tmp_path / "till", known)
    assert error.value.code == "not_writable"
    assert sorted(entry.name for entry in (tmp_path / "till").glob(".register.toml*")) == []
