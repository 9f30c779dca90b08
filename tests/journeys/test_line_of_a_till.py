"""A till on its line: enrolled with the centre, sold at, told new prices and people, cut off, and nothing lost.

The demo chain at a real centre in a process of its own, the whole till with its sync process, real sockets and TLS.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QApplication

from pos_client.app.enrolling import enrol_register
from pos_client.db.replica.files import LIVE_NAME
from pos_client.domain.catalogue import PriceEntry
from sync.central.catalogue.changes import PriceEdit
from sync.central.catalogue.publications import publish_edits
from sync.central.staff.people import change_person
from tests.support.running_centre import Centre, make_centre
from tests.support.till import CASHIER, TillRig, open_rig

REGISTER = "T12-3"


@pytest.fixture(scope="module")
def demo_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    centre = make_centre(tmp_path_factory.mktemp("centre"), chain="demo")
    centre.start()
    yield centre
    centre.close()


@pytest.fixture
def lined(tmp_path: Path, qapp: QApplication, demo_centre: Centre) -> Iterator[TillRig]:
    """A till of the demo store that was enrolled a moment ago."""
    folder = tmp_path / "till"
    enrol_register(folder, demo_centre.address, demo_centre.enrolment_code(REGISTER), lambda _step: None)
    with open_rig(folder, start=datetime.now(UTC)) as rig:
        rig.player.until(lambda: rig.services.line.is_online, "the line")
        yield rig


def chip(rig: TillRig) -> str:
    found = rig.window.top.chip("network")
    return "" if found is None else found.text()


def pay(rig: TillRig) -> str:
    """Pay in cash by keys; returns the receipt's number."""
    rig.player.press("F9")
    rig.player.on_screen("pay")
    rig.player.run_for(0.45)
    rig.player.press("Return")
    rig.player.on_screen("paid")
    rig.player.run_for(0.45)
    rig.player.press("F9")
    rig.player.on_screen("sell")
    last = rig.services.desk.journal.reader().last_sale()
    assert last is not None
    return last.receipt_number


def held(centre: Centre, receipt: str) -> list[int]:
    """The totals under which the centre has a receipt in its books."""
    with centre.database.engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT total FROM document WHERE location_id = 'T12' AND receipt_number = :r"), {"r": receipt}
        )
        return [row[0] for row in rows]


def settle(rig: TillRig) -> None:
    rig.player.until(lambda: rig.services.line.view.waiting == 0, "nothing waits")


@pytest.mark.timeout(300)
def test_a_day_on_the_line(lined: TillRig, demo_centre: Centre) -> None:
    rig, desk = lined, lined.services.desk
    assert desk.store.name == "Тверская, 12"
    assert desk.journal.reader().head().register_id == REGISTER
    rig.begin()
    assert chip(rig) == "Online"

    code = rig.basket()[0]
    rig.scan_all(code)
    total = rig.services.checkout.view().total
    receipt = pay(rig)
    settle(rig)
    assert held(demo_centre, receipt) == [total]

    # a price comes under an open basket: the line keeps its own, the next scan has the new one
    rig.scan_all(code)
    product = rig.services.checkout.product_of(code)
    assert product is not None
    before = rig.services.checkout.view().lines[0].unit_price
    newest, now = before + 4_800, datetime.now(UTC)
    prices = (*desk.replica.catalogue.prices(product.sku), PriceEntry(product.sku, "shelf", newest, now))
    edit = PriceEdit("ru", product.sku, prices)
    publish_edits(demo_centre.database, "dearer", [edit], effective_at=None, by="local:test", now=now, note="")
    rig.player.until(
        lambda: newest in {price.amount for price in desk.replica.catalogue.prices(product.sku)}, "the new price"
    )
    rig.player.run_for(0.05)
    rig.scan_all(code)
    assert [line.unit_price for line in rig.services.checkout.view().lines] == [before, newest]
    pay(rig)

    # the office lets the cashier go: the till is locked at once, and takes them back as soon as it is told
    member = rig.member()
    now = datetime.now(UTC)
    change_person(demo_centre.database, member.staff_id, by="local:test", now=now, is_active=False)
    rig.player.on_screen("login")
    assert "may not work here" in rig.window.toast_text
    change_person(demo_centre.database, member.staff_id, by="local:test", now=datetime.now(UTC), is_active=True)
    live = rig.services.desk.replica
    rig.player.until(
        lambda: any(one.staff_id == member.staff_id and one.is_active for one in live.live.staff()), "the news"
    )
    rig.log_in(CASHIER)
    rig.player.on_screen("sell")

    # the centre dies: selling goes on, the chip says what waits; it comes back and nothing is missing or twice
    demo_centre.kill()
    rig.player.until(lambda: not rig.services.line.is_online, "the dead line")
    rig.scan_all(code)
    offline_total = rig.services.checkout.view().total
    offline = pay(rig)
    rig.player.until(lambda: "1 sale waiting" in chip(rig), "what waits")
    assert chip(rig).startswith("Offline")
    demo_centre.start()
    rig.services.line.try_now()
    settle(rig)
    assert held(demo_centre, offline) == [offline_total]
    rig.player.until(lambda: chip(rig) == "Online", "the line is back")


@pytest.mark.timeout(300)
def test_a_lost_replica_is_fetched_anew_while_the_till_waits(
    tmp_path: Path, qapp: QApplication, demo_centre: Centre
) -> None:
    folder = tmp_path / "till"
    enrol_register(folder, demo_centre.address, demo_centre.enrolment_code("T12-2"), lambda _step: None)
    (folder / "replica" / LIVE_NAME).write_bytes(b"torn")
    for stray in (folder / "replica").glob(f"{LIVE_NAME}-*"):
        stray.unlink()
    with open_rig(folder, start=datetime.now(UTC)) as rig:
        assert rig.window.current is not None
        if not rig.services.desk.replica.ready:
            assert rig.window.current.name == "line"
        rig.player.on_screen("login")
        assert rig.services.desk.store.name == "Тверская, 12"
        rig.begin()
        rig.scan_all(rig.basket()[0])
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)
