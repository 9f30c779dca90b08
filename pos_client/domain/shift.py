"""The end of a shift: what is counted of each tender, how it compares, what stays in the drawer. Pure, any thread.

Amounts are minor units of the count's own `currency`. An empty field (None) is not zero: a count is finished when every
field holds a figure. What cannot be counted raises `CountError(code)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.money import divide_rounded
from pos_client.domain.tender import TenderClass

Pieces: TypeAlias = tuple[tuple[int, int], ...]  # value in minor units, pieces

MOST_PIECES = 100_000
MOST_AMOUNT = 10**12


class CountError(Exception):
    """A figure that no count can have: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Source(StrEnum):
    """Where the figure of a tender came from."""

    NONE = ""
    COUNTED = "counted"
    TERMINAL = "terminal"
    TYPED = "typed"  # from the terminal's slip


class Batch(Struct, frozen=True):
    """What a payment terminal said of its batch: amounts positive."""

    charged: int
    charged_count: int
    returned: int
    returned_count: int

    @property
    def net(self) -> int:
        """What was charged less what went back."""
        return self.charged - self.returned

    def since(self, earlier: Batch) -> Batch | None:
        """What came after `earlier`; None when the terminal was settled in between, so that it counts anew."""
        rest = Batch(
            self.charged - earlier.charged,
            self.charged_count - earlier.charged_count,
            self.returned - earlier.returned,
            self.returned_count - earlier.returned_count,
        )
        whole = min(rest.charged, rest.charged_count, rest.returned, rest.returned_count) >= 0
        return rest if whole else None


class TenderCount(Struct, frozen=True):
    """The count of one tender, or of the tenders that share a terminal (`also` beside `tender_id`).

    `denominations` (largest first) are counted in pieces; without them `amount` is typed or read, with the number of
    `slips` where slips are counted. `code` says why a terminal gave no figure; `unreconciled` that it is left so.
    """

    tender_id: str
    tender_class: TenderClass
    currency: str
    also: tuple[str, ...] = ()
    denominations: tuple[int, ...] = ()
    counts_slips: bool = False
    has_terminal: bool = False
    pieces: Pieces = ()
    amount: int | None = None
    slips: int | None = None
    source: Source = Source.NONE
    batch: Batch | None = None
    earlier: Batch | None = None  # the same terminal's batch at the close before
    read_at: str = ""
    code: str = ""
    unreconciled: bool = False

    @property
    def tender_ids(self) -> tuple[str, ...]:
        """Every tender that this figure is of."""
        return (self.tender_id, *self.also)

    @property
    def fields_left(self) -> int:
        """How many fields hold no figure yet."""
        if self.denominations:
            return len(self.denominations) - len(self.pieces)
        if self.unreconciled or self.source is Source.TERMINAL:
            return 0
        return (self.amount is None) + (self.counts_slips and self.slips is None)

    @property
    def total(self) -> int | None:
        """The counted amount; None while a field is empty, and when the terminal gave no figure."""
        if self.fields_left or self.unreconciled:
            return None
        return self.so_far

    @property
    def so_far(self) -> int:
        """The sum of the fields that hold a figure."""
        if self.denominations:
            return sum(value * pieces for value, pieces in self.pieces)
        return self.amount or 0


def with_pieces(count: TenderCount, value: int, pieces: int | None) -> TenderCount:
    """Return `count` with the pieces of one denomination; None empties the field.

    `CountError`: unknown_denomination, bad_count.
    """
    if value not in count.denominations:
        raise CountError("unknown_denomination")
    if pieces is not None and not 0 <= pieces <= MOST_PIECES:
        raise CountError("bad_count")
    fields = dict(count.pieces)
    fields.pop(value, None)
    if pieces is not None:
        fields[value] = pieces
    ordered = tuple((held, fields[held]) for held in count.denominations if held in fields)
    return replace(count, pieces=ordered, source=Source.COUNTED)


def with_amount(count: TenderCount, amount: int | None, slips: int | None) -> TenderCount:
    """Return `count` with a typed total, and the number of slips where they are counted; None empties a field.

    A total typed for a terminal comes from its slip and may be below zero. `CountError`: count_by_pieces, bad_count.
    """
    if count.denominations:
        raise CountError("count_by_pieces")
    lowest = -MOST_AMOUNT if count.has_terminal else 0
    if amount is not None and not lowest <= amount <= MOST_AMOUNT:
        raise CountError("bad_count")
    if slips is not None and not 0 <= slips <= MOST_PIECES:
        raise CountError("bad_count")
    if slips == 0 and amount:
        raise CountError("bad_count")
    source = Source.TYPED if count.has_terminal else Source.COUNTED
    return replace(
        count,
        amount=amount,
        slips=slips if count.counts_slips else None,
        source=Source.NONE if amount is None else source,
        batch=None,
        read_at="",
        unreconciled=False,
    )


def with_batch(count: TenderCount, batch: Batch | None, at: str, code: str = "") -> TenderCount:
    """Return `count` with what its terminal said at instant `at`; None: it gave no figure, for the reason `code`."""
    if batch is None:
        return replace(
            count, amount=None, source=Source.NONE, batch=None, read_at=at, code=code or "no_answer", unreconciled=True
        )
    return replace(
        count, amount=batch.net, source=Source.TERMINAL, batch=batch, read_at=at, code="", unreconciled=False
    )


def emptied(count: TenderCount) -> TenderCount:
    """Return `count` with nothing counted, to be counted again."""
    return replace(
        count,
        pieces=(),
        amount=None,
        slips=None,
        source=Source.NONE,
        batch=None,
        read_at="",
        code="",
        unreconciled=False,
    )


def found(count: TenderCount, expected: int) -> int | None:
    """Return what was found, once it may be compared with `expected`.

    A terminal counts since its bank settled it, not since our last close: what it had counted then belongs to the
    shift before. Whichever reading is nearer to `expected` is meant, the whole batch when both are.
    """
    if count.source is not Source.TERMINAL or count.batch is None or count.earlier is None:
        return count.total
    rest = count.batch.since(count.earlier)
    if rest is None or abs(count.batch.net - expected) <= abs(rest.net - expected):
        return count.batch.net
    return rest.net


def in_own_money(amount: int, rate_millionths: int) -> int:
    """Return a foreign amount in our own minor units at its fixed rate."""
    return divide_rounded(amount * rate_millionths, 1_000_000)


def together(differences: Sequence[int]) -> int:
    """Return what a limit is measured on: one tender's surplus does not make up for what another lacks."""
    return sum(abs(difference) for difference in differences)


def left_in_drawer(pieces: Pieces, wanted: int) -> Pieces:
    """Return which of the counted `pieces` stay as `wanted` for the next shift: small money first, never more.

    When the small money does not make the amount exactly, one larger piece comes in for smaller ones.
    """
    stays: dict[int, int] = {}
    left = max(0, wanted)
    ascending = sorted(pieces)
    for value, held in ascending:
        stays[value] = min(held, left // value)
        left -= stays[value] * value
    if left:
        for value, held in ascending:
            back = _out_of(stays, value - left) if value > left and held > stays[value] else None
            if back is not None:
                stays = {piece: count - back.get(piece, 0) for piece, count in stays.items()}
                stays[value] += 1
                break
    return tuple((value, stays[value]) for value, _held in sorted(pieces, reverse=True))


def _out_of(held: dict[int, int], amount: int) -> dict[int, int] | None:
    """Return pieces of `held` that make `amount` exactly, None when the largest-first way finds none."""
    taken: dict[int, int] = {}
    for value in sorted(held, reverse=True):
        taken[value] = min(held[value], amount // value)
        amount -= taken[value] * value
    return None if amount else taken


def value_of(pieces: Pieces) -> int:
    """Return what `pieces` are worth."""
    return sum(value * count for value, count in pieces)
