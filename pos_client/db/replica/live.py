"""What belongs to this register, read whole from live.sqlite: store, register, staff, tender kinds, reasons.

A `Live` never changes; `Replica.refresh` makes a new one. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from pos_client.db.replica import codec
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaFile
from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.settings import Reason, RegisterSettings
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind
from sync.protocol.feeds import bucket_of

_T = TypeVar("_T")


class Live:
    """The register's settings and people at one moment. `settings` holds free text values by key.

    `keep` is the (epoch, seq) above which the register keeps its events whatever was acknowledged, None when not said.
    `person` is what each of the people is taken for: in training everybody has another PIN.
    """

    def __init__(self, file: ReplicaFile, person: Callable[[StaffMember], StaffMember] = lambda member: member) -> None:
        with file.together():
            found = _read(file)
        self.changes: Final = found.changes
        self.store: Final = found.store
        self.register: Final = found.register
        self.keep: Final = found.keep
        self.settings: Final[Mapping[str, str]] = MappingProxyType(found.settings)
        self._feeds = found.feeds
        self._roles = found.roles
        self._staff = tuple(map(person, found.staff))
        self._tender_kinds = found.tender_kinds
        self._reasons = found.reasons
        self._open_items = found.open_items
        self._by_badge = {member.badge: member for member in self._staff if member.badge}
        self._by_id = {member.staff_id: member for member in self._staff}

    @staticmethod
    def changes_of(file: ReplicaFile) -> int:
        """A number that grows with every change of what a `Live` holds."""
        found = file.row("SELECT changes FROM pointer")
        return 0 if found is None else int(found[0])

    @property
    def catalogue_feed(self) -> str:
        """The feed that the catalogue is to follow; "" for a register of its own."""
        return next((feed for feed in self._feeds if feed.startswith("catalogue:")), "")

    @property
    def is_told(self) -> bool:
        """False while the feed of the store or of the register has never been read."""
        return all(generation for feed, generation in self._feeds.items() if feed.startswith(("store:", "register:")))

    def roles(self) -> tuple[Role, ...]:
        """Every role."""
        return self._roles

    def staff(self) -> tuple[StaffMember, ...]:
        """Everyone who may log in here."""
        return self._staff

    def by_badge(self, badge: str) -> StaffMember | None:
        """Whose badge it is: it says who, and proves nothing."""
        return self._by_badge.get(badge)

    def by_staff_id(self, staff_id: str) -> StaffMember | None:
        """The person with `staff_id`."""
        return self._by_id.get(staff_id)

    def tender_kinds(self) -> tuple[TenderKind, ...]:
        """The ways to pay, in the order of their keys."""
        return self._tender_kinds

    def reasons(self, kind: str) -> tuple[Reason, ...]:
        """The reasons of one kind, in order."""
        return tuple(reason for reason in self._reasons if reason.kind == kind)

    def open_items(self) -> tuple[Product, ...]:
        """The products whose price is typed."""
        return self._open_items


class _Contents(NamedTuple):
    changes: int
    feeds: dict[str, int]
    store: StoreProfile
    register: RegisterSettings
    roles: tuple[Role, ...]
    staff: tuple[StaffMember, ...]
    tender_kinds: tuple[TenderKind, ...]
    reasons: tuple[Reason, ...]
    open_items: tuple[Product, ...]
    settings: dict[str, str]
    keep: tuple[int, int] | None


def _read(file: ReplicaFile) -> _Contents:
    try:
        return _Contents(
            Live.changes_of(file),
            dict(file.rows("SELECT feed, generation FROM feeds WHERE followed = 1")),
            _one(file, "store", codec.decode_store),
            _one(file, "register", codec.decode_register),
            _all(file, "roles", codec.decode_role),
            _all(file, "staff", codec.decode_staff),
            _all(file, "tender_kinds", codec.decode_tender_kind),
            _all(file, "reasons", codec.decode_reason),
            _all(file, "open_items", codec.decode_product),
            dict(file.rows("SELECT key, value FROM settings")),
            _keep(file),
        )
    except ValueError as error:
        raise ReplicaDamagedError("damaged", file.path, str(error)) from error


def _one(file: ReplicaFile, table: str, decode: Callable[[bytes], _T]) -> _T:
    row = file.row(f"SELECT body FROM {table}")  # noqa: S608 - a table of our own DDL
    if row is None:
        raise ReplicaDamagedError("missing", file.path, table)
    return decode(row[0])


def _all(file: ReplicaFile, table: str, decode: Callable[[bytes], _T]) -> tuple[_T, ...]:
    rows = file.rows(f"SELECT body FROM {table} ORDER BY position")  # noqa: S608 - a table of our own DDL
    return tuple(decode(body) for (body,) in rows)


def _keep(file: ReplicaFile) -> tuple[int, int] | None:
    found = file.row(
        "SELECT r.body FROM feeds f JOIN rows r ON r.number = f.number"
        " WHERE f.feed GLOB 'register:*' AND r.bucket = ? AND r.key = ? LIMIT 1",
        (bucket_of(codec.KEEP), codec.KEEP),
    )
    if found is None:
        return None
    keep = codec.decode_keep(found[0])
    return keep.epoch, keep.seq
