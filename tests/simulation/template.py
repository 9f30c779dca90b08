"""The world every seed begins with, made once a process: a centre with a small chain and its enrolled registers.

Two stores of one zone and region, three registers, some products. Files stand in memory where the system has such a
place, since a simulated crash is of a process and never of the power.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import sqlalchemy as sa

from pos_client.db.journal import Journal
from pos_client.db.replica import create_empty
from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.money import RUB
from pos_client.domain.quantity import Unit
from pos_client.domain.settings import RegisterSettings
from sync.central.db import Database, open_database, schema
from sync.central.feeds import Change, publish
from sync.central.identity import Authority
from sync.central.registers.enrolment import enrol, make_code
from sync.central.registers.estate import add_register, put_location
from sync.protocol import feeds, signing
from sync.protocol.messages import EnrolRequest, Grant
from sync.protocol.values import encode_value
from tests.simulation.scheduler import START
from tests.support.listed_goods import list_goods

STORES = {"s1": ("r1", "r2"), "s2": ("r3",)}
ZONE, REGION = "z", "north"
SKUS = ("milk", "bread", "tea", "salt", "soap")
MEMORY = Path("/dev/shm")  # noqa: S108 - files of a test, in a folder of their own


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a register was told when it was enrolled."""

    register_id: str
    location_id: str
    grant_data: str
    grant_signature: str
    feeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """The files to begin with: `centre.sqlite`, `authority/` and a folder a register."""

    folder: Path
    ca_public_key: bytes
    registers: tuple[Enrolled, ...]


def memory_folder(prefix: str) -> Path:
    """Make a folder in memory, or where temporary files go."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if MEMORY.is_dir() else None))


def began() -> datetime:
    """When every world begins."""
    return datetime.fromtimestamp(START, UTC)


@functools.cache
def template() -> Template:
    """Make the template, once a process."""
    folder = memory_folder("omnitill-template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    schema.load_tables()
    database = open_database(f"sqlite:///{folder / 'centre.sqlite'}", pool_size=2)
    authority = Authority.create(folder / "authority", "Simulated chain", began())
    schema.migrate(database)
    database.write(_chain)
    database.write(_goods)
    registers = tuple(_enrolled(database, authority, folder, each) for each in _all_registers())
    database.checkpoint()
    database.close()
    return Template(folder, authority.public_key, registers)


def _all_registers() -> Sequence[tuple[str, str]]:
    return [(store, register) for store, registers in STORES.items() for register in registers]


def _chain(connection: sa.Connection) -> None:
    for store, registers in STORES.items():
        put_location(connection, store, name=f"Store {store}", kind="store", zone=ZONE, region=REGION)
        for register in registers:
            add_register(connection, register, location_id=store, name=register, prefix=register.upper(), now=began())


def product(sku: str, name: str = "") -> bytes:
    """The body of a product's row."""
    value = Product(sku, (("en", name or sku),), Unit.PIECE, "A", "food")
    return b'{"product":%b}' % encode_value(value)


def _goods(connection: sa.Connection) -> None:
    catalogue = feeds.catalogue_feed(ZONE)
    changes = [Change(catalogue, f"product/{sku}", product(sku)) for sku in SKUS]
    changes += [Change(catalogue, f"price/{sku}", b'[["shelf",0,null,100]]') for sku in SKUS]
    for store, registers in STORES.items():
        profile = StoreProfile(store, f"Store {store}", RUB, "en", "UTC")
        changes.append(Change(feeds.store_feed(store), "store", encode_value(profile)))
        for register in registers:
            settings = RegisterSettings(register, register, register.upper())
            changes.append(Change(feeds.register_feed(register), "register", encode_value(settings)))
    publish(connection, changes)
    list_goods(connection, SKUS)


def _enrolled(database: Database, authority: Authority, folder: Path, each: tuple[str, str]) -> Enrolled:
    store, register = each
    directory = folder / register
    directory.mkdir()
    signer = signing.load_or_create(directory / "register.key")
    code = make_code(database, authority, register, "local:simulation", began()).code
    request = EnrolRequest(
        secret=code.secret, public_key=signer.public_key.hex(), proof=signer.prove("enrol", code.secret.encode()).hex()
    )
    answer = enrol(database, authority, request, began())
    grant = msgspec.json.decode(answer.grant.data, type=Grant)
    Journal.open(directory, signer, prefix=grant.prefix, register_id=register, grant=grant, clock=began).close()
    settings = RegisterSettings(register, register, grant.prefix)
    create_empty(directory / "replica", settings, StoreProfile(store, store, RUB, "en", "UTC"), answer.feeds)
    return Enrolled(register, store, answer.grant.data, answer.grant.signature, answer.feeds)
