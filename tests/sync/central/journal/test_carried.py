"""What an older epoch or a branch lacks at the centre comes inside a newer epoch, and is had once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sync.central.journal import heads, repair
from sync.central.journal.verify import verify
from sync.central.registers.tables import register_key
from sync.protocol import chain
from sync.protocol.signing import Signer
from tests.support.central_books import NOW, Centre, Chain, post_void_of, sale_of


@pytest.fixture
def journal(centre: Centre) -> Chain:
    """Epoch 1, of which the centre has the opening and one sale of milk; a sale of rye and a log-in it has not."""
    made = centre.add_register()
    made.open()
    made.sell(("milk", 1000))
    made.sell(("rye", 1000))
    made.log_in()
    centre.push(made, made.request(1, 2))
    return made


def held(centre: Centre) -> tuple[tuple[int, int], ...]:
    return centre.database.write(lambda connection: heads.held_of(connection, "r1"))


@pytest.mark.invariant(2)
def test_carried_events_are_had_once_across_epochs(centre: Centre, journal: Chain) -> None:
    newer = centre.grant(journal, 2)
    newer.open()
    for seq in (2, 3, 4, 3):  # 2 is held, 3 comes twice
        newer.carry(journal, seq)
    newer.sell(("tea", 500))
    answer = centre.push(newer)
    assert answer.quarantined == ()
    assert centre.stock() == {"milk": -1000, "rye": -1000, "tea": -500}
    assert held(centre) == ((1, 4), (2, 6))
    row = centre.rows("SELECT epoch, seq, event_id FROM document WHERE seq = 3 AND epoch = 1")
    assert row == [(1, 3, journal.ids[2])]
    third = centre.grant(newer, 3)
    third.open()
    third.carry(journal, 3)
    third.carry(newer, 6)
    centre.push(third)
    assert centre.stock() == {"milk": -1000, "rye": -1000, "tea": -500}
    assert centre.faults() == []
    assert verify(centre.database).problems == []


@pytest.mark.invariant(3)
def test_what_is_held_of_each_epoch_is_named_by_its_hashes(centre: Centre, journal: Chain) -> None:
    def anchors() -> tuple[tuple[int, int, str], ...]:
        return centre.database.read(lambda connection: heads.anchors_of(connection, "r1"))

    def named(chain_: Chain, *seqs: int) -> list[tuple[int, int, str]]:
        return [(chain_.epoch, seq, chain_.hashes[seq - 1].hex()) for seq in seqs]

    assert anchors() == tuple(named(journal, 1, 2))
    newer = centre.grant(journal, 2)
    newer.open()
    for seq in (3, 4):
        newer.carry(journal, seq)
    for _ in range(9):
        newer.log_in()
    centre.push(newer)
    assert held(centre) == ((1, 4), (2, 12))
    assert anchors() == (*named(journal, 1, 2, 4), *named(newer, 5, 9, 11, 12))
    for epoch in range(3, 13):  # of epochs long past the end alone
        newer = centre.grant(newer, epoch)
        newer.open()
        newer.log_in()
        centre.push(newer)
    assert [anchor[:2] for anchor in anchors()][:3] == [(1, 4), (2, 12), (3, 2)]
    assert centre.database.read(lambda connection: heads.anchors_of(connection, "r9")) == ()


@pytest.mark.invariant(10)
def test_a_branch_is_carried_whole_and_never_stands_at_a_taken_place(centre: Centre, journal: Chain) -> None:
    other = journal.branch(2)
    other.sell(("gold", 1000))
    other.sell(("gold", 2000))
    centre.push(journal, journal.request(3, token=centre.token(journal)))
    assert centre.refusal(other, other.request(3, token=centre.token(journal))).code == "fork"
    newer = centre.grant(other, 2)
    newer.open()
    newer.carry(other, 3)
    newer.carry(other, 4)
    assert centre.push(newer).quarantined == ()
    assert centre.stock() == {"gold": -3000, "milk": -1000, "rye": -1000}
    at_3 = centre.rows("SELECT hash FROM event WHERE epoch = 1 AND seq = 3")
    assert at_3 == [(journal.hashes[2],)]
    assert held(centre) == ((1, 4), (2, 3))
    assert verify(centre.database).problems == []


@pytest.mark.invariant(11)
def test_what_is_not_to_be_believed_is_quarantined(centre: Centre, journal: Chain) -> None:
    newer = centre.grant(journal, 2)
    newer.open()
    thief = Chain("r1", Signer(b"t" * 32))
    thief.open()
    thief.data, thief.hashes = journal.data[:2], journal.hashes[:2]
    thief.sell(("gold", 1000))
    newer.carry(thief, 3)  # signed by another key
    foreign = centre.add_register("r2")
    foreign.open()
    newer.carry(foreign, 1)  # of another register
    newer.carry(journal, 3, data=journal.data[2].decode().replace("rye", "rum"))  # other bytes
    newer.carry(journal, 3, seq=4)  # another place
    newer.carry(newer, 1)  # of this very epoch
    torn = journal.branch(1)
    torn.sell()
    torn.sell()
    newer.carry(torn, 3)  # what it follows is not what is held there
    newer.append("carried", b'{"data":"{}"}')
    unopened = Chain("r1", journal.signer)
    unopened.append("login", b'{"how":"name","staff_id":"m"}', previous="0" * 64)
    newer.carry(unopened, 1)  # not from the genesis
    assert len(centre.push(newer).quarantined) == 8
    assert [reason for _seq, reason in centre.faults()] == [
        "bad_signature",
        "other_register",
        "carried_differs",
        "carried_differs",
        "carried_place",
        "chain_broken",
        "invalid_body",
        "chain_broken",
    ]
    assert centre.stock() == {"milk": -1000}
    assert held(centre) == ((1, 2), (2, 9))


class Shut:
    """Epoch 1's key is revoked; epoch 2, with a new key, carries what was not pushed before: two sales, a post-void."""

    def __init__(self, centre: Centre, journal: Chain) -> None:
        self.centre = centre
        self.sale = journal.sell(("gold", 2000))
        journal.append("post_void", post_void_of(journal, self.sale))
        self.newer = centre.grant(journal, 2)
        self.newer.signer = Signer(b"n" * 32)
        self.run("UPDATE register_key SET state = 'revoked'")
        key = {"register_id": "r1", "public_key": self.newer.signer.public_key.hex(), "state": "current"}
        fresh = sa.insert(register_key).values(**key, epoch=2, added_at="")
        centre.database.write(lambda connection: connection.execute(fresh))
        self.newer.open()
        for seq in (3, 4, 5, 6):
            self.newer.carry(journal, seq)
        centre.push(self.newer)

    def run(self, statement: str) -> None:
        self.centre.database.write(lambda connection: connection.execute(sa.text(statement)))

    def vouch(self, first: int, last: int = 0, note: str = "the till came back") -> repair.Retried:
        return repair.vouch(self.centre.database, "r1", 2, first, last or first, by="anna", note=note, now=NOW)


@pytest.fixture
def shut(centre: Centre, journal: Chain) -> Shut:
    return Shut(centre, journal)


def acts(centre: Centre) -> list[tuple[str, str, str, str]]:
    return centre.rows("SELECT operator, act, subject, detail FROM operator_act ORDER BY id")


@pytest.mark.invariant(2)
def test_who_vouches_for_a_revoked_key_lets_its_facts_count_once(centre: Centre, shut: Shut) -> None:
    assert centre.faults() == [(seq, "revoked_key") for seq in (2, 3, 4, 5)]
    assert centre.stock() == {"milk": -1000}
    assert repair.retry(centre.database, NOW, by="anna") == repair.Retried(0, 4)
    assert shut.vouch(2, 4) == repair.Retried(3, 0)
    assert centre.stock() == {"gold": -2000, "milk": -1000, "rye": -1000}
    assert centre.faults() == [(5, "revoked_key")]
    assert shut.vouch(5) == repair.Retried(1, 0)
    assert centre.stock() == {"milk": -1000, "rye": -1000}
    assert [act[:3] for act in acts(centre)] == [("anna", act, "r1") for act in ("retry", "vouch", "vouch")]
    assert acts(centre)[1][3] == "2/2 to 4, 3 counted, 0 held: the till came back"
    noted = centre.rows('SELECT DISTINCT state, "by", note FROM quarantine')
    assert noted == [("repaired", "anna", "the till came back")]
    third = Chain("r1", shut.newer.signer, epoch=3)
    centre.grant(shut.newer, 3)
    third.open()
    third.carry(shut.newer, 1)
    centre.push(third)
    assert centre.stock() == {"milk": -1000, "rye": -1000}
    assert verify(centre.database).problems == []


def test_vouching_is_refused_where_it_says_nothing(centre: Centre, shut: Shut) -> None:
    with pytest.raises(ValueError, match="reason"):
        shut.vouch(2, note=" ")
    for first, last in ((1, 1), (7, 9)):  # of the present key; not there
        with pytest.raises(LookupError):
            shut.vouch(first, last)
    with pytest.raises(ValueError, match="5 sale_unknown"):  # its sale has to count first
        shut.vouch(5)
    shut.run("UPDATE quarantine SET reason = 'bad_signature' WHERE seq = 2")
    with pytest.raises(LookupError, match="revoked key"):
        shut.vouch(2)
    shut.run("UPDATE journal_head SET state = 'forked'")
    with pytest.raises(ValueError, match="forked"):
        shut.vouch(3)
    assert acts(centre) == []
    assert centre.stock() == {"milk": -1000}
    assert centre.counts("carried_event") == (0,)


def test_of_several_vouched_for_those_count_that_can(centre: Centre, shut: Shut) -> None:
    shut.run("UPDATE quarantine SET state = 'parked' WHERE seq = 2")  # what was parked can be vouched for, too
    shut.run("UPDATE quarantine SET reason = 'bad_signature' WHERE seq = 4")  # the sale that 5 voids
    assert shut.vouch(1, 9) == repair.Retried(2, 1)
    assert centre.stock() == {"milk": -1000, "rye": -1000}
    assert centre.faults() == [(4, "bad_signature"), (5, "revoked_key")]
    shut.run("UPDATE quarantine SET reason = 'revoked_key' WHERE seq = 4")
    assert shut.vouch(4, 5) == repair.Retried(2, 0)
    assert centre.stock() == {"milk": -1000, "rye": -1000}
    assert verify(centre.database).problems == []


@pytest.mark.invariant(2)
def test_an_id_of_another_branch_is_not_had_twice(centre: Centre, journal: Chain) -> None:
    other = journal.branch(1)
    other.append("sale", sale_of(other, (("gold", 1000),)), event_id=journal.ids[1])
    newer = centre.grant(journal, 2)
    newer.open()
    newer.carry(other, 2)
    centre.push(newer)
    assert centre.faults() == [(2, "id_reused")]
    assert centre.stock() == {"milk": -1000}


def test_a_carried_event_that_cannot_be_read_yet_is_held_and_repaired(centre: Centre, journal: Chain) -> None:
    newer = centre.grant(journal, 2)
    sold = sale_of(journal, (("gold", 1000),))
    voided = journal.branch(4)
    voided.append("post_void", post_void_of(journal, sold))
    newer.open()
    for seq in (3, 4, 5):
        newer.carry(voided, seq)
    answer = centre.push(newer)
    assert centre.faults() == [(4, "sale_unknown")]
    assert held(centre) == ((1, 5), (2, 4))
    newer.append("sale", sold)
    centre.push(newer, newer.request(5, token=answer.token))
    assert repair.retry(centre.database, NOW, by="anna") == repair.Retried(1, 0)
    assert centre.stock() == {"milk": -1000, "rye": -1000}
    assert verify(centre.database).problems == []


def test_what_a_restored_copy_sold_meanwhile_is_carried_from_its_provisional_epoch(
    centre: Centre, journal: Chain
) -> None:
    meanwhile = Chain("r1", journal.signer, epoch=chain.FIRST_PROVISIONAL + 77)
    meanwhile.open()
    meanwhile.sell(("tea", 250))
    newer = centre.grant(journal, 2)
    newer.open()
    for number in (3, 4):
        newer.carry(journal, number)
    for number in (1, 2, 2):
        newer.carry(meanwhile, number)
    assert centre.push(newer).quarantined == ()
    assert centre.stock() == {"milk": -1000, "rye": -1000, "tea": -250}
    assert held(centre) == ((1, 4), (2, 6))  # no grant is ever counted from a provisional epoch
    assert verify(centre.database).problems == []
    assert centre.refusal(meanwhile).code == "fenced"


def test_an_epoch_that_was_never_pushed_is_carried_from_its_genesis(centre: Centre) -> None:
    silent = centre.add_register()
    silent.open()
    silent.sell(("milk", 1000))
    newer = centre.grant(silent, 2)
    newer.open()
    newer.carry(silent, 1)
    newer.carry(silent, 2)
    assert centre.push(newer).quarantined == ()
    assert held(centre) == ((1, 2), (2, 3))
    assert centre.stock() == {"milk": -1000}
