"""Whatever is printed again because nobody knew whether it came out says that it is a copy, and opens no drawer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.domain.receipt import Drawer, as_copy, decode
from pos_client.services.papers.receipts import copy_id
from pos_client.services.views import NeedsApproval
from sync.protocol.shift_figures import figures_of
from tests.support.escpos_decoder import decode as read
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import close, compared, done, wish
from tests.unit.services.shop import SECONDS, Clock, Shop, with_printer
from tests.unit.services.test_corrections_together import give_back, sell

KINDS = {
    "receipt",
    "return",
    "post_void",
    "paid_in",
    "no_sale",
    "x_report",
    "gift_receipt",
    "copy",
    "z_report",
    "z_copy",
}


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


def allowed(shop: Shop, act: Callable[..., object]) -> None:
    """Do it, with somebody's approval where it is asked for."""
    answer = act()
    done(act(approval=shop.approve(answer)) if isinstance(answer, NeedsApproval) else answer)


def every_paper(shop: Shop, goods: Goods) -> None:
    """Have one paper of every kind wait for the printer, which is not yet asked."""
    services = shop.services
    shop.begin()
    sale, wrong = sell(shop, goods, 3), sell(shop, goods, 1)
    give_back(shop, sale, 1)
    shop.post_void(wrong)
    allowed(shop, partial(services.cash_moves.move, "paid_in", 500, "paid_in.change"))
    allowed(shop, partial(services.cash_moves.no_sale, "no_sale.change"))
    allowed(shop, services.reports.x_report)
    services.receipts.gift_receipt(sale.receipt_number).result(SECONDS)
    allowed(shop, partial(services.receipts.reprint, sale.receipt_number))
    events = shop.journal.reader().events_of_shift(shop.desk.shift_id)
    compared(shop, figures_of((row.seq, body) for row, body in events).expected_cash // 100 * 100)
    z = close(shop, wish())
    allowed(shop, partial(services.reports.reprint_z, z.z_number))


def test_what_is_printed_again_says_copy_once(opener: Opener, printer: PrinterSimulator, goods: Goods) -> None:
    shop = opener(with_printer(printer.address), clock=Clock(), start=False)
    every_paper(shop, goods)
    jobs = shop.journal.reader().print_jobs(("queued",))
    assert {job.kind for job in jobs} == KINDS
    for job in jobs:
        shop.journal.submit(lambda w, job=job: w.mark_print(job.job_id, "sending")).result(SECONDS)  # type: ignore[misc]
    assert shop.spooler is not None
    shop.spooler.start()
    wait_until(lambda: shop.prints and len(shop.prints[-1].asked) == len(jobs), "the questions")
    for job in jobs:
        shop.spooler.answer(job.job_id, printed=False)
    assert printer.wait_for_papers(len(jobs))
    wait_until(lambda: not shop.journal.reader().print_jobs(("queued", "sending")), "the papers to be done")
    words = shop.services.receipts._layout.in_language(shop.desk.store.language)
    label = words.label("copy")
    found = Counter(read(paper).text.splitlines().count(label.center(48).rstrip()) for paper in printer.papers)
    assert found == {1: len(jobs)}, [read(paper).text[:200] for paper in printer.papers]
    again = [shop.journal.reader().print_job(copy_id(job.job_id)) for job in jobs]
    for row in again:
        assert row is not None
        document = decode(row.document)
        assert not any(isinstance(block, Drawer) for block in document.blocks)
        assert as_copy(document, words) == document  # asked about once more, it stays one copy
