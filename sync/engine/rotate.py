"""Having a new key take the place of a register's: the old one signs for it, and an epoch begins that it signs.

Both questions may be asked again, however often, while the old key is at hand: the answers are the same. Blocks; any
thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from msgspec import Struct

from sync.engine.core import micros_of
from sync.engine.enrol import EnrolError
from sync.engine.http import Http, NoAnswerError
from sync.engine.identity import Identity
from sync.protocol import coding, http_signing, statements
from sync.protocol.messages import (
    EpochAnswer,
    EpochRequest,
    Grant,
    Message,
    Refusal,
    RotateAnswer,
    RotateRequest,
)
from sync.protocol.signing import Signer
from sync.protocol.wire import EPOCH, IDEMPOTENCY_HEADER, PREFIX, ROTATE, WireRequest, WireResponse

M = TypeVar("M", bound=Message)
TIMEOUT: Final = 30.0
_ZERO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Rotated(Struct, frozen=True):
    """The epoch that the new key signs."""

    grant: Grant
    answer: EpochAnswer


def rotate(
    http: Http, identity: Identity, old: Signer, new: Signer, known: tuple[int, int, bytes], *, offset: int = 0
) -> Rotated:
    """Make `new` the register's key in the place of `old`, and have an epoch granted that it signs; `EnrolError`.

    `known`: epoch, seq, hash of the head of the newest granted epoch; `offset`: µs to the centre's clock, as known.
    """
    told = _Asker(http, identity.register_id, known[0], offset)
    announced = RotateRequest(public_key=new.public_key.hex(), proof=new.prove("rotate", old.public_key).hex())
    answer = told.ask(ROTATE, announced, old, RotateAnswer)
    _verify(answer, identity, new)
    wanted = EpochRequest(reason="rotated", epoch=known[0], seq=known[1], hash=known[2].hex(), grant=answer.grant)
    granted = told.ask(EPOCH, wanted, new, EpochAnswer, idempotency=f"rotated-{new.public_key.hex()}")
    grant = _verify(granted, identity, new)
    if grant.epoch <= known[0]:
        raise EnrolError("not_understood", f"epoch {grant.epoch} after {known[0]}")
    return Rotated(grant, granted)


def _verify(answer: RotateAnswer | EpochAnswer, identity: Identity, new: Signer) -> Grant:
    try:
        grant = statements.verify("grant", answer.grant, *identity.ca_public_keys)
    except statements.StatementError as error:
        raise EnrolError("not_understood", str(error)) from None
    if (grant.register_id, grant.public_key) != (identity.register_id, new.public_key.hex()):
        raise EnrolError("not_understood", "the grant is of another register or key")
    return grant


class _Asker:
    """Asks signed questions, once more with the centre's time when this clock is not taken."""

    def __init__(self, http: Http, register_id: str, epoch: int, offset: int) -> None:
        self._http = http
        self._register_id = register_id
        self._epoch = epoch
        self._offset = offset

    def ask(self, path: str, message: Message, signer: Signer, kind: type[M], *, idempotency: str = "") -> M:
        body, described = coding.write(message)
        headers = {"accept": "application/json", "accept-encoding": coding.ACCEPTED, **described}
        if idempotency:
            headers[IDEMPOTENCY_HEADER] = idempotency
        plain = WireRequest("POST", PREFIX + path, "", headers, body)

        def send() -> WireResponse:
            moment = _ZERO + timedelta(microseconds=time.time_ns() // 1_000 + self._offset)
            signed = http_signing.sign(plain, signer, self._register_id, self._epoch, moment)
            try:
                return self._http.send(signed, TIMEOUT)
            except NoAnswerError as error:
                raise EnrolError(error.code, str(error)) from error

        return self._read(kind, send(), send)

    def _read(self, kind: type[M], response: WireResponse, again: Callable[[], WireResponse] | None) -> M:
        encoding = response.headers.get("content-encoding", coding.PLAIN)
        try:
            if response.status == 200:
                return coding.read(kind, response.body, encoding)
            refusal = coding.read(Refusal, response.body, encoding)
        except coding.CodingError as error:
            raise EnrolError("not_understood", f"status {response.status}: {error}"[:200]) from None
        micros = micros_of(refusal.time)
        if refusal.code == "skew" and micros is not None and again is not None:
            self._offset = micros - time.time_ns() // 1_000
            return self._read(kind, again(), None)
        raise EnrolError(refusal.code, refusal.detail)
