"""How sync stands, as the chip and its page show it and as the child process tells it. Frozen values; pure."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Phase(StrEnum):
    """`STARTING`: nothing heard yet. `REFUSED`, `ALARM`: the centre answers, something is parked, selling goes on."""

    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"
    REFUSED = "refused"
    ALARM = "alarm"


class FeedState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a feed was read. `at`: µs since 1970 by the register's clock when it last stood at the head, 0 never."""

    feed: str
    position: int = 0
    head: int = 0
    at: int = 0


class SyncState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Moments are µs since 1970 by the register's clock, 0 for never.

    `since`: when `phase` began. `waiting` counts events, `oldest_waiting` is an instant ("" for none). `error` is the
    code of the trouble that stands ("" for none), `error_kind` a `trouble.Kind`, `next_step` a code for a person.
    `download` is (bytes here, bytes of all) of a snapshot under way. `wish`: why a new epoch is wanted, "" when not.
    `offset` is what to add to the register's clock; it is worth something once `offset_known`.
    """

    phase: Phase = Phase.STARTING
    since: int = 0
    last_contact: int = 0
    waiting: int = 0
    oldest_waiting: str = ""
    epoch: int = 0
    seq: int = 0
    acknowledged_seq: int = 0
    quarantined: int = 0
    offset: int = 0
    offset_known: bool = False
    error: str = ""
    error_kind: str = ""
    error_detail: str = ""
    error_at: int = 0
    next_step: str = ""
    wish: str = ""
    feeds: tuple[FeedState, ...] = ()
    download: tuple[int, int] | None = None
