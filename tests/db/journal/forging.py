"""What somebody with the file in hands can do to it: clumsily, behind the triggers, or with the register's own key."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from pos_client.db import sqlite
from pos_client.db.journal.binding import data_hash
from pos_client.db.journal.triggers import TRIGGERS
from sync.protocol import canonical, chain
from sync.protocol.events import DOCUMENTS
from sync.protocol.signing import Signer

DATA = b"{}"  # what a forger keeps beside his documents
Raw = Any
Fact = dict[str, Any]


def tamper(path: Path, attack: Callable[[Raw], object]) -> None:
    """Change the file behind the triggers' back, and put the triggers back as a careful forger would."""
    raw = sqlite.connect(path, mode="rw")
    for name in TRIGGERS:
        raw.execute(f"DROP TRIGGER {name}")
    attack(raw)
    for sql in TRIGGERS.values():
        raw.execute(sql)
    raw.close()


@dataclass
class Page:
    """One event of a journal that is being written anew; `old` is its seq before, 0 for an invented one."""

    header: chain.Header
    body: Fact
    old: int

    @property
    def type(self) -> str:
        return self.header.type


def pages_of(raw: Raw) -> list[Page]:
    found = []
    for seq, data in raw.execute("SELECT seq, bytes FROM event ORDER BY seq").fetchall():
        header, body, _hash = chain.open_event(data)
        found.append(Page(header, json.loads(body), seq))
    return found


def nth(pages: list[Page], event_type: str, number: int = 1) -> Page:
    return [page for page in pages if page.type == event_type][number - 1]


def forge(path: Path, signer: Signer, change: Callable[[list[Page]], object], *, rows: bool = True) -> list[Page]:
    """Write the whole journal anew after `change`, with right numbers, hashes, signatures, heads, anchors and rows.

    Only what `change` did remains wrong. Heads that X and Z name follow their events. Returns the pages, with `old`
    as their place now.
    """
    kept: list[Page] = []

    def attack(raw: Raw) -> None:
        pages = pages_of(raw)
        change(pages)
        head = raw.execute("SELECT register_id, epoch FROM head").fetchone()
        previous = chain.genesis_hash(*head)
        placed: dict[int, tuple[int, bytes]] = {}
        raw.execute("DELETE FROM event")
        for seq, page in enumerate(pages, 1):
            if page.type in {"x_report", "z_report"} and page.body["head_seq"] in placed:
                page.body["head_seq"], digest = placed[page.body["head_seq"]]
                page.body["head_hash"] = digest.hex()
            if page.type == "z_report" and page.body["first_seq"] in placed:
                page.body["first_seq"] = placed[page.body["first_seq"]][0]
            if page.type == "post_void" and page.body["sale_seq"] in placed:
                page.body["sale_seq"] = placed[page.body["sale_seq"]][0]
            if page.type in DOCUMENTS:
                page.body["data_hash"] = data_hash(DATA)
            header = msgspec.structs.replace(page.header, seq=seq, previous=previous.hex())
            data, digest = chain.seal(header, canonical.encode(page.body))
            row = (1, seq, header.id, page.type, digest, signer.sign(digest), data)
            raw.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            previous = digest
            if page.old:
                placed[page.old] = (seq, digest)
            kept.append(Page(header, page.body, seq))
        documents = [page for page in pages if page.type in DOCUMENTS]
        raw.execute(
            "UPDATE head SET seq = ?, hash = ?, receipts = ?, z_reports = ?",
            (len(pages), previous, len(documents), sum(page.type == "z_report" for page in pages)),
        )
        if rows:
            _rows_anew(raw, kept)

    tamper(path, attack)
    return kept


def _rows_anew(raw: Raw, pages: list[Page]) -> None:
    raw.executescript("DELETE FROM sale; DELETE FROM correction; DELETE FROM shift;")
    raw.executescript(
        "DROP INDEX IF EXISTS one_post_void; DROP INDEX IF EXISTS one_open_shift;"
    )  # a forger takes them away
    for page in pages:
        body = page.body
        digest = raw.execute("SELECT hash FROM event WHERE seq = ?", (page.old,)).fetchone()[0]
        ends = [body.get(name) for name in ("completed_at", "total", "cashier_id", "shift_id")]
        if page.type == "sale":
            _insert(raw, "sale", None, body["receipt_number"], 1, page.old, body["sale_id"], *ends, digest, DATA)
        elif page.type in {"return", "post_void"}:
            own = body.get("return_id") or body["post_void_id"]
            of = body.get("original_sale_id", "") if page.type == "return" else body["sale_id"]
            numbers = (body["receipt_number"], 1, page.old, own, page.type, of)
            _insert(raw, "correction", None, *numbers, *ends, digest, DATA)
        elif page.type == "shift_opened":
            opening = (body["shift_id"], "open", body["opened_by"], body["opened_at"], body["opening_cash"])
            _insert(raw, "shift", *opening, 1, page.old, "", 0)
        elif page.type == "z_report":
            closing = (body["closed_at"], page.old, body["shift_id"])
            raw.execute("UPDATE shift SET state = 'closed', closed_at = ?, closed_seq = ? WHERE shift_id = ?", closing)


def _insert(raw: Raw, table: str, *values: object) -> None:
    places = ", ".join("?" * len(values))
    raw.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", values)  # noqa: S608 - of three known tables
