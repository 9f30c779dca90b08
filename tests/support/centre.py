"""A centre with stores, a depot and registers as its logic sees it, and computers that enrol at it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from sync.central.db import Database, open_database, schema
from sync.central.identity import Authority
from sync.central.registers import enrolment, epochs, keys
from sync.central.registers import estate as estate_of
from sync.central.registers.access import Caller, authenticate
from sync.central.registers.reinstating import authenticate_or_reinstate
from sync.protocol import coding, http_signing, statements, wire
from sync.protocol.messages import (
    EnrolAnswer,
    EnrolRequest,
    EpochAnswer,
    EpochRequest,
    Grant,
    RegisterStatus,
    RotateAnswer,
    RotateRequest,
    Signed,
)
from sync.protocol.signing import Signer
from tests.support.postgres import Cluster


def make_tables(url: str) -> None:
    """Make every table in a database, as an operator does; in one that has them nothing is done."""
    database = open_database(url)
    try:
        schema.migrate(database)
    finally:
        database.close()


@cache
def template_in(server: Cluster) -> str:
    """The database of `server` that tests' databases are copied from."""
    name = server.create()
    make_tables(server.url(name))
    return name


START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def new_signer() -> Signer:
    """A new key."""
    return Signer(secrets.token_bytes(32))


@dataclass
class Centre:
    """The centre as its logic sees it, with a clock that the test moves."""

    database: Database
    authority: Authority
    now: datetime = START

    def later(self, **by: float) -> None:
        """Move the clock."""
        self.now += timedelta(**by)

    def code(self, register_id: str = "r1") -> str:
        """The secret of a new code."""
        return enrolment.make_code(self.database, self.authority, register_id, "anna", self.now).code.secret

    def enrol(self, computer: Computer, secret: str) -> EnrolAnswer:
        """One try to enrol; the computer believes what it is told."""
        answer = enrolment.enrol(self.database, self.authority, computer.request(secret), self.now)
        computer.grant = answer.grant
        return answer

    def register(self, register_id: str = "r1") -> Computer:
        """A computer that has enrolled as a register."""
        computer = Computer()
        self.enrol(computer, self.code(register_id))
        return computer

    def caller(self, computer: Computer, path: str = wire.PULL) -> Caller:
        """Who the centre takes a request of the computer's for."""
        return authenticate(self.database, computer.signed(path, self.now), self.now)

    def open_epoch(self, computer: Computer, reason: str = "restored", key: str = "", since: int = 0) -> EpochAnswer:
        """Ask for an epoch, as the wire would."""
        request = EpochRequest(reason=reason, epoch=since or computer.read().epoch, seq=0)
        answer = epochs.open_epoch(
            self.database, self.authority, self.caller(computer, wire.EPOCH), request, self.now, key
        )
        computer.grant = answer.grant
        return answer

    def rotate(self, computer: Computer, to: Signer, proof: bytes | None = None) -> RotateAnswer:
        """Announce a new key; the computer goes on with the old one until the test says otherwise."""
        signature = to.prove("rotate", computer.signer.public_key) if proof is None else proof
        request = RotateRequest(public_key=to.public_key.hex(), proof=signature.hex())
        caller = self.caller(computer, wire.ROTATE)
        return keys.rotate(self.database, self.authority, caller, request, self.now)

    def revoke(self, register_id: str = "r1", *, is_stolen: bool = False) -> int:
        """Shut a register out."""
        return keys.revoke(
            self.database,
            self.authority,
            register_id,
            operator="anna",
            reason="found open",
            is_stolen=is_stolen,
            now=self.now,
        )

    def reinstate(self, computer: Computer) -> Caller:
        """Ask for an epoch with the grant in hand, as a register does that is not known any more."""
        body = coding.encode(EpochRequest(reason="fenced", epoch=computer.read().epoch, seq=0, grant=computer.grant))
        request = computer.signed(wire.EPOCH, self.now, body)
        return authenticate_or_reinstate(self.database, self.authority, request, self.now)

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        """The whole of a table."""
        return self.database.read(
            lambda c: [dict(row._mapping) for row in c.execute(sa.select(table).order_by(*table.primary_key))]
        )

    def everything(self) -> dict[str, list[str]]:
        """All that requests may change, comparable."""
        names = (
            "location",
            "register",
            "register_key",
            "register_epoch",
            "enrolment_code",
            "journal_head",
            "feed_head",
        )

        def read(connection: sa.Connection) -> dict[str, list[str]]:
            return {
                name: sorted(
                    str(row) for row in connection.execute(sa.select(sa.text("*")).select_from(sa.table(name)))
                )
                for name in names
            }

        return self.database.read(read)


@dataclass
class Computer:
    """A machine with a key of its own."""

    signer: Signer = field(default_factory=new_signer)
    grant: Signed | None = None

    def request(self, secret: str, proof: bytes | None = None) -> EnrolRequest:
        """What it sends to enrol."""
        signature = self.signer.prove("enrol", secret.encode()) if proof is None else proof
        return EnrolRequest(
            secret=secret,
            public_key=self.signer.public_key.hex(),
            proof=signature.hex(),
            status=RegisterStatus(version="1.0"),
        )

    def read(self) -> Grant:
        """Its grant."""
        assert self.grant is not None
        return coding.decode(Grant, self.grant.data.encode())

    def signed(self, path: str, now: datetime, body: bytes = b"{}", register_id: str = "") -> wire.WireRequest:
        """A request signed with its key."""
        request = wire.WireRequest("POST", wire.PREFIX + path, body=body)
        grant = self.read() if self.grant else None
        return http_signing.sign(
            request,
            self.signer,
            register_id or (grant.register_id if grant else "r1"),
            grant.epoch if grant else 0,
            now,
        )


class Place(NamedTuple):
    """A location of an estate, and its registers: their receipts' prefix by id."""

    location_id: str
    kind: str
    zone: str
    region: str
    registers: Mapping[str, str]


NETWORK: Final = (
    Place("s1", "store", "z-n", "n", {"r1": "PL01"}),
    Place("s2", "store", "z-n", "n", {"r2": "PL02"}),
    Place("d1", "warehouse", "z-n", "n", {}),
    Place("s3", "store", "z-s", "s", {"r3": "PL03"}),
)
"""Two stores and a depot of one region, one store of another; a register in each store."""
TINY: Final = (
    Place("s1", "store", "z", "north", {"r1": "R1", "r2": "R2"}),
    Place("s2", "store", "z", "north", {"r3": "R3"}),
)
"""Two stores of one region."""


def furnish(connection: sa.Connection, estate: Sequence[Place] = NETWORK, now: datetime = START) -> None:
    """Make the locations and registers of an estate; nobody has enrolled yet."""
    for place in estate:
        estate_of.put_location(
            connection,
            place.location_id,
            name=f"Store {place.location_id}",
            kind=place.kind,
            zone=place.zone,
            region=place.region,
        )
        for register_id, prefix in place.registers.items():
            estate_of.add_register(
                connection,
                register_id,
                location_id=place.location_id,
                name=f"Register {register_id}",
                prefix=prefix,
                now=now,
            )


def verified(centre: Centre, signed: Signed) -> Grant:
    """The grant, once its signature is found to be the CA's."""
    return statements.verify("grant", signed, centre.authority.public_key)
