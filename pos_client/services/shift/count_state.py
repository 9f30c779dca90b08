"""The count of a shift as it is kept: every field survives a power cut, and selling stays stopped after it.

`CountKeeper.state` is read and set on the main thread; it is written by the journal's, the newest state alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future

import msgspec

from pos_client.db.journal import JournalWriteError, Writer
from pos_client.domain.shift import TenderCount
from pos_client.services.desk import Desk

KEY = "shift.count"
_log = logging.getLogger(__name__)


class CountState(msgspec.Struct, frozen=True):
    """A count in progress. `allowed` are the people who may go on with it without asking again.

    `round` is 1 for the first count. `first` holds what the first comparison found, by tender (None: no figure);
    `expected` what the figures say by tender, once and only when it was compared; `hands` who sold or moved cash then.
    """

    shift_id: str
    begun_by: str
    begun_at: str
    approved_by: str
    allowed: tuple[str, ...]
    tenders: tuple[TenderCount, ...]
    round: int = 1
    first: dict[str, int | None] = {}
    expected: dict[str, int] | None = None
    hands: tuple[str, ...] = ()

    @property
    def is_compared(self) -> bool:
        """True from the comparison until something is counted again."""
        return self.expected is not None

    @property
    def fields_left(self) -> int:
        """How many fields of all tenders hold no figure yet."""
        return sum(count.fields_left for count in self.tenders)

    def with_tender(self, changed: TenderCount) -> CountState:
        """Return the state with one tender's count replaced."""
        tenders = tuple(changed if count.tender_id == changed.tender_id else count for count in self.tenders)
        return msgspec.structs.replace(self, tenders=tenders)


class CountKeeper:
    """Keeps the count of one register. `on_trouble` is called with a message code, on the journal's thread."""

    def __init__(self, desk: Desk, on_trouble: Callable[[str], None]) -> None:
        self._desk = desk
        self._on_trouble = on_trouble
        self._waits = False
        self.state: CountState | None = None

    def restore(self, shift_id: str) -> None:
        """Take the count up that was going on when the program stopped, if it is of this shift."""
        data = self._desk.journal.reader().value(KEY)
        state = msgspec.json.decode(data, type=CountState) if data else None
        self.state = state if state is not None and state.shift_id == shift_id else None

    def change(self, state: CountState) -> None:
        """Go on with `state` and have it written; one waiting write is enough, it takes what is newest then."""
        self.state = state
        if not self._waits:
            self._waits = True
            self._desk.record(self._write).add_done_callback(self._written)

    def _write(self, writer: Writer) -> None:
        self._waits = False  # before reading: a change from now on asks for a write of its own
        self.put(writer, self.state)

    @staticmethod
    def put(writer: Writer, state: CountState | None) -> None:
        """Write `state` within another transaction; None ends the count."""
        writer.put_value(KEY, b"" if state is None else msgspec.json.encode(state))

    def _written(self, done: Future[None]) -> None:
        error = done.exception()
        if error is None:
            return
        self._waits = False
        if isinstance(error, JournalWriteError):
            self._on_trouble(error.code)
        else:
            _log.error("the count could not be kept", exc_info=error)
            self._on_trouble("internal_error")
