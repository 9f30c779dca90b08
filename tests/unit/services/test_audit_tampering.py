"""What of a changed journal the file proves by itself, and what only an anchor from elsewhere proves.

Without the register's key every change inside the chain is found; the end of it may be cut off, which the file cannot
know: an acknowledgement, a later receipt or a Z on paper does. With the key the whole history can be signed anew; then
every paper of before is an anchor that differs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pysqlite3 import dbapi2

from pos_client.db.journal import verify
from sync.protocol import chain, schemas, signing
from sync.protocol.events import Body, SaleBody
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import Shop

# the first sale is event 3, after the epoch's and the shift's opening
SPOILED = "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), 'given', 'givem') AS BLOB) WHERE seq = 3"


def changed(path: Path, change: Callable[[Any], None]) -> None:
    """Change a file as somebody does who has it: triggers dropped, and put back."""
    raw = dbapi2.connect(str(path))
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    change(raw)
    for _name, sql in triggers:
        raw.execute(sql)
    raw.commit()
    raw.close()


@pytest.fixture
def path(shop: Shop, goods: Goods) -> Path:
    """The file of a closed register that sold three times."""
    for product in goods.plain[:3]:
        shop.scan(product.gtin)
        shop.pay_cash()
    shop.close()
    return shop.directory / "journal.sqlite"


def codes(path: Path, **more: Any) -> set[str]:
    return {problem.code for problem in verify(path, **more).problems}


def last(path: Path) -> tuple[int, bytes]:
    raw = dbapi2.connect(str(path))
    seq, digest = raw.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    raw.close()
    return seq, bytes(digest)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE sale SET total = total - 1 WHERE seq = 3", "sale_row_differs"),
        ("UPDATE sale SET data = CAST(data || ' ' AS BLOB) WHERE seq = 3", "sale_data_differs"),
        ("DELETE FROM sale WHERE seq = 3", "sale_row_differs"),
        ("DELETE FROM event WHERE seq = 3", "gap"),
        (SPOILED, "hash_differs"),
        ("UPDATE head SET receipts = receipts - 1", "receipt_counter_differs"),
        ("UPDATE shift SET opening_cash = opening_cash - 100000", "shift_row_differs"),
    ],
)
def test_without_the_key_a_change_inside_is_found(path: Path, statement: str, code: str) -> None:
    assert codes(path) == set()
    changed(path, lambda raw: raw.execute(statement))
    assert code in codes(path)


def test_a_tail_cut_off_is_proved_by_any_later_paper(path: Path) -> None:
    anchor = last(path)

    def cut(raw: Any) -> None:
        raw.execute("DELETE FROM event WHERE seq = ?", (anchor[0],))
        raw.execute("DELETE FROM sale WHERE seq = ?", (anchor[0],))
        row = raw.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        raw.execute("UPDATE head SET seq = ?, hash = ?, receipts = receipts - 1", row)

    changed(path, cut)
    assert codes(path) == set()  # nothing in the file can tell
    assert codes(path, anchors=[(anchor[0], anchor[1][:4])]) == {"anchor_missing"}


def test_a_history_signed_anew_with_the_key_is_proved_by_any_paper_of_before(path: Path) -> None:
    anchor = last(path)
    signer = signing.load_or_create(path.with_name("register.key"))

    def renamed(body: Body) -> Body:
        return msgspec.structs.replace(body, cashier_name="Somebody else") if isinstance(body, SaleBody) else body

    def sign_anew(raw: Any) -> None:
        previous, digest = "", b""
        for seq, kind, data in raw.execute("SELECT seq, type, bytes FROM event ORDER BY seq").fetchall():
            header, body, _hash = chain.open_event(bytes(data))
            body = schemas.encode_body(kind, renamed(schemas.decode_body(kind, header.version, body)))
            header = msgspec.structs.replace(header, previous=previous or header.previous)
            sealed, digest = chain.seal(header, body)
            row = (sealed, digest, signer.sign(digest), seq)
            raw.execute("UPDATE event SET bytes = ?, hash = ?, signature = ? WHERE seq = ?", row)
            raw.execute("UPDATE sale SET hash = ? WHERE seq = ?", (digest, seq))
            previous = digest.hex()
        raw.execute("UPDATE head SET hash = ?", (digest,))

    changed(path, sign_anew)
    assert codes(path) == set()
    assert codes(path, anchors=[(anchor[0], anchor[1][:4])]) == {"anchor_differs"}
