"""What the feeds say of this register itself: the CA to come, its events that were set aside, what it has to keep.

Looked at when the process starts and whenever one of the two feeds has changed. Any thread; blocks for a row's reading.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from pos_client.app.enrolment_file import Enrolment
from pos_client.db.replica.codec import KEEP, decode_included, decode_keep
from pos_client.db.replica.port import WrittenReplica
from sync.engine import next_ca
from sync.engine.core import Core
from sync.engine.identity import public_key_of
from sync.engine.next_ca import NextCa
from sync.engine.ports import PortError
from sync.protocol.feeds import register_feed, stock_feed

_log = logging.getLogger(__name__)


class OwnRows:
    """Reads them for the engine. `trust(PEM)` has connections trust another CA; `tell(row)` has the till keep it."""

    def __init__(
        self,
        core: Core,
        replica: WrittenReplica,
        enrolment: Enrolment,
        trust: Callable[[str], None],
        tell: Callable[[NextCa], None],
    ) -> None:
        self._core = core
        self._replica = replica
        self._trust = trust
        self._tell = tell
        self._gate = threading.Lock()
        self._ca, self._ca_next = enrolment.ca, enrolment.ca_next
        self._register = register_feed(enrolment.register_id)
        self._stock = stock_feed(enrolment.location_id)
        self._key = f"register/{enrolment.register_id}"

    def look(self, feeds: frozenset[str] | None = None) -> None:
        """Look at what changed in `feeds`, at all of it without them. What cannot be read now is looked at again."""
        with self._gate:
            try:
                if feeds is None or self._register in feeds:
                    self._look_at_ca()
                    self._look_at_keep()
                if feeds is None or self._stock in feeds:
                    self._look_at_quarantine()
            except PortError as error:
                _log.warning("the own rows cannot be read: %s", error)

    def _look_at_ca(self) -> None:
        body = self._replica.row(self._register, next_ca.KEY)
        if body is None:
            return
        try:
            announced = next_ca.read(body)
            pair = next_ca.trusted_with(announced, self._ca, self._ca_next)
        except (ValueError, msgspec.MsgspecError) as error:
            _log.error("the next CA is not believed: %s", error)
            return
        if pair is None:
            return
        self._ca, self._ca_next = pair
        self._trust(announced.certificate)
        keys = tuple(public_key_of(pem) for pem in pair)
        self._core.identity = replace(self._core.identity, ca_public_key=keys[0], other_keys=keys[1:])
        self._tell(announced)
        _log.info("the next CA is trusted")

    def _look_at_keep(self) -> None:
        body = self._replica.row(self._register, KEEP)
        if body is None:
            return
        try:
            told = decode_keep(body)
        except (ValueError, msgspec.MsgspecError) as error:
            _log.error("what must be kept cannot be read: %s", error)
            return
        self._core.keep = (told.epoch, told.seq)

    def _look_at_quarantine(self) -> None:
        body = self._replica.row(self._stock, self._key)
        if body is None:
            return
        try:
            self._core.note_set_aside(len(decode_included(body).quarantined))
        except ValueError as error:
            _log.error("what the centre has set aside cannot be read: %s", error)
