"""What belongs to this register, read whole from live.sqlite: store, register, staff, tender kinds, reasons.

A `Live` never changes; `Replica.refresh` makes a new one. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from pos_client.db.replica import codec
from pos_client.db.replica.data import Reason
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaFile
from pos_client.domain.catalogue import Product
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind

_T = TypeVar("_T")


class Live:
    """The register's settings and people at one moment. `settings` holds free text values by key.

    `person` is what each of the people is taken for: in training everybody has another PIN.
    """

    def __init__(self, file: ReplicaFile, person: Callable[[StaffMember], StaffMember] = lambda member: member) -> None:
        try:
            self.store: Final = _one(file, "store", codec.decode_store)
            self.register: Final = _one(file, "register", codec.decode_register)
            self._roles = _all(file, "roles", codec.decode_role)
            self._staff = tuple(map(person, _all(file, "staff", codec.decode_staff)))
            self._tender_kinds = _all(file, "tender_kinds", codec.decode_tender_kind)
            self._reasons = _all(file, "reasons", codec.decode_reason)
            self._open_items = _all(file, "open_items", codec.decode_product)
        except ValueError as error:
            raise ReplicaDamagedError("damaged", file.path, str(error)) from error
        self.settings: Final[Mapping[str, str]] = MappingProxyType(dict(file.rows("SELECT key, value FROM settings")))
        self._by_badge = {member.badge: member for member in self._staff if member.badge}
        self._by_id = {member.staff_id: member for member in self._staff}

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


def _one(file: ReplicaFile, table: str, decode: Callable[[bytes], _T]) -> _T:
    row = file.row(f"SELECT body FROM {table}")  # noqa: S608 - a table of our own DDL
    if row is None:
        raise ReplicaDamagedError("missing", file.path, table)
    return decode(row[0])


def _all(file: ReplicaFile, table: str, decode: Callable[[bytes], _T]) -> tuple[_T, ...]:
    rows = file.rows(f"SELECT body FROM {table} ORDER BY position")  # noqa: S608 - a table of our own DDL
    return tuple(decode(body) for (body,) in rows)
