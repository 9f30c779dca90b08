"""Who is logged in at the operators' page: sessions of this process, bounded in number and life. On the event loop.

A session's id is 256 random bits in an HttpOnly, SameSite=Strict cookie, made anew at every login; the table keeps its
hash. `csrf` goes into every form.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from sync.central.identity.operators import Operator

LIFE: Final = 12 * 3600.0
IDLE: Final = 3600.0
MOST: Final = 1_000


class Session(Struct):
    """One login. `begun` and `seen` in steady seconds."""

    operator: Operator
    csrf: str
    begun: float
    seen: float

    def is_form_of(self, csrf: str) -> bool:
        """Tell whether a form was made for this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "surrogatepass"))


class Sessions:
    """The table."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sessions: OrderedDict[bytes, Session] = OrderedDict()

    def begin(self, operator: Operator) -> str:
        """Begin a session and return its id; the oldest gives way when there are too many."""
        name = secrets.token_urlsafe(32)
        now = self._clock()
        self._sessions[_hash(name)] = Session(operator, secrets.token_urlsafe(32), now, now)
        if len(self._sessions) > MOST:
            self._sessions.popitem(last=False)
        return name

    def find(self, name: str) -> Session | None:
        """Return the session of an id, None when there is none or it is over."""
        session = self._sessions.get(_hash(name)) if 0 < len(name) <= 100 else None
        if session is None:
            return None
        now = self._clock()
        if now - session.begun > LIFE or now - session.seen > IDLE:
            self.end(name)
            return None
        session.seen = now
        return session

    def end(self, name: str) -> None:
        """Forget a session."""
        self._sessions.pop(_hash(name), None)


def _hash(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
