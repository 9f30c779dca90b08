"""A centre that moves to another address: registers are told it, and believe only who proves to be the same centre."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_client.app import cli
from pos_client.app.enrolling import enrol_register
from pos_client.app.enrolment_file import FILE_NAME, EnrollingError, read_enrolment
from pos_client.app.moving import move_centre
from pos_client.db.journal import AlreadyRunningError
from sync.engine.enrol import EnrolError, prove_centre
from tests.support.lined_register import Lined, totals
from tests.support.running_centre import running_centre

SALE = 3996


def quiet(_said: str) -> None:
    """Nobody reads it."""


def test_a_register_follows_its_centre_to_another_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running_centre(tmp_path / "centre") as centre:
        register = Lined(tmp_path / "till", centre)
        before = centre.address
        register.start()
        register.sell(2, register.open_shift())
        register.wait_pushed()
        register.stop()
        with pytest.raises(AlreadyRunningError):
            move_centre(register.directory, before, quiet)
        register.sell(1, "later")
        register.close()
        centre.stop()
        centre.port = 0
        centre.start()
        assert centre.address != before
        assert cli.main(["--data", str(register.directory), "centre", centre.address.removeprefix("https://")]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == f"the centre of register r1 is at {centre.address}"
        known = read_enrolment(register.directory)
        assert known is not None
        assert (known.address, known.grant, known.epoch) == (centre.address, register.enrolment.grant, 1)
        register.journal = register.open_journal()
        try:
            register.start()
            register.wait_pushed()
            assert totals(centre) == (3, 3 * SALE)
        finally:
            register.close()
        said: list[str] = []
        move_centre(register.directory, centre.address, said.append)
        assert said[-1].endswith("already")


def test_who_cannot_prove_to_be_the_same_centre_is_not_believed(tmp_path: Path) -> None:
    with running_centre(tmp_path / "centre") as centre, running_centre(tmp_path / "other") as other:
        folder = tmp_path / "till"
        known = enrol_register(folder, centre.address, centre.enrolment_code("r1"), quiet)
        before = (folder / FILE_NAME).read_bytes()
        for address, code, words in (
            (other.address, "other_centre", "another authority"),
            ("https://127.0.0.1:1", "unreachable", "cannot be reached"),
            ("ftp://centre", "address", "not of a centre"),
        ):
            with pytest.raises(EnrollingError, match=words) as caught:
                move_centre(folder, address, quiet)
            assert (caught.value.code, (folder / FILE_NAME).read_bytes()) == (code, before)
            assert caught.value.next_step
        with pytest.raises(EnrolError) as refused:  # TLS of an authority that is trusted, and another's name in it
            prove_centre(other.address, other.ca_pem, {known.ca_public_key})
        assert refused.value.code == "other_centre"


def test_a_folder_that_is_no_register_has_no_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "replica").mkdir()
    assert cli.main(["--data", str(tmp_path), "centre", "https://centre.example"]) == 1
    assert "a register of no chain" in capsys.readouterr().err
