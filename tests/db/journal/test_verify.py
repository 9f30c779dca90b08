"""Invariants 11 and 12: whatever is changed in a journal is detected, and its sums meet."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos_client.db import sqlite
from pos_client.db.journal import JournalDamagedError, verify
from pos_client.db.journal.triggers import TRIGGERS
from sync.protocol import chain
from sync.protocol.signing import Signer, create
from tests.db.journal.conftest import Opener
from tests.db.journal.facts import log_in, sell

Raw = Any


@pytest.fixture
def path(opened: Opener) -> Path:
    """A closed journal of 12 events: genesis, 9 sales, a login, a sale."""
    journal = opened()
    for _ in range(9):
        journal.submit(sell()).result()
    journal.submit(log_in()).result()
    journal.submit(sell()).result()
    journal.close()
    return journal.path


def tamper(path: Path, attack: Callable[[Raw], object]) -> None:
    """Change the file behind the triggers' back, and put the triggers back as a careful forger would."""
    raw = sqlite.connect(path, mode="rw")
    for name in TRIGGERS:
        raw.execute(f"DROP TRIGGER {name}")
    attack(raw)
    for sql in TRIGGERS.values():
        raw.execute(sql)
    raw.close()


def codes(path: Path, **known: Any) -> set[str]:
    return {problem.code for problem in verify(path, **known, shifts=False).problems}


def stored(raw: Raw, seq: int) -> tuple[bytes, bytes, bytes]:
    row: tuple[bytes, bytes, bytes] = raw.execute(
        "SELECT bytes, hash, signature FROM event WHERE seq = ?", (seq,)
    ).fetchone()
    return row


def edit_body(raw: Raw, seq: int) -> tuple[bytes, bytes]:
    """Make a sale a grosz cheaper, everything in its own body consistent; returns bytes and hash."""
    header, body, _hash = chain.open_event(stored(raw, seq)[0])
    changed = body.replace(b'"cashier_name":"Maria K."', b'"cashier_name":"Jan K."')
    assert changed != body
    return chain.seal(header, changed)


def edit_bytes_only(raw: Raw) -> None:
    raw.execute("UPDATE event SET bytes = ? WHERE seq = 5", (edit_body(raw, 5)[0],))


def edit_and_hash(raw: Raw) -> None:
    raw.execute("UPDATE event SET bytes = ?, hash = ? WHERE seq = 5", edit_body(raw, 5))


def delete_one(raw: Raw) -> None:
    raw.execute("DELETE FROM event WHERE seq = 5")


def delete_and_close_up(raw: Raw) -> None:
    raw.execute("DELETE FROM event WHERE seq = 5")
    raw.execute("UPDATE event SET seq = -seq WHERE seq > 5")
    raw.execute("UPDATE event SET seq = -seq - 1 WHERE seq < 0")
    raw.execute("UPDATE head SET seq = seq - 1, receipts = receipts - 1")


def insert_copy(raw: Raw) -> None:
    raw.execute("UPDATE event SET seq = -seq WHERE seq > 5")
    raw.execute("UPDATE event SET seq = -seq + 1 WHERE seq < 0")
    raw.execute("INSERT INTO event SELECT epoch, 6, id, type, hash, signature, bytes FROM event WHERE seq = 5")
    raw.execute("UPDATE head SET seq = seq + 1")


def swap(raw: Raw) -> None:
    raw.execute("UPDATE event SET seq = -1 WHERE seq = 5")
    raw.execute("UPDATE event SET seq = 5 WHERE seq = 6")
    raw.execute("UPDATE event SET seq = 6 WHERE seq = -1")


def cut_tail(raw: Raw) -> None:
    raw.execute("DELETE FROM event WHERE seq > 10")


def other_signature(raw: Raw) -> None:
    raw.execute("UPDATE event SET signature = (SELECT signature FROM event WHERE seq = 4) WHERE seq = 5")


def other_type(raw: Raw) -> None:
    raw.execute("UPDATE event SET type = 'return' WHERE seq = 5")


def other_id(raw: Raw) -> None:
    raw.execute("UPDATE event SET id = (SELECT id FROM event WHERE seq = 4) WHERE seq = 5")


def garbage(raw: Raw) -> None:
    raw.execute("UPDATE event SET bytes = x'00ff' WHERE seq = 5")


def counter(raw: Raw) -> None:
    raw.execute("UPDATE head SET receipts = receipts + 1")


def no_genesis(raw: Raw) -> None:
    raw.execute("DELETE FROM event WHERE seq = 1")


def invented_floor(raw: Raw) -> None:
    raw.execute("INSERT INTO purge_floor SELECT 1, 5, hash, 11 FROM event WHERE seq = 5")
    raw.execute("DELETE FROM event WHERE seq <= 5")


@pytest.mark.invariant(11)
@pytest.mark.parametrize(
    ("attack", "expected"),
    [
        (edit_bytes_only, {"hash_differs"}),
        (edit_and_hash, {"bad_signature", "chain_broken"}),
        (delete_one, {"gap", "chain_broken"}),
        (delete_and_close_up, {"header_differs", "chain_broken", "receipt_gap"}),
        (insert_copy, {"header_differs", "chain_broken"}),
        (swap, {"header_differs", "chain_broken"}),
        (cut_tail, {"head_mismatch"}),
        (other_signature, {"bad_signature"}),
        (other_type, {"header_differs"}),
        (other_id, {"header_differs"}),
        (garbage, {"not_an_event"}),
        (counter, {"receipt_counter_differs"}),
        (no_genesis, {"gap", "chain_broken"}),
        (invented_floor, {"floor_not_named"}),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_every_kind_of_tampering_is_detected(path: Path, attack: Callable[[Raw], object], expected: set[str]) -> None:
    assert codes(path) == set()
    tamper(path, attack)
    assert expected <= codes(path)


def signed_anew(raw: Raw, signer: Signer, start: int) -> None:
    """Forge a whole tail: every hash and signature right, from event `start` on."""
    previous = stored(raw, start - 1)[1]
    for seq in range(start, 13):
        header, body, _hash = chain.open_event(stored(raw, seq)[0])
        body = body.replace(b'"Maria K."', b'"Jan K."')
        data, digest = chain.seal(msgspec.structs.replace(header, previous=previous.hex()), body)
        row = (data, digest, signer.sign(digest), seq)
        raw.execute("UPDATE event SET bytes = ?, hash = ?, signature = ? WHERE seq = ?", row)
        previous = digest
    raw.execute("UPDATE head SET hash = ?", (previous,))


@pytest.mark.invariant(11)
def test_a_forger_with_another_key_is_detected(path: Path, tmp_path: Path, signer: Signer) -> None:
    forger = create(tmp_path / "forger")
    tamper(path, lambda raw: signed_anew(raw, forger, 5))
    assert "bad_signature" in codes(path)
    tamper(path, lambda raw: raw.execute("UPDATE head SET public_key = ?", (forger.public_key,)))
    assert {"bad_signature", "other_key"} <= codes(path)
    assert "other_key" in codes(path, public_key=signer.public_key)


@pytest.mark.invariant(11)
@pytest.mark.parametrize("attack", ["rewritten with the register's own key", "cut and set back"])
def test_what_the_file_cannot_prove_is_proved_by_an_anchor(path: Path, signer: Signer, attack: str) -> None:
    raw = sqlite.connect(path, mode="ro")
    anchor = (12, stored(raw, 12)[1])
    raw.close()

    def cut(raw: Raw) -> None:
        raw.execute("DELETE FROM event WHERE seq > 10")
        raw.execute("UPDATE head SET seq = 10, hash = ?, receipts = 9", (stored(raw, 10)[1],))

    tamper(path, cut if attack == "cut and set back" else lambda raw: signed_anew(raw, signer, 5))
    assert codes(path) == set()  # consistent in itself: nobody could tell from the file alone
    assert codes(path, anchors=[anchor]) & {"anchor_differs", "anchor_missing"}


@pytest.mark.invariant(11)
def test_a_broken_chain_is_reported_with_its_seq_before_selling(opened: Opener, folder: Path, tmp_path: Path) -> None:
    journal = opened()
    for _ in range(5):
        journal.submit(sell()).result()
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)  # as a power cut would leave it: the mark of a clean stop is missing
    tamper(crashed / "journal.sqlite", lambda raw: raw.execute("UPDATE event SET bytes = x'00' WHERE seq = 3"))
    with pytest.raises(JournalDamagedError) as caught:
        opened(crashed)
    assert (caught.value.code, caught.value.seq) == ("not_an_event", 3)


def test_after_a_clean_stop_the_check_runs_beside_selling(opened: Opener, path: Path) -> None:
    journal = opened()
    assert journal.state.clean
    assert journal.state.checked is None
    assert journal.verification.result(30).ok
    journal.submit(sell()).result()
    journal.close()
    assert opened().verification.result(30).events == 0  # all of it was checked or written since: the anchor moved


def test_a_change_since_the_anchor_is_found_in_the_background(opened: Opener, path: Path) -> None:
    raw = sqlite.connect(path, mode="rw")
    raw.execute("DELETE FROM value WHERE key = 'journal.anchor'")
    raw.close()
    tamper(path, edit_bytes_only)
    report = opened().verification.result(30)
    assert [(problem.code, problem.seq) for problem in report.problems] == [("hash_differs", 5)]


@pytest.mark.invariant(12)
def test_a_sale_that_does_not_meet_its_tenders_is_detected(path: Path, signer: Signer) -> None:
    def attack(raw: Raw) -> None:
        header, body, _hash = chain.open_event(stored(raw, 12)[0])
        data, digest = chain.seal(header, body.replace(b'"amount":3996', b'"amount":3995'))
        raw.execute(
            "UPDATE event SET bytes = ?, hash = ?, signature = ? WHERE seq = 12", (data, digest, signer.sign(digest))
        )
        raw.execute("UPDATE head SET hash = ?", (digest,))

    tamper(path, attack)
    assert codes(path) == {"unbalanced"}


def test_what_is_no_journal_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    assert codes(tmp_path / "none") == {"missing"}
    (tmp_path / "text").write_bytes(b"hello" * 1000)
    assert codes(tmp_path / "text") == {"not_a_database"}
    (tmp_path / "empty").write_bytes(b"")
    assert codes(tmp_path / "empty") == {"no_journal"}
