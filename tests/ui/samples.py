"""Views as the services make them, for screens under test, and a checkout that answers with them.

`SampleCheckout` is a data source: it records what the screen asked and changes its view just enough to show the answer.
"""

# ruff: noqa: E501 - samples stand one a line

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from pos_client.domain.catalogue import TaxKind
from pos_client.domain.money import PLN, RUB
from pos_client.domain.pricing.model import AppliedDiscount, DiscountKind, NearMiss, TaxTotal
from pos_client.domain.quantity import Quantity, Unit, pieces
from pos_client.domain.staff import Permission
from pos_client.services.views import (
    AgePrompt,
    Approval,
    BasketView,
    ErrorRow,
    LineView,
    NeedsApproval,
    PaidView,
    SearchHit,
    TakeKind,
    Taken,
    Tone,
)

Names = tuple[tuple[str, str], ...]
NOON = datetime(2026, 11, 21, 11, 32, tzinfo=UTC)


def names(en: str, ru: str = "", pl: str = "") -> Names:
    return (("en", en), ("ru", ru or en), ("pl", pl or en))


def off(amount: int, en: str, ru: str = "", pl: str = "") -> tuple[AppliedDiscount, ...]:
    return (AppliedDiscount(DiscountKind.PROMOTION, "p", names(en, ru, pl), amount),)


def line(
    number: int,
    words: Names,
    quantity: Quantity,
    unit_price: int,
    total: int,
    *,
    code: str = "4607001230113",
    discounts: tuple[AppliedDiscount, ...] = (),
    near_miss: NearMiss | None = None,
    sub: str = "",
    shelf: int = 0,
    is_last: bool = False,
    age_pending: int = 0,
    is_charge: bool = False,
) -> LineView:
    return LineView(
        line_id=number,
        number=number,
        names=words,
        code=code,
        quantity=quantity,
        unit_price=unit_price,
        shelf_price=shelf or unit_price,
        price_list="shelf",
        discounts=discounts,
        total=total,
        is_last=is_last,
        near_miss=near_miss,
        sub=sub,
        age_pending=age_pending,
        is_charge=is_charge,
    )


LINES = (
    line(1, names("Sourdough bread, 450 g", "Хлеб на закваске, 450 г", "Chleb na zakwasie, 450 g"), pieces(1), 12900, 12900),
    line(2, names("Whole milk 3.2 %, 1 l", "Молоко цельное 3,2 %, 1 л", "Mleko 3,2%, 1 l"), pieces(3), 9900, 19800,
         discounts=off(9900, "3 for 2 · Dairy week", "3 по цене 2 · Молочная неделя", "3 za 2 · Tydzień mleka")),
    line(3, names("Tomatoes on the vine", "Томаты на ветке", "Pomidory na gałązce"), Quantity(862, Unit.KILOGRAM), 28900,
         24912, sub="tier_price", shelf=32900),
    line(4, names("Coffee beans, dark roast, 1 kg", "Кофе в зёрнах, тёмная обжарка, 1 кг", "Kawa ziarnista, 1 kg"),
         pieces(1), 149000, 126650, discounts=off(22350, "15 % · Gold weekend", "15 % · выходные «Золота»", "15% · Złoty weekend")),
    line(5, names("Dishwasher tablets, 60 pcs", "Таблетки для посудомойки, 60 шт.", "Tabletki do zmywarki, 60 szt."),
         pieces(1), 89900, 74900, discounts=off(15000, "Coupon AUTUMN-150", "Купон ОСЕНЬ-150", "Kupon JESIEŃ-150")),
    line(6, names("Enamel saucepan, 3 l", "Кастрюля эмалированная, 3 л", "Garnek emaliowany, 3 l"), pieces(1), 249000,
         249000, code="903317"),
    line(7, names("Dark chocolate 72 %, 90 g", "Шоколад тёмный 72 %, 90 г", "Czekolada gorzka 72%, 90 g"), pieces(2), 14900,
         29800, is_last=True, near_miss=NearMiss("p", names("3 for 2", "3 по цене 2", "3 za 2"), 1000, 14900)),
)  # fmt: skip

VIEW = BasketView(
    basket_id="b1",
    currency=RUB,
    lines=LINES,
    errors=(),
    before_discounts=585212,
    saved=47250,
    charges=0,
    tax=91857,
    tax_included=True,
    taxes=(
        TaxTotal("B", 1000, TaxKind.RATED, 52375, 5237, 57612),
        TaxTotal("A", 2200, TaxKind.RATED, 393730, 86620, 480350),
    ),
    total=537962,
    pieces=9,
    weight=862,
    points=268,
    age_prompt=None,
    can_pay=True,
)
EMPTY = replace(
    VIEW, lines=(), before_discounts=0, saved=0, tax=0, taxes=(), total=0, pieces=0, weight=0, points=0, can_pay=False,
    pay_blocked_by="empty",
)  # fmt: skip
WINE = names("Dry red wine, 0.75 l", "Вино красное сухое, 0,75 л", "Wino czerwone wytrawne, 0,75 l")
AGE_VIEW = replace(
    VIEW,
    currency=PLN,
    lines=(
        line(1, names("Rye bread, 500 g", "Хлеб ржаной, 500 г", "Chleb żytni na zakwasie, 500 g"), pieces(1), 790, 790),
        line(2, names("Milk 3.2 %, 1 l", "Молоко 3,2 %, 1 л", "Mleko 3,2%, 1 l"), pieces(3), 399, 997,
             discounts=off(200, "Third at half price", "Третий за полцены", "Trzeci za pół ceny")),
        line(3, names("Gouda, sliced", "Гауда, ломтики", "Ser gouda w plastrach"), pieces(2), 849, 1698),
        line(4, WINE, pieces(1), 3499, 3499, is_last=True, age_pending=18),
    ),
    before_discounts=7184, saved=200, tax=820, taxes=(), total=6984, pieces=7, weight=0, points=6,
    age_prompt=AgePrompt(18, date(2008, 11, 21), WINE), can_pay=False, pay_blocked_by="age",
)  # fmt: skip
HITS = (
    SearchHit("4053", names("Lemons, Turkey", "Лимоны, Турция", "Cytryny, Turcja"), "4053", 18900, "kg", ("lemo", "лимо", "cyt")),
    SearchHit("662013", names("Lemon tea, 25 bags", "Лимонный чай, 25 пак.", "Cytrynowa herbata"), "4607001662013", 14900, "pc", ("lemo", "лимо", "cyt")),
    SearchHit("118", names("Lemonade, still, 1 l", "Лимонад, 1 л", "Cytronada, 1 l"), "4607001118824", 11900, "pc", ("lemo", "лимо", "cyt")),
    SearchHit("880", names("Lemon balm in a pot", "Лимонная мята", "Cytrynowa melisa"), "4607001880158", 25900, "pc", ("lemo", "лимо", "cyt")),
)  # fmt: skip
QUICK = tuple(
    (f"q{i}", words)
    for i, words in enumerate(
        (
            names("Kaiser roll", "Булочка", "Bułka kajzerka"),
            names("Tomatoes", "Томаты", "Pomidory"),
            names("Bananas", "Бананы", "Banany"),
            names("Carrier bag", "Пакет", "Torba"),
            names("Deposit: bottle", "Залог: бутылка", "Kaucja: butelka"),
            names("Potatoes", "Картофель", "Ziemniaki"),
            names("Coffee to go", "Кофе с собой", "Kawa na wynos"),
            names("Bun", "Плюшка", "Drożdżówka"),
        )
    )
)
PAID = PaidView(
    receipt_number="PL02-018427",
    currency=PLN,
    total=18347,
    change=1653,
    change_pieces=(1000, 500, 100, 50, 2, 1),
    denominations_notes_from=1000,
    payments=((names("Cash", "Наличные", "Gotówka"), 20000),),
    rounding=0,
    line_count=7,
    buyer_tax_number="",
    print_state="printed",
)


class SampleCheckout:
    """Answers with views; `calls` records what was asked. Unknown codes make error rows, "9*" waits, above 99 asks."""

    def __init__(self, view: BasketView = VIEW, *, needs_approval: bool = False) -> None:
        self.state = view
        self.calls: list[tuple[object, ...]] = []
        self.needs_approval = needs_approval
        self.paid: PaidView | None = None

    def view(self) -> BasketView:
        return self.state

    def last_receipt(self) -> PaidView | None:
        return self.paid

    def search(self, text: str, language: str) -> tuple[SearchHit, ...]:
        self.calls.append(("search", text, language))
        folded = text.casefold()
        return tuple(hit for hit in HITS if any(word.casefold().startswith(folded) for _, word in hit.names))

    def quick_keys(self) -> tuple[tuple[str, Names], ...]:
        return QUICK

    def take(self, text: str, symbology: str = "unknown", *, typed: bool = True, confirmed: bool = False) -> Taken:
        self.calls.append(("take", text, symbology, typed, confirmed))
        if text.endswith("*"):
            return Taken(TakeKind.QUANTITY, Tone.NONE, self.state)
        if text.startswith("BADGE"):
            return Taken(TakeKind.BADGE, Tone.GOOD, self.state, reference="s1")
        if text.startswith("unknown"):
            return self._error(text)
        if text.startswith("120*") and not confirmed:
            return Taken(
                TakeKind.CONFIRM_QUANTITY, Tone.NONE, self.state, code="ask_quantity", details=(("quantity", 120),)
            )
        return self._added(names("Scanned " + text))

    def take_sku(self, sku: str, origin: str, *, confirmed: bool = False) -> Taken:
        self.calls.append(("take_sku", sku, origin, confirmed))
        return self._added(names("Chosen " + sku))

    def _error(self, raw: str) -> Taken:
        errors = (*self.state.errors, ErrorRow(len(self.state.errors) + 1, "unknown_code", raw))
        self.state = replace(self.state, errors=errors, can_pay=False, pay_blocked_by="errors")
        return Taken(TakeKind.ERROR, Tone.BAD, self.state, code="unknown_code")

    def _added(self, words: Names) -> Taken:
        before = tuple(replace(old, is_last=False) for old in self.state.lines)
        number = len(before) + 1
        fresh = line(number, words, pieces(1), 100, 100, is_last=True)
        self.state = replace(
            self.state, lines=(*before, fresh), total=self.state.total + 100, can_pay=True, pay_blocked_by=""
        )
        return Taken(TakeKind.ADDED, Tone.GOOD, self.state, line_id=number)

    def _changed(self, line_id: int, **changes: object) -> Taken:
        lines = tuple(replace(old, **changes) if old.line_id == line_id else old for old in self.state.lines)
        self.state = replace(self.state, lines=lines)
        return Taken(TakeKind.NOTHING, Tone.GOOD, self.state, line_id=line_id)

    def set_quantity(
        self, line_id: int, thousandths: int, approval: Approval | None = None, *, confirmed: bool = False
    ) -> Taken | NeedsApproval:
        self.calls.append(("set_quantity", line_id, thousandths, approval, confirmed))
        if thousandths > 99_000 and not confirmed:
            details = (("quantity", thousandths // 1000),)
            return Taken(TakeKind.CONFIRM_QUANTITY, Tone.NONE, self.state, code="ask_quantity", details=details)
        return self._changed(line_id, quantity=Quantity(thousandths))

    def void_line(self, line_id: int, approval: Approval | None = None) -> Taken | NeedsApproval:
        self.calls.append(("void_line", line_id, approval))
        if self.needs_approval and approval is None:
            return NeedsApproval(Permission.LINE_VOID, 100, 0, "line_void")
        return self._changed(line_id, is_voided=True, voided_at=NOON, is_last=False, total=0)

    def split_line(self, line_id: int, thousandths: int) -> Taken:
        self.calls.append(("split_line", line_id, thousandths))
        return Taken(TakeKind.NOTHING, Tone.GOOD, self.state)

    def answer_error(self, error_id: int) -> BasketView:
        self.calls.append(("answer_error", error_id))
        left = tuple(row for row in self.state.errors if row.error_id != error_id)
        self.state = replace(self.state, errors=left, can_pay=not left, pay_blocked_by="errors" if left else "")
        return self.state

    def answer_age(self, *, seen: bool) -> Taken:
        self.calls.append(("answer_age", seen))
        self.state = replace(self.state, age_prompt=None, can_pay=True, pay_blocked_by="")
        return Taken(TakeKind.NOTHING, Tone.NONE, self.state)
