"""Before the instant of a publication what it changes stands as it was, whatever is published in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.central.catalogue.changes import Edit, PriceEdit, Sold, SoldEdit
from sync.central.catalogue.publications import PublicationError, publish_edits, withdraw
from sync.central.catalogue.tables import zone
from sync.central.db import Database, metadata, open_database, schema
from sync.central.feeds.rows_in_force import in_effect, snapshot_rows
from sync.protocol.base import instant
from tests.sync.central.catalogue.goods import feed, goods, price_edit, product_edit

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FEED = "catalogue:ru"


def day(number: float) -> datetime:
    return NOW + timedelta(days=number)


def told(database: Database, at: datetime, sku: str = "1") -> tuple[str, str, int] | None:
    """Name, tax and price that registers hold in force at an instant, None for a product they do not have."""

    def work(connection: sa.Connection) -> dict[str, bytes | None]:
        effective = in_effect(connection, FEED, instant(at))
        rows = snapshot_rows(connection, FEED, effective)
        return {row.key: row.body for row in rows if not row.publication}

    rows = database.read(work)
    body = rows.get(f"product/{sku}")
    if body is None:
        return None
    product: dict[str, Any] = json.loads(body)["product"]
    price = rows.get(f"price/{sku}")
    return product["names"][0][1], product["tax_category"], json.loads(price)[0][3] if price else 0


class Publishing:
    """Publishes a minute after the other."""

    def __init__(self, database: Database) -> None:
        self.database, self.now = database, NOW

    def __call__(self, name: str, at: float | None, *edits: Edit) -> None:
        self.now += timedelta(minutes=1)
        effective = None if at is None else day(at)
        publish_edits(self.database, name, edits, effective_at=effective, by="ivan", now=self.now)

    def withdraw(self, name: str) -> None:
        self.now += timedelta(minutes=1)
        withdraw(self.database, name, as_id=f"withdraws-{name}", by="ivan", now=self.now)

    def told(self, *days: float) -> list[tuple[str, str, int] | None]:
        return [told(self.database, max(self.now, day(each))) for each in days]


@pytest.fixture
def publish(zones: Database) -> Publishing:
    made = Publishing(zones)
    made("start", None, *goods("1", 5))
    return made


@pytest.mark.parametrize("back", [timedelta(0), timedelta(hours=1)], ids=["one instant", "the clock was set back"])
def test_publications_follow_each_other_as_they_were_made_whatever_the_clock_says(
    zones: Database, back: timedelta
) -> None:
    """The last one made of an item holds, not the one with the higher id or the later time."""
    publish = Publishing(zones)
    publish("start", None, *goods("1", 5))
    publish("b-first", 2, product_edit("1", "First"))
    publish.now -= timedelta(minutes=1) + back
    publish("a-second", 2, product_edit("1", "Second"))
    publish("early", 1, SoldEdit("ru", "1", Sold("B")))
    assert publish.told(1, 2) == [("Milk", "B", 5), ("Second", "B", 5)]
    publish.withdraw("a-second")
    assert publish.told(1, 2) == [("Milk", "B", 5), ("First", "B", 5)]


def test_an_edit_at_once_does_not_bring_forth_what_is_to_come(publish: Publishing) -> None:
    publish("monday", 1, product_edit("1", "Cream"))
    publish("tax", None, SoldEdit("ru", "1", Sold("B")))
    assert publish.told(0, 0.9, 1) == [("Milk", "B", 5), ("Milk", "B", 5), ("Cream", "B", 5)]
    publish.withdraw("monday")
    assert publish.told(0, 1) == [("Milk", "B", 5)] * 2


def test_of_several_to_come_each_comes_at_its_instant(publish: Publishing) -> None:
    publish("wednesday", 3, product_edit("1", "Cream"))
    publish("monday", 1, SoldEdit("ru", "1", Sold("B")))
    publish("tuesday", 2, SoldEdit("ru", "1", Sold("C")), price_edit("1", 6))
    expected = [("Milk", "A", 5), ("Milk", "B", 5), ("Milk", "C", 6), ("Cream", "C", 6)]
    assert publish.told(0, 1, 2, 3) == expected
    publish("now", None, price_edit("1", 7))  # published last, it holds on
    assert publish.told(0, 1, 2, 3) == [("Milk", "A", 7), ("Milk", "B", 7), ("Milk", "C", 7), ("Cream", "C", 7)]
    publish.withdraw("wednesday")
    assert publish.told(0, 1, 2, 3) == [("Milk", "A", 7), ("Milk", "B", 7), ("Milk", "C", 7), ("Milk", "C", 7)]


def test_what_comes_and_goes_again_does_both(publish: Publishing) -> None:
    publish("monday", 1, SoldEdit("ru", "1", Sold("B")))
    publish("tuesday", 2, SoldEdit("ru", "1", Sold("A")))
    publish("now", None, product_edit("1", "Cream"))
    assert publish.told(0, 1, 2) == [("Cream", "A", 5), ("Cream", "B", 5), ("Cream", "A", 5)]


def test_a_withdrawal_does_not_bring_forth_what_is_to_come(publish: Publishing) -> None:
    publish("monday", 1, price_edit("1", 6))
    publish("tuesday", 2, price_edit("1", 7))
    publish.withdraw("tuesday")
    assert publish.told(0, 1, 2) == [("Milk", "A", 5), ("Milk", "A", 6), ("Milk", "A", 6)]
    publish.withdraw("monday")
    assert publish.told(0, 1, 2) == [("Milk", "A", 5)] * 3


def test_what_a_zone_will_not_sell_any_more_it_sells_till_then(publish: Publishing) -> None:
    publish("end", 1, SoldEdit("ru", "1", None), PriceEdit("ru", "1", ()))
    publish("name", None, product_edit("1", "Cream"))
    assert publish.told(0, 1) == [("Cream", "A", 5), None]


def test_companions_of_a_withdrawn_publication_close_nothing(publish: Publishing) -> None:
    publish("wednesday", 3, product_edit("1", "Cream"))
    publish("monday", 1, SoldEdit("ru", "1", Sold("B")))
    companion = f"publication/monday~{instant(day(3))}"
    assert companion in feed(publish.database, FEED)
    publish.withdraw("monday")
    assert companion not in feed(publish.database, FEED)
    assert publish.told(0, 1, 3) == [("Milk", "A", 5), ("Milk", "A", 5), ("Cream", "A", 5)]


_edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(product_edit, st.sampled_from("12"), st.sampled_from(("Milk", "Tea", "Cream"))),
    st.builds(lambda sku, tax: SoldEdit("ru", sku, Sold(tax)), st.sampled_from("12"), st.sampled_from("ABC")),
    st.builds(price_edit, st.sampled_from("12"), st.integers(1, 9)),
)
_acts = st.lists(
    st.one_of(
        st.tuples(st.lists(_edits, min_size=1, max_size=3), st.sampled_from((None, 1, 2, 3))),
        st.tuples(st.none(), st.integers(0, 7)),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    schema.load_tables()
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('timeline') / 'centre.sqlite'}")
    database.write(metadata.create_all)
    yield database
    database.close()


class Model:
    """Facts of products by instant: what was published last of what is in effect."""

    def __init__(self) -> None:
        self.steps: dict[str, tuple[datetime, dict[tuple[str, str], str | int]]] = {}

    def add(self, name: str, at: datetime, edits: list[Edit]) -> None:
        """What says again what was said last, whenever that takes effect, says nothing."""
        latest: dict[tuple[str, str], str | int] = {}
        for _since, facts in self.steps.values():
            latest |= facts
        said = dict(map(fact, edits))
        self.steps[name] = (at, {key: value for key, value in said.items() if latest.get(key) != value})

    def told(self, at: datetime, sku: str) -> tuple[str | int, ...]:
        found: dict[tuple[str, str], str | int] = {}
        for since, facts in self.steps.values():
            if since <= at:
                found |= facts
        return tuple(found[kind, sku] for kind in ("name", "tax", "price"))


def fact(edit: Edit) -> tuple[tuple[str, str], str | int]:
    value: Any = getattr(edit, "value", None)
    if isinstance(edit, SoldEdit):
        return ("tax", edit.sku), value.tax_category
    if value is not None:
        return ("name", value.product.sku), value.product.names[0][1]
    return ("price", edit.sku), edit.prices[0].amount  # type: ignore[union-attr]


@pytest.mark.invariant(6)
@settings(max_examples=25, deadline=None)
@given(_acts)
def test_registers_hold_at_every_instant_what_was_published_for_it(empty: Database, acts: list[Any]) -> None:
    def clean(connection: sa.Connection) -> None:
        for table in reversed(metadata.sorted_tables):
            if table.name != "operator_act":
                connection.execute(sa.delete(table))
        connection.execute(sa.insert(zone).values(zone_id="ru", currency="RUB", name=""))

    empty.write(clean)
    publish, model = Publishing(empty), Model()
    start = [edit for sku in "12" for edit in goods(sku, 5)]
    publish("start", None, *start)
    model.add("start", publish.now, start)
    for number, (edits, what) in enumerate(acts):
        name = f"p{number}" if edits is not None else f"p{what}"
        try:
            if edits is None:
                publish.withdraw(name)
                model.steps.pop(name, None)  # once more says the same
            else:
                publish(name, what, *edits)
                model.add(name, publish.now if what is None else day(what), edits)
        except PublicationError as error:
            refused = error.code
            assert refused in {
                "nothing_to_publish", "not_published", "changed_since", "already_withdrawn", "already_effective"
            }  # fmt: skip
    for at in (0, 0.5, 1, 1.5, 2, 3):
        for sku in "12":
            moment = max(publish.now, day(at))
            assert told(empty, moment, sku) == model.told(moment, sku), at
