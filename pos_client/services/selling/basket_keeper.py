"""The current basket on disk: written behind the cashier's back after every change, the newest state alone.

`save` and `watch` are called on the main thread; the writing runs on the journal's, and so does `on_trouble`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import msgspec

from pos_client.db.journal import JournalWriteError, Writer
from pos_client.domain.pricing import PricedBasket
from pos_client.services.desk import Desk

WRITES_AGAIN = ""  # what is told once the disk takes the basket after it had refused
_log = logging.getLogger(__name__)


class BasketKeeper:
    """Saves what `newest` gives. `on_trouble` is called with a message code when the disk refuses.

    It is called with `WRITES_AGAIN` when the disk then takes what is written: nobody else takes the bad news back.
    """

    def __init__(self, desk: Desk, *, newest: Callable[[], PricedBasket], on_trouble: Callable[[str], None]) -> None:
        self._desk = desk
        self._newest = newest
        self._on_trouble = on_trouble
        self._waits = False
        self._refused = False  # of the journal's thread

    def save(self) -> None:
        """Have the newest basket written; one waiting save is enough, it takes what is newest when it runs."""
        if not self._waits:
            self._waits = True
            self.watch(self._desk.record(self._write))

    def watch(self, future: Future[Any]) -> None:
        """Tell when what `future` writes could not be written."""
        future.add_done_callback(self._written)

    def _write(self, writer: Writer) -> None:
        self._waits = False  # before reading: a change from now on asks for a save of its own
        priced = self._newest()
        basket = priced.basket
        if self._desk.journal.reader().sale_by_id(basket.basket_id) is not None:
            return  # sold meanwhile: it must not come back as an open basket
        if not basket.lines:
            writer.drop_basket(basket.basket_id)
            return
        writer.save_basket(
            basket.basket_id,
            "open",
            msgspec.json.encode(basket),
            label="",
            total=priced.total,
            line_count=len(basket.live_lines),
            by=basket.opened_by,
        )

    def _written(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            if self._refused:
                self._refused = False
                self._on_trouble(WRITES_AGAIN)
            return
        self._waits = False  # a save that was refused before it ran must not keep the next one from being asked
        if isinstance(error, JournalWriteError):
            self._refused = True
            self._on_trouble(error.code)
        else:
            _log.error("saving the basket failed", exc_info=error)
            self._on_trouble("internal_error")
