"""`omnitill-central location`, `register`, `enrol`, `revoke`: the chain's places and the machines in them."""

from __future__ import annotations

import argparse
import io
from typing import Any, Final

import qrcode  # type: ignore[import-untyped]
import sqlalchemy as sa

from sync.central.context import Centre
from sync.central.feeds import publish
from sync.central.identity.operators import journal_act
from sync.central.registers import estate
from sync.central.registers.enrolment import make_code
from sync.central.registers.keys import revoke
from sync.central.registers.places import place_changes
from sync.central.registers.tables import location, register
from sync.protocol import enrolment_code

MOST_ROWS: Final = 10_000


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the commands of this area."""
    places = subparsers.add_parser("location", help="stores and warehouses").add_subparsers(dest="act", required=True)
    put = places.add_parser("put", help="add a location, or change it")
    put.add_argument("id")
    put.add_argument("--name", required=True)
    put.add_argument("--kind", choices=estate.KINDS, default="store")
    put.add_argument("--zone", required=True, help="price zone: whose catalogue its registers follow")
    put.add_argument("--region", required=True, help="whose stock its registers follow")
    put.set_defaults(run=_put_location)
    places.add_parser("list", help="all locations").set_defaults(run=_locations)
    machines = subparsers.add_parser("register", help="the registers").add_subparsers(dest="act", required=True)
    add = machines.add_parser("add", help="add a register; enrol makes its code")
    add.add_argument("id")
    add.add_argument("--location", required=True)
    add.add_argument("--prefix", required=True, help="how its receipt numbers begin, as PL02")
    add.add_argument("--name", default="")
    add.set_defaults(run=_add_register)
    machines.add_parser("list", help="all registers").set_defaults(run=_registers)
    enrol = subparsers.add_parser(
        "enrol", help="make the code that makes a computer a register; ten minutes, five tries"
    )
    enrol.add_argument("register")
    enrol.set_defaults(run=_enrol)
    end = subparsers.add_parser("revoke", help="shut a register out: stolen, scrapped, not trusted")
    end.add_argument("register")
    end.add_argument("--stolen", action="store_true", help="the PINs of its store's staff must change")
    end.add_argument("--reason", default="")
    end.set_defaults(run=_revoke)


def _put_location(centre: Centre, options: argparse.Namespace) -> int:
    def work(connection: sa.Connection) -> None:
        estate.put_location(
            connection,
            options.id,
            name=options.name,
            kind=options.kind,
            zone=options.zone,
            region=options.region,
        )
        detail = f"{options.name}, {options.kind}, zone {options.zone}, region {options.region}"
        journal_act(connection, centre.operator, "location_put", options.id, detail, centre.clock())
        publish(connection, place_changes(connection), now=centre.clock())

    with centre.database() as database:
        database.write(work)
    centre.say(f"{options.id}: {options.name}")
    return 0


def _add_register(centre: Centre, options: argparse.Namespace) -> int:
    def work(connection: sa.Connection) -> None:
        now = centre.clock()
        name = options.name or options.id
        estate.add_register(
            connection, options.id, location_id=options.location, name=name, prefix=options.prefix, now=now
        )
        detail = f"{options.location}, {options.prefix}"
        journal_act(connection, centre.operator, "register_added", options.id, detail, now)

    with centre.database() as database:
        database.write(work)
    centre.say(f"{options.id} is added. Its code: omnitill-central enrol {options.id}")
    return 0


def _locations(centre: Centre, _options: argparse.Namespace) -> int:
    c = location.c
    select = sa.select(c.id, c.kind, c.name, c.zone, c.region).order_by(c.id).limit(MOST_ROWS)
    with centre.database() as database:
        rows = database.read(lambda connection: connection.execute(select).all())
    for row in rows:
        centre.say(f"{row.id}: {row.kind} {row.name}, zone {row.zone}, region {row.region}")
    return 0


def _registers(centre: Centre, _options: argparse.Namespace) -> int:
    c = register.c
    select = sa.select(c.id, c.location_id, c.prefix, c.state, c.epoch).order_by(c.location_id, c.id).limit(MOST_ROWS)
    with centre.database() as database:
        rows = database.read(lambda connection: connection.execute(select).all())
    for row in rows:
        centre.say(f"{row.id}: {row.state}, location {row.location_id}, receipts {row.prefix}, epoch {row.epoch}")
    return 0


def _enrol(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        new = make_code(database, centre.authority(), options.register, centre.operator, centre.clock())
    centre.say(f"Code of {new.register_id}, until {new.expires_at}:\n\n  {new.code.grouped}\n")
    address = centre.settings.address
    if address:
        centre.say(f"Address: {address}\n")
        centre.say(drawn(enrolment_code.scanned(address, new.code)))
    else:
        centre.say("Type the centre's address at the register (set `address` in centre.toml to scan both at once).")
    return 0


def _revoke(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        count = revoke(
            database,
            centre.authority(),
            options.register,
            operator=centre.operator,
            reason=options.reason,
            is_stolen=options.stolen,
            now=centre.clock(),
        )
    centre.say(f"{options.register} is shut out: {count} keys revoked. What it still has reaches rescue alone.")
    if options.stolen:
        centre.say("The PINs of its store's staff have to change before anybody logs in with them again.")
    return 0


def drawn(text: str) -> str:
    """A two-dimensional code as text, two rows of modules a line, dark on light with its quiet zone."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
