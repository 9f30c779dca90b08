"""Units of a basket while promotions act on them, and what a multi-item promotion takes and saves. Pure, any thread.

Equal units (same product, price and promotions that may act) of all lines form a pool; a pool is divided into cells as
promotions consume some of its units. Because lines are equal within a pool, what follows never depends on the order of
scanning or on how a quantity is divided into lines. Amounts are minor units, quantities thousandths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pos_client.domain.catalogue import Product
from pos_client.domain.money import allocate, divide_rounded, percent_of
from pos_client.domain.promotions.division import divided
from pos_client.domain.promotions.model import Condition, RewardKind
from pos_client.domain.promotions.rules import Rule, compatible, selects
from pos_client.domain.quantity import THOUSAND

_SCALE = 10**9  # makes unit prices comparable as integers


class Pool:
    """What is the same for all units of a pool. `order` sorts pools alike in every basket."""

    __slots__ = ("coupons", "key", "multis", "order", "product", "rules", "singles", "unit_price")

    def __init__(self, product: Product, unit_price: int, rules: tuple[Rule, ...], order: tuple[object, ...]) -> None:
        self.product = product
        self.unit_price = unit_price
        self.rules = rules
        self.order = order
        self.singles = tuple(rule for rule in rules if not rule.is_multi and not rule.coupon)
        self.multis = tuple(rule for rule in rules if rule.is_multi and not rule.coupon)
        self.coupons = tuple(rule for rule in rules if rule.coupon)


class Cell:
    """Units of one pool to which the same happened: `gross` for `quantity`, and what each rule took off."""

    __slots__ = ("amounts", "gross", "place", "pool", "quantity")

    def __init__(
        self, pool: Pool, place: int, quantity: int, gross: int, amounts: tuple[tuple[Rule, int], ...] = ()
    ) -> None:
        self.pool = pool
        self.place = place
        self.quantity = quantity
        self.gross = gross
        self.amounts = amounts

    @property
    def net(self) -> int:
        """Gross less all that came off."""
        net = self.gross
        for _, amount in self.amounts:
            net -= amount
        return net

    @property
    def unit_order(self) -> tuple[int, int]:
        """Dearest unit first, then by place."""
        return (-(self.net * _SCALE // self.quantity), self.place)

    def admits(self, rule: Rule) -> bool:
        """True when `rule` may act beside what already acted."""
        return all(compatible(rule, other) for other, _ in self.amounts)

    def worth(self, quantity: int) -> int:
        """What `quantity` thousandths of it cost now."""
        return divide_rounded(self.net * quantity, self.quantity)

    def split(self, quantity: int) -> tuple[Cell, Cell | None]:
        """`quantity` thousandths of it, and the rest if there is any; every amount is divided, none is lost."""
        if quantity == self.quantity:
            return self, None
        gross = divide_rounded(self.gross * quantity, self.quantity)
        taken = [(rule, divide_rounded(amount * quantity, self.quantity)) for rule, amount in self.amounts]
        rest = [(rule, amount - part) for (rule, amount), (_, part) in zip(self.amounts, taken, strict=True)]
        return (
            Cell(self.pool, self.place, quantity, gross, tuple(taken)),
            Cell(self.pool, self.place, self.quantity - quantity, self.gross - gross, tuple(rest)),
        )

    def with_amount(self, rule: Rule, amount: int) -> Cell:
        """This cell with `amount` more taken off."""
        return Cell(self.pool, self.place, self.quantity, self.gross, (*self.amounts, (rule, amount)))


class Taking:
    """What a multi-item promotion takes, thousandths by cell, and what it saves in all."""

    __slots__ = ("parts", "saving")

    def __init__(self) -> None:
        self.parts: dict[Cell, int] = {}
        self.saving = 0

    def take(self, cell: Cell, quantity: int) -> None:
        """Take `quantity` more of `cell`."""
        if quantity:
            self.parts[cell] = self.parts.get(cell, 0) + quantity


def reward_of(rule: Rule, net: int, quantity: int) -> int:
    """What a percent, amount or fixed-price reward takes off units that cost `net`."""
    value = rule.reward.value
    if rule.kind is RewardKind.PERCENT:
        return min(net, percent_of(net, value))
    if rule.kind is RewardKind.AMOUNT:
        return min(net, divide_rounded(value * quantity, THOUSAND))
    return max(0, net - divide_rounded(value * quantity, THOUSAND))


def may_act(rule: Rule, cells: Sequence[Cell]) -> bool:
    """False when untouched `cells` are too few or too cheap for `rule`; then they are so whatever else acts on them."""
    own = [cell for cell in cells if rule in cell.pool.multis]
    condition = rule.promotion.condition
    if rule.kind is RewardKind.BUNDLE:
        groups = [group for group in rule.reward.groups if group.count > 0]
        return all(_held(cell for cell in own if selects(g.selection, cell.pool.product)) >= g.count for g in groups)
    if rule.gift is not None:
        return _held(cell for cell in own if selects(rule.gift, cell.pool.product)) >= THOUSAND
    if rule.kind in _TAKERS:
        least = max(rule.reward.take * THOUSAND, condition.minimum_quantity)
        return any(_held(cells) >= least for cells in _by_unit(own))
    return meets(condition, [cell for cell in own if selects(condition.selection, cell.pool.product)])


def _held(cells: Iterable[Cell]) -> int:
    return sum(cell.quantity for cell in cells)


def apply_multi(rule: Rule, cells: list[Cell]) -> list[Cell] | None:
    """`cells` after `rule` took its units; None when it saves nothing.

    The saving is spread by net price over all units taken, the free one included, by largest remainder in the order of
    places; a unit once taken serves no other multi-item promotion.
    """
    free = [cell for cell in cells if rule in cell.pool.rules and cell.net > 0 and cell.admits(rule)]
    if not free:
        return None
    taking = _TAKERS.get(rule.kind, _threshold)(rule, free)
    if taking is None or taking.saving <= 0:
        return None
    result: list[Cell] = []
    taken: list[tuple[int, Cell]] = []
    for cell in cells:
        if cell not in taking.parts:
            result.append(cell)
            continue
        part, rest = cell.split(taking.parts[cell])
        taken.append((len(result), part))
        result.append(part)
        if rest is not None:
            result.append(rest)
    weights = [max(0, part.net) for _, part in taken]
    saving = min(taking.saving, sum(weights))  # rounding while dividing cells may leave a little less to take
    for (place, part), share in zip(taken, allocate(saving, weights), strict=True):
        result[place] = part.with_amount(rule, share)
    return result


def _by_unit(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Cells counted in one unit at a time, dearest first: pieces and kilograms never make a set together."""
    units = {cell.pool.product.unit for cell in cells}
    for unit in sorted(units):
        yield sorted((cell for cell in cells if cell.pool.product.unit is unit), key=lambda cell: cell.unit_order)


def _sets(cells: Sequence[Cell], size: int) -> Iterator[tuple[int, list[tuple[Cell, int]]]]:
    """(how many, their parts): equal sets of `size` thousandths from the dearest units down."""
    left = [cell.quantity for cell in cells]
    start = 0
    while start < len(cells):
        whole = left[start] // size
        if whole:
            yield whole, [(cells[start], size)]
            left[start] -= whole * size
        parts: list[tuple[Cell, int]] = []
        missing, index = size, start
        while missing and index < len(cells):
            part = min(missing, left[index])
            if part:
                parts.append((cells[index], part))
            missing -= part
            left[index] -= part
            start = index if left[index] else index + 1
            index += 1
        if missing:
            return
        yield 1, parts


def _take_sets(rule: Rule, free: Sequence[Cell]) -> Taking | None:
    """N for M, cheapest free, N for a price: sets from the dearest units down, which is best for the customer."""
    take, pay = rule.reward.take, rule.reward.pay
    if rule.kind is RewardKind.CHEAPEST_FREE:
        pay = take - 1
    if take <= 0 or (rule.kind is not RewardKind.N_FOR_PRICE and not 0 <= pay < take):
        return None
    taking = Taking()
    for cells in _by_unit(free):
        if sum(cell.quantity for cell in cells) < rule.promotion.condition.minimum_quantity:
            continue
        for count, parts in _sets(cells, take * THOUSAND):
            saving = set_saving(rule, parts, (take - pay) * THOUSAND, count)
            if saving <= 0:
                continue
            taking.saving += saving
            for cell, part in parts:
                taking.take(cell, part * count)
    return taking


def set_saving(rule: Rule, parts: Sequence[tuple[Cell, int]], free: int, count: int) -> int:
    """What `count` equal sets save; `parts` are dearest first, `free` thousandths of the cheapest cost nothing."""
    if rule.kind is RewardKind.N_FOR_PRICE:
        return sum(cell.worth(part * count) for cell, part in parts) - rule.reward.value * count
    saving = 0
    for cell, part in reversed(parts):
        given = min(free, part)
        saving += cell.worth(given * count)
        free -= given
    return saving


def _take_bundles(rule: Rule, free: Sequence[Cell]) -> Taking | None:
    """As many bundles as save most, of the dearest units that can be divided over the groups."""
    groups = [group for group in rule.reward.groups if group.count > 0]
    if not groups:
        return None
    cells = sorted(free, key=lambda cell: cell.unit_order)
    places = [[i for i, group in enumerate(groups) if selects(group.selection, cell.pool.product)] for cell in cells]
    held = [_held(cell for cell, own in zip(cells, places, strict=True) if i in own) for i in range(len(groups))]

    def bundles(count: int) -> Taking | None:
        parts = divided([cell.quantity for cell in cells], places, [group.count * count for group in groups])
        if parts is None:
            return None
        taking = Taking()
        for cell, part in zip(cells, parts, strict=True):
            taking.take(cell, part)
            taking.saving += cell.worth(part)
        taking.saving -= rule.reward.value * count
        return taking

    best = Taking()
    low, high = 0, min(own // group.count for own, group in zip(held, groups, strict=True))
    while low < high:  # one more bundle is of cheaper units: it saves no more than the one before it
        middle = (low + high + 1) // 2
        found, fewer = bundles(middle), bundles(middle - 1)
        if found is not None and fewer is not None and found.saving > fewer.saving:
            low, best = middle, found
        else:
            high = middle - 1
    return best


def _take_gift(rule: Rule, free: Sequence[Cell]) -> Taking | None:
    """A gift for each full minimum quantity (for a minimum amount, once); its condition keeps units of its own."""
    if rule.gift is None or rule.reward.take <= 0:
        return None
    condition = rule.promotion.condition
    gifts = sorted((cell for cell in free if selects(rule.gift, cell.pool.product)), key=lambda cell: cell.unit_order)
    givers = [cell for cell in free if selects(condition.selection, cell.pool.product)]
    shared = sum(cell.quantity for cell in givers if cell in gifts)
    offered = sum(cell.quantity for cell in gifts) // THOUSAND
    held = sum(cell.quantity for cell in givers)
    needed = condition.minimum_quantity or (0 if condition.minimum_amount else THOUSAND)

    def feasible(count: int) -> bool:
        times = -(-count // rule.reward.take)
        if condition.minimum_amount and times > 1 and not condition.minimum_quantity:
            return False
        own = max(0, count * THOUSAND - (offered * THOUSAND - shared))  # gift units that the condition would count too
        if held - own < needed * times:
            return False
        return _amount_without(givers, gifts, count) >= max(1, condition.minimum_amount)

    low, high = 0, offered
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if feasible(middle) else (low, middle - 1)
    if not low:
        return None
    taking = Taking()
    missing = low * THOUSAND
    for cell in sorted(gifts, key=lambda cell: (cell in givers, cell.unit_order)):
        part = min(missing, cell.quantity)
        taking.take(cell, part)
        taking.saving += cell.worth(part)
        missing -= part
    wanted = needed * -(-low // rule.reward.take) if needed else held
    for cell in sorted(givers, key=lambda cell: cell.unit_order):
        part = min(wanted, cell.quantity - taking.parts.get(cell, 0))
        taking.take(cell, part)
        wanted -= part
    return taking


def _amount_without(givers: Sequence[Cell], gifts: Sequence[Cell], count: int) -> int:
    """What the condition's units cost when `count` gifts are taken, from outside the condition first."""
    missing = count * THOUSAND - sum(cell.quantity for cell in gifts if cell not in givers)
    amount = sum(cell.net for cell in givers)
    for cell in gifts:
        if missing > 0 and cell in givers:
            part = min(missing, cell.quantity)
            amount -= cell.worth(part)
            missing -= part
    return amount


def meets(condition: Condition, cells: Sequence[Cell]) -> bool:
    """True when `cells` reach the least quantity (in one unit) and the least amount."""
    if sum(cell.net for cell in cells) < condition.minimum_amount:
        return False
    by_unit: dict[str, int] = {}
    for cell in cells:
        unit = cell.pool.product.unit
        by_unit[unit] = by_unit.get(unit, 0) + cell.quantity
    return max(by_unit.values(), default=0) >= condition.minimum_quantity


def _threshold(rule: Rule, free: Sequence[Cell]) -> Taking | None:
    """Percent, amount or fixed price once the condition holds; every unit of condition and reward is taken."""
    condition = rule.promotion.condition
    givers = [cell for cell in free if selects(condition.selection, cell.pool.product)]
    if not givers or not meets(condition, givers):
        return None
    taking = Taking()
    rewarded = [cell for cell in free if selects(rule.rewarded, cell.pool.product)]
    if rule.kind is RewardKind.PERCENT:
        net = sum(cell.net for cell in rewarded)
        taking.saving = reward_of(rule, net, 0)
    else:
        taking.saving = sum(reward_of(rule, cell.net, cell.quantity) for cell in rewarded)
    for cell in free:
        taking.take(cell, cell.quantity)
    return taking


_TAKERS = {
    RewardKind.CHEAPEST_FREE: _take_sets,
    RewardKind.N_FOR_M: _take_sets,
    RewardKind.N_FOR_PRICE: _take_sets,
    RewardKind.BUNDLE: _take_bundles,
    RewardKind.GIFT: _take_gift,
}
