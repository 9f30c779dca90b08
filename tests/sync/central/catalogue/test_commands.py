"""The catalogue's and the staff's commands, run as an operator runs them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pos_client.domain.settings import RegisterSettings
from sync.central.cli import main
from sync.central.staff.stores import StoreSetup
from tests.sync.central.staff.shops import profile, role

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in one centre's folder; returns its exit code and all that it said."""
    folder = tmp_path / "centre"

    def command(*arguments: str) -> tuple[int, str]:
        code = main(["--data", str(folder), *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert command("init")[0] == 0
    return command


def written(folder: Path, name: str, value: object) -> str:
    path = folder / name
    path.write_bytes(msgspec.json.encode(value))
    return str(path)


def test_a_chain_is_set_up_and_sells(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("zone", "add", "ru", "--currency", "RUB") == (0, "Zone ru sells in RUB.\n")
    assert run("zone", "add", "ru", "--currency", "RUB")[0] == 1
    assert "bad_id" in run("zone", "add", "xx", "--currency", "XXX")[1]
    assert "bad_id" in run("zone", "add", "x/x", "--currency", "RUB")[1]
    assert run("location", "put", "M1", "--name", "Mill", "--zone", "ru", "--region", "ru")[0] == 0
    assert run("register", "add", "M1-1", "--location", "M1", "--prefix", "M01")[0] == 0
    assert run("staff", "roles", "ru", written(tmp_path, "roles.json", [role()]))[0] == 0
    setup = written(tmp_path, "store.json", StoreSetup(profile("M1"), settings={"country": "ru"}))
    assert run("store", "setup", "M1", setup) == (0, "2 rows of M1 changed.\n")
    settings = written(tmp_path, "register.json", RegisterSettings("M1-1", "One", "M01"))
    assert run("store", "register", "M1", settings) == (0, "M1-1 is set up.\n")
    assert run("store", "register", "M1", settings) == (0, "M1-1 is set up like that already.\n")
    assert "bad_file" in run("store", "setup", "M1", written(tmp_path, "bad.json", [1]))[1]
    assert "too_large" in run("store", "setup", "M1", written(tmp_path, "big.json", "x" * 1024 * 1024))[1]

    monkeypatch.setattr("sys.stdin", io.StringIO("4711\n"))
    assert run("staff", "add", "S1", "Ann B", "--role", "cashier", "--store", "M1") == (0, "S1 works at M1.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("12\n"))
    assert run("staff", "set-pin", "S1") == (1, "refused, nothing was changed: bad_pin\n")
    assert run("staff", "expire-pins", "M1")[0] == 0
    assert run("staff", "list", "M1") == (0, "S1 Ann B, cashier (needs a new PIN)\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("8642\n"))
    assert run("staff", "set-pin", "S1") == (0, "S1 has a new PIN.\n")
    assert run("staff", "deactivate", "S1")[0] == 0
    assert run("staff", "list", "M1") == (0, "S1 Ann B, cashier (inactive)\n")
    assert run("staff", "activate", "S1")[0] == 0
    assert run("staff", "stores", "S1", "M1") == (0, "S1 works at M1.\n")
    assert run("staff", "list", "M9") == (0, "Nobody works at M9.\n")
    assert run("store", "settings", "M1", "a=1", "country=") == (0, "2 settings of M1 changed.\n")
    assert run("store", "settings", "M1") == (0, "a=1\n")


def test_a_price_list_is_judged_then_published_then_taken_back(run: Run, tmp_path: Path) -> None:
    run("zone", "add", "ru", "--currency", "RUB")
    run("location", "put", "M1", "--name", "Mill", "--zone", "ru", "--region", "ru")
    run("store", "setup", "M1", written(tmp_path, "store.json", StoreSetup(profile("M1"))))
    path = tmp_path / "list.csv"
    path.write_text("sku;name;tax;price;ean\n1;Milk;A;12.50;4600000000015\n2;Tea;Z;1;\n")
    command = ("import", str(path), "--zone", "ru", "--effective", "2099-12-01T06:00+03:00")
    code, said = run(*command, "--apply")
    assert code == 1
    assert "row 3, tax: unknown_tax 'Z'" in said
    path.write_text("sku;name;tax;price;ean\n1;Milk;A;12.50;4600000000015\n")
    code, said = run(*command)
    assert (code, "price: 1 new, 0 changed, 0 removed" in said, "--apply" in said) == (0, True, True)
    assert run("show", "1")[0] == 1
    code, said = run(*command, "--apply")
    assert code == 0
    published = said.split("Published ")[1].split(":")[0]
    assert "2099-12-01T03:00:00.000000Z" in said
    assert "Nothing would change" in run(*command, "--apply")[1]
    for wanted in ("1", "4600000000015", "04600000000015"):
        code, said = run("show", wanted)
        assert (code, "Milk" in said, "shelf 12.50 RUB from 2099-12-01" in said) == (0, True, True)
    assert published in run("publications")[1]
    assert run("withdraw", published)[0] == 0
    assert run("show", "1") == (1, "no product has the sku or GTIN '1'\n")
    assert "not_published" in run("withdraw", "nothing")[1]


def test_what_import_is_not_told(run: Run, tmp_path: Path) -> None:
    assert run("import")[0] == 2
    assert run("import", str(tmp_path / "a.csv"))[0] == 2
    assert run("import", str(tmp_path / "a.csv"), "--zone", "ru") == (
        1,
        "refused, nothing was changed: unknown_zone ru\n",
    )
    for bad in ("never", "2026-12-01"):
        with pytest.raises(SystemExit):
            run("import", "a.csv", "--zone", "ru", "--effective", bad)
    with pytest.raises(SystemExit):
        run("store", "settings", "M1", "a")


def test_json_of_a_setup_reads_back(tmp_path: Path) -> None:
    path = written(tmp_path, "store.json", StoreSetup(profile("M1")))
    assert json.loads(Path(path).read_bytes())["profile"]["store_id"] == "M1"
