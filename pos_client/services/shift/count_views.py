"""How a count and its comparison look on screen, and what closing asks. Main thread; the figures are not computed here.

Limits are settings of the store: `closing.explain_above`, `closing.approve_above` (minor units; none: never),
`closing.recounts` (how often it may be counted again), `closing.float` (what stays for the next shift; none: all).
"""

from __future__ import annotations

from pos_client.domain import shift as rules
from pos_client.domain.money import Currency, currency
from pos_client.domain.shift import Source, TenderCount
from pos_client.domain.tender import TenderClass, TenderKind
from pos_client.services.desk import Desk
from pos_client.services.shift.count_state import CountState
from pos_client.services.shift.shift_views import CompareRow, CountField, CountKind
from pos_client.services.shift.terminal_day import TerminalDay
from pos_client.services.views import Names
from sync.protocol.events import ShiftFigures, parse_instant

OWN_CASH = "cash"


def setting(desk: Desk, key: str, default: int | None) -> int | None:
    """Return a whole number of the store's settings, `default` when it is not set or none."""
    text = desk.replica.live.settings.get(f"closing.{key}", "")
    return int(text) if text.isascii() and text.isdigit() else default


def counts_of(desk: Desk, terminals: TerminalDay) -> tuple[TenderCount, ...]:
    """Return what has to be counted, own cash first: every tender that the store counts at close."""
    own = desk.store.currency.code
    kinds = [kind for kind in desk.replica.live.tender_kinds() if kind.counted_at_close or _is_drawer(kind, own)]
    drawer = [kind.tender_id for kind in kinds if _is_drawer(kind, own)] or [OWN_CASH]
    found = [
        TenderCount(drawer[0], TenderClass.CASH, own, also=tuple(drawer[1:]), denominations=desk.store.denominations)
    ]
    for kind in kinds:
        if _is_drawer(kind, own):
            continue
        shared = next((count for count in found if terminals.same_terminal(count.tender_id, kind.tender_id)), None)
        if shared is None:
            found.append(_count_of(desk, kind, terminals))
        else:
            joined = (*shared.also, kind.tender_id)
            found[found.index(shared)] = TenderCount(
                shared.tender_id, shared.tender_class, own, also=joined, has_terminal=True, earlier=shared.earlier
            )
    return tuple(found)


def _is_drawer(kind: TenderKind, own: str) -> bool:
    return kind.tender_class is TenderClass.CASH and kind.currency == own


def _count_of(desk: Desk, kind: TenderKind, terminals: TerminalDay) -> TenderCount:
    is_card = kind.tender_class is TenderClass.CARD
    is_foreign = kind.tender_class is TenderClass.FOREIGN_CASH
    listed = desk.replica.live.settings.get(f"denominations.{kind.currency}", "") if is_foreign else ""
    values = {int(part) for part in listed.split(",") if part.strip().isascii() and part.strip().isdigit()}
    return TenderCount(
        kind.tender_id,
        kind.tender_class,
        kind.currency if is_foreign else desk.store.currency.code,
        denominations=tuple(sorted(values - {0}, reverse=True)),
        counts_slips=not (is_card or is_foreign),
        has_terminal=is_card,
        earlier=terminals.earlier(kind.tender_id) if is_card else None,
    )


def expected_of(figures: ShiftFigures, counts: tuple[TenderCount, ...], own: str) -> dict[str, int]:
    """Return what each count should find; of own cash the drawer, whatever its tenders are called."""
    return {
        count.tender_id: figures.expected_cash
        if count.tender_class is TenderClass.CASH and count.currency == own
        else sum(
            row.expected
            for row in figures.tenders
            if row.tender_id in count.tender_ids and (row.currency or own) == count.currency
        )
        for count in counts
    }


def names_of(desk: Desk, count: TenderCount) -> Names:
    """Return the names of a counted tender; of tenders that share a terminal those of the first."""
    return next((k.names for k in desk.replica.live.tender_kinds() if k.tender_id == count.tender_id), ())


def kind_view(desk: Desk, count: TenderCount, terminals: TerminalDay, *, is_reading: bool) -> CountKind:
    """Return one tender of the count as the screen shows it."""
    fields = dict(count.pieces)
    return CountKind(
        tender_id=count.tender_id,
        names=names_of(desk, count),
        tender_class=count.tender_class.value,
        currency=_money(desk, count.currency),
        state="reading" if is_reading else _state(count),
        fields=tuple(CountField(value, fields.get(value)) for value in count.denominations),
        fields_left=count.fields_left,
        amount=None if count.denominations else count.amount,
        counts_slips=count.counts_slips,
        slips=count.slips,
        has_terminal=count.has_terminal,
        can_read=terminals.can_read(count.tender_id),
        so_far=count.so_far,
        read_at=parse_instant(count.read_at) if count.read_at else None,
        code=count.code,
    )


def _state(count: TenderCount) -> str:
    if count.unreconciled:
        return "unreconciled"
    if count.fields_left:
        return "counting" if count.pieces or count.amount is not None or count.slips is not None else "waiting"
    return count.source.value


def compare_row(desk: Desk, state: CountState, count: TenderCount, expected: int) -> CompareRow:
    """Return one tender beside what was expected."""
    counted = rules.found(count, expected)
    over_short = 0 if counted is None else counted - expected
    first = state.first.get(count.tender_id) if state.round > 1 else None
    return CompareRow(
        tender_id=count.tender_id,
        names=names_of(desk, count),
        tender_class=count.tender_class.value,
        currency=_money(desk, count.currency),
        counted=counted,
        expected=expected,
        over_short=over_short,
        state="unreconciled"
        if counted is None
        else "even"
        if not over_short
        else "over"
        if over_short > 0
        else "short",
        source=count.source.value,
        slips=count.slips,
        kinds_counted=len(count.pieces),
        read_at=parse_instant(count.read_at) if count.read_at and count.source is Source.TERMINAL else None,
        code=count.code,
        first_count=None if first == counted else first,
    )


def differences_of(desk: Desk, rows: list[CompareRow]) -> list[int]:
    """Return each tender's over or short in own money; limits are measured on `rules.together` of them."""
    rates = {kind.tender_id: kind.rate_millionths for kind in desk.replica.live.tender_kinds()}
    own = desk.store.currency.code
    return [
        row.over_short
        if row.currency.code == own
        else rules.in_own_money(row.over_short, rates.get(row.tender_id, 1_000_000))
        for row in rows
    ]


def told_difference(differences: list[int]) -> int:
    """Return how much whoever approves the close is told: the one that is over or short, or what all come to."""
    found = [difference for difference in differences if difference]
    return found[0] if len(found) == 1 else rules.together(found)


def _money(desk: Desk, code: str) -> Currency:
    own = desk.store.currency
    return own if code == own.code else currency(code)


def persons(desk: Desk, staff_ids: tuple[str, ...]) -> set[str]:
    """Return the people behind staff ids; somebody may have several."""
    live = desk.replica.live
    return {member.person if (member := live.by_staff_id(one)) else one for one in staff_ids}
