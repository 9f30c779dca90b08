"""`omnitill-central operator` and `ca`: who may operate the centre, and its certificates over the years."""

from __future__ import annotations

import argparse
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from sync.central.context import Centre
from sync.central.feeds import Change, publish
from sync.central.identity import operators
from sync.central.identity.authority import CA_KEY, AuthorityError
from sync.central.identity.tables import operator
from sync.central.registers.enrolment import CA_NEXT
from sync.central.registers.tables import register
from sync.protocol.durable import sync_directory
from sync.protocol.feeds import register_feed

COPY_PATTERNS: Final = ("*.sqlite", "*.dump")


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the commands of this area."""
    people = subparsers.add_parser("operator", help="tokens of those who operate the centre")
    of_people = people.add_subparsers(dest="act", required=True)
    add = of_people.add_parser("add", help="make a token; it is shown once")
    add.add_argument("name")
    add.add_argument("--scope", choices=operators.SCOPES, default="view")
    add.add_argument("--days", type=int, default=operators.DEFAULT_LIFE.days, help="how long it is good (default 365)")
    add.set_defaults(run=_add)
    end = of_people.add_parser("revoke", help="end a token at once")
    end.add_argument("name")
    end.set_defaults(run=_revoke)
    of_people.add_parser("list", help="who there is").set_defaults(run=_list)
    of_people.add_parser("acts", help="what was done, newest first").set_defaults(run=_acts)
    authority = subparsers.add_parser("ca", help="the centre's own certificate")
    of_authority = authority.add_subparsers(dest="act", required=True)
    of_authority.add_parser("show", help="names, dates, fingerprint").set_defaults(run=_show)
    prepare = of_authority.add_parser("prepare-next", help="make the next CA and announce it to every register")
    prepare.set_defaults(run=_prepare)
    advance = of_authority.add_parser("advance", help="make the next CA the present one")
    advance.add_argument("--even-if-unheard", action="store_true", help="registers that did not hear are enrolled anew")
    advance.set_defaults(run=_advance)
    copy = of_authority.add_parser("copy", help="copy the authority to a safe place, apart from any backup")
    copy.add_argument("to", type=Path)
    copy.set_defaults(run=_copy)


def _add(centre: Centre, options: argparse.Namespace) -> int:
    life = timedelta(days=max(1, min(options.days, 3650)))
    with centre.database() as database:
        token = database.write(
            lambda connection: operators.add_operator(
                connection, options.name, options.scope, centre.operator, centre.clock(), life
            )
        )
    centre.say(f"Token of {options.name}, shown this once and never again:\n\n  {token}\n")
    return 0


def _revoke(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        database.write(lambda c: operators.revoke_operator(c, options.name, centre.operator, centre.clock()))
    centre.say(f"The token of {options.name} is void.")
    return 0


def _list(centre: Centre, _options: argparse.Namespace) -> int:
    o = operator.c
    select = sa.select(o.name, o.scope, o.created_at, o.created_by, o.expires_at, o.revoked_at).order_by(o.name)
    with centre.database() as database:
        rows = database.read(lambda connection: connection.execute(select).all())
    for row in rows:
        end = f"revoked {row.revoked_at}" if row.revoked_at else f"until {row.expires_at}"
        centre.say(f"{row.name}: {row.scope}, {end}, made {row.created_at} by {row.created_by}")
    return 0


def _acts(centre: Centre, _options: argparse.Namespace) -> int:
    with centre.database() as database:
        rows = database.read(operators.acts)
    for row in rows:
        centre.say(f"{row.at}  {row.operator}  {row.act}  {row.subject}  {row.detail}".rstrip())
    return 0


def _show(centre: Centre, _options: argparse.Namespace) -> int:
    authority = centre.authority()
    for word, certificate in (("present", authority.certificate), ("next", authority.next_certificate)):
        if certificate is not None:
            name = certificate.subject.rfc4514_string()
            centre.say(
                f"{word}: {name}, until {certificate.not_valid_after_utc:%Y-%m-%d}, {certificate.serial_number:x}"
            )
    centre.say(f"fingerprint (SHA-256): {authority.fingerprint}")
    return 0


def _prepare(centre: Centre, _options: argparse.Namespace) -> int:
    authority = centre.authority()
    certificate = authority.prepare_next(centre.settings.name, centre.clock())
    body = authority.next_announcement()

    def work(connection: sa.Connection) -> int:
        ids = list(connection.execute(sa.select(register.c.id).where(register.c.epoch > 0)).scalars())
        operators.journal_act(connection, centre.operator, "ca_prepared", f"{certificate.serial_number:x}", "", now)
        publish(connection, [Change(register_feed(register_id), CA_NEXT, body) for register_id in ids], now=now)
        return len(ids)

    now = centre.clock()
    with centre.database() as database:
        told = database.write(work)
    centre.say(
        f"The next CA is announced to {told} registers. Copy the authority anew (omnitill-central ca copy), and leave "
        "some weeks for every register to hear of it, then: omnitill-central ca advance"
    )
    return 0


def _advance(centre: Centre, options: argparse.Namespace) -> int:
    authority = centre.authority()
    coming = authority.next_certificate
    if coming is None:
        raise AuthorityError("missing", authority.directory / "next.pem")
    since = coming.not_valid_before_utc
    age = centre.clock() - since
    if age < timedelta(days=15) and not options.even_if_unheard:
        centre.say(
            "The next CA was announced less than two weeks ago: registers that have not heard of it would have to be "
            "enrolled anew. Wait, or say --even-if-unheard."
        )
        return 1
    authority.advance()
    now = centre.clock()
    with centre.database() as database:
        database.write(
            lambda c: operators.journal_act(c, centre.operator, "ca_advanced", f"{coming.serial_number:x}", "", now)
        )
    centre.say("The next CA is the present one. Restart the service, and copy the authority anew.")
    return 0


def _copy(centre: Centre, options: argparse.Namespace) -> int:
    to: Path = options.to
    authority = centre.authority()
    if to.exists() and any(to.iterdir()):
        raise AuthorityError("exists", to)
    near = [to.parent, *([to] if to.exists() else [])]
    if any(next(place.glob(pattern), None) for place in near for pattern in COPY_PATTERNS):
        raise AuthorityError("beside_copies", to)
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    to.chmod(0o700)
    for path in sorted(authority.directory.iterdir(), key=lambda path: path.name == CA_KEY):
        shutil.copyfile(path, to / path.name)
        (to / path.name).chmod(0o600)
    sync_directory(to)
    type(authority)(to)  # opens: the copy is whole
    centre.say(f"{to}: a copy of the authority. Whoever has it is the centre: put it into a safe, apart from backups.")
    return 0
