"""What every lane does alike: one question at a time, pauses after failures, one retry when the clock was wrong."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from sync.engine.core import Core
from sync.engine.pauses import Pauses
from sync.engine.ports import PortError
from sync.engine.steps import NEVER, Now, Send, Sleep
from sync.engine.trouble import Kind, Trouble
from sync.protocol.messages import Message
from sync.protocol.wire import WireResponse

_log = logging.getLogger(__name__)


class Question(Struct, frozen=True):
    """A request to be made, and who takes what comes of it.

    `took(now, message)` takes the decoded answer of `kind` (the raw response when `kind` is None) and returns what is
    wrong with it, None when nothing is. `refused(now, trouble)` may deal with a refusal, True when it did.
    """

    method: str
    path: str
    timeout: float
    took: Callable[[Now, Any], Trouble | None]
    kind: type[Message] | None
    message: Message | None = None
    query: str = ""
    idempotency: str = ""
    more: tuple[tuple[str, str], ...] = ()
    held: bool = False
    refused: Callable[[Now, Trouble], bool] = lambda _now, _trouble: False


class BaseLane(ABC):
    """A lane named `name`. A subclass chooses the next question."""

    name = ""
    serves_revoked = False
    """Whether the lane has something to do for a register whose key was revoked."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.pauses = Pauses(core.rng)
        self._asked: Question | None = None
        self._sent = Now(0.0, 0)
        self._skewed = False  # the question under way was sent again with the centre's time
        self._again: Question | None = None
        self._signer = core.signer  # of the question under way
        self._until = 0.0
        self._tries = core.tries

    @abstractmethod
    def _choose(self, now: Now) -> Question | Sleep:
        """Return what to ask now, or until when there is nothing to ask."""

    def next(self, now: Now) -> Send | Sleep:
        """Say what to do now; see `steps.Lane`."""
        if self._asked is not None:
            raise RuntimeError(f"{self.name}: the last request has no outcome yet")
        if self._tries != self.core.tries:
            self._tries = self.core.tries
            self._until = 0.0
        if self.core.revoked and not self.serves_revoked:
            return Sleep(NEVER)
        until = max(self._until, self.core.held_until())
        if now.steady < until:
            return Sleep(until)
        question, self._again = self._again, None
        if question is None:
            try:
                chosen = self._choose(now)
            except PortError as error:
                return Sleep(self._park(now, Trouble(Kind.BUG, error.code, str(error)[:200])))
            if isinstance(chosen, Sleep):
                return chosen
            question, self._skewed = chosen, False
        self._signer = self.core.signer
        request = self.core.request(
            now,
            question.method,
            question.path,
            question.message,
            query=question.query,
            idempotency=question.idempotency,
            more=question.more,
        )
        self._asked, self._sent = question, now
        return Send(request, question.timeout)

    def answered(self, now: Now, response: WireResponse) -> None:
        """Take the answer; see `steps.Lane`."""
        question = self._take_question()
        answer: Any
        if question.kind is None:
            answer = response if response.status in {200, 206} else self.core.refusal(now, response)
        else:
            answer = self.core.read(self._sent, now, response, question.kind, held=question.held)
        if isinstance(answer, Trouble):
            self._was_refused(now, question, answer)
            return
        try:
            trouble = question.took(now, answer)
        except PortError as error:
            trouble = Trouble(Kind.BUG, error.code, str(error)[:200])
        if trouble is not None:
            self._park(now, trouble)
            return
        self.pauses.over()
        self.core.note_success(self.name, now)

    def failed(self, now: Now, why: str) -> None:
        """Take note that there was no answer; see `steps.Lane`."""
        question = self._take_question()
        trouble = Trouble(Kind.OFFLINE, why)
        if not question.refused(now, trouble):
            self._park(now, trouble)

    def _was_refused(self, now: Now, question: Question, trouble: Trouble) -> None:
        if trouble.code == "skew" and not self._skewed:
            self._again, self._skewed = question, True  # once, with the time that the centre told
            return
        if trouble.code == "bad_request_signature" and self.core.try_spare(self._signer):
            self._again = question
            return
        try:
            handled = question.refused(now, trouble)
        except PortError as error:
            handled, trouble = False, Trouble(Kind.BUG, error.code, str(error)[:200])
        if not handled:
            self._park(now, trouble)

    def _park(self, now: Now, trouble: Trouble) -> float:
        """Note a trouble and wait; returns until when."""
        _log.warning("%s: %s %s %s", self.name, trouble.kind.value, trouble.code, trouble.detail)
        self.core.hold(now, trouble, self.pauses)
        self.core.note_trouble(self.name, now, trouble)
        self._until = now.steady + self.pauses.after(trouble)
        return self._until

    def _take_question(self) -> Question:
        question, self._asked = self._asked, None
        if question is None:
            raise RuntimeError(f"{self.name}: no request is under way")
        return question
