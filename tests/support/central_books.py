"""A centre's journal under test: registers with chains of their own that push, and the books read back.

Events are sealed and signed by the protocol's own means; bodies are those of `tests.db.journal.facts` unless given.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct, field
from msgspec.structs import replace

from sync.central.db import Database
from sync.central.identity.authority import Authority
from sync.central.journal.push import push
from sync.central.journal.tables import journal_head
from sync.central.refused import RefusedError
from sync.central.registers.access import Caller
from sync.central.registers.tables import location, register, register_key
from sync.central.stock.tables import stock_balance
from sync.protocol import chain, schemas
from sync.protocol.base import instant
from sync.protocol.events import (
    CarriedBody,
    EpochOpenedBody,
    LoginBody,
    PaymentPart,
    PostVoidBody,
    ReturnBody,
    ReturnLinePart,
    SaleBody,
    SaleLinePart,
    TaxPart,
)
from sync.protocol.messages import PushAnswer, PushedEvent, PushRequest, Signed
from sync.protocol.signing import Signer
from tests.support.listed_goods import list_goods

NOW = datetime(2026, 11, 22, 10, 11, 12, 345678, tzinfo=UTC)
LOCATION = "T12"
GOODS = ("flour", "gold", "milk", "rye", "tea")
"""What the catalogue knows by name."""


class Chain(Struct):
    """The journal of one register: appends, and states pushes of it."""

    register_id: str
    signer: Signer
    epoch: int = 1
    data: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    clock: datetime = NOW

    @property
    def seq(self) -> int:
        return len(self.data)

    @property
    def prefix(self) -> str:
        return f"{self.register_id}-{self.epoch}"

    def append(
        self, kind: str, body: msgspec.Struct | bytes, *, version: int = 0, event_id: str = "", **header: Any
    ) -> bytes:
        """Append an event; a body of bytes is taken as it is. Returns its hash."""
        data = body if isinstance(body, bytes) else schemas.encode_body(kind, body)
        self.clock += timedelta(seconds=1)
        stated: dict[str, Any] = {
            "register": self.register_id,
            "epoch": self.epoch,
            "seq": self.seq + 1,
            "id": event_id or chain.new_event_id(self.clock),
            "type": kind,
            "version": version or schemas.VERSIONS.get(kind, 1),
            "at": instant(self.clock),
            "previous": (self.hashes[-1] if self.hashes else self.genesis).hex(),
            **header,
        }
        sealed, digest = chain.seal(chain.Header(**stated), data)
        self.data.append(sealed)
        self.hashes.append(digest)
        self.ids.append(stated["id"])
        return digest

    @property
    def genesis(self) -> bytes:
        return chain.genesis_hash(self.register_id, self.epoch)

    def open(self) -> None:
        """Append what every epoch begins with."""
        opened = EpochOpenedBody(
            register_id=self.register_id, receipt_prefix=self.prefix, public_key=self.signer.public_key.hex()
        )
        self.append("epoch_opened", opened)

    def log_in(self) -> bytes:
        return self.append("login", LoginBody(staff_id="maria", how="name"))

    def sell(self, *goods: tuple[str, int], **changes: Any) -> SaleBody:
        """Append a sale of (sku, thousandths), 100 in minor units a line."""
        body = msgspec.structs.replace(sale_of(self, goods or (("milk", 1000),)), **changes)
        self.append("sale", body)
        return body

    def carry(self, other: Chain, number: int, **changes: Any) -> bytes:
        """Append event `number` of an older epoch's chain as a carried one, of which it says `changes` instead."""
        body = CarriedBody(
            data=other.data[number - 1].decode(),
            hash=other.hashes[number - 1].hex(),
            signature=other.signer.sign(other.hashes[number - 1]).hex(),
            epoch=other.epoch,
            seq=number,
        )
        return self.append("carried", schemas_bytes(msgspec.structs.replace(body, **changes)))

    def branch(self, seq: int) -> Chain:
        """A copy of this journal as it stood after event `seq`."""
        return replace(self, data=self.data[:seq], hashes=self.hashes[:seq], ids=self.ids[:seq])

    def request(self, first: int = 1, last: int = 0, token: str = "", ack: Signed | None = None) -> PushRequest:
        """A push of events `first` to `last`, or to the newest."""
        last = last or self.seq
        events = tuple(
            PushedEvent(msgspec.Raw(self.data[seq - 1]), self.signer.sign(self.hashes[seq - 1]).hex())
            for seq in range(first, last + 1)
        )
        previous = self.hashes[first - 2] if first > 1 else self.genesis
        return PushRequest(
            epoch=self.epoch,
            token=token,
            first_seq=first,
            previous=previous.hex(),
            events=events,
            acknowledged=ack,
        )


def schemas_bytes(body: msgspec.Struct) -> bytes:
    """Canonical bytes of a body that may say what no register would append."""
    return msgspec.json.Encoder(order="sorted").encode(body)


def sale_of(journal: Chain, goods: tuple[tuple[str, int], ...]) -> SaleBody:
    number = journal.seq + 1
    lines = tuple(
        SaleLinePart(
            line_id=place,
            sku=sku,
            quantity=quantity,
            unit_price=100,
            gross=100,
            net=100,
            to_pay=100,
            tax_category="A",
            tax_rate=2000,
            tax=17,
            instant=instant(journal.clock),
            shares=(100,),
        )
        for place, (sku, quantity) in enumerate(goods, 1)
    )
    total = 100 * len(lines)
    return SaleBody(
        sale_id=f"sale-{journal.prefix}-{number}-{chain.new_event_id(journal.clock)[-6:]}",
        receipt_number=f"{journal.prefix}-{number:06d}",
        store_id=LOCATION,
        register_id=journal.register_id,
        shift_id="shift-1",
        completed_at=instant(journal.clock),
        cashier_id="maria",
        currency="RUB",
        lines=lines,
        payments=(PaymentPart(tender_id="cash", tender_class="cash", amount=total, given=total),),
        taxes=(TaxPart(category="A", rate=2000, net=total - 17 * len(lines), tax=17 * len(lines), gross=total),),
        tax=17 * len(lines),
        total=total,
    )


def return_of(journal: Chain, sale: SaleBody, conditions: tuple[str, ...]) -> ReturnBody:
    """A return of the first lines of `sale`, one for each of `conditions`."""
    number = journal.seq + 1
    lines = tuple(
        ReturnLinePart(
            line_id=line.line_id,
            sku=line.sku,
            quantity=line.quantity,
            refund=100,
            tax_category="A",
            tax=17,
            reason="broken",
            condition=condition,
        )
        for line, condition in zip(sale.lines, conditions, strict=False)
    )
    total = 100 * len(lines)
    return ReturnBody(
        return_id=f"return-{journal.prefix}-{number}",
        receipt_number=f"{journal.prefix}-{number:06d}",
        store_id=LOCATION,
        register_id=journal.register_id,
        shift_id="shift-1",
        completed_at=instant(journal.clock),
        cashier_id="maria",
        currency="RUB",
        lines=lines,
        refunds=(PaymentPart(tender_id="cash", tender_class="cash", amount=total, given=total),),
        taxes=(TaxPart(category="A", rate=2000, net=total - 17 * len(lines), tax=17 * len(lines), gross=total),),
        tax=17 * len(lines),
        total=total,
        original_receipt=sale.receipt_number,
        original_sale_id=sale.sale_id,
        original_register_id=sale.register_id,
    )


def post_void_of(journal: Chain, sale: SaleBody) -> PostVoidBody:
    number = journal.seq + 1
    return PostVoidBody(
        post_void_id=f"void-{journal.prefix}-{number}",
        receipt_number=f"{journal.prefix}-{number:06d}",
        sale_id=sale.sale_id,
        sale_receipt=sale.receipt_number,
        sale_seq=number - 1,
        register_id=journal.register_id,
        shift_id="shift-1",
        completed_at=instant(journal.clock),
        cashier_id="maria",
        currency="RUB",
        total=sale.total,
        refunds=sale.payments,
        reason="mistake",
        approved_by="boss",
        taxes=sale.taxes,
        tax=sale.tax,
    )


class Centre:
    """A centre with one location, some goods that it knows by name, and registers."""

    def __init__(self, database: Database, authority: Authority, *, furnished: bool = True) -> None:
        self.database, self.authority = database, authority
        if furnished:
            self.add_location(LOCATION)
            database.write(lambda connection: list_goods(connection, GOODS))

    def add_location(self, name: str) -> None:
        row = {"id": name, "name": name, "kind": "store", "zone": "z", "region": "r"}
        self.database.write(lambda connection: connection.execute(sa.insert(location).values(row)))

    def add_register(
        self, register_id: str = "r1", place: str = LOCATION, public_key: bytes = b"", *, epoch: int = 1
    ) -> Chain:
        """A register with `epoch` granted and nothing pushed; it signs with a key of its own unless one is given."""
        signer = Signer(register_id.encode().ljust(32, b".")[:32])
        public_key = public_key or signer.public_key
        at = instant(NOW)

        def work(connection: sa.Connection) -> None:
            connection.execute(
                sa.insert(register).values(
                    id=register_id,
                    location_id=place,
                    name=register_id,
                    prefix=f"{register_id}-1",
                    state="active",
                    epoch=epoch,
                    created_at=at,
                )
            )
            connection.execute(
                sa.insert(register_key).values(
                    register_id=register_id,
                    public_key=public_key.hex(),
                    state="current",
                    epoch=1,
                    added_at=at,
                )
            )

        self.database.write(work)
        return Chain(register_id, signer)

    def grant(self, journal: Chain, epoch: int) -> Chain:
        """Grant a newer epoch and return the chain that begins there."""
        change = sa.update(register).where(register.c.id == journal.register_id).values(epoch=epoch)
        self.database.write(lambda connection: connection.execute(change))
        return Chain(journal.register_id, journal.signer, epoch, clock=journal.clock)

    def caller(self, journal: Chain) -> Caller:
        place = self.rows(sa.select(register.c.location_id).where(register.c.id == journal.register_id))[0][0]
        key = journal.signer.public_key
        return Caller(journal.register_id, place, journal.epoch, key)

    def push(self, journal: Chain, request: PushRequest | None = None, at: datetime = NOW) -> PushAnswer:
        """Push a request, or all of a journal with the newest token."""
        if request is None:
            request = journal.request(token=self.token(journal))
        return push(self.database, self.authority, self.caller(journal), request, at)

    def refusal(self, journal: Chain, request: PushRequest | None = None) -> RefusedError:
        """The refusal that a push meets."""
        try:
            answer = self.push(journal, request)
        except RefusedError as error:
            return error
        raise AssertionError(f"served: {answer}")

    def token(self, journal: Chain) -> str:
        h = journal_head.c
        found = self.rows(sa.select(h.token, h.epoch).where(h.register_id == journal.register_id))
        return found[0][0] if found and found[0][1] == journal.epoch else ""

    def rows(self, select: Any) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        if isinstance(select, str):
            select = sa.text(select)
        return self.database.read(lambda connection: [tuple(row) for row in connection.execute(select)])

    def counts(self, *tables: str) -> tuple[int, ...]:
        return tuple(self.rows(sa.select(sa.func.count()).select_from(sa.table(table)))[0][0] for table in tables)

    def stock(self, place: str = LOCATION) -> dict[str, int]:
        """What is on hand by sku, where it is not nothing."""
        b = stock_balance.c
        found = self.rows(sa.select(b.sku, b.on_hand).where(b.location_id == place).order_by(b.sku))
        return {sku: quantity for sku, quantity in found if quantity}

    def alarms(self) -> dict[str, int]:
        """The kinds of the alarms that stand, and how often each was raised."""
        return dict(self.rows("SELECT kind, times FROM journal_alarm WHERE closed_at = '' ORDER BY kind"))

    def faults(self) -> list[tuple[int, str]]:
        """(seq, reason) of what is held in quarantine."""
        return self.rows("SELECT seq, reason FROM quarantine WHERE state = 'held' ORDER BY epoch, seq")

    def quarantined(self, answer: PushAnswer, journal: Chain) -> list[int]:
        """The seqs that an answer names as quarantined."""
        return [journal.ids.index(name) + 1 for name in answer.quarantined]
