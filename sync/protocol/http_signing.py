"""Signatures of requests by RFC 9421 with a register's Ed25519 key. Pure, any thread.

Covered, exactly and in this order: "@method" "@path" "@query" "content-digest" "omnitill-epoch" and, when the request
has one, "idempotency-key"; parameters `created`, `keyid` (the register's id), `alg` ("ed25519"); one signature, its
label "omnitill". The digest (RFC 9530, sha-256) is of the body as sent, of an empty one, too. Header lines of one name
must have been joined with ", ". Whatever a request holds that is not so is a `RequestSignatureError` and nothing else;
all that is parsed is short, so that the time it takes is bounded.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import http_sf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
    algorithms,
)
from msgspec import Struct
from msgspec.structs import replace

from sync.protocol.signing import Signer
from sync.protocol.wire import EPOCH_HEADER, IDEMPOTENCY_HEADER, MOST_SKEW, WireRequest

LABEL: Final = "omnitill"
DIGEST: Final = "content-digest"
INPUT: Final = "signature-input"
SIGNATURE: Final = "signature"

MOST_INPUT: Final = 400  # characters; ours are under 300
MOST_TARGET: Final = 2_048
MOST_FIELD: Final = 200
_COVERED: Final = ("@method", "@path", "@query", DIGEST, EPOCH_HEADER)
_PARAMETERS: Final = frozenset({"created", "keyid", "alg"})
_REGISTER: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_EPOCH: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_FIELD: Final = re.compile(r"[!-~]{1,200}")
# Of the last letter four bits say nothing: they are 0, so that a signature is spelled in one way.
_SIGNATURE: Final = re.compile(rf"{LABEL}=:[A-Za-z0-9+/]{{85}}[AQgw]==:")
_LATEST: Final = 253_402_300_799  # the last second of the year 9999
_AUTHORITY: Final = "https://centre.invalid"  # the library wants one; it is not covered: TLS names the centre


class RequestSignatureError(ValueError):
    """The request is not signed as it must be; `code` as of a `Refusal`: "bad_request_signature" or "skew"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Claim(NamedTuple):
    """Who says to have signed, of which epoch, and when (to the second)."""

    register_id: str
    epoch: int
    created: datetime


class _Message(Struct):
    """A request as the library sees one."""

    method: str
    url: str
    headers: dict[str, str]


class _Verifier(HTTPMessageVerifier):
    """The library's verifier without its own clock: `verify` judges the time by the caller's."""

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:  # noqa: ANN401
        """Leave the time to the caller."""


_signer: Final = HTTPMessageSigner(signature_algorithm=algorithms.ED25519)


def sign(request: WireRequest, signer: Signer, register_id: str, epoch: int, now: datetime) -> WireRequest:
    """Return the request with its epoch, digest and signature; `now` is the centre's time as far as it is known.

    `ValueError` for a request that cannot be signed: a target that is not percent-encoded ASCII, an odd key or id.
    """
    headers = {
        name: value for name, value in request.headers.items() if name not in {INPUT, SIGNATURE, DIGEST, EPOCH_HEADER}
    }
    headers[EPOCH_HEADER] = str(epoch)
    headers[DIGEST] = digest_of(request.body)
    unsigned = replace(request, headers=headers)
    if _REGISTER.fullmatch(register_id) is None or _EPOCH.fullmatch(str(epoch)) is None:
        raise ValueError(f"not a register's id and epoch: {register_id!r}, {epoch}")
    try:
        prepared = _signer.prepare(
            _message(unsigned),
            key_id=register_id,
            created=now.astimezone(UTC),
            label=LABEL,
            covered_component_ids=_covered(headers),
            use_existing_digest=True,
        )
    except HTTPMessageSignaturesException as error:
        raise ValueError(str(error)) from None
    signature = base64.b64encode(signer.sign_request(prepared.signature_base)).decode()
    headers[INPUT] = f"{LABEL}={prepared.signature_params}"
    headers[SIGNATURE] = f"{LABEL}=:{signature}:"
    return unsigned


def who(request: WireRequest) -> Claim:
    """Return who claims to have signed, without believing it: to look up the key. `RequestSignatureError`."""
    parameters = _parameters(request.headers)
    epoch = _header(request.headers, EPOCH_HEADER)
    if _EPOCH.fullmatch(epoch) is None:
        raise _bad("the epoch is no number")
    return Claim(parameters["keyid"], int(epoch), datetime.fromtimestamp(parameters["created"], UTC))


def verify(request: WireRequest, public_key: bytes, now: datetime, *, most_skew: int = MOST_SKEW) -> Claim:
    """Return who signed the request with the key (32 bytes), at most `most_skew` seconds from `now`.

    `RequestSignatureError`: "bad_request_signature", or "skew" for a right signature of another time.
    """
    claim = who(request)
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
    except ValueError:
        raise _bad("the key is none") from None
    if _SIGNATURE.fullmatch(_header(request.headers, SIGNATURE)) is None:
        raise _bad("the signature is not of 64 bytes under our label")
    if not hmac.compare_digest(_header(request.headers, DIGEST), digest_of(request.body)):
        raise _bad("the digest is not of the body")
    verifier = _Verifier(
        signature_algorithm=algorithms.ED25519,
        key_resolver=MappingKeyResolver(public_keys={claim.register_id: key}, private_keys={}),
    )
    try:
        verifier.verify(_message(request), max_age=None)
    except HTTPMessageSignaturesException as error:
        raise _bad(str(error)[:MOST_FIELD] or "the signature does not hold") from None
    if abs(now - claim.created) > timedelta(seconds=most_skew):
        raise RequestSignatureError("skew", f"signed at {claim.created.isoformat()}")
    return claim


def digest_of(body: bytes) -> str:
    """Return the value of `content-digest` for a body."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _bad(detail: str) -> RequestSignatureError:
    return RequestSignatureError("bad_request_signature", detail)


def _header(headers: Mapping[str, str], name: str, most: int = MOST_FIELD) -> str:
    value = headers.get(name)
    if value is None or not 0 < len(value) <= most or not value.isascii():
        raise _bad(f"{name} is missing or odd")
    return value


def _parameters(headers: Mapping[str, str]) -> dict[str, Any]:
    """Return the signature's parameters when it covers what it must; `RequestSignatureError`."""
    text = _header(headers, INPUT, MOST_INPUT)
    try:
        parsed: Any = http_sf.parse(text.encode(), tltype="dictionary", on_duplicate_key=_refuse_twice)
    except ValueError as error:
        raise _bad(f"{INPUT}: {error}"[:MOST_FIELD]) from None
    if list(parsed) != [LABEL]:
        raise _bad(f"not one signature labelled {LABEL}")
    items, parameters = parsed[LABEL]
    if not isinstance(items, list) or [(str(name), bool(extra)) for name, extra in items] != [
        (name, False) for name in _covered(headers)
    ]:
        raise _bad("other components are covered than must be")
    if parameters.keys() != _PARAMETERS or parameters["alg"] != algorithms.ED25519.algorithm_id:
        raise _bad("other parameters than created, keyid and alg ed25519")
    if type(parameters["created"]) is not int or not 0 <= parameters["created"] <= _LATEST:
        raise _bad("created is no time")
    if type(parameters["keyid"]) is not str or _REGISTER.fullmatch(parameters["keyid"]) is None:
        raise _bad("keyid is no register's id")
    return dict(parameters)


def _refuse_twice(key: str, context: str) -> None:
    raise ValueError(f"{key!r} twice in a {context}")


def _covered(headers: Mapping[str, str]) -> tuple[str, ...]:
    return (*_COVERED, IDEMPOTENCY_HEADER) if IDEMPOTENCY_HEADER in headers else _COVERED


def _message(request: WireRequest) -> _Message:
    """Return what the library reads, with no header but the covered ones; `RequestSignatureError`."""
    headers = {name: _header(request.headers, name) for name in _covered(request.headers) if name[0] != "@"}
    if any(_FIELD.fullmatch(value) is None for value in headers.values()):
        raise _bad("a header that is not of visible characters")
    for name in (INPUT, SIGNATURE):
        if name in request.headers:
            headers[name] = request.headers[name]
    if len(request.path) + len(request.query) > MOST_TARGET or len(request.method) > MOST_FIELD:
        raise _bad("the target is too long")
    if not request.path.startswith("/") or "?" in request.path or "#" in request.path + request.query:
        raise _bad("the target is no path and query")
    query = f"?{request.query}" if request.query else ""
    return _Message(request.method, f"{_AUTHORITY}{request.path}{query}", headers)
