"""A small shop for the replica's tests: enough of everything to tell a right answer from a wrong one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pos_client.db.replica import CatalogueData, LiveData, QuickKey, Reason, RegisterSettings
from pos_client.domain.catalogue import (
    ForbiddenHours,
    PriceEntry,
    Product,
    Restrictions,
    StoreProfile,
    TaxCategory,
    TaxRate,
)
from pos_client.domain.money import RUB
from pos_client.domain.promotions.model import BundleGroup, Condition, Promotion, Reward, RewardKind, Selection
from pos_client.domain.quantity import Unit
from pos_client.domain.staff import UNLIMITED, Permission, Role, StaffMember
from pos_client.domain.tender import Overpayment, TenderClass, TenderKind

START = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 12, 30, 15, 123456, tzinfo=UTC)

MILK = Product(
    sku="MLK-32",
    names=(("en", "Milk 3.2% 1 l"), ("ru", "Молоко 3,2% 1 л"), ("pl", "Mleko 3,2% 1 l")),
    unit=Unit.PIECE,
    tax_category="A",
    category="dairy",
    brand="Łąka",
    gtin="4601234567893",
    charge_sku="DEP",
)
HARD_CHEESE = Product(
    sku="CHS-01",
    names=(("en", "Russian cheese, hard"), ("ru", "Сыр Российский твёрдый"), ("pl", "Ser żółty twardy")),
    unit=Unit.KILOGRAM,
    tax_category="A",
    category="dairy",
    plu="4011",
    highest_weight=5_000,
)
BEER = Product(
    sku="BEER",
    names=(("en", "Pale beer"), ("ru", "Пиво светлое"), ("pl", "Piwo jasne")),
    unit=Unit.PIECE,
    tax_category="B",
    category="alcohol",
    gtin="5901234123457",
    restrictions=Restrictions(minimum_age=18, forbidden_hours=(ForbiddenHours(time(22), time(8), frozenset({6, 7})),)),
    charge_sku="DEP",
)
CHOCOLATE = Product(
    sku="CHOC",
    names=(("en", "Milk chocolate"), ("ru", "Шоколад молочный"), ("pl", "Czekolada mleczna")),
    unit=Unit.PIECE,
    tax_category="A",
    category="sweets",
    gtin="96385074",
)
DEPOSIT = Product(
    sku="DEP", names=(("en", "Deposit"),), unit=Unit.PIECE, tax_category="Z", category="charges", is_charge=True
)
OPEN_ITEM = Product(
    sku="OPEN-A", names=(("en", "Groceries"),), unit=Unit.PIECE, tax_category="A", category="open", is_open_item=True
)

PRICES = (
    PriceEntry("MLK-32", "shelf", 8_990, START, LATER),
    PriceEntry("MLK-32", "shelf", 9_490, LATER),
    PriceEntry("MLK-32", "gold", 8_490, START),
    PriceEntry("CHS-01", "shelf", 89_900, START),
    PriceEntry("BEER", "shelf", 12_900, START),
    PriceEntry("CHOC", "shelf", 11_900, START),
    PriceEntry("DEP", "shelf", 500, START),
)
PROMOTIONS = (
    Promotion(
        "P2",
        (("en", "Dairy together"),),
        date(2026, 1, 1),
        date(2026, 12, 31),
        Reward(
            RewardKind.BUNDLE,
            value=9_900,
            groups=(BundleGroup(Selection(categories=frozenset({"dairy", "sweets", "bread"})), 1_000),),
        ),
        weekdays=frozenset({5, 6}),
        from_time=time(9, 30),
    ),
    Promotion(
        "P1",
        (("en", "Ten off"), ("ru", "Минус десять")),
        date(2026, 1, 1),
        date(2026, 12, 31),
        Reward(RewardKind.PERCENT, value=1_000),
        condition=Condition(Selection(skus=frozenset({"CHOC"})), minimum_quantity=2_000),
    ),
)
CATALOGUE = CatalogueData(
    products=(DEPOSIT, CHOCOLATE, MILK, HARD_CHEESE, BEER),
    prices=PRICES,
    promotions=PROMOTIONS,
    labels={"00123": "CHS-01"},
    quick_keys=(
        QuickKey("MLK-32", (("en", "Milk"),)),
        QuickKey("CHS-01", (("en", "Cheese"),), page=2, colour="accent"),
    ),
    gtins={"MLK-32": ("4600000000015",)},
    popularity={"MLK-32": 50, "CHS-01": 20},
)

STORE = StoreProfile(
    store_id="S1",
    name="Central",
    currency=RUB,
    language="ru",
    timezone="Europe/Moscow",
    tax_categories=(TaxCategory("A", (TaxRate(START, 1_000),)),),
    denominations=(500_000, 100_000, 5_000, 100),
    barcode_patterns=("21IIIIIWWWWWC",),
)
CASHIER = Role("cashier", (("en", "Cashier"),), ((Permission.REPRINT, UNLIMITED), (Permission.DISCOUNT_PERCENT, 500)))
MANAGER = Role("manager", (("en", "Manager"),), ((Permission.REFUND, UNLIMITED),))
LIVE = LiveData(
    store=STORE,
    register=RegisterSettings("R2", "Till 2", "PL02", language="ru"),
    roles=(CASHIER, MANAGER),
    staff=(
        StaffMember("u1", "Мария Кузнецова", CASHIER, "$argon2id$x", badge="M117", language="ru"),
        StaffMember("u2", "Jan Nowak", MANAGER, "$argon2id$y"),
    ),
    tender_kinds=(
        TenderKind(
            "cash",
            (("en", "Cash"),),
            TenderClass.CASH,
            "RUB",
            Overpayment.CHANGE,
            opens_drawer=True,
            counted_at_close=True,
            works_offline=True,
            refundable_to=True,
            needs_intent=False,
            fiscal_type="cash",
        ),
    ),
    reasons=(
        Reason("shelf", "discount", (("en", "Shelf price"),)),
        Reason("other", "discount", (("en", "Other"),), text_needed=True),
        Reason("changed", "cancel", (("en", "Changed mind"),)),
    ),
    open_items=(OPEN_ITEM,),
    settings={"card.terminal": "standalone", "age.once": "yes"},
)
