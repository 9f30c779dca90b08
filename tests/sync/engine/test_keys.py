"""A key that was announced in a rotation that was broken off, and the CA to come, against a centre written here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from sync.central.identity import Authority
from sync.engine import next_ca
from sync.protocol.http_signing import verify
from sync.protocol.messages import PushRequest
from sync.protocol.signing import Signer
from tests.support.engine_world import World

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_key_that_the_centre_may_know_already_is_tried(world: World) -> None:
    old, spare = world.core.signer, Signer(b"\x07" * 32)
    world.core.spare = spare
    world.journal.sell(2)
    asked = world.ask(world.engine.push)
    world.refuse(asked, 401, "bad_request_signature")
    assert world.journal.now.wish == ""  # no new epoch is wished for: the other key may be the right one
    again = world.ask(world.engine.push)
    assert again.read(PushRequest) == asked.read(PushRequest)
    verify(again.request, spare.public_key, datetime.fromtimestamp(world.centre_micros / 1_000_000, UTC))
    assert world.core.try_spare(old)  # another lane was refused with the old one meanwhile: it asks again, too
    assert not world.core.try_spare(spare)
    world.answer(again, world.ack(2, rolled="next"))
    assert world.journal.now.acknowledged_seq == 2
    world.journal.wish_epoch("fenced")
    world.sleeps(world.engine.push)  # the till signs with the old key: the epoch waits for the rotation's end
    told = world.core.state(world.now)
    assert (told.error, told.error_kind, told.next_step) == ("key_half_changed", "refused", "rotate_key")


def test_without_another_key_the_refusal_stands(world: World) -> None:
    world.journal.sell(1)
    world.refuse(world.ask(world.engine.push), 401, "bad_request_signature")
    assert world.journal.now.wish == "fenced"


def test_what_is_set_aside_is_what_the_centre_says(world: World) -> None:
    world.core.note_quarantined(("a", "b", "c"))
    assert world.core.state(world.now).quarantined == 3
    world.core.note_set_aside(2)
    assert world.core.state(world.now).quarantined == 2


def announced(authority: Authority) -> next_ca.NextCa:
    authority.prepare_next("C", NOW)
    return next_ca.read(authority.next_announcement() or b"")


def test_a_trusted_ca_vouches_for_the_next(tmp_path: Path) -> None:
    first = Authority.create(tmp_path / "a", "C", NOW)
    one = announced(first)
    assert next_ca.trusted_with(one, first.certificate_pem, "") == (first.certificate_pem, one.certificate)
    assert next_ca.trusted_with(one, first.certificate_pem, one.certificate) is None
    second = first.advance()
    assert next_ca.trusted_with(one, second.certificate_pem, "") is None  # enrolled after the change
    two = announced(second)
    pair = next_ca.trusted_with(two, first.certificate_pem, one.certificate)
    assert pair == (one.certificate, two.certificate)
    stranger = announced(Authority.create(tmp_path / "b", "C", NOW))
    for wrong in (
        stranger,
        msgspec.structs.replace(two, certificate=stranger.certificate),
        msgspec.structs.replace(two, certificate="-----BEGIN CERTIFICATE-----"),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - of the certificate or of the signature
            next_ca.trusted_with(wrong, first.certificate_pem, one.certificate)
    with pytest.raises(msgspec.ValidationError):
        next_ca.read(b"{}")
