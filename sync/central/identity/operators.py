"""Operators: named tokens with a scope and an end, and the journal of what each did. Any thread.

A token is 256 random bits, shown once when it is made; the centre keeps its SHA-256, which needs no salt for a secret
that nobody can guess. No operator and no token exists that a person did not ask for.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.identity.tables import operator, operator_act
from sync.protocol.base import instant

SCOPES: Final = ("view", "manage", "admin")
"""Each may do what those before it may: look; make codes, revoke, settle tasks; make operators, restore."""
DEFAULT_LIFE: Final = timedelta(days=365)
PREFIX: Final = "omnitill_"
MOST_TOKEN: Final = 100
MOST_DETAIL: Final = 2_000
_NAME: Final = re.compile(r"[\w .@-]{1,60}")
_o = operator.c


class OperatorError(ValueError):
    """The operator cannot be made or changed; `code`: "name", "scope", "exists", "unknown"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class Operator(Struct, frozen=True):
    """Who operates: the token's name and scope."""

    name: str
    scope: str

    def may(self, scope: str) -> bool:
        """Tell whether the operator's scope includes `scope`."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


def add_operator(
    connection: sa.Connection, name: str, scope: str, by: str, now: datetime, life: timedelta = DEFAULT_LIFE
) -> str:
    """Make an operator and return its token, which nothing can show again. `OperatorError`."""
    if _NAME.fullmatch(name) is None or name.startswith("local:"):
        raise OperatorError("name", "1 to 60 letters, digits, spaces, dots, dashes")
    if scope not in SCOPES:
        raise OperatorError("scope", f"one of {', '.join(SCOPES)}")
    if connection.execute(sa.select(_o.name).where(_o.name == name)).first() is not None:
        raise OperatorError("exists", name)
    token = PREFIX + secrets.token_urlsafe(32)
    connection.execute(
        sa.insert(operator).values(
            name=name,
            token_hash=_hash(token),
            scope=scope,
            created_at=instant(now),
            created_by=by,
            expires_at=instant(now + life),
        )
    )
    journal_act(connection, by, "operator_added", name, f"{scope}, until {instant(now + life)}", now)
    return token


def revoke_operator(connection: sa.Connection, name: str, by: str, now: datetime) -> None:
    """End an operator's token at once; once more changes nothing. `OperatorError` "unknown"."""
    changed = connection.execute(
        sa.update(operator).where(_o.name == name, _o.revoked_at == "").values(revoked_at=instant(now))
    )
    if changed.rowcount:
        journal_act(connection, by, "operator_revoked", name, "", now)
    elif connection.execute(sa.select(_o.name).where(_o.name == name)).first() is None:
        raise OperatorError("unknown", name)


def operator_of(database: Database, token: str, now: datetime) -> Operator | None:
    """Return whose token it is, None when it is nobody's, ended or revoked."""
    if len(token) > MOST_TOKEN:
        return None
    select = sa.select(_o.name, _o.scope).where(
        _o.token_hash == _hash(token), _o.revoked_at == "", _o.expires_at > instant(now)
    )
    row = database.read(lambda connection: connection.execute(select).first())
    return None if row is None else Operator(row.name, row.scope)


def journal_act(connection: sa.Connection, by: str, act: str, subject: str, detail: str, now: datetime) -> None:
    """Write down what an operator did, within the write that does it. No secret stands in `detail`."""
    connection.execute(
        sa.insert(operator_act).values(
            at=instant(now), operator=by[:200], act=act, subject=subject[:200], detail=detail[:MOST_DETAIL]
        )
    )


def acts(connection: sa.Connection, most: int = 100) -> list[sa.Row[int, str, str, str, str, str]]:
    """The newest acts first: (id, at, operator, act, subject, detail)."""
    a = operator_act.c
    select = sa.select(a.id, a.at, a.operator, a.act, a.subject, a.detail).order_by(a.id.desc()).limit(most)
    return list(connection.execute(select))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
