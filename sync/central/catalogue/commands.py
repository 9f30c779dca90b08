"""`omnitill-central import`, `show`, `publications`, `withdraw`: the catalogue at the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pos_client.domain.catalogue import Product
from pos_client.domain.money import currency
from sync.central.catalogue import store
from sync.central.catalogue.changes import (
    CHAIN,
    EditError,
    Kind,
    label_key,
    price_entries,
    read_product,
    read_sold,
)
from sync.central.catalogue.demo import import_demo
from sync.central.catalogue.price_lists import PriceListDraft, PriceListError, read_list
from sync.central.catalogue.publications import (
    PublicationError,
    Report,
    add_zone,
    check_edits,
    publish_edits,
    recent,
    withdraw,
)
from sync.central.context import Centre
from sync.central.staff.people import StaffError
from sync.central.staff.stores import StoreError

if TYPE_CHECKING:
    import sqlalchemy as sa

MOST_LINES: Final = 50
OK: Final = 0
REFUSED: Final = 1


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the commands of this area."""
    imports = subparsers.add_parser("import", help="bring in a price list (CSV, XLSX), or the demo chain")
    imports.add_argument("file", nargs="?", type=Path, help="the list; without --apply nothing is changed")
    imports.add_argument("--zone", default="", help="the price zone that the list is for")
    imports.add_argument("--effective", type=_moment, default=None, help="when it takes effect, ISO 8601 with a zone")
    imports.add_argument("--encoding", default="", help="of a CSV; found out when it is not given")
    imports.add_argument("--apply", action="store_true", help="publish it")
    imports.add_argument("--demo", action="store_true", help="the demo chain, whose PINs are public")
    imports.set_defaults(run=_import)
    zones = subparsers.add_parser("zone", help="price zones").add_subparsers(required=True)
    adding = zones.add_parser("add", help="add one; location put --zone puts stores into it")
    adding.add_argument("zone")
    adding.add_argument("--currency", required=True)
    adding.add_argument("--name", default="")
    adding.set_defaults(run=_add_zone)
    show = subparsers.add_parser("show", help="what the centre knows of a product, by sku or GTIN")
    show.add_argument("product")
    show.set_defaults(run=_show)
    listing = subparsers.add_parser("publications", help="the last publications")
    listing.set_defaults(run=_publications)
    back = subparsers.add_parser("withdraw", help="take back a publication that has not taken effect")
    back.add_argument("publication")
    back.set_defaults(run=_withdraw)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a time: {text!r}") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} needs a time zone, as in 2026-12-01T06:00+03:00")
    return moment.astimezone(UTC)


def _refused(run: Callable[[], int]) -> int:
    """Run a command and say in one line what was refused."""
    try:
        return run()
    except (EditError, PriceListError, PublicationError, StaffError, StoreError) as error:
        sys.stderr.write(f"refused, nothing was changed: {error}\n")
        if isinstance(error, PublicationError) and error.report is not None:
            for line in _contradictions(error.report):
                sys.stderr.write(f"{line}\n")
        return REFUSED


def _import(centre: Centre, options: argparse.Namespace) -> int:
    if options.demo == bool(options.file) or (options.file and not options.zone):
        sys.stderr.write("give a file and its --zone, or --demo\n")
        return 2
    return _refused(lambda: _demo(centre) if options.demo else _price_list(centre, options))


def _demo(centre: Centre) -> int:
    with centre.database() as database:
        done = import_demo(database, by=centre.operator, now=centre.clock())
    centre.say(
        f"The demo chain: {done.stores} stores, {done.warehouses} warehouses, {done.registers} registers,"
        f" {done.people} people, {done.items} items published. Its PINs are public: never sell with it."
    )
    return OK


def _price_list(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        since = options.effective or centre.clock()
        draft = read_list(database, options.file, options.zone, effective_from=since, encoding=options.encoding)
        _say_draft(centre, draft)
        if draft.problem_count:
            return REFUSED
        if not draft.edits:
            centre.say("Nothing would change.")
            return OK
        if not options.apply:
            report = check_edits(database, draft.edits)
            for line in (*_counts(report), *_contradictions(report)):
                centre.say(line)
            centre.say("Nothing was changed. Run it again with --apply to publish it.")
            return OK if report.can_publish else REFUSED
        done = publish_edits(
            database,
            draft.publication_id,
            draft.edits,
            effective_at=since,
            by=centre.operator,
            now=centre.clock(),
            note=draft.file_name,
        )
    centre.say(f"Published {done.publication_id}: {done.rows} rows, in effect from {done.effective_at}.")
    return OK


def _say_draft(centre: Centre, draft: PriceListDraft) -> None:
    read_as = f", read as {draft.encoding}" if draft.encoding else ""
    centre.say(
        f"{draft.file_name}{read_as}: {draft.new_products} new products, {draft.changed_products} changed,"
        f" {draft.price_changes} prices, {draft.unchanged_rows} rows as they were, {draft.problem_count} problems"
    )
    for problem in draft.problems[:MOST_LINES]:
        centre.say(f"row {problem.row}, {problem.column or 'file'}: {problem.code} {problem.value!r}")
    if draft.problem_count > MOST_LINES:
        centre.say(f"... and {draft.problem_count - MOST_LINES} more")


def _counts(report: Report) -> list[str]:
    return [f"{each.kind}: {each.added} new, {each.changed} changed, {each.removed} removed" for each in report.counts]


def _contradictions(report: Report) -> list[str]:
    lines = [
        f"{each.code}: {each.kind} {each.key} {each.scope} {each.value!r}"
        for each in report.contradictions[:MOST_LINES]
    ]
    more = report.contradiction_count - len(lines)
    return [*lines, f"... and {more} more"] if more else lines


def _add_zone(centre: Centre, options: argparse.Namespace) -> int:
    def run() -> int:
        with centre.database() as database:
            add_zone(database, options.zone, options.currency, options.name, by=centre.operator, now=centre.clock())
        centre.say(f"Zone {options.zone} sells in {options.currency}.")
        return OK

    return _refused(run)


def _show(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        lines = database.read(lambda connection: _described(connection, options.product))
    for line in lines:
        centre.say(line)
    if not lines:
        sys.stderr.write(f"no product has the sku or GTIN {options.product!r}\n")
        return REFUSED
    return OK


def _described(connection: sa.Connection, wanted: str) -> list[str]:
    sku = wanted
    found = store.bodies(connection, Kind.PRODUCT, CHAIN, [wanted])
    if not found:
        sku = store.numbers(connection, "gtin", CHAIN, [label_key(wanted)]).get(label_key(wanted), "")
        found = store.bodies(connection, Kind.PRODUCT, CHAIN, [sku])
    if not found:
        return []
    known = read_product(found[sku])
    product: Product = known.product
    lines = [f"{sku}: {' / '.join(name for _, name in product.names)}", f"  {product.category}, {product.brand or '-'}"]
    lines.append(f"  codes {' '.join(code for code in (product.gtin, *known.gtins, product.plu) if code) or '-'}")
    for zone_id, code in sorted(store.zones(connection).items()):
        sold = store.bodies(connection, Kind.SOLD, zone_id, [sku])
        if sold:
            facts = read_sold(sold[sku])
            lines.append(f"  {zone_id}: tax {facts.tax_category}, charge {facts.charge_sku or '-'}")
            prices = store.bodies(connection, Kind.PRICE, zone_id, [sku])
            for entry in price_entries(sku, prices[sku]) if prices else ():
                until = f" to {entry.valid_to.isoformat()}" if entry.valid_to else ""
                amount = _amount(entry.amount, code)
                lines.append(f"    {entry.price_list} {amount} from {entry.valid_from.isoformat()}{until}")
    return lines


def _amount(amount: int, code: str) -> str:
    money = currency(code)
    whole, fraction = divmod(amount, money.factor)
    return f"{whole}.{fraction:0{money.digits}} {code}" if money.digits else f"{whole} {code}"


def _publications(centre: Centre, _options: argparse.Namespace) -> int:
    with centre.database() as database:
        found = recent(database)
    for each in found:
        times = (
            f"{each.published_at} by {each.published_by}, in effect {each.effective_at}" if each.published_by else "-"
        )
        centre.say(f"{each.publication_id} {each.state} {each.items} items, {times} {each.note}".rstrip())
    return OK


def _withdraw(centre: Centre, options: argparse.Namespace) -> int:
    def run() -> int:
        with centre.database() as database:
            as_id = f"withdraws-{options.publication}"[:100]
            done = withdraw(database, options.publication, as_id=as_id, by=centre.operator, now=centre.clock())
        centre.say(f"{options.publication} is withdrawn: {done.rows} rows are as they were.")
        return OK

    return _refused(run)
