"""The replica on real files: what went in comes out, versions switch under readers, damage is told and mended."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2

from pos_client.app.new_replica import is_damaged
from pos_client.db.replica import (
    CatalogueData,
    LiveData,
    ReplicaDamagedError,
    ReplicaDataError,
    ReplicaDiskError,
    ReplicaWriteError,
    UnsafeSqliteError,
    build_catalogue,
    open_replica,
    rebuild,
    require_safe_sqlite,
    switch_catalogue,
    write_live,
)
from pos_client.db.replica.files import ReplicaFile, check_header
from pos_client.domain.catalogue import PriceEntry, Product
from pos_client.domain.pricing.model import PriceBook
from pos_client.domain.quantity import Unit
from sync.protocol.snapshot import CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION
from sync.protocol.sqlite_library import is_safe
from tests.db.replica.chain import (
    BEER,
    CASHIER,
    CATALOGUE,
    CHOCOLATE,
    HARD_CHEESE,
    LATER,
    LIVE,
    MANAGER,
    MILK,
    OPEN_ITEM,
    PROMOTIONS,
    START,
    STORE,
)
from tests.support import disks


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    write_live(tmp_path, LIVE, build_catalogue(tmp_path, CATALOGUE))
    return tmp_path


class Source:
    """The test shop as a place to rebuild from."""

    def catalogue(self) -> CatalogueData:
        return CATALOGUE

    def live(self) -> LiveData:
        return LIVE


def test_the_catalogue_comes_back_as_it_went_in(directory: Path) -> None:
    with open_replica(directory) as replica:
        catalogue: PriceBook = replica.catalogue
        assert catalogue.store == STORE
        assert {catalogue.product(each.sku) for each in CATALOGUE.products} == set(CATALOGUE.products)
        assert catalogue.product("none") is None
        assert catalogue.promotions() == PROMOTIONS
        assert catalogue.promotions() is catalogue.promotions()
        assert catalogue.prices("MLK-32") == (
            PriceEntry("MLK-32", "gold", 8_490, START),
            PriceEntry("MLK-32", "shelf", 8_990, START, LATER),
            PriceEntry("MLK-32", "shelf", 9_490, LATER),
        )
        assert catalogue.prices("none") == ()
        assert replica.catalogue.quick_keys() == CATALOGUE.quick_keys
        assert replica.catalogue.products_count == 5


def test_every_number_finds_its_product(directory: Path) -> None:
    with open_replica(directory) as replica:
        catalogue = replica.catalogue
        for _ in range(2):  # from the file, then from the cache
            assert catalogue.by_gtin("04601234567893") == MILK
            assert catalogue.by_gtin("4601234567893") == MILK
            assert catalogue.by_gtin("04600000000015") == MILK
            assert catalogue.by_gtin("00000096385074") == CHOCOLATE
        for wrong in ("", "04601234567894", "x", "٤٦٠", "9" * 15, "-1"):
            assert catalogue.by_gtin(wrong) is None
        assert catalogue.by_plu("4011") == HARD_CHEESE
        assert catalogue.by_plu("4012") is None
        for item in ("123", "00123", "000000123"):
            assert catalogue.by_label_item(item) == HARD_CHEESE
        assert catalogue.by_label_item("0") is None


def test_the_live_file_comes_back_as_it_went_in(directory: Path) -> None:
    with open_replica(directory) as replica:
        live = replica.live
        assert live.store == STORE
        assert live.register == LIVE.register
        assert live.roles() == (CASHIER, MANAGER)
        assert live.staff() == LIVE.staff
        assert live.by_badge("M117") == LIVE.staff[0]
        assert live.by_badge("") is None
        assert live.by_staff_id("u2") == LIVE.staff[1]
        assert live.tender_kinds() == LIVE.tender_kinds
        assert [each.reason_id for each in live.reasons("discount")] == ["shelf", "other"]
        assert live.reasons("none") == ()
        assert live.open_items() == (OPEN_ITEM,)
        assert live.settings == LIVE.settings
        with pytest.raises(TypeError):
            live.settings["a"] = "b"  # type: ignore[index]


def test_equal_content_has_one_name_and_other_content_another(tmp_path: Path) -> None:
    first = build_catalogue(tmp_path / "a", CATALOGUE)
    second = build_catalogue(tmp_path / "b", CATALOGUE)
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
    inode = first.stat().st_ino
    assert build_catalogue(tmp_path / "a", CATALOGUE) == first
    assert first.stat().st_ino == inode
    names = {build_catalogue(tmp_path / "a", CATALOGUE, version=version).name for version in ("", "7", "8")}
    assert len(names) == 3
    assert not list((tmp_path / "a").glob("building-*"))


def test_the_name_does_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from pos_client.db.replica import build_catalogue;"
        "from tests.db.replica.chain import CATALOGUE;"
        "print(build_catalogue(pathlib.Path(sys.argv[1]), CATALOGUE).name)"
    )
    names = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(names) == 1


def test_a_file_cut_short_is_told_by_its_header(tmp_path: Path) -> None:
    path = build_catalogue(tmp_path, CATALOGUE)
    check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
    cut(path)
    with pytest.raises(ReplicaDamagedError, match="cut short"):
        check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)


def test_a_damaged_file_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    first = build_catalogue(tmp_path, CATALOGUE)
    first.write_bytes(b"spoiled")
    second = build_catalogue(tmp_path, CATALOGUE)
    assert second != first
    assert first.read_bytes() == b"spoiled"
    assert build_catalogue(tmp_path, CATALOGUE) == second


def test_a_catalogue_read_whole_builds_the_same_file(directory: Path) -> None:
    with open_replica(directory) as replica:
        assert build_catalogue(directory, replica.catalogue.data()) == replica.catalogue.path


def test_readers_follow_the_pointer_and_nothing_is_replaced(directory: Path) -> None:
    with open_replica(directory) as replica:
        old = replica.catalogue
        assert not replica.refresh()
        new = build_catalogue(
            directory, replace(CATALOGUE, products=CATALOGUE.products[:2], prices=(), gtins={}, labels={})
        )
        assert not replica.refresh()
        switch_catalogue(directory, new)
        assert replica.catalogue is old
        assert replica.refresh()
        assert replica.catalogue.path == new
        assert replica.catalogue.product("MLK-32") is None
        assert old.product("MLK-32") == MILK  # work under way goes on
        assert old.path.exists()
        switch_catalogue(directory, build_catalogue(directory, CATALOGUE, version="third"))
        assert replica.refresh()
        assert not old.path.exists()
        assert replica.catalogue.version == "third"
    assert [path.name for path in directory.glob("catalogue-*.sqlite")] == [replica.catalogue.path.name]


def test_a_change_of_staff_keeps_the_catalogue(directory: Path) -> None:
    with open_replica(directory) as replica:
        before = replica.catalogue
        write_live(directory, replace(LIVE, staff=LIVE.staff[:1]), before.path)
        assert replica.refresh()
        assert replica.catalogue is before
        assert replica.live.staff() == LIVE.staff[:1]


def test_a_change_of_the_store_reaches_pricing(directory: Path) -> None:
    with open_replica(directory) as replica:
        write_live(directory, replace(LIVE, store=replace(STORE, cash_step=5)), replica.catalogue.path)
        assert replica.refresh()
        assert replica.catalogue.store.cash_step == 5


def test_every_thread_may_read(directory: Path) -> None:
    wrong: list[str] = []
    with open_replica(directory) as replica:

        def read() -> None:
            for _ in range(200):
                hits = replica.catalogue.search("молоко", "ru")
                if [hit.product.sku for hit in hits] != ["MLK-32"] or replica.catalogue.by_plu("4011") != HARD_CHEESE:
                    wrong.append("mixed answers")

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def _write_from_another_process(directory: str) -> None:
    place = Path(directory)
    write_live(place, replace(LIVE, settings={"from": "elsewhere"}), build_catalogue(place, CATALOGUE, version="other"))


def test_another_process_writes_while_this_one_reads(directory: Path) -> None:
    with open_replica(directory) as replica:
        process = multiprocessing.get_context("spawn").Process(
            target=_write_from_another_process, args=(str(directory),)
        )
        process.start()
        process.join(60)
        assert process.exitcode == 0
        assert replica.refresh()
        assert replica.live.settings == {"from": "elsewhere"}
        assert replica.catalogue.version == "other"
        replica.check()


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 4_096)


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4_096:] = bytes(len(data) - 4_096)
    path.write_bytes(data)


def stranger(path: Path) -> None:
    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE meta (a)")
    connection.commit()
    connection.close()


def other_schema(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()


DAMAGES: list[tuple[Callable[[Path], object], str]] = [
    (Path.unlink, "missing"),
    (lambda path: path.write_bytes(b""), "damaged"),
    (lambda path: path.write_bytes(b"SQLite format 3\0 and nothing more"), "damaged"),
    (cut, "damaged"),
    (spoil, "damaged"),
    (stranger, "not_ours"),
    (other_schema, "schema_unknown"),
]


@pytest.mark.parametrize("which", ["live.sqlite", "catalogue-*.sqlite"])
@pytest.mark.parametrize(("damage", "code"), DAMAGES)
def test_damage_is_told_at_opening_and_mended(
    directory: Path, which: str, damage: Callable[[Path], object], code: str
) -> None:
    (path,) = directory.glob(which)
    damage(path)
    with pytest.raises(ReplicaDamagedError) as caught:
        open_replica(directory)
    assert caught.value.code == code
    rebuild(directory, Source())
    with open_replica(directory) as replica:
        replica.check()
        assert replica.catalogue.by_gtin("04601234567893") == MILK


@pytest.mark.parametrize("which", ["live.sqlite", "catalogue-*.sqlite"])
def test_a_disk_that_refuses_what_reading_needs_is_no_damage(directory: Path, which: str) -> None:
    """Whoever takes it for damage throws a sound catalogue away, and has no disk to write another."""
    (path,) = directory.glob(which)
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    in_its_way = path.with_name(path.name + "-shm")
    in_its_way.symlink_to("nowhere")  # SQLite follows no link there: it can neither find nor make its index
    with pytest.raises(ReplicaDiskError) as caught:
        open_replica(directory)
    assert (caught.value.code, caught.value.path) == ("cannot_open", path)
    in_its_way.unlink()
    with open_replica(directory) as replica:
        replica.check()


@pytest.mark.parametrize(("how", "code"), [("full", "disk_full"), ("ro", "read_only")])
def test_a_full_and_a_write_protected_disk_are_named(directory: Path, small_disk: Path, how: str, code: str) -> None:
    folder = small_disk / "replica"
    shutil.copytree(directory, folder)
    live = folder / "live.sqlite"
    connection = dbapi2.connect(str(live))
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    before = live.read_bytes()
    (disks.fill if how == "full" else disks.write_protect)(small_disk)
    with pytest.raises(ReplicaDiskError) as caught:
        open_replica(folder)
    assert caught.value.code == code
    assert not is_damaged(folder)
    assert live.read_bytes() == before


def test_a_reader_at_work_whose_disk_refuses_goes_on_with_what_it_has(directory: Path) -> None:
    with open_replica(directory) as replica:
        before = replica.live
        other = directory / "other"
        other.mkdir()
        write_live(other, LIVE, next(directory.glob("catalogue-*.sqlite")))
        connection = dbapi2.connect(str(other / "live.sqlite"))
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
        for part in directory.glob("live.sqlite-*"):
            part.unlink()
        (other / "live.sqlite").replace(directory / "live.sqlite")
        (directory / "live.sqlite-shm").symlink_to("nowhere")
        assert not replica.refresh()
        assert replica.live is before


def test_damage_deep_inside_is_found_by_the_check(directory: Path) -> None:
    (path,) = directory.glob("catalogue-*.sqlite")
    connection = dbapi2.connect(str(path))
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'tails'").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4_096)
        file.write(b"\xff" * 4_096)
    with open_replica(directory) as replica:
        assert replica.catalogue.product("BEER") == BEER
        with pytest.raises(ReplicaDamagedError):
            replica.check()
        with pytest.raises(ReplicaDamagedError):
            replica.catalogue.search("7893", "ru")


def test_a_body_that_is_no_product_is_damage(directory: Path) -> None:
    (path,) = directory.glob("catalogue-*.sqlite")
    for sql in ("UPDATE products SET body = x'7b7d'", "DELETE FROM state"):
        connection = dbapi2.connect(str(path))
        connection.execute(sql)
        connection.commit()
        connection.close()
        with pytest.raises(ReplicaDamagedError), open_replica(directory) as replica:
            replica.catalogue.product("BEER")
    file = ReplicaFile(directory / "live.sqlite", writing=True)
    file.run("UPDATE staff SET body = x'7b7d'")
    file.close()
    with pytest.raises(ReplicaDamagedError, match="damaged"):
        open_replica(directory)


@pytest.mark.parametrize("sql", ["DELETE FROM pointer", "UPDATE pointer SET catalogue = '../a'", "DELETE FROM store"])
def test_a_live_file_that_lacks_a_part_is_damage(directory: Path, sql: str) -> None:
    file = ReplicaFile(directory / "live.sqlite", writing=True)
    file.run(sql)
    file.close()
    with pytest.raises(ReplicaDamagedError, match="missing"):
        open_replica(directory)


def test_an_empty_directory_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ReplicaDamagedError) as caught:
        open_replica(tmp_path)
    assert caught.value.code == "missing"
    with pytest.raises(ReplicaDamagedError):
        switch_catalogue(tmp_path, tmp_path / "x.sqlite")


def test_readers_cannot_write(directory: Path) -> None:
    file = ReplicaFile(directory / "live.sqlite")
    with pytest.raises(ReplicaWriteError):
        file.run("DELETE FROM staff")
    with pytest.raises(ReplicaWriteError):
        file.run_many("DELETE FROM staff WHERE staff_id = ?", [("u1",)])
    file.close()


def product(sku: str, **fields: str) -> Product:
    return Product(sku, (("en", sku),), Unit.PIECE, "A", "c", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (CatalogueData((product("A"), product("A"))), "duplicate_sku"),
        (CatalogueData((product("A", gtin="96385074"), product("B", gtin="096385074"))), "duplicate_gtin"),
        (CatalogueData((product("A", plu="4011"), product("B", plu="04011"))), "duplicate_plu"),
        (CatalogueData((product("A", gtin="x"),)), "bad_gtin"),
        (CatalogueData((product("A"),), gtins={"A": ("1" * 15,)}), "bad_gtin"),
        (CatalogueData((product("A"),), gtins={"B": ("96385074",)}), "unknown_sku"),
        (CatalogueData((product("A"),), labels={"1": "B"}), "unknown_sku"),
        (CatalogueData((product("A"),), prices=(PriceEntry("B", "shelf", 1, START),)), "unknown_sku"),
        (CatalogueData((product("A", charge_sku="B"),)), "unknown_sku"),
        (CatalogueData((), promotions=(PROMOTIONS[0], PROMOTIONS[0])), "duplicate_promotion"),
    ],
)
def test_contradictions_are_refused_and_leave_nothing(tmp_path: Path, data: CatalogueData, code: str) -> None:
    with pytest.raises(ReplicaDataError) as caught:
        build_catalogue(tmp_path, data)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_naive_instants_and_bad_patterns_are_refused(tmp_path: Path) -> None:
    naive = PriceEntry("A", "shelf", 1, datetime(2026, 1, 1))  # noqa: DTZ001 - the fault to be refused
    with pytest.raises(ValueError, match="time zone"):
        build_catalogue(tmp_path, CatalogueData((product("A"),), prices=(naive,)))
    catalogue = build_catalogue(tmp_path, CATALOGUE)
    with pytest.raises(ReplicaDataError, match="bad_pattern"):
        write_live(tmp_path, replace(LIVE, store=replace(STORE, barcode_patterns=("21II",))), catalogue)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (3, 50, 7), (3, 44, 6), (4, 0, 0)])
def test_sqlite_free_of_the_race(version: tuple[int, int, int]) -> None:
    assert is_safe(version)
    require_safe_sqlite(version)


@pytest.mark.parametrize(
    "version", [(3, 51, 2), (3, 51, 0), (3, 50, 6), (3, 45, 0), (3, 49, 9), (3, 44, 5), (3, 40, 1)]
)
def test_vulnerable_sqlite_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(UnsafeSqliteError, match="WAL-reset"):
        require_safe_sqlite(version)
