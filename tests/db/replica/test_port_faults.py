"""The process that writes dies, the disk fills up, the centre lies: what readers see was committed whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import zstandard

from pos_client.db.replica import create_empty, open_replica
from pos_client.db.replica.files import ReplicaFile
from pos_client.db.replica.port import WrittenReplica
from sync.engine.ports import PortError
from sync.protocol.messages import SnapshotAnswer
from tests.db.replica import apply_child
from tests.db.replica.apply_child import FEED, FEEDS, cursor, make_feed
from tests.db.replica.chain import LIVE, STORE
from tests.db.replica.seen import current, held_in
from tests.db.replica.told import ToldFeed, price_row, product_row
from tests.support import disks

KILLS = int(os.environ.get("OMNITILL_KILLS", "6"))


def follow_and_die(folder: Path, centre: Path, seed: int, chance: random.Random) -> None:
    """Let a process follow the feed for a while and kill it somewhere within a piece of its work."""
    command = [sys.executable, "-m", apply_child.__name__, str(folder), str(centre), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as child:
        assert child.stdout is not None
        try:
            for _ in range(chance.randrange(1, 14)):
                assert child.stdout.readline()
            time.sleep(chance.random() * 0.02)
        finally:
            child.kill()


@pytest.mark.invariant(6)
@pytest.mark.parametrize("seed", range(KILLS))
def test_a_process_killed_at_any_moment_leaves_a_replica_at_one_position(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "replica"
    create_empty(folder, LIVE.register, STORE, FEEDS)
    feed = make_feed(seed)
    with open_replica(folder) as replica:
        for _ in range(2):
            follow_and_die(folder, tmp_path / "centre", seed, chance)
            with closing(WrittenReplica(folder, FEEDS)) as port:
                at = cursor(port).position
                assert cursor(port) == feed.cursor(at)
                port.take_effect(1)
                assert held_in(folder) == feed.visible(at, 1)
                assert [number for _ in range(4) for number in port.check_some(FEED)] == []
            assert list(folder.glob("building-*")) == []
            replica.refresh()
            assert replica.catalogue.path == current(folder)
            assert replica.catalogue.version == f"1-{at}"
            replica.check()
            found = replica.catalogue.search("milk", "en", 200)  # every product's name has it
            assert len(found) == replica.catalogue.products_count


def small_feed() -> ToldFeed:
    feed = ToldFeed(FEED)
    for number in range(30):
        feed.write(f"product/S{number}", product_row(f"S{number}", f"Milk {number}"))
    return feed


@pytest.fixture
def port(tmp_path: Path) -> Iterator[WrittenReplica]:
    create_empty(tmp_path / "replica", LIVE.register, STORE, FEEDS)
    with closing(WrittenReplica(tmp_path / "replica", FEEDS)) as port:
        yield port


def install(port: WrittenReplica, feed: ToldFeed, centre: Path) -> None:
    offer, packed = feed.snapshot(centre)
    part, _ = port.download(offer)
    shutil.copy(packed, part)
    port.install(offer, part)


def fill(feed: ToldFeed) -> None:
    for number in range(400):
        feed.write(f"price/S{number}", price_row(*(("shelf", start, None, number) for start in range(200))))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disks.small_disk(tmp_path / "disk", "80m") as place:
        yield place


def test_a_full_disk_leaves_everything_as_it_was(small_disk: Path, tmp_path: Path) -> None:
    feed = small_feed()
    folder = small_disk / "replica"
    create_empty(folder, LIVE.register, STORE, FEEDS)
    with closing(WrittenReplica(folder, FEEDS)) as port, open_replica(folder) as replica:
        install(port, feed, small_disk / "centre")
        shutil.rmtree(small_disk / "centre")
        replica.refresh()
        ballast = small_disk / "ballast"
        with ballast.open("wb") as file:
            file.write(bytes(shutil.disk_usage(small_disk).free - 300_000))
        before, at = held_in(folder), cursor(port)
        fill(feed)
        with pytest.raises(PortError, match="disk_full") as caught:
            port.apply(feed.delta(at.position))
        assert caught.value.code == "replica_write"
        offer, _ = feed.snapshot(tmp_path / "centre")
        with pytest.raises(PortError, match="disk_full"):
            port.download(offer)
        assert cursor(port) == at
        assert held_in(folder) == before
        assert not replica.refresh()
        assert replica.catalogue.product("S7") is not None
        ballast.unlink()
        assert port.apply(feed.delta(at.position)).mismatched == ()
        assert held_in(folder) == feed.visible(feed.position, 1)


def test_a_file_that_may_not_grow_leaves_everything_as_it_was(port: WrittenReplica, tmp_path: Path) -> None:
    feed, folder = small_feed(), tmp_path / "replica"
    install(port, feed, tmp_path / "centre")
    at, before = cursor(port), held_in(folder)
    fill(feed)
    file = port._catalogue_file
    assert file is not None
    pages = file.row("PRAGMA page_count")
    assert pages is not None
    file.run(f"PRAGMA max_page_count = {pages[0] + 5}")
    with pytest.raises(PortError, match="disk_full"):
        port.apply(feed.delta(at.position))
    assert (cursor(port), held_in(folder)) == (at, before)
    file.rows("PRAGMA max_page_count = 1000000")
    assert port.apply(feed.delta(at.position)).mismatched == ()
    assert held_in(folder) == feed.visible(feed.position, 1)


# --- what is not what was offered


def cut(offer: SnapshotAnswer, part: Path) -> SnapshotAnswer:
    part.write_bytes(part.read_bytes()[:-7])
    return offer


def flipped(offer: SnapshotAnswer, part: Path) -> SnapshotAnswer:
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 0x40
    part.write_bytes(data)
    return offer


def longer(offer: SnapshotAnswer, part: Path) -> SnapshotAnswer:
    return msgspec.structs.replace(offer, plain_size=offer.plain_size - 1)


def other_hash(offer: SnapshotAnswer, part: Path) -> SnapshotAnswer:
    return msgspec.structs.replace(offer, sha256="0" * 64)


def other_position(offer: SnapshotAnswer, part: Path) -> SnapshotAnswer:
    return msgspec.structs.replace(offer, position=offer.position + 1)


def repacked(change: Callable[[Path], object]) -> Callable[[SnapshotAnswer, Path], SnapshotAnswer]:
    """The centre's own lie: a file that is what its hash says, and no catalogue."""

    def spoil(offer: SnapshotAnswer, part: Path) -> SnapshotAnswer:
        from sync.protocol.snapshot_pack import pack_file  # noqa: PLC0415

        plain = part.with_name("plain")
        plain.write_bytes(zstandard.ZstdDecompressor().stream_reader(part.read_bytes()).read())
        change(plain)
        made = pack_file(plain, part)
        plain.unlink()
        return msgspec.structs.replace(offer, size=made.size, plain_size=made.plain_size, sha256=made.sha256)

    return spoil


def run(sql: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        file = ReplicaFile(path, writing=True)
        file.run(sql)
        file.close()

    return change


LIES = [
    cut,
    flipped,
    longer,
    other_hash,
    other_position,
    repacked(lambda plain: plain.write_bytes(b"no database")),
    repacked(lambda plain: plain.write_bytes(plain.read_bytes()[:-4096])),
    repacked(run("DROP TABLE closings")),
    repacked(run("CREATE TRIGGER t AFTER UPDATE ON state BEGIN DELETE FROM rows; END")),
    repacked(run("UPDATE state SET tag = 'ffffffffffffffff'")),
    repacked(run("DELETE FROM state")),
    repacked(run("PRAGMA user_version = 1")),
]


@pytest.mark.parametrize("lie", LIES)
def test_a_torn_or_lying_snapshot_is_removed_and_changes_nothing(
    port: WrittenReplica, tmp_path: Path, lie: Callable[[SnapshotAnswer, Path], SnapshotAnswer]
) -> None:
    feed, folder = small_feed(), tmp_path / "replica"
    install(port, feed, tmp_path / "centre")
    before, file = held_in(folder), current(folder)
    feed.write("product/NEW", product_row("NEW", "New"))
    offer, packed = feed.snapshot(tmp_path / "centre")
    part, _ = port.download(offer)
    shutil.copy(packed, part)
    bad = lie(offer, part)
    with pytest.raises(ValueError, match=offer.name):
        port.install(bad, part)
    assert not part.exists()
    assert list(folder.glob("building-*")) == []
    assert (current(folder), held_in(folder), cursor(port).position) == (file, before, 30)
    install(port, feed, tmp_path / "centre")
    assert held_in(folder) == feed.visible(31, 1)


def test_a_download_is_resumed_and_those_of_other_offers_are_removed(port: WrittenReplica, tmp_path: Path) -> None:
    feed = small_feed()
    offer, packed = feed.snapshot(tmp_path / "centre")
    part, have = port.download(offer)
    assert have == 0
    part.write_bytes(packed.read_bytes()[:1_000])
    assert port.download(offer) == (part, 1_000)
    part.write_bytes(bytes(offer.size + 1))
    assert port.download(offer) == (part, 0)
    part.write_bytes(b"some")
    feed.write("product/NEW", product_row("NEW", "New"))
    other, _ = feed.snapshot(tmp_path / "centre")
    assert port.download(other)[1] == 0
    assert not part.exists()
    with pytest.raises(PortError, match="disk_full"):
        port.download(msgspec.structs.replace(other, plain_size=2**60))
    for strange in (
        msgspec.structs.replace(other, feed="catalogue:other"),
        msgspec.structs.replace(other, version=1),
    ):
        with pytest.raises(ValueError, match="of no use"):
            port.download(strange)
    part.write_bytes(b"")
    with pytest.raises(ValueError, match="no snapshot"):
        port.install(msgspec.structs.replace(other, feed="store:S1"), part)
    with pytest.raises(ValueError, match="No such file"):
        port.install(other, part)  # is not there


def test_a_catalogue_that_breaks_is_asked_for_anew(port: WrittenReplica, tmp_path: Path) -> None:
    feed, folder = small_feed(), tmp_path / "replica"
    install(port, feed, tmp_path / "centre")
    with closing(ReplicaFile(current(folder), writing=True)) as file:
        file.run("DELETE FROM products WHERE sku = 'S3'")
    feed.write("product/S3", product_row("S3", "Again"))
    with pytest.raises(PortError) as caught:
        port.apply(feed.delta(30))
    assert caught.value.code == "replica_read"
    assert cursor(port).generation == 0
    assert port.apply(feed.delta(30)).hole
    assert port.check_some(FEED) == ()
    assert not port.take_effect(1)
    install(port, feed, tmp_path / "centre")
    assert held_in(folder) == feed.visible(31, 1)


def test_a_catalogue_that_is_gone_is_asked_for_anew(tmp_path: Path) -> None:
    folder, feed = tmp_path / "replica", small_feed()
    create_empty(folder, LIVE.register, STORE, FEEDS)
    with closing(WrittenReplica(folder, FEEDS)) as port:
        install(port, feed, tmp_path / "centre")
    current(folder).write_bytes(b"spoiled")
    with closing(WrittenReplica(folder, FEEDS)) as port:
        assert cursor(port).generation == 0
        install(port, feed, tmp_path / "centre")
        assert cursor(port) == feed.cursor()
        assert held_in(folder) == feed.visible(30, 1)


def test_without_a_sound_live_file_nothing_opens(tmp_path: Path) -> None:
    folder = tmp_path / "replica"
    with pytest.raises(PortError, match="missing"):
        WrittenReplica(folder, FEEDS)
    create_empty(folder, LIVE.register, STORE, FEEDS)
    (folder / "live.sqlite").write_bytes(b"spoiled")
    with pytest.raises(PortError) as caught:
        WrittenReplica(folder, FEEDS)
    assert caught.value.code == "replica_read"
    with pytest.raises(ValueError, match="one catalogue"):
        WrittenReplica(folder, (*FEEDS, "catalogue:other"))
