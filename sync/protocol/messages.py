"""The messages between register and centre, other than journal events: frozen structs, JSON. Pure, any thread.

Fields are only ever added, with a default; readers ignore what they do not know. Instants are spelled as `base.instant`
does, hashes and keys in hexadecimal. What the centre signs (a `Grant`, an `Ack`) travels as the very bytes that
were signed, so that it can be shown again in years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import msgspec
from msgspec import Meta

from sync.protocol.base import Count, Hex, Id, Instant

Feed: TypeAlias = Annotated[str, Meta(pattern=r"^(catalogue|stock|store|register):[A-Za-z0-9._-]{1,64}\Z")]
Key: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Hash: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Signature: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]
PublicKey: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Anchor: TypeAlias = tuple[Count, Count, Hash]
"""(epoch, seq, hash) of an event that the centre holds, and all of its epoch before it."""
Tag: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]
ShortText: TypeAlias = Annotated[str, Meta(max_length=200)]


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body of a request or an answer."""


class Refusal(Message, frozen=True, kw_only=True):
    """Any answer that is not a success: `code` is stable, `detail` for the log, `time` the centre's clock.

    Codes of a push: "fenced", "fork", "gap" (`expected_seq`), "clone", "chain_broken", "bad_signature", "not_parsed".
    Codes of access: "skew", "bad_request_signature", "unknown_register", "revoked", "expired", "used",
    "too_many_tries", "wrong_code". Of load: "slow_down", "busy", "too_large", "stopping". Of feeds: "unknown_feed",
    "not_allowed".
    """

    code: str
    detail: ShortText = ""
    time: Instant
    expected_seq: Count = 0
    retry_after: Count = 0  # seconds


# --- identity


class Signed(Message, frozen=True, kw_only=True):
    """Canonical bytes of a statement of the centre, as text, and the signature of its CA key under the kind's tag."""

    data: str
    signature: Signature


class Grant(Message, frozen=True, kw_only=True):
    """What makes a register: signed by the centre at enrolment and for each later epoch (`Signed.data`)."""

    register_id: Id
    location_id: Id
    prefix: Id  # of receipt numbers in this epoch; each epoch has its own
    epoch: Count
    public_key: PublicKey
    previous_epoch: Count = 0
    previous_seq: Count = 0  # the last of the previous epoch that the centre holds
    previous_hash: Hex = ""
    at: Instant


class Ack(Message, frozen=True, kw_only=True):
    """What the centre holds durably of a register's epoch, without a gap from seq 1 (`Signed.data`)."""

    register_id: Id
    epoch: Count
    seq: Count
    hash: Hash
    at: Instant


class RegisterStatus(Message, frozen=True, kw_only=True):
    """What a register tells of itself, shown to operators as text."""

    version: ShortText = ""
    protocol: Count = 1
    waiting: Count = 0
    oldest_waiting: Annotated[str, Meta(max_length=27)] = ""
    clock_offset: int = 0  # µs to add to the register's clock
    free_disk: Count = 0  # bytes
    journal: ShortText = ""  # "ok", or the code of what its check found
    error: ShortText = ""


class EnrolRequest(Message, frozen=True, kw_only=True):
    """Sent once the CA is known to be the one that the code names. `proof` signs `secret` with the new key.

    Who has a journal says whose it is in `register_id`, and in `epoch` the newest granted one in it: the code has to be
    for that register, and the epoch granted is a newer one.
    """

    secret: Annotated[str, Meta(min_length=8, max_length=8)]  # the code's first 8 characters, 40 bits
    public_key: PublicKey
    proof: Signature
    status: RegisterStatus = RegisterStatus()
    register_id: Annotated[str, Meta(max_length=200)] = ""
    epoch: Count = 0


class EnrolAnswer(Message, frozen=True, kw_only=True):
    """The same answer for the same secret and key, however often, while the code lives.

    `held`, `anchors`: as of `EpochAnswer`.
    """

    grant: Signed
    ca: Annotated[str, Meta(max_length=20_000)]  # PEM
    feeds: tuple[Feed, ...]
    time: Instant
    held: tuple[tuple[Count, Count], ...] = ()
    anchors: tuple[Anchor, ...] = ()


class EpochRequest(Message, frozen=True, kw_only=True):
    """Asks for a new epoch. `reason`: "restored" (from a copy), "forked", "fenced", "rotated" (a new key signs).

    "purged": the centre lost events that the register does not have any more, either. "lost": it may lack events of
    older epochs, as one that was restored and knew nothing of this one.

    `grant` is the newest that the register holds: a centre that was restored from a copy may have forgotten it, and
    honours its own signature. A retry bears the same idempotency key, so that it is granted no second epoch.
    """

    reason: Annotated[str, Meta(pattern=r"^(restored|forked|fenced|rotated|purged|lost)\Z")]
    epoch: Count  # the last epoch that the register knows
    seq: Count
    hash: Hex = ""
    grant: Signed | None = None


class EpochAnswer(Message, frozen=True, kw_only=True):
    """`held`: (epoch, seq) up to which the centre holds each older epoch without a gap; the rest is to be carried.

    `anchors` name what is held there by its hash: of each epoch the last event, and some before it. A register has held
    there what goes up to the highest anchor that is its own event; what it was acknowledged once proves nothing of a
    centre that was restored and has been told another history since.
    """

    grant: Signed
    held: tuple[tuple[Count, Count], ...] = ()
    anchors: tuple[Anchor, ...] = ()
    time: Instant


class RotateRequest(Message, frozen=True, kw_only=True):
    """A new key, announced in a request signed by the old one; `proof` is the new key's signature of the old one."""

    public_key: PublicKey
    proof: Signature


class RotateAnswer(Message, frozen=True, kw_only=True):
    """The grant of the present epoch for the new key; the old one asked again is told the same."""

    grant: Signed
    time: Instant


class CaAnswer(Message, frozen=True, kw_only=True):
    """The certificate that the code of an enrolment names; fetched over a line that is not trusted yet."""

    ca: Annotated[str, Meta(max_length=20_000)]  # PEM
    time: Instant


# --- journal


class Received(Message, frozen=True, kw_only=True):
    """What a register could not push is kept as it came; nothing of it is acknowledged or takes effect."""

    time: Instant


class PushedEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event as stored: its canonical JSON, untouched, and its signature."""

    data: msgspec.Raw
    signature: Signature


class PushRequest(Message, frozen=True, kw_only=True):
    """Consecutive events of one epoch. `acknowledged` is the last signed acknowledgement the register holds.

    It proves to a centre that was restored from a backup what it has lost.
    """

    epoch: Count
    token: Annotated[str, Meta(max_length=64)]
    first_seq: Count
    previous: Hash
    events: tuple[PushedEvent, ...]
    acknowledged: Signed | None = None
    status: RegisterStatus | None = None


class PushAnswer(Message, frozen=True, kw_only=True):
    """`quarantined` names events that are stored and could not be interpreted; they are not sent again."""

    ack: Signed
    token: Annotated[str, Meta(max_length=64)]
    quarantined: tuple[Id, ...] = ()
    time: Instant


# --- feeds


class Cursor(Message, frozen=True, kw_only=True):
    """Where a reader stands. `position` 0 with tag "" has read nothing; `generation` 0 knows none yet."""

    feed: Feed
    generation: Count = 0
    position: Count = 0
    tag: Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")] = ""


if TYPE_CHECKING:
    _Body: TypeAlias = msgspec.Raw | None
else:
    _Body = msgspec.Raw  # no decoder takes a union of raw bytes and null; raw bytes may be of a null


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A row at its last position within the interval: the full body, or None for a tombstone.

    Rows of a publication carry its id and take effect together (see `feeds.PUBLICATION`). Such a row does not stand for
    the row it covers: an answer tells the last row of each key and publication, by position. A row without publication
    stands for all before it. Checksums count of each key the row with the highest position.
    """

    key: Key
    position: Count
    body: _Body = None
    publication: str = ""

    def __post_init__(self) -> None:
        if self.body is not None and bytes(self.body) == b"null":  # as a tombstone is read
            msgspec.structs.force_setattr(self, "body", None)


class FeedAnswer(Message, frozen=True, kw_only=True):
    """The last row of each key in (from, to]. `start` other than the own cursor is a hole: nothing may be applied.

    `needs`: "" all is well; "snapshot": generation changed, tag unknown or position purged, start anew (catalogues by a
    snapshot, other feeds by a state read). `checksums`: of the buckets touched, at `to`. `head` > `to`: there is more.
    """

    feed: Feed
    generation: Count
    start: Count
    to: Count
    head: Count
    tag: Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")]
    rows: tuple[Row, ...] = ()
    checksums: tuple[tuple[Count, Tag], ...] = ()
    needs: str = ""


class PullRequest(Message, frozen=True, kw_only=True):
    """Reads feeds from cursors on."""

    cursors: Annotated[tuple[Cursor, ...], Meta(min_length=1, max_length=200)]
    status: RegisterStatus | None = None


class WaitRequest(Message, frozen=True, kw_only=True):
    """A pull that is held up to `seconds` until one of the feeds has moved. Feeds in `slow` wake at most every 10 s."""

    cursors: Annotated[tuple[Cursor, ...], Meta(min_length=1, max_length=200)]
    slow: Annotated[tuple[Feed, ...], Meta(max_length=200)] = ()
    seconds: Annotated[int, Meta(ge=0, le=55)] = 40
    status: RegisterStatus | None = None


class PullAnswer(Message, frozen=True, kw_only=True):
    """Of a wait, feeds that did not move are left out, and `rows` too when they would be long (`to` = `start`)."""

    feeds: tuple[FeedAnswer, ...]
    time: Instant


class StateRequest(Message, frozen=True, kw_only=True):
    """A page of a feed's rows in the order of keys, above `after`."""

    feed: Feed
    after: Annotated[str, Meta(max_length=200)] = ""


class StateAnswer(Message, frozen=True, kw_only=True):
    """Rows as they are now. The reader goes on from the (position, tag) of the FIRST page by deltas."""

    feed: Feed
    generation: Count
    position: Count
    tag: Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")]
    rows: tuple[Row, ...]
    done: bool = False
    time: Instant


class BucketRequest(Message, frozen=True, kw_only=True):
    """Asks for one bucket of a feed whole, to repair it."""

    feed: Feed
    bucket: Count


class BucketAnswer(Message, frozen=True, kw_only=True):
    """The bucket's rows at (`position`, `tag`), and its checksum there."""

    feed: Feed
    generation: Count
    bucket: Count
    position: Count
    tag: Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")]
    checksum: Tag
    rows: tuple[Row, ...]
    time: Instant


class SnapshotAnswer(Message, frozen=True, kw_only=True):
    """A snapshot file that is ready: `name` is what `SNAPSHOT_FILE` serves, with ranges.

    It is one zstd frame; `sha256` is of the plain file.
    """

    feed: Feed
    generation: Count
    position: Count
    tag: Annotated[str, Meta(pattern=r"^([0-9a-f]{16})?\Z")]
    version: Count  # of the schema, as asked
    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,120}\Z")]
    size: Count  # compressed
    plain_size: Count
    sha256: Hash
    time: Instant


class StockRequest(Message, frozen=True, kw_only=True):
    """Stock of one product at every location, asked online: for what lies beyond the region."""

    sku: Key


class StockOfLocation(Message, frozen=True, kw_only=True):
    """Thousandths of the product's unit."""

    location_id: Id
    name: ShortText = ""
    on_hand: int = 0
    unavailable: int = 0
    reserved: int = 0
    at: Instant
    tills_heard_at: ShortText = ""
    """When the location's registers were last heard; "" while they are."""


class StockAnswer(Message, frozen=True, kw_only=True):
    """Locations that have or had the product."""

    sku: Key
    locations: tuple[StockOfLocation, ...]
    time: Instant
