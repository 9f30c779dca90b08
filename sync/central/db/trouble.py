"""What is wrong with a database, told from what its driver raised. Pure, any thread.

A `DatabaseTroubleError` is a refusal, too: whoever asked is told to come again, and the operator what to do.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.refused import RefusedError

RETRY_AFTER: Final = 5  # seconds
_SQLITE: Final = {
    5: "busy",  # SQLITE_BUSY
    6: "busy",  # SQLITE_LOCKED
    8: "read_only",
    10: "io",
    11: "damaged",
    13: "full",
    14: "gone",  # SQLITE_CANTOPEN
    26: "damaged",  # SQLITE_NOTADB
}
_BY_STATE: Final = {
    "53100": "full",
    "25006": "read_only",  # a stand-by, or default_transaction_read_only
    "55P03": "busy",  # lock_timeout
    "57014": "busy",  # statement_timeout
    "25P03": "busy",  # idle_in_transaction_session_timeout
    "40001": "busy",
    "40P01": "busy",
    "58030": "io",
    "XX001": "damaged",
    "XX002": "damaged",
    "3D000": "missing",
}
_BY_CLASS: Final = {"08": "gone", "53": "busy", "57": "gone", "28": "refused"}


class DatabaseTroubleError(RefusedError):
    """The database cannot do what was asked of it.

    `trouble`: "full" (its disk), "gone" (no connection), "busy" (locks, pool or time ran out), "read_only", "io",
    "damaged", "missing" (no such database), "refused" (its password or address). As a refusal: 503 "busy".
    """

    def __init__(self, trouble: str, detail: str) -> None:
        super().__init__(503, "busy", f"database: {trouble}", retry_after=RETRY_AFTER)
        self.trouble = trouble
        self.cause = detail

    def __str__(self) -> str:
        return f"{self.trouble}: {self.cause}"


def trouble_of(error: sa.exc.SQLAlchemyError) -> DatabaseTroubleError | None:
    """Return the trouble that an error shows; None for one that is the fault of the statement."""
    if isinstance(error, sa.exc.TimeoutError):
        return DatabaseTroubleError("busy", "no connection came free")
    if not isinstance(error, sa.exc.DBAPIError) or error.orig is None:
        return None
    words = str(error.orig).strip().partition("\n")[0][:200]
    number = getattr(error.orig, "sqlite_errorcode", None)
    if number is not None:
        trouble = _SQLITE.get(number & 0xFF)
        return None if trouble is None else DatabaseTroubleError(trouble, words)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        lost = isinstance(error, sa.exc.OperationalError) or error.connection_invalidated
        return DatabaseTroubleError(_refused(words) or "gone", words) if lost else None
    trouble = _BY_STATE.get(state) or _BY_CLASS.get(state[:2])
    return None if trouble is None else DatabaseTroubleError(trouble, words)


def _refused(words: str) -> str:
    """Of a connection that was not made libpq tells no state: its words remain."""
    if "authentication failed" in words or "no password supplied" in words or "no pg_hba.conf entry" in words:
        return "refused"
    if "does not exist" in words:
        return "missing" if "database" in words else "refused"
    return ""
