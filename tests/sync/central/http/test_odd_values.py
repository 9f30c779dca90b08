"""Texts that one database holds and the other does not, asked for by a register."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sync.central.api import Api
from sync.central.db import Database
from sync.central.identity import Authority
from sync.protocol import coding, messages, wire
from tests.support.centre import START, Centre, furnish


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (wire.STOCK, messages.StockRequest(sku="a\0b")),
        (wire.STATE, messages.StateRequest(feed="stock:s1", after="a\0b")),
        (wire.BUCKET, messages.BucketRequest(feed="stock:s1", bucket=2**63 - 1)),
    ],
)
def test_an_odd_text_is_no_incident(database: Database, tmp_path: Path, path: str, message: messages.Message) -> None:
    authority = Authority.create(tmp_path / "authority", "Nordwind", START)
    database.write(furnish)
    centre = Centre(database, authority)
    computer = centre.register()
    api = Api(database, authority, tmp_path, lambda: START)
    answer = api.handle(computer.signed(path, START, msgspec.json.encode(message)))
    assert answer.status in {200, 400}
    if answer.status == 400:
        assert coding.decode(messages.Refusal, answer.body).code == "not_parsed"
