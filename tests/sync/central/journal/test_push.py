"""Each branch of a push, on both databases: what it stores, what it answers, what it leaves behind."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
import sqlalchemy as sa

from sync.central.journal import aside, heads
from sync.central.journal.push import push, receive
from sync.central.journal.tables import rescue
from sync.central.refused import RefusedError
from sync.central.registers.access import Caller
from sync.central.registers.tables import register_key
from sync.protocol import statements
from sync.protocol.messages import Ack, PushedEvent, Signed
from sync.protocol.signing import Signer
from tests.support.central_books import LOCATION, NOW, Centre, Chain

OLDER, NEWER = "0123", "9876"  # tokens that the centre does not know


@pytest.fixture
def journal(centre: Centre) -> Chain:
    """A register whose first event and two sales are not pushed yet."""
    made = centre.add_register()
    made.open()
    made.sell(("milk", 1000), ("rye", 2500))
    made.sell(("milk", 3000))
    return made


@pytest.mark.invariant(3)
@pytest.mark.invariant(4)
def test_sales_reach_the_books_and_are_acknowledged(centre: Centre, journal: Chain) -> None:
    answer = centre.push(journal)
    assert answer.quarantined == ()
    assert centre.rows("SELECT bytes FROM event ORDER BY seq") == [(data,) for data in journal.data]
    assert centre.rows("SELECT hash FROM event ORDER BY seq") == [(digest,) for digest in journal.hashes]
    ack = statements.verify("ack", answer.ack, centre.authority.public_key)
    assert (ack.register_id, ack.epoch, ack.seq, ack.hash) == ("r1", 1, 3, journal.hashes[-1].hex())
    assert centre.counts("event", "document", "stock_movement") == (3, 2, 3)
    assert centre.stock() == {"milk": -4000, "rye": -2500}
    totals = centre.rows("SELECT quarter, kind, tender_id, parts, amount FROM tender_total")
    assert totals == [("2026-11-22T10:00", "sale", "cash", 2, 300)]
    assert centre.rows("SELECT category, rate, net, tax, gross FROM tax_total") == [("A", 2000, 249, 51, 300)]
    assert centre.alarms() == {}


def test_an_empty_push_tells_where_the_centre_stands(centre: Centre, journal: Chain) -> None:
    answer = centre.push(journal, msgspec.structs.replace(journal.request(1, 1), events=()))
    ack = statements.verify("ack", answer.ack, centre.authority.public_key)
    assert (ack.seq, ack.hash) == (0, journal.genesis.hex())
    assert centre.counts("event") == (0,)


@pytest.mark.invariant(2)
def test_a_push_that_is_repeated_is_answered_again_and_has_no_second_effect(centre: Centre, journal: Chain) -> None:
    request = journal.request()
    first = centre.push(journal, request)
    before = centre.counts("event", "document", "stock_movement", "feed_event")
    for _ in range(3):
        again = centre.push(journal, request)
        assert (again.token, again.ack) == (first.token, first.ack)
    journal.sell(("rye", 500))
    overlapping = centre.push(journal, journal.request(2, token=first.token))
    assert overlapping.token != first.token
    assert centre.stock() == {"milk": -4000, "rye": -3000}
    assert centre.counts("event", "document")[1] == before[1] + 1


def test_the_token_rolls_for_the_current_one_alone(centre: Centre, journal: Chain) -> None:
    first = centre.push(journal, journal.request(1, 1))
    assert first.token
    lost = centre.push(journal, journal.request(1, 2))  # with the token before: the answer had been lost
    assert lost.token == first.token
    assert centre.push(journal, journal.request(2, 3)).token == first.token
    rolled = centre.push(journal, journal.request(3, 3, token=first.token))
    assert rolled.token not in ("", first.token)


def test_an_older_token_betrays_a_clone(centre: Centre, journal: Chain) -> None:
    clone = journal.branch(3)
    tokens = [centre.push(journal).token]
    for _ in range(2):
        journal.log_in()
        tokens.append(centre.push(journal).token)
    stand = centre.counts("event", "document", "fork_event")
    replay = centre.refusal(journal, journal.request(1, 3))
    assert (replay.status, replay.code) == (409, "clone")
    assert centre.alarms() == {}  # all of it is held: a replay changes nothing
    clone.clock += timedelta(hours=1)
    refused = centre.refusal(journal, journal.request(5, 5, token=OLDER))
    assert refused.code == "clone"
    journal.sell()
    assert centre.refusal(journal, journal.request(6, token=tokens[0])).code == "clone"
    assert centre.alarms() == {"clone": 1}
    assert centre.rows("SELECT state FROM register") == [("cloned",)]
    assert centre.counts("event", "document", "fork_event") == (*stand[:2], 1)
    assert centre.push(journal, journal.request(6, token=tokens[-1])).quarantined == ()  # who has it goes on


@pytest.mark.invariant(10)
def test_another_hash_is_a_fork_that_freezes_the_register(centre: Centre, journal: Chain) -> None:
    other = journal.branch(2)
    other.sell(("gold", 1000))
    other.sell(("gold", 1000))
    token = centre.push(journal).token
    refused = centre.refusal(other, other.request(1, token=token))
    assert (refused.status, refused.code) == (409, "fork")
    assert centre.alarms() == {"fork": 1}
    assert centre.rows("SELECT state FROM register") == [("forked",)]
    assert centre.rows("SELECT seq, bytes FROM fork_event ORDER BY seq") == [(3, other.data[2]), (4, other.data[3])]
    assert centre.rows("SELECT bytes FROM event ORDER BY seq") == [(data,) for data in journal.data]
    stock = centre.stock()
    journal.sell(("milk", 1000))  # nor does the branch that was first go on
    assert centre.refusal(journal).code == "fork"
    assert centre.stock() == stock
    assert centre.counts("event", "fork_event") == (3, 3)
    times = centre.alarms()
    for again in (other.request(1, token=token), journal.request(1), journal.request(1, 2)):  # it says nothing new
        assert centre.refusal(other, again).code == "fork"
    assert centre.alarms() == times
    newer = centre.grant(journal, 2)
    newer.open()
    assert centre.push(newer).quarantined == ()


@pytest.mark.invariant(10)
def test_a_link_to_another_history_is_a_fork_too(centre: Centre, journal: Chain) -> None:
    other = journal.branch(2)
    token = centre.push(journal).token
    other.sell(("gold", 1000))
    other.sell(("gold", 1000))
    assert centre.refusal(other, other.request(4, token=token)).code == "fork"
    assert centre.rows("SELECT seq FROM fork_event") == [(4,)]


@pytest.mark.invariant(4)
def test_a_hole_names_what_is_expected(centre: Centre, journal: Chain) -> None:
    refused = centre.refusal(journal, journal.request(2))
    assert (refused.status, refused.code, refused.expected_seq) == (409, "gap", 1)
    token = centre.push(journal, journal.request(1, 1)).token
    assert centre.refusal(journal, journal.request(3, token=token)).expected_seq == 2
    assert centre.counts("event") == (1,)
    assert centre.alarms() == {}
    far = msgspec.structs.replace(journal.request(3, token=token), first_seq=2**62, events=())
    assert centre.refusal(journal, far).expected_seq == 2


def test_an_older_epoch_is_fenced(centre: Centre, journal: Chain) -> None:
    centre.push(journal, journal.request(1, 2))
    newer = centre.grant(journal, 2)
    refused = centre.refusal(journal, journal.request(3, token=centre.token(journal)))
    assert (refused.status, refused.code) == (409, "fenced")
    newer.open()
    assert centre.push(newer).quarantined == ()
    assert centre.refusal(journal).code == "fenced"
    for epoch in (0, 3, 2**62):
        assert centre.refusal(newer, msgspec.structs.replace(newer.request(), epoch=epoch, events=())).code == "fenced"
    held = centre.database.read(lambda connection: heads.held_of(connection, "r1", lock=False))
    assert held == ((1, 2), (2, 1))
    assert centre.database.write(lambda connection: heads.hash_of(connection, "r1", 1)) == journal.hashes[1].hex()
    assert centre.database.write(lambda connection: heads.hash_of(connection, "r1", 2)) == newer.hashes[0].hex()
    assert centre.database.write(lambda connection: heads.hash_of(connection, "r1", 3)) == ""
    assert centre.database.write(lambda connection: heads.hash_of(connection, "r9", 1)) == ""
    assert centre.database.write(lambda connection: heads.held_of(connection, "r9")) == ()


@pytest.mark.invariant(11)
@pytest.mark.invariant(14)
def test_tampering_is_refused_and_kept(centre: Centre, journal: Chain) -> None:
    request = journal.request()
    edited = journal.data[1].replace(b'"milk"', b'"silk"')
    changed = (request.events[0], PushedEvent(msgspec.Raw(edited), request.events[1].signature), request.events[2])
    cases = {
        "edited": msgspec.structs.replace(request, events=changed),
        "left out": msgspec.structs.replace(request, events=(request.events[0], request.events[2])),
        "reordered": msgspec.structs.replace(request, events=request.events[::-1]),
        "twice": msgspec.structs.replace(request, events=(request.events[0], *request.events)),
        "other previous": msgspec.structs.replace(request, previous="0" * 64),
        "seq 0": msgspec.structs.replace(request, first_seq=0),
        "other epoch": msgspec.structs.replace(request, epoch=2),
    }
    for name, case in cases.items():
        refused = centre.refusal(journal, case)
        assert (refused.status, refused.code) == (422, "chain_broken"), name
    last = PushedEvent(request.events[2].data, Signer(b"x" * 32).sign(journal.hashes[2]).hex())
    forged = msgspec.structs.replace(request, events=(*request.events[:2], last))
    assert centre.refusal(journal, forged).code == "bad_signature"
    edited_end = msgspec.structs.replace(request, events=request.events[:1] + changed[1:2])
    assert centre.refusal(journal, edited_end).code == "bad_signature"
    assert centre.counts("event", "document", "stock_balance", "rescue") == (0, 0, 0, len(cases) + 2)
    assert centre.alarms() == {"bad_signature": 2, "chain_broken": len(cases)}
    assert centre.push(journal).quarantined == ()


def test_another_registers_events_are_not_taken(centre: Centre, journal: Chain) -> None:
    other = centre.add_register("r2")
    other.open()
    with pytest.raises(RefusedError, match="chain_broken"):
        push(centre.database, centre.authority, centre.caller(other), journal.request(), NOW)
    assert centre.counts("event") == (0,)


def test_a_key_that_was_rotated_away_from_signs_what_waited(centre: Centre, journal: Chain) -> None:
    fresh = Signer(b"n" * 32)
    k = register_key.c

    def rotate(connection: sa.Connection) -> None:
        connection.execute(sa.update(register_key).where(k.register_id == "r1").values(state="rotated"))
        row = {"register_id": "r1", "public_key": fresh.public_key.hex(), "state": "current", "epoch": 1}
        connection.execute(sa.insert(register_key).values(**row, added_at=""))

    centre.database.write(rotate)
    token = centre.push(journal).token
    journal.signer = fresh
    journal.log_in()
    assert centre.push(journal, journal.request(4, token=token)).quarantined == ()
    drop = sa.update(register_key).where(k.public_key == fresh.public_key.hex()).values(state="revoked")
    centre.database.write(lambda connection: connection.execute(drop))
    journal.log_in()
    assert centre.refusal(journal).code == "bad_signature"


def test_a_revoked_caller_reaches_rescue_alone(centre: Centre, journal: Chain) -> None:
    revoked = Caller("r1", LOCATION, 1, journal.signer.public_key, revoked=True)
    with pytest.raises(RefusedError, match="revoked"):
        push(centre.database, centre.authority, revoked, journal.request(), NOW)
    for _ in range(2):
        aside.rescue_upload(centre.database, revoked, b"what it still had to say", NOW)
    aside.rescue_upload(centre.database, centre.caller(journal), b"something", NOW)
    kept = centre.rows("SELECT reason, bytes FROM rescue ORDER BY reason")
    assert kept == [("revoked", b"what it still had to say"), ("uploaded", b"something")]
    assert centre.alarms() == {"rescue": 2}  # the same bytes once more, by whomever, say nothing new
    assert centre.counts("event") == (0,)


def test_what_is_no_push_is_kept_once_within_bounds(centre: Centre, journal: Chain) -> None:
    def send(body: bytes) -> RefusedError:
        with pytest.raises(RefusedError) as caught:
            receive(centre.database, centre.authority, centre.caller(journal), body, NOW)
        return caught.value

    nested = b"[" * 100_000
    for body in (b"", b"{}", b"\xff\xfe", nested, b'{"epoch":1e99}', b"\x00" * 1000):
        refused = send(body)
        assert (refused.status, refused.code) == (422, "not_parsed")
        assert len(refused.detail) <= 200
    send(b"{}")
    assert centre.counts("rescue") == (6,)
    garbage = msgspec.structs.replace(journal.request(1, 1), events=(PushedEvent(msgspec.Raw(b"[1,2]"), "0" * 128),))
    assert send(msgspec.json.encode(garbage)).code == "not_parsed"
    assert centre.alarms() == {"not_parsed": 8}
    rows = [
        {"location_id": LOCATION, "register_id": "r1", "digest": b"%d" % n, "reason": "", "at": "", "bytes": b""}
        for n in range(aside.MOST_RESCUED - 7)
    ]
    centre.database.write(lambda connection: connection.execute(sa.insert(rescue), rows))
    assert send(b"{} ").code == "not_parsed"
    assert centre.counts("rescue") == (aside.MOST_RESCUED,)
    assert centre.alarms() == {"not_parsed": 9, "rescue_full": 1}
    with pytest.raises(RefusedError, match="too_large"):
        aside.rescue_upload(centre.database, centre.caller(journal), b"more", NOW)
    good = receive(
        centre.database, centre.authority, centre.caller(journal), msgspec.json.encode(journal.request()), NOW
    )
    assert good.quarantined == ()


def test_a_push_is_bounded(centre: Centre, journal: Chain) -> None:
    many = msgspec.structs.replace(journal.request(), events=journal.request().events * 200)
    assert centre.refusal(journal, many).code == "too_large"
    journal.append("login", b'{"how":"name","staff_id":"%b"}' % (b"x" * 600_000))
    lone = journal.request(4, 4, token=centre.push(journal, journal.request(1, 3)).token)
    assert centre.refusal(journal, lone).code == "too_large"
    other = centre.add_register("r2")
    other.open()
    for _ in range(5):
        other.append("task", b'{"kind":"x","raw_code":"%b"}' % (b"x" * 250_000))
    assert centre.refusal(other).code == "too_large"
    answer = centre.push(other, other.request(1, 3))
    assert centre.quarantined(answer, other) == [2, 3]


@pytest.mark.invariant(3)
def test_a_centre_that_was_restored_takes_again_what_it_lost(centre: Centre, journal: Chain) -> None:
    lost = journal.branch(3)
    for _ in range(4):
        lost.sell(("milk", 1000))
    centre.push(journal, journal.request(1, 2))  # the backup is of this moment
    said = Ack(register_id="r1", epoch=1, seq=6, hash=lost.hashes[5].hex(), at="2026-11-22T10:11:12.345678Z")
    ack = centre.authority.sign_statement("ack", said)
    unsigned = Signed(data=ack.data, signature="0" * 128)
    of_another = centre.authority.sign_statement("ack", msgspec.structs.replace(said, register_id="r2"))
    for proof in (unsigned, of_another, None, Signed(data="{", signature="0" * 128)):
        assert centre.refusal(lost, lost.request(7, token=NEWER, ack=proof)).code == "clone"
    refused = centre.refusal(lost, lost.request(7, token=NEWER, ack=ack))
    assert (refused.code, refused.expected_seq) == ("gap", 3)
    assert centre.alarms() == {"centre_restored": 1, "clone": 4}
    again = centre.push(lost, lost.request(3, token=NEWER, ack=ack))
    assert again.token != NEWER
    assert centre.rows("SELECT bytes FROM event ORDER BY seq") == [(data,) for data in lost.data]
    lost.log_in()
    assert centre.push(lost, lost.request(8, token=again.token, ack=again.ack)).quarantined == ()


@pytest.mark.invariant(11)
@pytest.mark.parametrize("sent", [(3, 0), (3, 5), (7, 0)])
def test_what_is_sent_again_is_what_was_acknowledged(centre: Centre, journal: Chain, sent: tuple[int, int]) -> None:
    """Whoever has the register's key wrote its events anew after the centre had lost them."""
    true, false = journal.branch(3), journal.branch(3)
    for number in range(4):
        true.sell(("milk", 1000))
        false.sell(("milk", 1000 + (number == 1)))
    said = Ack(register_id="r1", epoch=1, seq=6, hash=true.hashes[5].hex(), at="2026-11-22T10:11:12.345678Z")
    ack = centre.authority.sign_statement("ack", said)
    centre.push(journal, journal.request(1, 2))  # the copy is of this moment
    assert centre.refusal(false, false.request(7, token=NEWER, ack=ack)).code == "gap"
    if sent == (3, 5):  # the anchor is beyond: it has to wait
        token = centre.push(false, false.request(*sent, token=NEWER, ack=ack)).token
        sent = (6, 0)
    elif sent == (7, 0):  # in two parts, the second of which is one past the anchor
        unsigned = Signed(data=ack.data, signature="0" * 128)
        token = centre.push(false, false.request(3, 6, token=NEWER, ack=unsigned)).token  # nobody's word
    else:
        token = NEWER
    held = centre.counts("event")
    assert centre.refusal(false, false.request(*sent, token=token, ack=ack)).code == "fork"
    assert centre.counts("event") == held
    assert "fork" in centre.alarms()
    newer = centre.grant(false, 200)
    newer.open()
    for seq in range(3, false.seq + 1):  # nothing of it is stranded
        newer.carry(false, seq)
    assert centre.push(newer).quarantined == ()
    assert len(centre.rows("SELECT 1 FROM document")) == 6


def test_a_restored_centre_honours_an_epoch_that_it_forgot(centre: Centre, journal: Chain) -> None:
    centre.push(journal)
    newer = Chain("r1", journal.signer, epoch=3)
    newer.open()
    newer.sell()
    said = Ack(register_id="r1", epoch=3, seq=1, hash=newer.hashes[0].hex(), at="2026-11-22T10:11:12.345678Z")
    ack = centre.authority.sign_statement("ack", said)
    assert centre.refusal(newer, newer.request(2, token=NEWER)).code == "fenced"
    assert centre.refusal(newer, newer.request(2, token=NEWER, ack=ack)).expected_seq == 1
    assert centre.push(newer, newer.request(1, token=NEWER)).quarantined == ()
    held = centre.database.write(lambda connection: heads.held_of(connection, "r1"))
    assert held == ((1, 3), (3, 2))
    assert centre.refusal(journal).code == "fenced"
