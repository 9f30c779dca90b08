from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from sync.central.catalogue.tables import zone
from sync.central.db import Database
from sync.central.feeds.publish import publish
from sync.central.staff.people import (
    StaffError,
    add_people,
    change_person,
    deactivate,
    expire_pins,
    expire_pins_of_store,
    hash_pin,
    people_of,
    put_roles,
    set_pin,
    set_stores,
)
from tests.sync.central.catalogue.goods import feed
from tests.sync.central.staff.shops import VERIFIER, person, put_location, role

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def shops(database: Database) -> Database:
    """Two stores of one zone, with two registers and one, and a cashier's and a manager's role."""
    rows = {"zone_id": "ru", "currency": "RUB", "name": "Russia"}
    database.write(lambda connection: connection.execute(sa.insert(zone), rows))
    put_location(database, "M1", "ru", "M1-1", "M1-2")
    put_location(database, "M2", "ru", "M2-1")
    put_roles(database, "ru", [role("cashier"), role("manager", 900)], by="olga", now=NOW)
    return database


def add(database: Database, staff_id: str, *stores: str, **more: object) -> None:
    add_people(database, [(person(staff_id, **more), stores)], by="olga", now=NOW)  # type: ignore[arg-type]


def staff(database: Database, register_id: str) -> dict[str, dict[str, object]]:
    rows = feed(database, f"register:{register_id}")
    return {key.partition("/")[2]: json.loads(body) for key, body in rows.items() if key.startswith("staff/")}


def test_a_register_is_told_of_its_own_stores_people_alone(shops: Database) -> None:
    add(shops, "S1", "M1")
    add(shops, "S2", "M2")
    add(shops, "S3", "M1", "M2", role_id="manager")
    assert staff(shops, "M1-1").keys() == staff(shops, "M1-2").keys() == {"S1", "S3"}
    assert staff(shops, "M2-1").keys() == {"S2", "S3"}
    told = staff(shops, "M1-1")["S3"]
    assert told["position"] == 1
    assert told["value"] == {
        "staff_id": "S3",
        "name": "Name S3",
        "pin_verifier": VERIFIER,
        "role": {"role_id": "manager", "names": [["en", "manager"]], "limits": [["refund", 900]]},
    }


def test_whoever_is_deactivated_is_told_in_the_same_write(shops: Database) -> None:
    add(shops, "S1", "M1", "M2")
    moved: list[frozenset[str]] = []
    shops.listeners.append(moved.append)
    deactivate(shops, "S1", by="olga", now=NOW)
    assert moved == [frozenset({"register:M1-1", "register:M1-2", "register:M2-1"})]
    assert [staff(shops, each)["S1"]["value"]["is_active"] for each in ("M1-1", "M2-1")] == [False, False]  # type: ignore[index]
    change_person(shops, "S1", by="olga", now=NOW, is_active=True)
    assert "is_active" not in staff(shops, "M1-1")["S1"]["value"]  # type: ignore[operator]


def test_a_pin_is_kept_as_a_verifier_and_nowhere_else(shops: Database) -> None:
    add(shops, "S1", "M1")
    changed = set_pin(shops, "S1", "86420975", by="olga", now=NOW)
    assert changed.pin_verifier.startswith("$argon2id$")
    assert PasswordHasher().verify(changed.pin_verifier, "86420975")
    tables = shops.read(lambda c: {name: c.execute(sa.text(f"SELECT * FROM {name}")).all() for name in (  # noqa: S608
        "person", "operator_act", "feed_event")})  # fmt: skip
    assert b"86420975" not in repr(tables).encode()


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "١٢٣٤", "12 4"])
def test_what_is_no_pin(pin: str) -> None:
    with pytest.raises(StaffError, match="bad_pin"):
        hash_pin(pin)


def test_a_stolen_register_ends_the_pins_of_its_store_everywhere(shops: Database) -> None:
    add(shops, "S1", "M1", "M2")
    add(shops, "S2", "M2")
    assert expire_pins_of_store(shops, "M1", by="olga", now=NOW) == 1
    assert staff(shops, "M2-1")["S1"]["value"]["pin_expired"] is True  # type: ignore[index]
    assert "pin_expired" not in staff(shops, "M2-1")["S2"]["value"]  # type: ignore[operator]
    set_pin(shops, "S1", "4711", by="olga", now=NOW)
    assert "pin_expired" not in staff(shops, "M1-1")["S1"]["value"]  # type: ignore[operator]
    shops.write(lambda connection: publish(connection, expire_pins(connection, "M2"), now=NOW))
    assert all(each["value"]["pin_expired"] for each in staff(shops, "M2-1").values())  # type: ignore[index]


def test_a_changed_role_reaches_whoever_has_it(shops: Database) -> None:
    add(shops, "S1", "M1")
    add(shops, "S2", "M1", role_id="manager")
    before = feed(shops, "register:M1-1")
    put_roles(shops, "ru", [role("cashier", 555), role("manager", 900)], by="olga", now=NOW)
    after = feed(shops, "register:M1-1")
    assert {key for key in after if after[key] != before[key]} == {"staff/S1"}
    assert b'"limits":[["refund",555]]' in after["staff/S1"]
    assert b"555" in feed(shops, "store:M2")["role/cashier"]


def test_somebody_moves_to_another_store(shops: Database) -> None:
    add(shops, "S1", "M1")
    set_stores(shops, "S1", ["M2"], by="olga", now=NOW)
    assert staff(shops, "M1-1") == {}
    assert staff(shops, "M2-1").keys() == {"S1"}
    assert [each.staff_id for each in shops.read(lambda c: people_of(c, "M2"))] == ["S1"]


def test_people_are_added_once(shops: Database) -> None:
    add(shops, "S1", "M1")
    with pytest.raises(StaffError, match="known_person S1"):
        add(shops, "S1", "M1")
    again = [(person("S1", badge="9"), ("M1",)), (person("S2"), ("M1",))]
    assert add_people(shops, again, by="olga", now=NOW, again=True) == 2
    assert staff(shops, "M1-1").keys() == {"S1", "S2"}


@pytest.mark.parametrize(
    ("staff_id", "store", "more", "code"),
    [
        ("S9", "M9", {}, "unknown_store"),
        ("S9", "M1", {"role_id": "king"}, "unknown_role"),
        ("", "M1", {}, "bad_id"),
        ("a/b", "M1", {}, "bad_id"),
        ("S9", "M1", {"badge": "7"}, "badge_taken"),
        ("S9", "M1", {"badge": "7", "person_id": "P"}, "badge_taken"),
    ],
)
def test_people_that_cannot_be(shops: Database, staff_id: str, store: str, more: dict[str, object], code: str) -> None:
    add(shops, "S1", "M1", badge="7")
    before = feed(shops, "register:M1-1")
    with pytest.raises(StaffError, match=code):
        add(shops, staff_id, store, **more)
    assert feed(shops, "register:M1-1") == before


def test_a_verifier_is_argon2id(shops: Database) -> None:
    add(shops, "S1", "M1")
    for bad in ("1111", "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"):
        with pytest.raises(StaffError, match="bad_verifier"):
            change_person(shops, "S1", by="olga", now=NOW, pin_verifier=bad)


def test_who_and_what_is_not_known(shops: Database) -> None:
    with pytest.raises(StaffError, match="unknown_person"):
        set_pin(shops, "S1", "1234", by="olga", now=NOW)
    with pytest.raises(StaffError, match="unknown_person"):
        set_stores(shops, "S1", ["M1"], by="olga", now=NOW)
    with pytest.raises(StaffError, match="unknown_zone"):
        put_roles(shops, "fr", [], by="olga", now=NOW)


def test_every_act_is_journalled_with_its_operator(shops: Database) -> None:
    add(shops, "S1", "M1")
    set_pin(shops, "S1", "1234", by="ivan", now=NOW)
    rows = shops.read(lambda c: c.execute(sa.text("SELECT operator, act, subject FROM operator_act ORDER BY id")).all())
    assert [tuple(row) for row in rows][-2:] == [("olga", "add_person", "S1"), ("ivan", "change_person", "S1")]
