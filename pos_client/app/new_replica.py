"""An empty replica for a register of a chain: it says nothing until the feeds do. Blocks; no Qt."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pos_client.app.enrolment_file import Enrolment
from pos_client.db.replica import ReplicaDamagedError, ReplicaDiskError, create_empty
from pos_client.db.replica.files import LIVE_NAME, ReplicaFile, check_header
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.money import Currency
from pos_client.domain.settings import RegisterSettings
from sync.protocol.snapshot import LIVE_APPLICATION_ID, LIVE_VERSION

DAMAGED: Final = "live.damaged"


def mark_damaged(folder: Path) -> None:
    """Have the next start throw the replica away. `OSError`."""
    (folder / DAMAGED).touch(mode=0o600)


def is_marked(folder: Path) -> bool:
    """Whether the replica was found to be damaged."""
    return (folder / DAMAGED).exists()


def is_damaged(folder: Path) -> bool:
    """Read the live file whole, on a connection of its own; False also when there is none, or the disk refuses."""
    path = folder / LIVE_NAME
    if not path.exists():
        return False
    try:
        check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
        file = ReplicaFile(path)
        try:
            file.check()
        finally:
            file.close()
    except ReplicaDamagedError:
        return True
    except ReplicaDiskError:
        return False
    return False


def make_replica(folder: Path, enrolment: Enrolment, *, anew: bool = False) -> None:
    """Make the replica's files in `folder`; one that follows the same feeds is left alone. `anew`: even a damaged one.

    `ReplicaDamagedError`, `ReplicaWriteError`, `OSError`.
    """
    if anew:
        for pattern in (f"{LIVE_NAME}*", "catalogue-*.sqlite*", "building-*.sqlite*"):
            for path in folder.glob(pattern):
                path.unlink(missing_ok=True)
    folder.mkdir(exist_ok=True, parents=True, mode=0o700)
    register = RegisterSettings(enrolment.register_id, enrolment.register_id, enrolment.prefix)
    nowhere = StoreProfile(enrolment.location_id, enrolment.location_id, Currency("XXX", 2), "en", "UTC")
    create_empty(folder, register, nowhere, enrolment.feeds)
    (folder / DAMAGED).unlink(missing_ok=True)
