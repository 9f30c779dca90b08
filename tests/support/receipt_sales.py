"""Completed sales made by hand for receipts: figures a person can check, in three languages and two tax bases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pos_client.domain.basket import BasketLine, LineOrigin
from pos_client.domain.catalogue import Product, StoreProfile, TaxBasis, TaxKind
from pos_client.domain.money import PLN, RUB, USD, percent_of
from pos_client.domain.pricing.model import AppliedDiscount, DiscountKind, PricedLine, TaxTotal
from pos_client.domain.quantity import Quantity, Unit, pieces
from pos_client.domain.receipt import Layout, ReceiptContext, parse_layout
from pos_client.domain.sale import Sale, SaleLine
from pos_client.domain.tender import Overpayment, Payment, TenderClass, TenderKind
from resources.loader import read_text

AT = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


def layout(name: str = "standard") -> Layout:
    return parse_layout(read_text("receipts", f"{name}.toml"), read_text("receipts", "words.toml"))


def tender(tender_id: str, tender_class: TenderClass, en: str, ru: str, pl: str) -> TenderKind:
    return TenderKind(
        tender_id, (("en", en), ("ru", ru), ("pl", pl)), tender_class, "PLN", Overpayment.CHANGE,
        opens_drawer=True, counted_at_close=True, works_offline=True, refundable_to=True, needs_intent=False,
        fiscal_type="0",
    )  # fmt: skip


TENDERS = (
    tender("cash", TenderClass.CASH, "Cash", "Наличные", "Gotówka"),
    tender("card", TenderClass.CARD, "Card", "Карта", "Karta płatnicza"),
    tender("voucher", TenderClass.VOUCHER, "Voucher", "Сертификат", "Bon podarunkowy"),
    tender("euro", TenderClass.FOREIGN_CASH, "Cash", "Наличные", "Gotówka"),
)

POLISH_STORE = StoreProfile(
    "PL02", "Delikatesy Łąkowa 7", PLN, "pl", "Europe/Warsaw", cash_step=5,
    company="Północ Handel sp. z o.o.", address="ul. Łąkowa 7, 30-001 Kraków", tax_number="676-01-23-456",
)  # fmt: skip
RUSSIAN_STORE = StoreProfile(
    "RU05", "Магазин «Северный»", RUB, "ru", "Asia/Yekaterinburg",
    company="ООО «Северный торг»", address="г. Екатеринбург, ул. Малышева, 12", tax_number="6670123456",
    fiscal_profile="device",
)  # fmt: skip
AMERICAN_STORE = StoreProfile(
    "US01", "Corner Market", USD, "en", "America/New_York", tax_basis=TaxBasis.EXCLUSIVE,
    company="Corner Market Inc.", address="12 Main St, Springfield", tax_number="12-3456789",
)  # fmt: skip


def product(sku: str, en: str, ru: str, pl: str, tax: str = "A", unit: Unit = Unit.PIECE, **more: Any) -> Product:
    return Product(sku, (("en", en), ("ru", ru), ("pl", pl)), unit, tax, "food", **more)


def sold(
    line_id: int,
    item: Product,
    quantity: Quantity,
    unit_price: int,
    *discounts: AppliedDiscount,
    gross: int | None = None,
    rate: int = 2300,
    tax: int = 0,
    kind: TaxKind = TaxKind.RATED,
    exclusive: bool = False,
    shelf_price: int | None = None,
    origin: LineOrigin = LineOrigin.SCAN,
    line_total: int | None = None,
    payments: int = 1,
) -> SaleLine:
    """A sale line; `gross` defaults to quantity times price, rounded as the shop rounds."""
    if gross is None:
        gross = (unit_price * quantity.thousandths + 500) // 1000
    net = gross - sum(discount.amount for discount in discounts)
    line = BasketLine(line_id, item, quantity, AT, origin, "v1", line_total=line_total)
    priced = PricedLine(
        line_id, unit_price, unit_price if shelf_price is None else shelf_price,
        "shelf" if shelf_price is None else "gold", gross, discounts, net, item.tax_category, rate, kind, tax,
        net + tax if exclusive else net, is_charge=item.is_charge,
    )  # fmt: skip
    return SaleLine(line, priced, (0,) * payments)


THREE_FOR_TWO = (("en", "3 for 2"), ("ru", "3 по цене 2"), ("pl", "3 w cenie 2"))
LOYAL = (("en", "Basket over 50: 5 off"), ("ru", "Корзина от 50: скидка 5"), ("pl", "Koszyk od 50: 5 taniej"))
DAMAGED = (("en", "damaged box"), ("ru", "повреждена упаковка"), ("pl", "uszkodzone opakowanie"))


def multi(amount: int) -> AppliedDiscount:
    return AppliedDiscount(DiscountKind.PROMOTION, "p-3for2", THREE_FOR_TWO, amount, multi_item=True)


def polish_sale() -> Sale:
    """Water 3 for 2 with deposit, tomatoes at the gold price, a damaged box, a price label; card and cash.

    Water 3 x 2.99 = 8.97 - 2.99 = 5.98; deposit 3 x 0.50 = 1.50; tomatoes 0.862 kg x 32.90 = 28.36; chocolate 12.50
    - 1.25 = 11.25; cheese label 7.28; together 54.37. Card 40.00, cash 14.35 (rounded by -0.02), given 20.00.
    """
    water = product("1001", "Still water 1.5 l", "Вода негазированная 1,5 л", "Woda niegazowana źródlana 1,5 l")
    deposit = product("9001", "Bottle deposit", "Залог за бутылку", "Kaucja za butelkę", "D", is_charge=True)
    tomato = product("2001", "Raspberry tomatoes", "Томаты розовые", "Pomidory malinowe", "C", Unit.KILOGRAM)
    chocolate = product("3001", "Dark chocolate 80%", "Шоколад тёмный 80%", "Czekolada gorzka 80% „Żółw”")
    cheese = product("4001", "Gouda cheese", "Сыр гауда", "Ser gouda plastry", "C", Unit.KILOGRAM)
    manual = AppliedDiscount(DiscountKind.MANUAL, "damaged", DAMAGED, 125)
    lines = (
        sold(1, water, pieces(3), 299, multi(299), tax=112, payments=2),
        sold(2, deposit, pieces(3), 50, rate=0, kind=TaxKind.EXEMPT, payments=2),
        sold(3, tomato, Quantity(862, Unit.KILOGRAM), 3290, shelf_price=3490, rate=500, tax=135, payments=2),
        sold(4, chocolate, pieces(1), 1250, manual, tax=210, payments=2),
        sold(
            5, cheese, Quantity(122, Unit.KILOGRAM), 5990, gross=728, rate=500, tax=35,
            origin=LineOrigin.PRICE_LABEL, line_total=728, payments=2,
        ),
    )  # fmt: skip
    voided = (BasketLine(6, product("5001", "Struck out", "Вычеркнуто", "Skreślone"), pieces(1), AT, LineOrigin.SCAN,
                         "v1", voided_at=AT, voided_by="s1"),)  # fmt: skip
    card = (("card", "**** **** **** 4321"), ("auth", "A1B2C3"), ("terminal", "T-0042"))
    return Sale(
        "sale-1", "PL02-000123", "PL02", "PL02", "shift-1", AT, "s1", "Małgorzata Ż.", "PLN", lines, voided,
        (
            Payment("card", TenderClass.CARD, 4000, 4000, "RRN-1", card),
            Payment("cash", TenderClass.CASH, 1435, 2000),
        ),
        (
            TaxTotal("A", 2300, TaxKind.RATED, 1401, 322, 1723),
            TaxTotal("C", 500, TaxKind.RATED, 3394, 170, 3564),
            TaxTotal("D", 0, TaxKind.EXEMPT, 150, 0, 150),
        ),
        before_discounts=5861, saved=424, charges=150, tax=492, total=5437, cash_rounding=-2, change=565,
        buyer_tax_number="5252344078",
    )  # fmt: skip


def russian_sale(lines: int = 0) -> Sale:
    """Milk and bread, and `lines` more; paid in cash. Beside a fiscal device."""
    milk = product("1", "Milk 3.2%", "Молоко «Домик» 3,2% пастеризованное отборное 930 мл", "Mleko 3,2%")
    bread = product("2", "Rye bread", "Хлеб ржаной", "Chleb żytni", "Б")
    made = [
        sold(1, milk, pieces(2), 8990, rate=1000, tax=1635),
        sold(2, bread, pieces(1), 123456, rate=2000, tax=20576),
    ]
    for number in range(3, 3 + lines):
        item = product(str(number), f"Goods {number}", f"Товар номер {number}", f"Towar {number}", "Б")
        made.append(sold(number, item, pieces(2), 5000, rate=2000, tax=percent_of(10000, 1667)))
    total = sum(line.priced.to_pay for line in made)
    rated = total - 17980
    return Sale(
        "sale-2", "RU05-004711", "RU05", "RU05", "shift-2", AT, "s2", "Мария К.", "RUB", tuple(made), (),
        (Payment("cash", TenderClass.CASH, total, total),),
        (
            TaxTotal("A", 1000, TaxKind.RATED, 17980 - 1635, 1635, 17980),
            TaxTotal("Б", 2000, TaxKind.RATED, rated - rated // 6, rated // 6, rated),
        ),
        before_discounts=total, saved=0, charges=0, tax=1635 + rated // 6, total=total, cash_rounding=0, change=0,
    )  # fmt: skip


def american_sale(*, training: bool = False) -> Sale:
    """Prices without tax: 2 x 4.00 and 10.00 less 5.00 for the basket (2.22 + 2.78), tax 8 %; paid with 20 euros."""
    soap = product("1", "Soap", "Мыло", "Mydło")
    tea = product("2", "Green tea", "Чай зелёный", "Herbata zielona")
    basket = [AppliedDiscount(DiscountKind.BASKET_PROMOTION, "b1", LOYAL, part) for part in (222, 278)]
    lines = (
        sold(1, soap, pieces(2), 400, basket[0], rate=800, tax=46, exclusive=True),
        sold(2, tea, pieces(1), 1000, basket[1], rate=800, tax=58, exclusive=True),
    )
    return Sale(
        "sale-3", "US01-000009", "US01", "US01", "shift-3", AT, "s3", "Ann B.", "USD", lines, (),
        (Payment("euro", TenderClass.FOREIGN_CASH, 1404, 2180, foreign_amount=2000, foreign_currency="EUR"),),
        (TaxTotal("A", 800, TaxKind.RATED, 1300, 104, 1404),),
        before_discounts=1800, saved=500, charges=0, tax=104, total=1404, cash_rounding=0, change=776,
        training=training,
    )  # fmt: skip


def context(store: StoreProfile, sale: Sale, **more: Any) -> ReceiptContext:
    where, number = sale.register_id, sale.receipt_number
    return ReceiptContext(store, f"{where}-1", TENDERS, barcode=f"R{number}", qr=f"OT1:{where}:4711:9F3A77C2", **more)
