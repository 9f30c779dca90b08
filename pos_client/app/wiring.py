"""Which service rests on which: from a desk and devices to the services of one register. Knows neither Qt nor files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from msgspec import Struct

from pos_client.app.devices import Devices
from pos_client.db.journal import Writer
from pos_client.devices.printer import render_png
from pos_client.domain import receipt
from pos_client.domain.post_void import PostVoid
from pos_client.domain.returns import Return
from pos_client.domain.sale import Sale
from pos_client.services.bundle import Services
from pos_client.services.desk import Desk
from pos_client.services.fiscal import Fiscal, FiscalNews
from pos_client.services.limits import Limits
from pos_client.services.network.line import Line
from pos_client.services.network.stock import NetworkStock
from pos_client.services.papers.receipts import Receipts
from pos_client.services.papers.spool import IDLE_SECONDS, Spooler, SpoolNews
from pos_client.services.paying.payments import Payments
from pos_client.services.paying.sale_commit import SaleCommit
from pos_client.services.people.exceptions import Exceptions
from pos_client.services.people.staff import Staff
from pos_client.services.returning.exchange import Exchange
from pos_client.services.returning.left_over import LeftOverCards
from pos_client.services.returning.post_void import PostVoids
from pos_client.services.returning.post_void_commit import PostVoidCommit
from pos_client.services.returning.return_commit import ReturnCommit
from pos_client.services.returning.returns import Returns
from pos_client.services.selling.checkout import Checkout
from pos_client.services.selling.companies import Companies
from pos_client.services.selling.marking import Checked, MarkingChecks
from pos_client.services.selling.suspended import Suspended
from pos_client.services.shift.cash_moves import CashMoves
from pos_client.services.shift.closing import Closing
from pos_client.services.shift.reports import Reports
from pos_client.services.shift.shifts import Shifts
from pos_client.services.shift.slips import Slips
from pos_client.services.shift.terminal_day import TerminalDay
from pos_client.services.shift.z_commit import ZCommit
from pos_client.services.upkeep.backups import Backups
from pos_client.services.upkeep.device_settings import DeviceSettings
from pos_client.services.upkeep.journal_view import JournalView
from pos_client.services.upkeep.training import Training
from resources.loader import read_text


class Told(Struct, frozen=True):
    """Where news goes. All but `basket_changed` are called on other threads."""

    basket_changed: Callable[[], None]
    trouble: Callable[[str], None]
    spool: Callable[[SpoolNews], None]
    fiscal: Callable[[FiscalNews], None]
    marking: Callable[[Checked], None]  # to be given to `Services.marking.answered` on the main thread


@cache
def standard_layout() -> receipt.Layout:
    """Return the layout of receipts, with its words; read when the first paper is made."""
    return receipt.parse_layout(read_text("receipts", "standard.toml"), read_text("receipts", "words.toml"))


def wire(
    desk: Desk, devices: Devices, told: Told, backups: Backups | None, *, spool_idle: float = IDLE_SECONDS
) -> Services:
    """Build every service; no thread is started. `spool_idle`: seconds between looks at a waiting printer."""
    limits = Limits(desk)
    line = Line(desk)
    fiscal = Fiscal(desk, devices.fiscal, told.fiscal) if devices.fiscal is not None else None
    spooler: Spooler | None = None

    def wake() -> None:
        if spooler is not None:
            spooler.wake()

    has_printer = devices.printer is not None
    receipts = Receipts(
        desk, limits, standard_layout, as_picture=render_png, wake_spooler=wake, has_printer=has_printer
    )
    if devices.printer is not None:
        spooler = Spooler(
            desk.journal,
            devices.printer,
            devices.drawer,
            told.spool,
            write_answer=lambda writer, job, printed: receipts.answer_print(writer, job, printed=printed),
            idle_seconds=spool_idle,
        )

    def changed() -> None:
        marking.look()
        exchange.look()
        told.basket_changed()

    checkout = Checkout(
        desk, limits, on_changed=changed, on_trouble=told.trouble, blocked=lambda: _blocked(desk, fiscal, marking)
    )
    marking = MarkingChecks(desk, checkout, devices.marking, told.marking)
    after = _after_commit(desk, spooler, fiscal, backups)
    commit = SaleCommit(desk, receipts, after, fiscal.queue if fiscal is not None else None)

    after_correction = _after_correction(spooler, fiscal, backups)
    queue_return = fiscal.queue_return if fiscal is not None else None
    return_commit = ReturnCommit(desk, receipts, after_correction, queue_return)
    void_commit = PostVoidCommit(desk, receipts, after_correction)

    def print_test() -> None:
        register = desk.replica.live.register
        by = desk.cashier.short_name if desk.cashier else ""
        context = receipt.SlipContext(desk.store, register.name, by, desk.clock(), training=desk.training)
        layout, language = standard_layout(), desk.store.language
        document = receipt.compose_test_page(context, layout, language, columns=register.printer_columns)

        def work(writer: Writer) -> None:
            receipts.queue_document(writer, "test", document, "test")

        desk.record(work).add_done_callback(lambda _done: wake())

    returns = Returns(desk, limits, checkout, return_commit, devices.terminals, trouble=told.trouble)
    exchange = Exchange(desk, limits, checkout, returns, return_commit, devices.terminals, trouble=told.trouble)
    # A line is not enough: no tender asks the centre yet, so those that need its answer stay shut.
    payments = Payments(desk, checkout, commit, devices.terminals, exchange, is_online=lambda: False)
    slips = Slips(desk, receipts, standard_layout, spooler)
    shifts = Shifts(desk, limits, slips)
    reports = Reports(desk, limits, shifts, slips)
    suspended = Suspended(desk, limits, checkout)
    closing = Closing(
        desk,
        limits,
        checkout,
        payments,
        shifts,
        suspended,
        slips,
        ZCommit(desk, reports),
        TerminalDay(desk, devices.terminals),
        fiscal,
        on_trouble=told.trouble,
        busy_elsewhere=lambda: _busy(returns, post_voids, exchange),
    )
    post_voids = PostVoids(desk, limits, checkout, void_commit, devices.terminals, trouble=told.trouble)
    return Services(
        desk=desk,
        checkout=checkout,
        payments=payments,
        staff=Staff(desk, limits),
        shifts=shifts,
        cash_moves=CashMoves(desk, limits, slips),
        closing=closing,
        reports=reports,
        suspended=suspended,
        receipts=receipts,
        returns=returns,
        exchange=exchange,
        post_voids=post_voids,
        left_over=LeftOverCards(
            desk, devices.terminals, basket_id=lambda: checkout.basket.basket_id, watch=checkout.watch
        ),
        companies=Companies(desk),
        marking=marking,
        spooler=spooler,
        print_test=print_test,
        fiscal=fiscal,
        backups=backups,
        training=Training(desk, limits, checkout, payments),
        settings=DeviceSettings(desk, limits),
        exceptions=Exceptions(desk, limits),
        journal_view=JournalView(desk, limits),
        line=line,
        network_stock=NetworkStock(desk, line),
    )


def _busy(returns: Returns, post_voids: PostVoids, exchange: Exchange) -> str:
    """Return the message code of what is in hand and stands against counting the till, "" for nothing."""
    in_hand = {
        "return_in_hand": returns.is_open,
        "post_void_in_hand": post_voids.is_open or bool(post_voids.pending()),  # it belongs to this shift alone
        "exchange_in_hand": exchange.is_open,
    }
    return next((code for code, is_open in in_hand.items() if is_open), "")


def _blocked(desk: Desk, fiscal: Fiscal | None, marking: MarkingChecks) -> str:
    """Return the message code of what outside the basket forbids a sale, "" for nothing."""
    if desk.counting:
        return "counting"
    if fiscal is not None and fiscal.blocks_sales:
        return "fiscal_day"
    return "marking_wait" if marking.waits else ""


def _after_commit(
    desk: Desk, spooler: Spooler | None, fiscal: Fiscal | None, backups: Backups | None
) -> Callable[[Sale], None]:
    """Return what happens once a sale is durable, on the journal's thread: drawer, receipt, fiscal document."""

    def after(sale: Sale) -> None:
        if spooler is not None:
            kinds = {kind.tender_id: kind for kind in desk.replica.live.tender_kinds()}
            opens = any(kinds[p.tender_id].opens_drawer for p in sale.payments if p.tender_id in kinds)
            if opens or sale.change:
                spooler.open_drawer()
            spooler.wake()
        if fiscal is not None:
            fiscal.wake()
        if backups is not None:
            backups.sold()

    return after


def _after_correction(
    spooler: Spooler | None, fiscal: Fiscal | None, backups: Backups | None
) -> Callable[[Return | PostVoid], None]:
    """Return what happens once a return or a post-void is durable, on the journal's thread."""

    def after(document: Return | PostVoid) -> None:
        if spooler is not None:
            if document.cash:
                spooler.open_drawer()
            spooler.wake()
        if fiscal is not None:
            fiscal.wake()
        if backups is not None:
            backups.sold()

    return after
