"""Everything the screens may ask, in one place; `pos_client.app` fills it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pos_client.services.desk import Desk
from pos_client.services.fiscal import Fiscal
from pos_client.services.network.line import Line
from pos_client.services.network.stock import NetworkStock
from pos_client.services.papers.receipts import Receipts
from pos_client.services.papers.spool import Spooler
from pos_client.services.paying.payments import Payments
from pos_client.services.people.exceptions import Exceptions
from pos_client.services.people.staff import Staff
from pos_client.services.returning.exchange import Exchange
from pos_client.services.returning.left_over import LeftOverCards
from pos_client.services.returning.post_void import PostVoids
from pos_client.services.returning.returns import Returns
from pos_client.services.selling.checkout import Checkout
from pos_client.services.selling.companies import Companies
from pos_client.services.selling.marking import MarkingChecks
from pos_client.services.selling.suspended import Suspended
from pos_client.services.shift.cash_moves import CashMoves
from pos_client.services.shift.closing import Closing
from pos_client.services.shift.reports import Reports
from pos_client.services.shift.shifts import Shifts
from pos_client.services.upkeep.backups import Backups
from pos_client.services.upkeep.device_settings import DeviceSettings
from pos_client.services.upkeep.journal_view import JournalView
from pos_client.services.upkeep.training import Training


class Services(Struct, frozen=True):
    """The services of one register. `spooler` is None without a printer, `print_test` then does nothing.

    `fiscal` is None in a store without a fiscal profile; its `close_day` blocks.
    """

    desk: Desk
    checkout: Checkout
    payments: Payments
    staff: Staff
    shifts: Shifts
    cash_moves: CashMoves
    closing: Closing
    reports: Reports
    suspended: Suspended
    receipts: Receipts
    returns: Returns
    exchange: Exchange
    post_voids: PostVoids
    left_over: LeftOverCards
    companies: Companies
    marking: MarkingChecks
    training: Training
    settings: DeviceSettings
    exceptions: Exceptions
    journal_view: JournalView
    line: Line
    network_stock: NetworkStock
    spooler: Spooler | None
    print_test: Callable[[], None]
    fiscal: Fiscal | None = None
    backups: Backups | None = None
