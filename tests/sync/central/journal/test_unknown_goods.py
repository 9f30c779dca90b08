"""Sales of names that no catalogue has: kept as facts, told to nobody until the catalogue knows them."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.central.feeds.tables import feed_event, feed_row
from sync.central.http.upkeep import daily
from sync.central.journal import repair
from sync.central.journal.verify import verify
from sync.central.stock import listing
from tests.support.central_books import LOCATION, NOW, Centre, post_void_of, sale_of
from tests.support.listed_goods import list_goods

INVENTED = 30


def told(centre: Centre) -> list[str]:
    """The rows of the stock feed by key."""
    r = feed_row.c
    return [key for (key,) in centre.rows(sa.select(r.key).where(r.feed == f"stock:{LOCATION}").order_by(r.key))]


def events(centre: Centre) -> int:
    return int(centre.rows("SELECT count(*) FROM feed_event")[0][0])


def figure(centre: Centre, sku: str) -> bytes:
    r, e = feed_row.c, feed_event.c
    select = sa.select(e.body).join(feed_row, sa.and_(r.feed == e.feed, r.position == e.position))
    select = select.where(r.key == f"sku/{sku}")
    return bytes(centre.rows(select)[0][0])


@pytest.mark.invariant(8)
def test_a_register_that_invents_names_fills_no_feed(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    for number in range(INVENTED):
        till.sell((f"invented {number}", 1000), ("milk", 1000))
    centre.push(till)
    assert told(centre) == ["register/r1", "sku/milk"]
    for number in range(INVENTED):
        till.sell((f"invented again {number}", 1000))
    centre.push(till, till.request(first=INVENTED + 2, token=centre.token(till)))
    assert told(centre) == ["register/r1", "sku/milk"]
    assert events(centre) == 3  # the second push told what the figures include, once
    assert len(centre.stock()) == 2 * INVENTED + 1  # what was sold stays sold
    assert centre.alarms() == {"unknown_sku": 2}
    assert verify(centre.database).ok


@pytest.mark.invariant(8)
@pytest.mark.parametrize("way", ["next sale", "publication", "day"])
def test_what_was_kept_back_is_told_once_the_catalogue_knows_it(centre: Centre, way: str, tmp_path: Path) -> None:
    till = centre.add_register()
    till.open()
    till.sell(("kvass", 1000), ("nobody's", 1000))
    centre.push(till)
    assert told(centre) == ["register/r1"]
    centre.database.write(lambda connection: list_goods(connection, ["kvass", "salt"]))
    sold = 1
    if way == "next sale":
        till.sell(("kvass", 1000))
        centre.push(till, till.request(first=3, token=centre.token(till)))
        sold = 2
    elif way == "publication":
        assert listing.catch_up(centre.database, NOW, lambda _connection: ["salt", "kvass"]) == 1
        assert listing.catch_up(centre.database, NOW, lambda _connection: ["salt", "kvass"]) == 0
    else:
        assert daily(centre.database, tmp_path, NOW)
    assert told(centre) == ["register/r1", "sku/kvass"]
    assert b'"on_hand":-%d' % (sold * 1000) in figure(centre, "kvass")
    assert listing.catch_up(centre.database, NOW) == 0
    assert verify(centre.database).ok


def test_more_than_a_page_of_names_is_told(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    till.sell(*((f"g{number}", 1000) for number in range(7)))
    centre.push(till)
    centre.database.write(lambda connection: list_goods(connection, [f"g{number}" for number in range(7)]))
    assert listing.catch_up(centre.database, NOW, most=3) == 7
    assert len(told(centre)) == 8


def test_where_nothing_was_kept_back_nobody_looks(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    till.sell(("milk", 1000))
    centre.push(till)
    before = events(centre)
    assert listing.catch_up(centre.database, NOW) == 0
    assert events(centre) == before


def test_what_has_left_the_catalogue_is_told_on(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    till.sell(("milk", 1000))
    centre.push(till)
    gone = sa.text("DELETE FROM catalogue_item WHERE item_key = 'milk'")
    centre.database.write(lambda connection: connection.execute(gone))
    till.sell(("milk", 1000))
    centre.push(till, till.request(first=3, token=centre.token(till)))
    assert b'"on_hand":-2000' in figure(centre, "milk")
    assert centre.alarms() == {}


def test_a_repaired_event_is_held_to_the_same(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    sale = sale_of(till, (("invented", 1000), ("milk", 1000)))
    till.append("post_void", post_void_of(till, sale))  # before its sale: held until that is known
    centre.push(till)
    till.append("sale", sale)
    centre.push(till, till.request(first=3, token=centre.token(till)))
    assert centre.faults() == [(2, "sale_unknown")]
    assert told(centre) == ["register/r1", "sku/milk"]
    assert repair.retry(centre.database, NOW, by="anna").repaired == 1
    assert told(centre) == ["register/r1", "sku/milk"]
    assert b'"on_hand":0' in figure(centre, "milk")
    assert centre.alarms() == {"quarantine": 1, "unknown_sku": 2}
    assert verify(centre.database).ok


def test_names_are_asked_for_only_where_something_was_kept_back(centre: Centre) -> None:
    """An import of 100,000 products is read anew only when somebody sold one before."""
    journal = centre.add_register()
    journal.open()
    journal.sell(("milk", 1000))
    centre.push(journal)
    asked: list[str] = []

    def named(_connection: sa.Connection) -> list[str]:
        asked.append("asked")
        return ["salt"]

    assert listing.catch_up(centre.database, NOW, named) == 0
    assert asked == []
    other = centre.add_register("r2")
    other.open()
    other.sell(("salt", 1000))
    centre.push(other)
    assert listing.catch_up(centre.database, NOW, named) == 0  # still nobody knows it
    assert asked == ["asked"]
