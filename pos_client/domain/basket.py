"""The basket: what the customer wants, unpaid and changeable, as a frozen value.

It holds what was said (lines, instants, manual prices, approvals), never what follows from it: prices, discounts and
taxes are `pos_client.domain.pricing.price(basket, book)`. Every change returns a new basket; a refused change
raises `BasketError` with a stable `code` and leaves the old basket as it was. Lines keep their `line_id` for ever; a
voided line stays, struck out. Amounts are minor units, quantities thousandths, instants aware UTC.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from pos_client.domain.catalogue import Product
from pos_client.domain.quantity import Quantity

MAX_LINES = 999


class BasketError(Exception):
    """A change was refused: `code` names the reason for the translator, `details` fills its message."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = details


class LineOrigin(StrEnum):
    """How the line came into the basket."""

    SCAN = "scan"
    TYPED = "typed"
    QUICK_KEY = "quick_key"
    SEARCH = "search"
    WEIGHT_LABEL = "weight_label"
    PRICE_LABEL = "price_label"
    MARKDOWN = "markdown"
    OPEN_ITEM = "open_item"
    CHARGE = "charge"


class ManualKind(StrEnum):
    """What kind of manual change of price a line carries."""

    PERCENT = "percent"  # value in basis points off
    AMOUNT = "amount"  # value in minor units off the line
    PRICE = "price"  # value is the new unit price in minor units


class ManualDiscount(Struct, frozen=True):
    """A person's change of price: what, why, who, and who approved when it was above their limit.

    `given_on` is what an amount off the whole basket was given on and judged by, in minor units: when less than that is
    left, less is taken off, in proportion. 0 for every other kind.
    """

    kind: ManualKind
    value: int
    reason: str
    by: str
    approved_by: str = ""
    given_on: int = 0


class BasketLine(Struct, frozen=True):
    """One line. A charge line has `parent_id`; a voided one `voided_at`; a label's price is `line_total`."""

    line_id: int
    product: Product
    quantity: Quantity
    instant: datetime
    origin: LineOrigin
    catalogue_version: str
    raw_codes: tuple[str, ...] = ()  # scans as read; marking codes keep their GS
    line_total: int | None = None  # a price label: the line's total, quantity for stock only
    sticker_price: int | None = None  # a markdown sticker's unit price; joins no other discount
    sticker_percent: int | None = None  # basis points off the shelf price
    sticker_serial: str = ""
    open_price: int | None = None  # an open item's typed price
    manual: ManualDiscount | None = None
    parent_id: int | None = None
    voided_at: datetime | None = None
    voided_by: str = ""
    sold_by: str = ""
    split_from: int = 0  # the line this one was split off, so that both are rounded as one; 0 for none

    @property
    def is_live(self) -> bool:
        """True while the line counts."""
        return self.voided_at is None


class AgeCheck(Struct, frozen=True):
    """The answer to an age check: the age asked for and whether it was seen, never the date."""

    age: int
    seen: bool
    by: str


class Basket(Struct, frozen=True):
    """An unpaid basket. `tier` and `segments` select price lists and promotions once a customer is attached."""

    basket_id: str
    opened_at: datetime
    opened_by: str
    lines: tuple[BasketLine, ...] = ()
    next_line_id: int = 1
    customer_ref: str = ""
    tier: str = ""
    coupons: tuple[str, ...] = ()
    basket_discount: ManualDiscount | None = None
    age_check: AgeCheck | None = None
    buyer_tax_number: str = ""
    suspended_label: str = ""
    pay_opened: bool = field(default=False)
    refused_age: int = 0  # the lowest age refused, 0 for none: a lower one seen later does not undo it
    segments: tuple[str, ...] = ()
    taken_away: tuple[tuple[str, int], ...] = ()  # (sku, minor units) taken out again without an approval

    @property
    def live_lines(self) -> tuple[BasketLine, ...]:
        """Lines that are not voided."""
        return tuple([line for line in self.lines if line.voided_at is None])  # asked for with each scan, often

    @property
    def is_empty(self) -> bool:
        """True when nothing counts in it."""
        return not any(line.is_live for line in self.lines)

    def line(self, line_id: int) -> BasketLine:
        """The line `line_id`; `BasketError("no_such_line")`."""
        place = line_id - self.lines[0].line_id if self.lines else 0
        if 0 <= place < len(self.lines) and self.lines[place].line_id == line_id:  # as long as no line was split
            return self.lines[place]
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise BasketError("no_such_line", line=line_id)

    def with_line(self, changed: BasketLine) -> Basket:
        """This basket with the line of the same id replaced."""
        self.line(changed.line_id)
        return replace(self, lines=tuple(changed if line.line_id == changed.line_id else line for line in self.lines))
