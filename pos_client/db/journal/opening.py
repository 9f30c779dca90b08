"""Opening `journal.sqlite`: creating it once, recognising damage, and checking it after an unclean stop.

Nothing here repairs: a file that does not hold is reported and left as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db.journal import epochs, schema, verify
from pos_client.db.journal import statements as s
from pos_client.db.journal.errors import (
    JournalDamagedError,
    JournalOpenError,
    open_error,
    os_error_code,
)
from pos_client.db.journal.rows import Head
from pos_client.db.journal.writer import Writer
from sync.protocol import canonical, chain
from sync.protocol.durable import sync_directory
from sync.protocol.events import EpochOpenedBody, RecoveredBody
from sync.protocol.messages import Grant
from sync.protocol.signing import Signer

FILE_NAME = "journal.sqlite"
LOCK_NAME = "journal.lock"
PROOF_NAME = "journal.acknowledged"  # beside the file: who puts an older one back is told by it
CREATED_NAME = "journal.created"  # stands once the journal's first event is durable: a missing file is then damage
RUNNING = "journal.running"
ANCHOR = "journal.anchor"
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_log = logging.getLogger(__name__)


class OpenReport(Struct, frozen=True):
    """How the journal was found. `checked` is the check made before selling, None after a clean stop.

    `older`: the file ends before, or has another event than, what the centre had acknowledged when it was last closed.
    """

    created: bool = False
    clean: bool = True
    epoch: int = 1
    seq: int = 0
    checked: verify.VerifyReport | None = None
    older: bool = False


def prepare(directory: Path) -> Path:
    """Make the directory, for its owner alone; returns the journal's path. `JournalOpenError`."""
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise JournalOpenError(os_error_code(error, directory), str(error)) from error
    return directory / FILE_NAME


def open_file(
    path: Path,
    connect: Callable[[], Any],
    write: Callable[[Any], Writer],
    signer: Signer,
    prefix: str,
    register_id: str,
    grant: Grant | None = None,
) -> tuple[Any, OpenReport]:
    """Return the writer's connection and how the file was found; the caller holds the lock.

    A new file begins with the epoch of `grant`, without one with epoch 1.
    """
    mark = path.with_name(CREATED_NAME)
    if mark.exists():
        _look_whole(path)
    checked = _look_first(path)
    raw: Any = None
    try:
        raw = connect()
        if schema.revision_of(raw) == "":
            body = _first_body(signer, prefix, register_id, grant)
            epoch = grant.epoch if grant else 1
            raw = _create(raw, path, mark, connect, write, signer, body, epoch)
            return raw, OpenReport(created=True, epoch=epoch, seq=1)
        if schema.revision_of(raw) in schema.REVISIONS[:-1]:
            raw.close()
            schema.migrate(path)
            raw = connect()
        schema.check(raw)
        return raw, _begin(raw, path, write, signer, prefix, register_id, checked)
    except dbapi2.Error as error:
        _close(raw)
        raise open_error(error, path) from error
    except BaseException:
        _close(raw)
        raise


def anchor_of(raw: Any) -> tuple[int, bytes] | None:  # noqa: ANN401 - the driver has no types
    """Return (seq, hash) up to which the present epoch was verified, None when it never was."""
    row = raw.execute(s.VALUE.sql, (ANCHOR,)).fetchone()
    head = raw.execute(s.SELECT_HEAD.sql).fetchone()
    if row is None or head is None:
        return None
    anchor = canonical.decode(bytes(row[0]))
    if not isinstance(anchor, list) or len(anchor) != 3 or anchor[0] != head[0]:
        return None
    return int(anchor[1]), bytes.fromhex(str(anchor[2]))


def anchor_bytes(head: Head) -> bytes:
    """Return what `anchor_of` reads."""
    return canonical.encode([head.epoch, head.seq, head.hash.hex()])


def _create(
    raw: Any,  # noqa: ANN401 - the driver has no types
    path: Path,
    mark: Path,
    connect: Callable[[], Any],
    write: Callable[[Any], Writer],
    signer: Signer,
    body: EpochOpenedBody,
    epoch: int,
) -> Any:  # noqa: ANN401
    """Make tables and the genesis event; a file left half-made by a crash has no tables and is made again."""
    if mark.exists():
        raise JournalDamagedError("missing", f"{path} is empty, but there was a journal")
    raw.close()
    path.chmod(0o600)
    schema.migrate(path)
    raw = connect()
    genesis = chain.genesis_hash(body.register_id, epoch)
    raw.execute("BEGIN IMMEDIATE")
    row = (epoch, body.register_id, body.receipt_prefix, signer.public_key, 0, genesis, 0, 0, 0, 0, b"", "")
    raw.execute(s.INSERT_HEAD.sql, row)
    writer = write(raw)
    writer.append("epoch_opened", body)
    writer.keep(RUNNING, b"1")
    writer.finish()
    raw.execute("COMMIT")
    sync_directory(path.parent)
    mark.touch(mode=0o600)
    sync_directory(path.parent)
    return raw


def _first_body(signer: Signer, prefix: str, register_id: str, grant: Grant | None) -> EpochOpenedBody:
    """Return what the first event says. `JournalOpenError` "wrong_identity" for a grant to somebody else."""
    key = signer.public_key.hex()
    if grant is None:
        return EpochOpenedBody(register_id=register_id, receipt_prefix=prefix, public_key=key)
    if (grant.register_id, grant.prefix, grant.public_key) != (register_id, prefix, key):
        raise JournalOpenError("wrong_identity", f"the grant is of {grant.register_id} {grant.prefix}")
    return EpochOpenedBody(
        register_id=register_id,
        receipt_prefix=prefix,
        public_key=key,
        previous_epoch=grant.previous_epoch,
        previous_seq=grant.previous_seq,
        previous_hash=grant.previous_hash,
    )


def _begin(
    raw: Any,  # noqa: ANN401 - the driver has no types
    path: Path,
    write: Callable[[Any], Writer],
    signer: Signer,
    prefix: str,
    register_id: str,
    checked: verify.VerifyReport | None,
) -> OpenReport:
    row = raw.execute(s.SELECT_HEAD.sql).fetchone()
    if row is None:
        raise JournalDamagedError("head_mismatch", "no head")
    head = Head(*row)
    heads = [Head(*found) for found in raw.execute(s.HEADS.sql).fetchall()]
    ours = any(known.prefix == prefix and register_id in {known.register_id, prefix} for known in heads)
    if head.public_key != signer.public_key or not ours:
        raise JournalOpenError("wrong_identity", f"the journal is of {head.register_id} {head.prefix}")
    last = raw.execute(s.EVENT_HASH.sql, (head.epoch, head.seq)).fetchone()
    if last is None or last[0] != head.hash:
        raise JournalDamagedError("head_mismatch", "the head is not the last event", seq=head.seq)
    clean = raw.execute(s.VALUE.sql, (RUNNING,)).fetchone() is None
    if not clean and checked is None:  # migrated a moment ago
        checked = _check(raw, path)
    raw.execute("BEGIN IMMEDIATE")
    writer = write(raw)
    writer.keep(RUNNING, b"1")
    if checked is not None:
        writer.append("recovered", RecoveredBody(checked_from=checked.first_seq, checked_to=checked.last_seq))
        writer.keep(ANCHOR, anchor_bytes(head))
    writer.finish()
    raw.execute("COMMIT")
    return OpenReport(clean=clean, epoch=head.epoch, seq=head.seq, checked=checked, older=_is_older(raw, path))


def keep_proof(path: Path, head: Head) -> None:
    """Write beside the journal what the centre acknowledged of it. `OSError`."""
    if not head.acknowledged_seq:
        return
    proof = path.with_name(PROOF_NAME)
    temporary = proof.with_name(f".{PROOF_NAME}.part")
    temporary.write_bytes(canonical.encode([head.epoch, head.acknowledged_seq, head.acknowledged_hash.hex()]))
    temporary.chmod(0o600)
    temporary.replace(proof)


def _is_older(raw: Any, path: Path) -> bool:  # noqa: ANN401 - the driver has no types
    """Compare the journal with the proof beside it; of another register's epochs, or unreadable, it proves nothing."""
    try:
        with path.with_name(PROOF_NAME).open("rb") as file:
            epoch, seq, digest = msgspec.json.decode(file.read(1_000), type=tuple[int, int, str])
    except (OSError, msgspec.DecodeError):
        return False
    order = epochs.order(raw)
    if any(epochs.is_provisional(one) for one in order):
        return False  # a copy that was restored, and says so itself
    if epoch not in order:
        return epoch > max(order)
    row = raw.execute(s.EVENT_HASH.sql, (epoch, seq)).fetchone()
    floor = raw.execute(s.PURGE_FLOOR.sql, (epoch,)).fetchone()
    return row[0].hex() != digest if row is not None else floor is None or seq > floor[1]


def _look_first(path: Path) -> verify.VerifyReport | None:
    """Check a file that was not closed, before a connection that writes is near it; None when there is no need.

    Closing a writing connection would move the log into the file, and damage is to be left as it is.
    """
    if not path.is_file() or path.stat().st_size == 0:
        return None
    raw = verify.open_for_reading(path)
    try:
        if schema.revision_of(raw) != schema.REVISION:
            return None
        schema.check_triggers(raw)
        if raw.execute(s.VALUE.sql, (RUNNING,)).fetchone() is None:
            return None
        return _check(raw, path)
    except dbapi2.Error as error:
        raise open_error(error, path) from error
    finally:
        raw.close()


def _check(raw: Any, path: Path) -> verify.VerifyReport:  # noqa: ANN401 - the driver has no types
    """Check structure and chain above the last anchor. `JournalDamagedError`."""
    try:
        anchor = anchor_of(raw)
    except ValueError:
        anchor = None  # not an anchor: check all
    report = verify.check(raw, path, after=anchor, signatures="last")
    if report.problems:
        first = report.problems[0]
        raise JournalDamagedError(first.code, first.detail, seq=first.seq)
    _log.info("the journal was not closed; checked %d events from %d", report.events, report.first_seq)
    return report


def _look_whole(path: Path) -> None:
    """Recognise a file that is gone or cut short before SQLite is let near it. `JournalDamagedError`."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        raise JournalDamagedError("missing", str(path)) from None
    except OSError as error:
        raise JournalOpenError(os_error_code(error, path), str(error)) from error
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        return  # pages may still be in the log alone
    if len(header) < _HEADER_BYTES:
        raise JournalDamagedError("truncated", f"{size} bytes")
    if not header.startswith(_MAGIC):
        raise JournalDamagedError("not_a_database", str(path))
    page = int.from_bytes(header[16:18])
    pages = int.from_bytes(header[28:32])
    if size < pages * (65_536 if page == 1 else page):
        raise JournalDamagedError("truncated", f"{size} bytes of {pages} pages of {page}")


def _close(raw: Any) -> None:  # noqa: ANN401 - the driver has no types
    if raw is not None:
        raw.close()
