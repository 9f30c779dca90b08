"""Returns at a whole till, by keys and scans, and the paper of a return read by what is printed on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pos_client.domain.barcode import encode_receipt
from pos_client.ui.screens.approval import ApprovalPanel
from sync.protocol.events import PostVoidBody, ReturnBody
from tests.support.books import journal_events
from tests.support.escpos_decoder import EPSON_WINDOWS_TABLES, decode
from tests.support.receipt_reader import minor
from tests.support.till import TillRig

SENIOR_PIN = "2222"  # the first who may approve
MANAGER_PIN = "3333"  # of whoever has no limit
_AMOUNT = r"(-?\d{1,3}(?:[ \xa0\u202f]\d{3})*,\d\d)"
_TOTAL = re.compile(rf"^Возвращено\s+{_AMOUNT} руб\.$", re.MULTILINE)
_NUMBER = re.compile(r"^№ (\S+)\s", re.MULTILINE)
_ORIGINAL = re.compile(r"^К чеку (\S+)\s", re.MULTILINE)
_TENDER = re.compile(rf"^(Наличные|Карта|Обмен|Округление)\s+{_AMOUNT}$", re.MULTILINE)


@dataclass
class PaperReturn:
    """What the paper of a return says, in minor units."""

    number: str
    original: str
    total: int
    tenders: list[tuple[str, int]] = field(default_factory=list)
    text: str = ""


def read_return(paper: bytes) -> PaperReturn:
    """Return what `paper` says; an error when it is no return of one whole paper."""
    decoded = decode(paper, EPSON_WINDOWS_TABLES)
    assert not decoded.problems
    assert decoded.cuts == 1
    text = "\n".join(line.rstrip() for line in decoded.lines)
    number, total = _NUMBER.search(text), _TOTAL.search(text)
    assert number is not None, text
    assert total is not None, text
    original = _ORIGINAL.search(text)
    tenders = [(name, minor(amount)) for name, amount in _TENDER.findall(text)]
    return PaperReturn(number[1], original[1] if original else "", minor(total[1]), tenders, text)


def sell(rig: TillRig, *codes: str, by_card: bool = False) -> str:
    """Sell `codes` and go back to an empty basket; the receipt's number."""
    rig.to_pay(*codes)
    rig.player.press("+" if by_card else "Return")
    rig.player.on_screen("paid")
    number = rig.services.receipts.search()[0].receipt_number
    rig.player.finishing_key("F9")
    rig.player.on_screen("sell")
    return number


def open_return(rig: TillRig, number: str) -> None:
    """Scan the receipt `number` with an empty basket."""
    rig.scanner.scan(encode_receipt(number))
    rig.player.on_screen("returns")


def choose(rig: TillRig, *quantities: str) -> None:
    """Type how much of the first lines comes back, each with the first reason."""
    rig.player.press("Home")
    for quantity in quantities:
        if quantity:
            rig.player.type(quantity)
        rig.player.press("Down")
    rig.player.press("Home")
    rig.player.press("Right")


def give_back(rig: TillRig) -> None:
    """F9, and wait until it is written."""
    rig.player.finishing_key("F9")
    rig.player.on_screen("returned")


def approve(rig: TillRig, pin: str = SENIOR_PIN) -> None:
    """Type the PIN of whoever may approve, in the panel that has come."""
    rig.player.until(lambda: isinstance(rig.window.side, ApprovalPanel), "the approval")
    rig.player.type(pin)
    rig.player.finishing_key("Return")


def go_on(rig: TillRig) -> None:
    """From what was handed over back to selling."""
    rig.player.finishing_key("F9")
    rig.player.on_screen("sell")


def returns_of(rig: TillRig) -> list[ReturnBody]:
    """The returns in the journal's file, oldest first."""
    return [body for _kind, body in journal_events(rig.directory) if isinstance(body, ReturnBody)]


def post_voids_of(rig: TillRig) -> list[PostVoidBody]:
    """The post-voids in the journal's file, oldest first."""
    return [body for _kind, body in journal_events(rig.directory) if isinstance(body, PostVoidBody)]
