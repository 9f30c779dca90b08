"""The spooler over a simulated printer on TCP: its state at the start, paper out, unknown outcomes, copies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pos_client.devices.ports import DeviceState
from pos_client.devices.simulators.printer import PrinterSimulator
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import Clock, Shop, with_printer


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def printing(opener: Opener, printer: PrinterSimulator) -> Shop:
    shop = opener(with_printer(printer.address), clock=Clock())
    shop.begin()
    return shop


def sell(shop: Shop, goods: Goods) -> str:
    shop.scan(goods.plain[0].gtin)
    return shop.pay_cash().receipt_number


def state(shop: Shop) -> str:
    return shop.prints[-1].status.code if shop.prints else "?"


def test_the_printers_state_is_known_before_the_first_receipt(opener: Opener, printer: PrinterSimulator) -> None:
    printer.set_faults(no_paper=True)
    shop = opener(with_printer(printer.address), clock=Clock())
    wait_until(lambda: state(shop) == "no_paper", "the paper to be missed")
    printer.set_faults(no_paper=False)
    wait_until(lambda: shop.prints[-1].status.state is DeviceState.OK, "the paper to be seen")


def test_a_receipt_is_printed_and_the_drawer_opened(printing: Shop, printer: PrinterSimulator, goods: Goods) -> None:
    number = sell(printing, goods)
    assert printer.wait_for_papers(1)
    assert number in printer.text()
    wait_until(lambda: not printing.journal.reader().print_jobs(("queued", "sending")), "the job to be done")
    found = printing.services.receipts.last_receipt()
    assert found is not None
    assert found.print_state == "printed"


def test_without_paper_the_receipt_waits_and_comes_by_itself(
    printing: Shop, printer: PrinterSimulator, goods: Goods
) -> None:
    printer.set_faults(no_paper=True)
    sell(printing, goods)
    wait_until(lambda: printing.prints and printing.prints[-1].waiting == 1, "the job to wait")
    printer.set_faults(no_paper=False)
    assert printer.wait_for_papers(1)


@pytest.mark.parametrize("printed", [True, False])
def test_an_unknown_outcome_is_asked_and_what_is_printed_again_says_copy(
    printing: Shop, printer: PrinterSimulator, goods: Goods, printed: bool
) -> None:
    printer.set_faults(drop_after=4_950)  # behind the logo: what is cut off inside a picture eats what comes next
    number = sell(printing, goods)
    wait_until(lambda: printing.prints and printing.prints[-1].asked, "the question")
    ((job_id, reference),) = printing.prints[-1].asked
    assert reference == number
    printer.set_faults(drop_after=None)
    papers = len(printer.papers)
    assert printing.spooler is not None
    printing.spooler.answer(job_id, printed=printed)
    printing.spooler.answer(job_id, printed=printed)  # pressed twice
    wait_until(lambda: not printing.prints[-1].asked, "the question to go")
    (said,) = printing.bodies("print_answered")
    assert (said.answer, said.receipt, said.by) == (
        "printed" if printed else "again",
        number,
        printing.desk.staff.staff_id,
    )
    if printed:
        assert len(printer.papers) == papers
    else:
        assert printer.wait_for_papers(papers + 1)
        words = printing.services.receipts._layout.in_language(printing.desk.store.language)
        assert words.label("copy") in printer.text(), printer.text()[:700]
    found = printing.services.receipts.last_receipt()
    assert found is not None
    wait_until(lambda: _print_state(printing) == "printed", "the paid screen to know")


def _print_state(shop: Shop) -> str:
    found = shop.services.receipts.last_receipt()
    return found.print_state if found is not None else ""


def test_a_document_that_cannot_be_read_is_parked_and_the_next_one_printed(
    printing: Shop, printer: PrinterSimulator, goods: Goods
) -> None:
    printing.journal.submit(lambda w: w.queue_print("broken", "receipt", b"{not a document", "X")).result(10)
    sell(printing, goods)
    assert printer.wait_for_papers(1)
    job = printing.journal.reader().print_job("broken")
    assert job is not None
    assert (job.state, job.code) == ("abandoned", "bad_document")


def test_a_job_cut_off_by_a_crash_is_asked_about(opener: Opener, printer: PrinterSimulator, goods: Goods) -> None:
    shop = opener(with_printer(printer.address), clock=Clock(), start=False)
    shop.begin()
    number = sell(shop, goods)
    job = shop.journal.reader().print_jobs(("queued",))[0]
    shop.journal.submit(lambda w: w.mark_print(job.job_id, "sending")).result(10)
    assert shop.spooler is not None
    shop.spooler.start()
    wait_until(lambda: shop.prints and shop.prints[-1].asked == ((job.job_id, number),), "the question")
    assert printer.papers == ()


def test_a_reprint_is_a_copy_and_journalled(printing: Shop, printer: PrinterSimulator, goods: Goods) -> None:
    number = sell(printing, goods)
    assert printer.wait_for_papers(1)
    printing.services.receipts.reprint(number).result(10)  # type: ignore[union-attr]
    assert printer.wait_for_papers(2)
    (body,) = printing.bodies("reprint")
    assert (body.receipt_number, body.approved_by) == (number, "")
