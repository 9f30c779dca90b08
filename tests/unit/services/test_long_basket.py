"""999 lines: sold with many parts, read back, returned, cancelled; one more is refused where it is scanned."""

from __future__ import annotations

from msgspec.structs import replace

from pos_client.domain.basket import MAX_LINES, Basket, BasketLine, LineOrigin
from pos_client.domain.basket_changes import add_line
from pos_client.domain.quantity import pieces
from pos_client.services.views import TakeKind
from sync.protocol.events import SaleBody
from sync.protocol.schemas import MAX_EVENT_BYTES
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import Shop


def full(shop: Shop, goods: Goods, count: int = MAX_LINES) -> Basket:
    """A basket of `count` different goods as a wholesaler's customer brings them: own names and codes, shop prices."""
    basket = shop.checkout.basket
    for good in goods.plain[:300]:
        basket, _line = add_line(
            basket, good, pieces(1), shop.clock(), LineOrigin.SCAN, shop.replica.catalogue.version, raw_code=good.gtin
        )
    made: list[BasketLine] = []
    for number in range(count):
        line = basket.lines[number % len(basket.lines)]
        names = tuple((language, f"{name} {number:03d}") for language, name in line.product.names)
        product = replace(line.product, gtin=f"0460{number:09d}1", names=names)
        made.append(replace(line, line_id=number + 1, product=product, raw_codes=(product.gtin,)))
    return replace(basket, lines=tuple(made), next_line_id=count + 1)


def test_999_lines_are_sold_read_back_and_returned(shop: Shop, goods: Goods) -> None:
    basket = full(shop, goods)
    shop.checkout.restore(basket)
    view = shop.payments.open()
    for _ in range(8):
        shop.payments.cash("cash", view.left // 20)
    shop.payments.voucher("voucher", view.left // 20, "V 1")
    shop.payments.cash("cash", None)
    sale = shop.finish()

    (body,) = shop.bodies("sale")
    assert isinstance(body, SaleBody)
    (stored,) = (row for row, _body in shop.journal.reader().events(types=("sale",)))
    assert len(stored.data) < MAX_EVENT_BYTES
    assert len(body.lines) == len(sale.lines) == MAX_LINES
    assert any(line.discounts for line in body.lines)
    language = shop.desk.store.language
    assert [line.names for line in body.lines] == [
        ((language, dict(line.product.names)[language]),) for line in basket.lines
    ]
    assert sum(line.to_pay for line in body.lines) == body.total == sale.total

    returns = shop.services.returns
    returns.find(sale.receipt_number)
    returns.set_quantity(MAX_LINES, 1_000)
    back = returns.set_reason("return.mistake")
    last = sale.lines[-1].priced.to_pay
    assert back.total == last


def test_line_1000_is_refused_and_says_how_many_there_may_be(shop: Shop, goods: Goods) -> None:
    shop.checkout.restore(full(shop, goods))
    taken = shop.scan(goods.plain[400].gtin)
    assert (taken.kind, taken.code) == (TakeKind.ERROR, "too_many_lines")
    assert dict(taken.details) == {"highest": MAX_LINES}
    assert len(shop.checkout.basket.lines) == MAX_LINES


def test_999_lines_can_be_cancelled(shop: Shop, goods: Goods) -> None:
    basket = full(shop, goods)
    shop.checkout.restore(basket)
    shop.desk.cashier = shop.member("manager")
    shop.checkout.cancel("cancel.changed_mind")
    (body,) = shop.bodies("basket_cancelled")
    assert len(body.lines) == MAX_LINES
    assert shop.troubles == []
