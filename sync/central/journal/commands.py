"""`omnitill-central verify`, `quarantine`, `alarms`, `distribute`: the journal at the command line."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

import sqlalchemy as sa

from sync.central.context import Centre
from sync.central.db import metadata
from sync.central.db.schema import load_tables
from sync.central.journal import aside, distribute, repair
from sync.central.journal.quarantine import as_text
from sync.central.journal.verify import verify

OK: Final = 0
FOUND: Final = 1


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the commands of this area."""
    check = subparsers.add_parser("verify", help="check every register's journal and the books drawn from it")
    check.set_defaults(run=_verify)
    acts = subparsers.add_parser("quarantine", help="events that could not be interpreted").add_subparsers(
        dest="act", required=True
    )
    listing = acts.add_parser("list", help="what is in quarantine")
    listing.add_argument("--state", choices=("held", "parked", "repaired"), default="held")
    listing.set_defaults(run=_list)
    show = acts.add_parser("show", help="one event, as text")
    park = acts.add_parser("park", help="say that an event will not be interpreted, and why")
    for parser in (show, park):
        parser.add_argument("register")
        parser.add_argument("epoch", type=int)
        parser.add_argument("seq", type=int)
    show.set_defaults(run=_show)
    park.add_argument("reason")
    park.set_defaults(run=_park)
    vouch = acts.add_parser("vouch", help="let facts count that a revoked key signed: you answer for them")
    vouch.add_argument("register")
    vouch.add_argument("epoch", type=int)
    vouch.add_argument("seq", type=int)
    vouch.add_argument("reason")
    vouch.add_argument("--to", type=int, default=0, metavar="SEQ", help="and all up to this one")
    vouch.set_defaults(run=_vouch)
    retry = acts.add_parser("retry", help="interpret anew what is held, after an upgrade")
    retry.add_argument("--parked", action="store_true", help="and what was parked")
    retry.set_defaults(run=_retry)
    alarms = subparsers.add_parser("alarms", help="what the journals of registers call for").add_subparsers(
        dest="act", required=True
    )
    standing = alarms.add_parser("list", help="alarms that stand")
    standing.add_argument("--all", action="store_true", help="and those that were closed")
    standing.set_defaults(run=_alarms)
    close = alarms.add_parser("close", help="close one that stands")
    close.add_argument("register")
    close.add_argument("epoch", type=int)
    close.add_argument("kind")
    close.set_defaults(run=_close)
    spread = subparsers.add_parser("distribute", help="print what spreads the tables over a Citus cluster")
    spread.add_argument("--run", dest="execute", action="store_true", help="run it, before there is any data")
    spread.set_defaults(run=_distribute)


def _verify(centre: Centre, _options: argparse.Namespace) -> int:
    with centre.database() as database:
        report = verify(database)
    for problem in report.problems:
        where = f"{problem.location_id} {problem.register_id} {problem.epoch}/{problem.seq}"
        centre.say(as_text(f"{problem.code}: {where} {problem.detail}"))
    if report.found > len(report.problems):
        centre.say(f"... and {report.found - len(report.problems)} more")
    found = "all of it holds" if report.ok else f"{report.found} problems"
    centre.say(f"{report.registers} registers, {report.events} events, {report.documents} documents: {found}")
    return OK if report.ok else FOUND


def _list(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        rows = database.read(lambda connection: repair.listed(connection, state=options.state))
    for row in rows:
        place = f"{row.location_id} {row.register_id} {row.epoch}/{row.seq}"
        centre.say(as_text(f"{place} {row.type} {row.at} {row.reason}: {row.detail}"))
    centre.say(f"{len(rows)} events {options.state}")
    return OK


def _show(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        try:
            centre.say(
                database.read(lambda connection: repair.show(connection, options.register, options.epoch, options.seq))
            )
        except LookupError as error:
            return _refuse(error)
    return OK


def _park(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        try:
            repair.park(
                database,
                options.register,
                options.epoch,
                options.seq,
                by=centre.operator,
                note=options.reason,
                now=centre.clock(),
            )
        except (LookupError, ValueError) as error:
            return _refuse(error)
    return OK


def _vouch(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        try:
            done = repair.vouch(
                database,
                options.register,
                options.epoch,
                options.seq,
                options.to or options.seq,
                by=centre.operator,
                note=options.reason,
                now=centre.clock(),
            )
        except (LookupError, ValueError) as error:
            return _refuse(error)
    centre.say(f"{done.repaired} events count now, {done.left} still held")
    return OK


def _retry(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        done = repair.retry(database, centre.clock(), by=centre.operator, parked=options.parked)
    centre.say(f"{done.repaired} events repaired, {done.left} left")
    return OK


def _alarms(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        rows = database.read(lambda connection: aside.alarms(connection, standing=not options.all))
    for row in rows:
        place = f"{row.location_id} {row.register_id} {row.epoch}"
        closed = f", closed {row.closed_at} by {row.closed_by}" if row.closed_at else ""
        centre.say(as_text(f"{row.kind} {place}: {row.times} times, last {row.last_at}{closed}: {row.detail}"))
    centre.say(f"{len(rows)} alarms")
    return OK


def _close(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        try:
            repair.close_alarm(
                database, options.register, options.epoch, options.kind, by=centre.operator, now=centre.clock()
            )
        except LookupError as error:
            return _refuse(error)
    return OK


def _distribute(centre: Centre, options: argparse.Namespace) -> int:
    load_tables()
    made = distribute.statements(metadata.sorted_tables)
    for statement in made:
        centre.say(f"{statement};")
    if options.execute:
        with centre.database() as database:
            if database.is_sqlite:
                return _refuse(ValueError("the embedded database is not distributed"))
            database.write(lambda connection: [connection.execute(sa.text(statement)) for statement in made] and None)
    return OK


def _refuse(error: Exception) -> int:
    sys.stderr.write(f"refused, nothing was changed: {error}\n")
    return FOUND
