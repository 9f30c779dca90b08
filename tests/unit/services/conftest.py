"""A register without screens, its goods by kind, and simulated devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pos_client.app.settings import Settings
from pos_client.db.replica import open_replica
from pos_client.devices.simulators.terminal import TerminalSimulator
from pos_client.domain.catalogue import Product
from pos_client.domain.quantity import Unit
from tests.support.demo import copy_demo, demo_template
from tests.unit.services.shop import Clock, Shop, copied, open_shop, with_terminal


@dataclass(frozen=True)
class Goods:
    """Products of the demo's Moscow store; `plain` ones cost from 50.00 to 500.00 and have no rules of their own."""

    plain: tuple[Product, ...]
    adult: Product
    marked: Product
    weighed: Product
    empties: Product
    open_item: Product


@pytest.fixture(scope="session")
def demo_replica() -> Path:
    return demo_template()


@pytest.fixture(scope="session")
def goods(tmp_path_factory: pytest.TempPathFactory) -> Goods:
    with open_replica(copy_demo(tmp_path_factory.mktemp("goods"))) as replica:
        data = replica.catalogue.data()
        priced = {entry.sku: entry.amount for entry in data.prices if entry.price_list == "shelf"}
        empties = replica.catalogue.product(replica.live.settings["empties_slip_sku"])
    plain = tuple(
        p
        for p in data.products
        if p.gtin
        and p.unit is Unit.PIECE
        and 5_000 <= priced.get(p.sku, 0) <= 50_000
        and not (p.needs_marking or p.charge_sku or p.is_charge or p.is_open_item or p.restrictions.minimum_age)
        and p.restrictions.highest_quantity is None
    )
    assert empties is not None

    def first(wanted: Callable[[Product], object]) -> Product:
        return next(p for p in data.products if wanted(p))

    return Goods(
        plain,
        first(lambda p: p.restrictions.minimum_age == 18 and p.gtin and not p.needs_marking and not p.charge_sku),
        first(lambda p: p.needs_marking and p.gtin and not p.restrictions.minimum_age),
        first(lambda p: p.unit is Unit.KILOGRAM and p.plu),
        empties,
        first(lambda p: p.is_open_item and p.unit is Unit.PIECE),
    )


@pytest.fixture
def folder(demo_replica: Path, tmp_path: Path) -> Path:
    return copied(demo_replica, tmp_path / "register")


Opener = Callable[..., Shop]


@pytest.fixture
def opener(folder: Path) -> Iterator[Opener]:
    """Open (again) the register in `folder`; all are closed at the end."""
    made: list[Shop] = []

    def open_it(settings: Settings | None = None, **more: object) -> Shop:
        shop = open_shop(folder, settings, **more)  # type: ignore[arg-type]
        made.append(shop)
        return shop

    yield open_it
    for shop in reversed(made):
        shop.close()


@pytest.fixture
def shop(opener: Opener) -> Shop:
    """A register with a cashier and an open shift, no devices."""
    shop = opener(clock=Clock())
    shop.begin()
    return shop


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    """A payment terminal on a real socket."""
    with TerminalSimulator(currency="RUB") as simulator:
        yield simulator


@pytest.fixture
def carded(opener: Opener, terminal: TerminalSimulator) -> Shop:
    """A register with that terminal, a shift open."""
    shop = opener(with_terminal(terminal.address), clock=Clock())
    shop.begin()
    return shop
