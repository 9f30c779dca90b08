"""Everything the screens may ask, in one place; `pos_client.app` fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pos_client.services.backups import Backups
from pos_client.services.cash_moves import CashMoves
from pos_client.services.checkout import Checkout
from pos_client.services.closing import Closing
from pos_client.services.companies import Companies
from pos_client.services.desk import Desk
from pos_client.services.device_settings import DeviceSettings
from pos_client.services.exceptions import Exceptions
from pos_client.services.exchange import Exchange
from pos_client.services.fiscal import Fiscal
from pos_client.services.journal_view import JournalView
from pos_client.services.left_over import LeftOverCards
from pos_client.services.marking import MarkingChecks
from pos_client.services.payments import Payments
from pos_client.services.post_void import PostVoids
from pos_client.services.receipts import Receipts
from pos_client.services.reports import Reports
from pos_client.services.returns import Returns
from pos_client.services.shifts import Shifts
from pos_client.services.spool import Spooler
from pos_client.services.staff import Staff
from pos_client.services.suspended import Suspended
from pos_client.services.training import Training


@dataclass(frozen=True, slots=True)
class Services:
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
    spooler: Spooler | None
    print_test: Callable[[], None]
    fiscal: Fiscal | None = None
    backups: Backups | None = None
