"""`omnitill-central staff` and `store`: people and store settings at the command line.

A PIN is typed, twice, or read from standard input; it is never an argument, which other users of the machine can see.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from pos_client.domain.settings import RegisterSettings
from pos_client.domain.staff import Role
from sync.central.context import Centre
from sync.central.db import Database
from sync.central.staff.people import (
    Person,
    StaffError,
    add_people,
    change_person,
    deactivate,
    expire_pins_of_store,
    hash_pin,
    people_of,
    put_roles,
    set_pin,
    set_stores,
)
from sync.central.staff.stores import StoreError, StoreSetup, put_registers, put_settings, put_store, settings_of

OK: Final = 0
REFUSED: Final = 1
MOST_BYTES: Final = 1024 * 1024
_T = TypeVar("_T")


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the commands of this area."""
    staff = subparsers.add_parser("staff", help="who may log in at the registers").add_subparsers(required=True)
    adding = staff.add_parser("add", help="add somebody; asks for the PIN")
    adding.add_argument("staff_id")
    adding.add_argument("name")
    adding.add_argument("--role", required=True)
    adding.add_argument("--store", action="append", required=True, help="where they work; may be given again")
    adding.add_argument("--badge", default="")
    adding.set_defaults(run=_command(_add))
    for name, run, told in (
        ("set-pin", _set_pin, "give somebody a new PIN; asks for it"),
        ("deactivate", _deactivate, "let somebody do nothing any more"),
        ("activate", _activate, "let somebody work again"),
    ):
        parser = staff.add_parser(name, help=told)
        parser.add_argument("staff_id")
        parser.set_defaults(run=_command(run))
    stores = staff.add_parser("stores", help="set all stores that somebody works at")
    stores.add_argument("staff_id")
    stores.add_argument("store", nargs="+")
    stores.set_defaults(run=_command(_stores))
    listing = staff.add_parser("list", help="the people of a store")
    listing.add_argument("store")
    listing.set_defaults(run=_command(_list))
    expiring = staff.add_parser("expire-pins", help="a register was stolen: no PIN of its store's people holds")
    expiring.add_argument("store")
    expiring.set_defaults(run=_command(_expire))
    roles = staff.add_parser("roles", help="set the roles of a price zone from a JSON file: [role, ...]")
    roles.add_argument("zone")
    roles.add_argument("file", type=Path)
    roles.set_defaults(run=_command(_roles))
    store = subparsers.add_parser("store", help="settings of a store and its registers").add_subparsers(required=True)
    setup = store.add_parser("setup", help="set all that a store shares from JSON: profile, tender_kinds, reasons, ...")
    setup.add_argument("store")
    setup.add_argument("file", type=Path)
    setup.set_defaults(run=_command(_setup))
    machine = store.add_parser("register", help="set up a register from a JSON file of its settings")
    machine.add_argument("store")
    machine.add_argument("file", type=Path)
    machine.set_defaults(run=_command(_register))
    settings = store.add_parser("settings", help="show them, or set some: KEY=VALUE; KEY= removes one")
    settings.add_argument("store")
    settings.add_argument("setting", nargs="*", type=_pair)
    settings.set_defaults(run=_command(_settings))


_Run = Callable[[Centre, Database, argparse.Namespace], str]


def _command(run: _Run) -> Callable[[Centre, argparse.Namespace], int]:
    def started(centre: Centre, options: argparse.Namespace) -> int:
        try:
            with centre.database() as database:
                told = run(centre, database, options)
        except (StaffError, StoreError) as error:
            sys.stderr.write(f"refused, nothing was changed: {error}\n")
            return REFUSED
        centre.say(told)
        return OK

    return started


def _pair(text: str) -> tuple[str, str | None]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError(f"not KEY=VALUE: {text!r}")
    return key, value or None


def read_pin() -> str:
    """The PIN, typed twice where a person sits, else the first line of standard input; `StaffError`."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(100).rstrip("\r\n")
    pin = getpass.getpass("PIN (4 to 8 digits): ")
    if getpass.getpass("Again: ") != pin:
        raise StaffError("pins_differ")
    return pin


def _add(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    verifier = hash_pin(read_pin())
    new = Person(options.staff_id, options.name, options.role, verifier, options.badge)
    add_people(database, [(new, options.store)], by=centre.operator, now=centre.clock())
    return f"{options.staff_id} works at {' '.join(options.store)}."


def _set_pin(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    set_pin(database, options.staff_id, read_pin(), by=centre.operator, now=centre.clock())
    return f"{options.staff_id} has a new PIN."


def _deactivate(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    deactivate(database, options.staff_id, by=centre.operator, now=centre.clock())
    return f"{options.staff_id} may do nothing any more."


def _activate(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    change_person(database, options.staff_id, by=centre.operator, now=centre.clock(), is_active=True)
    return f"{options.staff_id} may work again."


def _stores(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    set_stores(database, options.staff_id, options.store, by=centre.operator, now=centre.clock())
    return f"{options.staff_id} works at {' '.join(options.store)}."


def _list(_centre: Centre, database: Database, options: argparse.Namespace) -> str:
    people = database.read(lambda connection: people_of(connection, options.store))
    if not people:
        return f"Nobody works at {options.store}."
    states = {(True, False): "", (False, False): " (inactive)", (True, True): " (needs a new PIN)"}
    return "\n".join(
        f"{each.staff_id} {each.name}, {each.role_id}{states.get((each.is_active, each.pin_expired), ' (inactive)')}"
        for each in people
    )


def _expire(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    count = expire_pins_of_store(database, options.store, by=centre.operator, now=centre.clock())
    return f"{count} people of {options.store} need a new PIN: staff set-pin."


def _read(path: Path, kind: type[_T]) -> _T:
    """What a JSON file of ours spells; `StoreError` says where it does not."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise StoreError("too_large", str(path))
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, ValueError) as error:
        raise StoreError("bad_file", f"{path}: {error}") from None


def _roles(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    roles = _read(options.file, tuple[Role, ...])
    put_roles(database, options.zone, roles, by=centre.operator, now=centre.clock())
    return f"{len(roles)} roles of zone {options.zone}."


def _setup(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    setup = _read(options.file, StoreSetup)
    changed = put_store(database, options.store, setup, by=centre.operator, now=centre.clock())
    return f"{changed} rows of {options.store} changed."


def _register(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    setup = _read(options.file, RegisterSettings)
    changed = put_registers(database, options.store, [setup], by=centre.operator, now=centre.clock())
    return f"{setup.register_id} is set up." if changed else f"{setup.register_id} is set up like that already."


def _settings(centre: Centre, database: Database, options: argparse.Namespace) -> str:
    if options.setting:
        changed = put_settings(database, options.store, dict(options.setting), by=centre.operator, now=centre.clock())
        return f"{changed} settings of {options.store} changed."
    settings = database.read(lambda connection: settings_of(connection, options.store))
    return "\n".join(f"{key}={value}" for key, value in sorted(settings.items())) or f"{options.store} has none."
