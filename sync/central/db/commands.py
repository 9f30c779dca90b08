"""`omnitill-central migrate`, `backup`, `restore`, `doctor`: the database and its copies."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sync.central.context import Centre
from sync.central.db import backup, schema
from sync.central.db.database import open_database
from sync.central.db.examining import examine
from sync.central.feeds import raise_generations
from sync.central.identity.operators import journal_act
from sync.central.registers.epochs import forget_none
from sync.central.registers.floors import publish_floors
from sync.central.registers.keys import apply_revocations

RED = "red"


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the commands of this area."""
    subparsers.add_parser("migrate", help="bring the database to this program's schema").set_defaults(run=_migrate)
    copy = subparsers.add_parser(
        "backup", help="make a verified copy of the database (the authority is apart: ca copy)"
    )
    copy.add_argument("--to", type=Path, help="folder for it; without it `backups` of centre.toml")
    copy.set_defaults(run=_backup)
    back = subparsers.add_parser("restore", help="put a copy into a new place; the authority must be there already")
    back.add_argument("copy", type=Path)
    back.set_defaults(run=_restore)
    subparsers.add_parser("doctor", help="look at everything: green, amber, red, with the next step").set_defaults(
        run=_doctor
    )


def _migrate(centre: Centre, _options: argparse.Namespace) -> int:
    database = open_database(centre.settings.database, pool_size=2)
    try:
        before = schema.migrate(database)
    finally:
        database.close()
    centre.say(
        f"schema: {before or 'none'} -> {schema.REVISION}" if before != schema.REVISION else "schema: up to date"
    )
    return 0


def _backup(centre: Centre, options: argparse.Namespace) -> int:
    folder = options.to or centre.settings.backups
    if folder is None:
        raise backup.BackupError("no folder: say --to, or set `backups` in centre.toml")
    with centre.database() as database:
        made = backup.back_up(database, centre.settings.database, folder, centre.clock())
        told = publish_floors(database, made.heads, centre.clock())
    centre.say(f"{made.path}: verified, {made.size} bytes, {len(made.heads)} journals")
    centre.say(f"{told} registers are told what they need not keep for it.")
    return 0


def _restore(centre: Centre, options: argparse.Namespace) -> int:
    authority = centre.authority()
    backup.restore(options.copy, centre.settings.database, say=centre.say)
    database = open_database(centre.settings.database, pool_size=2)
    try:
        schema.migrate(database)
        schema.check(database)
        forgotten = apply_revocations(database, authority)
        now = centre.clock()

        def work(connection: Any) -> int:  # noqa: ANN401 - of SQLAlchemy, which this module needs for nothing else
            forget_none(connection, str(options.copy), now)
            journal_act(connection, centre.operator, "restored", str(options.copy), "", now)
            return raise_generations(connection, now)

        feeds = database.write(work)
    finally:
        database.close()
    centre.say(f"Restored. {forgotten} keys revoked since the copy are revoked again; {feeds} feeds begin anew.")
    centre.say("Registers prove by what they hold signed what this copy lacks, and send it again by themselves.")
    return 0


def _doctor(centre: Centre, _options: argparse.Namespace) -> int:
    findings = examine(centre)
    for finding in findings:
        centre.say(f"{finding.light:5}  {finding.subject}: {finding.what}")
        if finding.next_step:
            centre.say(f"       {finding.next_step}")
    return 1 if any(finding.light == RED for finding in findings) else 0
