from __future__ import annotations

import types
from typing import Any

import msgspec
import pytest

from sync.protocol import canonical, chain, events, schemas
from sync.protocol.events import CarriedBody, instant
from sync.protocol.schemas import EventInvalidError, EventTooLargeError, UnknownEventError
from tests.db.journal.facts import NOW, line, return_body, sale_body, z_body

LOGIN = events.LoginBody(staff_id="maria", how="badge")


def _types_in(annotation: Any) -> set[Any]:
    found = {annotation}
    for part in getattr(annotation, "__args__", ()):
        found |= _types_in(part)
    return found


def test_every_type_of_event_reads_back_as_it_was_written() -> None:
    for body_type, body in {
        "sale": sale_body("PL02-000001", rounding=1),
        "return": return_body("PL02-000002"),
        "z_report": z_body(1, 1, 10, seq=4, digest=bytes(32)),
        "login": LOGIN,
    }.items():
        data = schemas.encode_body(body_type, body)
        assert schemas.decode_body(body_type, 1, data) == body
        assert canonical.encode(canonical.decode(data)) == data


def test_no_message_has_a_float_or_an_untyped_field() -> None:
    for body_type in events.BODIES.values():
        for field in msgspec.structs.fields(body_type):
            for part in _types_in(field.type):
                assert part not in {float, Any, object, dict}, f"{body_type.__name__}.{field.name}"
                assert not isinstance(part, types.GenericAlias) or part.__origin__ is tuple


def test_every_message_of_the_module_is_registered_or_a_part() -> None:
    bodies = {
        value for name, value in vars(events).items() if name.endswith("Body") and name != "Body" and value is not None
    }
    assert bodies == set(events.BODIES.values())


def test_amounts_with_a_currency_are_named_with_it() -> None:
    for name in ("sale", "return", "post_void", "cash_move", "shift_opened", "z_report", "payment_intent"):
        assert "currency" in {field.name for field in msgspec.structs.fields(events.BODIES[name])}


@pytest.mark.parametrize(
    ("event_type", "body", "code"),
    [
        ("nonsense", LOGIN, "unknown_event"),
        ("sale", LOGIN, "wrong_body"),
        ("login", events.LoginBody(staff_id="", how="badge"), "invalid_body"),
        ("login", events.LoginBody(staff_id="\ud800", how="badge"), "invalid_body"),
        ("login", events.LoginBody(staff_id=1.5, how="badge"), "invalid_body"),  # type: ignore[arg-type]
        ("sale", msgspec.structs.replace(sale_body("a"), total=3997), "unbalanced"),
        ("sale", msgspec.structs.replace(sale_body("a"), cash_rounding=1), "unbalanced"),
        ("sale", msgspec.structs.replace(sale_body("a"), tax=1), "unbalanced"),
        ("sale", msgspec.structs.replace(sale_body("a"), currency="zł"), "invalid_body"),
        ("sale", msgspec.structs.replace(sale_body("a"), completed_at="2026-11-22"), "invalid_body"),
        ("sale", msgspec.structs.replace(sale_body("a"), change=2**63), "invalid_body"),
        ("sale", msgspec.structs.replace(sale_body("a"), change=1.0), "invalid_body"),
        ("return", msgspec.structs.replace(return_body("a"), total=1), "unbalanced"),
    ],
)
def test_what_an_event_may_not_say_is_refused(event_type: str, body: msgspec.Struct, code: str) -> None:
    with pytest.raises(EventInvalidError) as caught:
        schemas.encode_body(event_type, body)
    assert caught.value.code == code


def test_a_sale_of_900_lines_fits_with_a_name_in_one_language() -> None:
    body = sale_body("PL02-000001", lines=900)
    plain = tuple(msgspec.structs.replace(part, raw_codes=(), discounts=()) for part in body.lines)
    data = schemas.encode_body("sale", msgspec.structs.replace(body, lines=plain))
    assert len(data) < schemas.MAX_EVENT_BYTES


def test_an_event_over_256_kib_is_refused_before_it_is_written() -> None:
    body = sale_body("PL02-000001", lines=900)
    long = tuple(msgspec.structs.replace(part, names=(("pl", f"{part.line_id} {'ż' * 200}"),)) for part in body.lines)
    with pytest.raises(EventTooLargeError) as caught:
        schemas.encode_body("sale", msgspec.structs.replace(body, lines=long))
    assert caught.value.code == "event_too_large"
    assert caught.value.size > schemas.MAX_EVENT_BYTES


def test_readers_tolerate_fields_they_do_not_know() -> None:
    assert schemas.decode_body("login", 1, b'{"how":"badge","later":[1],"staff_id":"maria"}') == LOGIN


@pytest.mark.parametrize(("event_type", "version"), [("nonsense", 1), ("login", 2), ("login", 0)])
def test_unknown_types_and_versions_are_told_apart(event_type: str, version: int) -> None:
    with pytest.raises(UnknownEventError):
        schemas.decode_body(event_type, version, b"{}")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"how":1,"staff_id":"m"}', b"\xff"])
def test_broken_bodies_are_told_apart(data: bytes) -> None:
    with pytest.raises(EventInvalidError) as caught:
        schemas.decode_body("login", 1, data)
    assert caught.value.code == "invalid_body"


def test_lines_keep_what_a_return_needs() -> None:
    body = sale_body("PL02-000001")
    again = schemas.decode_as(events.SaleBody, schemas.encode_body("sale", body))
    assert again.lines[0] == line(1)
    assert again.payments == body.payments


# --- carried events


def original(body: bytes = b'{"how":"name","staff_id":"x"}', kind: str = "login") -> tuple[bytes, bytes]:
    header = chain.Header(
        register="r", epoch=1, seq=2, id="i", type=kind, version=1, at=instant(NOW), previous="00" * 32
    )
    return chain.seal(header, body)


def carried(data: bytes, digest: bytes) -> CarriedBody:
    return CarriedBody(data=data.decode(), hash=digest.hex(), signature="ab" * 64, epoch=1, seq=2)


def test_a_carried_event_is_read_back_to_the_byte() -> None:
    data, digest = original()
    stored = schemas.encode_body("carried", carried(data, digest))
    body = schemas.decode_body("carried", 1, stored)
    assert isinstance(body, CarriedBody)
    header, inner, found = schemas.open_carried(body)
    assert (header.id, inner, found) == ("i", b'{"how":"name","staff_id":"x"}', digest)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"hash": "cd" * 32}, "login"),
        ({"seq": 3}, "login"),
        ({"epoch": 2}, "login"),
        ({"data": "[]"}, "login"),
        ({"data": '[{},"\ud800"]'}, "login"),
        ({}, "carried"),
    ],
)
def test_what_carries_another_event_than_it_says_is_refused(changes: dict[str, object], kind: str) -> None:
    body = msgspec.structs.replace(carried(*original(kind=kind)), **changes)
    with pytest.raises(EventInvalidError):
        schemas.encode_body("carried", body)
    with pytest.raises(EventInvalidError, match="carried_differs"):
        schemas.open_carried(body)


def test_the_longest_event_of_all_can_be_carried() -> None:
    """Every character of the worst event is escaped once more inside a string."""
    rest = len(original(b'{"x":""}')[0])
    data, digest = original(b'{"x":"%b"}' % (b"\\\\" * ((schemas.MAX_EVENT_BYTES - rest) // 2)))
    assert schemas.MAX_EVENT_BYTES - 2 < len(data) <= schemas.MAX_EVENT_BYTES
    stored = schemas.encode_body("carried", carried(data, digest))
    assert len(stored) + schemas.HEADER_ROOM <= schemas.most_bytes("carried")
    assert schemas.most_bytes("sale") == schemas.MAX_EVENT_BYTES
    too_long = stored.replace(b'"data":"', b'"data":"xxx')
    with pytest.raises(EventInvalidError, match="length"):
        schemas.decode_as(CarriedBody, too_long)
