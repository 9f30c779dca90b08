"""Events that cannot be interpreted: stored, told, never in the way of others, repaired once, parked with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from sync.central.journal import repair
from sync.central.journal.tables import quarantine
from sync.central.journal.verify import verify
from sync.protocol import canonical, schemas
from sync.protocol.events import PaymentPart
from tests.support.central_books import NOW, Centre, Chain, post_void_of, return_of, sale_of, schemas_bytes


@pytest.fixture
def journal(centre: Centre) -> Chain:
    made = centre.add_register()
    made.open()
    return made


def bad_bodies(journal: Chain) -> dict[str, tuple[str, bytes, dict[str, Any]]]:
    """Events of every way to be unreadable: name -> (type, body, header)."""
    good = sale_of(journal, (("milk", 1000),))
    plain = canonical.decode(schemas.encode_body("sale", good))
    assert isinstance(plain, dict)

    def sale(**changes: Any) -> bytes:
        return msgspec.json.encode({**plain, **changes}, order="sorted")

    part = plain["lines"][0]
    assert isinstance(part, dict)
    return {
        "unknown_event": ("hologram", b"{}", {}),
        "unknown version": ("sale", sale(), {"version": 99}),
        "huge version": ("sale", sale(), {"version": 10**30}),
        "invalid_body": ("sale", b'{"total":"much"}', {}),
        "not an object": ("sale", b"17", {}),
        "huge int": ("sale", sale(total=10**40), {}),
        "nested": ("sale", b"[" * 900 + b"]" * 900, {}),
        "not_canonical": ("sale", sale().replace(b'":', b'": ', 1), {}),
        "float": ("login", b'{"more":1.5,"staff_id":"x","how":"name"}', {}),
        "twice a key": ("login", b'{"how":"name","how":"name","staff_id":"x"}', {}),
        "unbalanced": ("sale", sale(total=99), {}),
        "other_register": ("sale", sale(register_id="r2"), {}),
        "out_of_bounds": ("sale", sale(lines=[{**part, "quantity": 2**62}]), {}),
        "bad_instant": ("sale", sale(completed_at="2026-99-99T99:99:99.000000Z"), {"offset": 5}),
        "bad_header": ("sale", sale(), {"offset": 10**20}),
        "bad id": ("sale", sale(), {"event_id": "\x00" * 9}),
        "bad type": ("\x00\ud7ff", b"{}", {}),
        "sale_unknown": ("post_void", schemas_bytes(post_void_of(journal, good)), {}),
    }


@pytest.mark.invariant(3)
@pytest.mark.invariant(5)
def test_nothing_that_an_event_says_blocks_those_behind_it(centre: Centre, journal: Chain) -> None:
    bad = bad_bodies(journal)
    expected = []
    for kind, body, header in bad.values():
        journal.append(kind, body, **header)
        expected.append(journal.seq)
        journal.sell(("rye", 1000))
    answer = centre.push(journal)
    assert [seq for seq, _reason in centre.faults()] == expected
    reasons = {name: reason for (_seq, reason), name in zip(centre.faults(), bad, strict=True)}
    assert {name: reason for name, reason in reasons.items() if "_" in name} == {
        name: name for name in bad if "_" in name
    }
    assert len(answer.quarantined) == len(bad)
    assert centre.stock() == {"rye": -1000 * len(bad)}
    assert centre.rows("SELECT bytes FROM event ORDER BY seq") == [(data,) for data in journal.data]
    assert centre.alarms() == {"quarantine": 1}
    assert centre.push(journal, journal.request(1, token="")).quarantined == answer.quarantined
    for seq, _reason in centre.faults():
        text = centre.database.read(lambda connection, seq=seq: repair.show(connection, "r1", 1, seq))  # type: ignore[misc]
        assert "\x00" not in text
        assert text.replace("\n", "").isprintable()


@pytest.mark.invariant(2)
@pytest.mark.invariant(5)
def test_what_the_database_refuses_stands_alone(centre: Centre, journal: Chain) -> None:
    first = journal.sell(("milk", 1000))
    for number in range(40):
        journal.sell(("rye", 1000))
        if number % 10 == 5:
            journal.append("sale", msgspec.structs.replace(first, receipt_number=f"r1-1-9{number:05d}"))
            long = sale_of(journal, (("tea", 1), ("tea", 1)))
            lines = tuple(msgspec.structs.replace(part, line_id=7) for part in long.lines)
            journal.append("sale", msgspec.structs.replace(long, lines=lines))
    answer = centre.push(journal)
    assert len(answer.quarantined) == 8
    assert {reason for _seq, reason in centre.faults()} == {"refused"}
    assert centre.stock() == {"milk": -1000, "rye": -40_000}
    assert centre.counts("document") == (41,)
    assert centre.rows("SELECT sum(amount) FROM tender_total") == [(4100,)]


@pytest.mark.invariant(2)
def test_an_id_is_had_once_whoever_says_it(centre: Centre, journal: Chain) -> None:
    sold = sale_of(journal, (("milk", 1000),))
    journal.append("sale", sold)
    other = sale_of(journal, (("gold", 1000),))
    journal.append("sale", other, event_id=journal.ids[1])
    answer = centre.push(journal)
    assert centre.quarantined(answer, journal) == [2]  # the id that both have
    assert centre.faults() == [(3, "id_reused")]
    journal.append("sale", sale_of(journal, (("gold", 1000),)), event_id=journal.ids[1])
    centre.push(journal, journal.request(4, token=answer.token))
    thief = centre.add_register("r2")
    thief.open()
    thief.append("sale", sale_of(thief, (("gold", 1000),)), event_id=journal.ids[1])
    centre.push(thief)
    assert centre.stock() == {"milk": -1000}
    assert [reason for _seq, reason in centre.faults()] == ["id_reused"] * 3


def test_repaired_events_have_their_effects_once(centre: Centre, journal: Chain) -> None:
    """An old centre that did not know what the newer one does, by events that only wait for another."""
    sold = sale_of(journal, (("milk", 1000), ("rye", 2000)))
    journal.append("post_void", post_void_of(journal, sold))
    journal.append("hologram", b"{}")
    assert centre.quarantined(centre.push(journal), journal) == [2, 3]
    assert centre.rows("SELECT state, count(*) FROM quarantine GROUP BY state") == [("held", 2)]
    other = centre.add_register("r2")
    other.open()
    other.append("sale", msgspec.structs.replace(sold, register_id="r2", receipt_number="r2-1-000001"))
    centre.push(other)
    assert centre.stock() == {"milk": -1000, "rye": -2000}
    for repaired in (1, 0):
        done = repair.retry(centre.database, NOW + timedelta(hours=1), by="anna")
        assert (done.repaired, done.left) == (repaired, 1)
        assert centre.stock() == {}
    assert centre.rows("SELECT state, count(*) FROM quarantine GROUP BY state ORDER BY state") == [
        ("held", 1),
        ("repaired", 1),
    ]
    told = centre.rows("SELECT body FROM feed_event WHERE key = 'register/r1' ORDER BY position DESC")[0][0]
    assert bytes(told) == b'{"epoch":1,"quarantined":[3],"seq":3}'
    assert centre.push(journal).quarantined == (journal.ids[2],)


def test_parking_takes_a_reason_and_an_event_that_is_held(centre: Centre, journal: Chain) -> None:
    journal.append("hologram", b"{}")
    centre.push(journal)
    with pytest.raises(ValueError, match="reason"):
        repair.park(centre.database, "r1", 1, 2, by="anna", note=" ", now=NOW)
    for seq in (1, 2):
        if seq == 1:
            with pytest.raises(LookupError):
                repair.park(centre.database, "r1", 1, seq, by="anna", note="nothing to be had", now=NOW)
        else:
            repair.park(centre.database, "r1", 1, seq, by="anna", note="nothing to be had", now=NOW)
    with pytest.raises(LookupError):
        repair.park(centre.database, "r1", 1, 2, by="anna", note="again", now=NOW)
    told = centre.rows("SELECT body FROM feed_event WHERE key = 'register/r1' ORDER BY position DESC")[0][0]
    assert bytes(told) == b'{"epoch":1,"quarantined":[],"seq":2}'
    assert repair.retry(centre.database, NOW, by="anna") == repair.Retried(0, 0)
    assert repair.retry(centre.database, NOW, by="anna", parked=True) == repair.Retried(0, 1)
    shown = centre.database.read(lambda connection: repair.show(connection, "r1", 1, 2))
    assert "anna" in shown
    assert "nothing to be had" in shown
    with pytest.raises(LookupError):
        centre.database.read(lambda connection: repair.show(connection, "r1", 1, 1))
    found = centre.database.read(lambda connection: repair.listed(connection, state="parked"))
    assert [(row.seq, row.note) for row in found] == [(2, "nothing to be had")]
    repair.close_alarm(centre.database, "r1", 1, "quarantine", by="anna", now=NOW)
    assert centre.alarms() == {}
    with pytest.raises(LookupError):
        repair.close_alarm(centre.database, "r1", 1, "quarantine", by="anna", now=NOW)


def test_a_forked_register_keeps_its_quarantine(centre: Centre, journal: Chain) -> None:
    sold = sale_of(journal, (("milk", 1000),))
    journal.append("post_void", post_void_of(journal, sold))
    other = journal.branch(1)
    centre.push(journal)
    other.sell()
    assert centre.refusal(other, other.request(token=centre.token(other))).code == "fork"
    assert repair.retry(centre.database, NOW, by="anna") == repair.Retried(0, 1)


def test_an_upgrade_repairs_a_whole_sale(centre: Centre, journal: Chain) -> None:
    """A row that an older centre quarantined for a reason that is gone is had by a retry, in the order of the chain."""
    journal.sell(("milk", 1000))
    token = centre.push(journal).token
    sold = journal.sell(("rye", 500))
    journal.append("post_void", post_void_of(journal, sold))
    older = sa.insert(quarantine)
    # an older centre would have stored them so: the events, and these rows
    _store_uninterpreted(centre, journal, 3)
    rows = [
        {
            "location_id": "T12",
            "register_id": "r1",
            "epoch": 1,
            "seq": seq,
            "id": journal.ids[seq - 1],
            "type": kind,
            "state": "held",
            "reason": "unknown_event",
            "detail": "",
            "at": "",
            "by": "",
            "note": "",
        }
        for seq, kind in ((3, "sale"), (4, "post_void"))
    ]
    centre.database.write(lambda connection: connection.execute(older, rows))
    assert repair.retry(centre.database, NOW, by="anna") == repair.Retried(2, 0)
    assert centre.rows("SELECT count(*), sum(quantity) FROM stock_movement") == [(3, -1000)]
    assert token


def _store_uninterpreted(centre: Centre, journal: Chain, first: int) -> None:
    from sync.central.journal import heads  # noqa: PLC0415 - of this one helper
    from sync.central.journal.arrived import take_apart  # noqa: PLC0415
    from sync.central.journal.settle import store_events  # noqa: PLC0415

    place = heads.Place("T12", "r1")
    events = take_apart("r1", journal.request(first))

    def work(connection: sa.Connection) -> None:
        head = heads.lock(connection, place, "")
        store_events(connection, place, 1, events)
        moved = heads.Head(1, journal.seq, journal.hashes[-1], head.token, head.previous_token)
        heads.store(connection, place, moved, "")

    centre.database.write(work)


# --- what moves stock


@pytest.mark.invariant(8)
def test_what_moves_no_stock_is_no_movement(centre: Centre, journal: Chain) -> None:
    body = sale_of(
        journal, (("milk", 1000), ("bag", 1000), ("bottle", 1000), ("open", 1000), ("ham", 1234), ("nil", 0))
    )
    flags: tuple[dict[str, Any], ...] = (
        {},
        {"is_charge": True},
        {"is_empties": True},
        {"is_open_item": True},
        {"unit": "kg"},
        {},
    )
    lines = tuple(msgspec.structs.replace(part, **more) for part, more in zip(body.lines, flags, strict=True))
    sold = msgspec.structs.replace(body, lines=lines)
    journal.append("sale", sold)
    journal.append("return", return_of(journal, sold, ("resalable", "", "", "resalable", "damaged")))
    assert centre.push(journal).quarantined == ()
    moved = centre.rows("SELECT sku, quantity, unavailable, reason FROM stock_movement ORDER BY reason DESC, line")
    assert moved == [
        ("milk", -1000, 0, "sale"),
        ("ham", -1234, 0, "sale"),
        ("milk", 1000, 0, "return"),
        ("ham", 1234, 1234, "return"),
    ]
    assert centre.rows("SELECT sku, on_hand, unavailable FROM stock_balance ORDER BY sku") == [
        ("ham", 0, 1234),
        ("milk", 0, 0),
    ]


def test_an_open_item_that_comes_back_without_a_receipt_moves_no_stock(centre: Centre, journal: Chain) -> None:
    sold = journal.sell(("milk", 1000), ("open", 1000))
    body = return_of(journal, sold, ("resalable", "resalable"))
    stated = (body.lines[0], msgspec.structs.replace(body.lines[1], is_open_item=True))
    lines = tuple(msgspec.structs.replace(line, line_id=0) for line in stated)
    unproved = msgspec.structs.replace(
        body, lines=lines, original_receipt="", original_sale_id="", original_register_id=""
    )
    journal.append("return", unproved)
    assert centre.push(journal).quarantined == ()
    assert centre.rows("SELECT sku, quantity FROM stock_movement WHERE reason = 'return'") == [("milk", 1000)]
    assert verify(centre.database).problems == []


def test_corrections(centre: Centre, journal: Chain) -> None:
    sold = journal.sell(("milk", 1000), ("rye", 500))
    journal.append("return", return_of(journal, sold, ("disposed", "resalable")))
    undone = journal.sell(("tea", 250))
    journal.append("post_void", post_void_of(journal, undone))
    elsewhere = msgspec.structs.replace(return_of(journal, sold, ("resalable",)), original_sale_id="of another store")
    journal.append("return", elsewhere)
    token = centre.push(journal).token
    assert centre.stock() == {}  # milk: sold, thrown away, one brought from elsewhere
    journal.append("post_void", post_void_of(journal, sold))  # in a later push
    centre.push(journal, journal.request(7, token=token))
    assert centre.stock() == {"milk": 1000, "rye": 500}
    kinds = centre.rows("SELECT kind, sum(amount) FROM tender_total GROUP BY kind ORDER BY kind")
    assert kinds == [("post_void", 300), ("return", 300), ("sale", 300)]


def test_instants_are_by_the_centres_clock(centre: Centre, journal: Chain) -> None:
    journal.append("sale", sale_of(journal, (("milk", 1000),)), offset=-3_600_000_000)
    centre.push(journal)
    assert centre.rows("SELECT quarter FROM tender_total") == [("2026-11-22T09:00",)]
    assert centre.rows("SELECT at FROM stock_movement")[0][0].startswith("2026-11-22T09:11:1")


@pytest.mark.invariant(13)
def test_old_versions_and_newer_fields_are_read(centre: Centre, journal: Chain) -> None:
    plain = canonical.decode(schemas.encode_body("sale", sale_of(journal, (("milk", 1000),))))
    assert isinstance(plain, dict)
    journal.append("sale", canonical.encode({**plain, "zz_of_a_newer_program": [1, "x"]}))
    old = b'{"after":"2026-11-22T10:00:00.000000Z","before":"2026-11-22T11:00:00.000000Z","seconds":-3600}'
    journal.append("clock_jump", old, version=1)
    long = sale_of(journal, tuple((f"sku{n}", 1000) for n in range(999)))
    assert b'"tables":' in schemas.encode_body("sale", long)
    journal.append("sale", long)
    assert centre.push(journal).quarantined == ()
    assert len(centre.stock()) == 1000


@pytest.mark.invariant(12)
def test_sums_of_a_day_are_those_of_its_documents(centre: Centre, journal: Chain) -> None:
    for number in range(7):
        sold = sale_of(journal, (("milk", 1000), ("rye", 1000)))
        mixed = (
            PaymentPart(tender_id="cash", tender_class="cash", amount=120 + number, given=500),
            PaymentPart(tender_id="visa", tender_class="card", amount=80, given=80),
        )
        journal.append("sale", msgspec.structs.replace(sold, payments=mixed, cash_rounding=number))
    centre.push(journal)
    [(total, rounding)] = centre.rows("SELECT sum(total), sum(rounding) FROM document")
    [(tenders,)] = centre.rows("SELECT sum(amount) FROM tender_total")
    assert tenders == total + rounding == 1421
    assert centre.rows("SELECT tender_id, parts, amount FROM tender_total ORDER BY 1") == [
        ("cash", 7, 861),
        ("visa", 7, 560),
    ]
