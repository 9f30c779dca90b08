"""Making a computer a register: the CA's certificate compared with the code, then the secret over verified TLS. Blocks.

Whoever answers at the address is nobody until the certificate is the one that the code names; the secret is sent only
then. Any thread.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec import Struct

from sync.engine.core import micros_of
from sync.engine.http import Http, NoAnswerError, trusting, trusting_nobody
from sync.engine.identity import public_key_of
from sync.protocol import coding, enrolment_code, statements
from sync.protocol.enrolment_code import EnrolmentCode
from sync.protocol.messages import CaAnswer, EnrolAnswer, EnrolRequest, Grant, Message, Refusal, RegisterStatus
from sync.protocol.signing import Signer
from sync.protocol.wire import CA, ENROL, PREFIX, WireRequest, WireResponse

M = TypeVar("M", bound=Message)
TIMEOUT: Final = 20.0
_HEADERS: Final = {"accept": "application/json", "accept-encoding": coding.ACCEPTED}


class EnrolError(Exception):
    """No register was made.

    `code`: of the line ("unreachable", "unknown_host", "timed_out", "cut", "too_long"), "other_centre" (the certificate
    is not the one that the code names), "wrong_certificate", "not_understood", or the centre's own ("wrong_code",
    "expired", "used", "too_many_tries", ...).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Enrolled(Struct, frozen=True):
    """What the centre granted. `ca`: its certificate, PEM; `time`: its clock, µs since 1970."""

    grant: Grant
    answer: EnrolAnswer
    ca: str
    time: int


def enrol(
    address: str, code: EnrolmentCode, signer: Signer, status: RegisterStatus, *, register_id: str = "", epoch: int = 0
) -> Enrolled:
    """Make `signer`'s key the key of the register that the code is for; `EnrolError`. The same again is harmless.

    `register_id`, `epoch`: whose journal is here already, and its newest granted epoch; "other_register" when the code
    is for another, and nothing is changed then.
    """
    ca, key = fetch_ca(address, code)
    with Http(address, trusting(ca)) as http:
        request = EnrolRequest(
            secret=code.secret,
            public_key=signer.public_key.hex(),
            proof=signer.prove("enrol", code.secret.encode()).hex(),
            status=status,
            register_id=register_id,
            epoch=epoch,
        )
        body, described = coding.write(request)
        response = _send(http, WireRequest("POST", PREFIX + ENROL, "", {**_HEADERS, **described}, body))
    answer = _read(EnrolAnswer, response)
    try:
        grant = statements.verify("grant", answer.grant, key)
    except statements.StatementError as error:
        raise EnrolError("not_understood", str(error)) from None
    if grant.public_key != signer.public_key.hex() or grant.epoch < 1:
        raise EnrolError("not_understood", "the grant is of another key")
    if register_id and grant.register_id != register_id:
        raise EnrolError("not_understood", "the grant is of another register")
    return Enrolled(grant, answer, ca, micros_of(answer.time) or 0)


def fetch_ca(address: str, code: EnrolmentCode) -> tuple[str, bytes]:
    """Return (the CA's certificate as PEM, its Ed25519 key) of the centre that the code names; `EnrolError`.

    Nothing of what came with that one certificate is returned: whoever answered is nobody yet.
    """
    with Http(address, trusting_nobody()) as http:
        ca = _read(CaAnswer, _send(http, WireRequest("GET", PREFIX + CA, "", _HEADERS))).ca
    try:
        is_named = code.names(enrolment_code.spki_of(ca.encode()))
        key = public_key_of(ca)
    except (enrolment_code.EnrolmentCodeError, ValueError) as error:
        raise EnrolError("not_understood", str(error)) from None
    if not is_named:
        raise EnrolError("other_centre", "the certificate is not the one that the code names")
    return x509.load_pem_x509_certificate(ca.encode()).public_bytes(Encoding.PEM).decode(), key


def prove_centre(address: str, trusted: str, keys: Collection[bytes]) -> None:
    """Return when a centre answers at `address` whose authority is of `keys`, by TLS that trusts `trusted` (PEM) alone.

    `EnrolError`: "wrong_certificate" or "other_centre" when another one does, or as of the line.
    """
    with Http(address, trusting(trusted)) as http:
        ca = _read(CaAnswer, _send(http, WireRequest("GET", PREFIX + CA, "", _HEADERS))).ca
    try:
        key = public_key_of(ca)
    except ValueError as error:
        raise EnrolError("not_understood", str(error)) from None
    if key not in keys:
        raise EnrolError("other_centre", "it shows the certificate of another authority")


def _send(http: Http, request: WireRequest) -> WireResponse:
    try:
        return http.send(request, TIMEOUT)
    except NoAnswerError as error:
        raise EnrolError(error.code, str(error)) from error


def _read(kind: type[M], response: WireResponse) -> M:
    encoding = response.headers.get("content-encoding", coding.PLAIN)
    try:
        if response.status == 200:
            return coding.read(kind, response.body, encoding)
        refusal = coding.read(Refusal, response.body, encoding)
    except coding.CodingError as error:
        raise EnrolError("not_understood", f"status {response.status}: {error}"[:200]) from None
    raise EnrolError(refusal.code, refusal.detail)
