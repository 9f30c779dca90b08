"""Who has a product: the stock of the region from the replica with this register's own sales, farther stock by asking.

`look` reads files and is called off the main thread; `take_answer` is called on the main thread. Nothing is promised
on these figures: each says how old it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from pos_client.db.replica import StockFigure
from pos_client.domain.catalogue import Product
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.network.line import Line
from pos_client.services.network.own_stock import OwnStock
from sync.protocol.base import parse_instant
from sync.protocol.feeds import stock_feed
from sync.protocol.messages import StockAnswer, StockOfLocation

__all__ = ["LocationStock", "NetworkStock", "StockAnswer", "StockView"]

NO_TIME: Final = datetime.fromtimestamp(0, UTC)


class LocationStock(Struct, frozen=True):
    """Stock at one location in thousandths of the product's unit.

    `is_told`: the location's stock was read at all; else the figures say nothing. `heard_at`: when the centre last said
    that this is how it stands, None when that is not known. `tills_heard_at`: when its registers were last heard, None
    while they are; what they sold since is not in the figures. `name` "" is shown by id.
    """

    location_id: str
    name: str
    is_warehouse: bool
    is_here: bool
    on_hand: int
    reserved: int
    unavailable: int
    heard_at: datetime | None
    is_told: bool = True
    tills_heard_at: datetime | None = None

    @property
    def as_of(self) -> datetime | None:
        """How old the figure is in truth: when it was last said, or when its registers were last heard, if earlier."""
        if self.heard_at is None or self.tills_heard_at is None:
            return self.heard_at
        return min(self.heard_at, self.tills_heard_at)

    @property
    def available(self) -> int:
        """What could be given to a customer: on hand less reserved and unavailable, below zero when oversold."""
        return self.on_hand - self.reserved - self.unavailable


class StockView(Struct, frozen=True):
    """A product's stock: this location first, then whoever has most. `is_known`: stock is followed here at all."""

    product: Product
    price: int
    rows: tuple[LocationStock, ...]
    is_known: bool
    asked_at: datetime | None = None

    @property
    def here(self) -> LocationStock | None:
        """This location's row, None when the product was never here."""
        return next((row for row in self.rows if row.is_here), None)


class NetworkStock:
    """Looks stock up for one register."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self._desk = desk
        self._line = line
        self._own = OwnStock(desk.journal)

    def look(self, product: Product, price: int) -> StockView:
        """Return the region's stock of `product`. Any thread; blocks for reading."""
        stock, here = self._desk.replica.stock, self._desk.store.store_id
        figures = {figure.location_id: figure for figure in stock.figures(product.sku)}
        followed, told, silent = stock.locations(), stock.told(), stock.silent_since()
        for location in followed:
            figures.setdefault(location, _none_at(location))
        rows = [
            self._row(figure, product.sku, here, silent.get(name), is_told=name in told)
            for name, figure in figures.items()
        ]
        return StockView(product, price, _ordered(rows), is_known=bool(followed))

    def ask(self, sku: str) -> Future[StockAnswer]:
        """Ask the centre for every location. `ServiceError("line_needed")` offline."""
        future = self._line.ask_stock(sku)
        if future is None:
            raise ServiceError("line_needed")
        return future

    def take_answer(self, view: StockView, answer: StockAnswer) -> StockView:
        """Add locations beyond the region; the centre's figure replaces an older one of elsewhere, never our own."""
        now = self._desk.clock()
        rows = {row.location_id: row for row in view.rows}
        for told in answer.locations:
            known = rows.get(told.location_id)
            if known is None or not known.is_here:
                rows[told.location_id] = self._told(told, known, now)
        return StockView(view.product, view.price, _ordered(rows.values()), is_known=True, asked_at=now)

    def _row(
        self, figure: StockFigure, sku: str, here: str, silent: datetime | None, *, is_told: bool
    ) -> LocationStock:
        is_here = figure.location_id == here
        quantity, aside = self._own.above(figure.included, sku) if is_here else (0, 0)
        place = self._desk.replica.stock.place(figure.location_id)
        return LocationStock(
            figure.location_id,
            place.name if place else "",
            is_warehouse=place is not None and place.kind == "warehouse",
            is_here=is_here,
            on_hand=figure.on_hand + quantity,
            reserved=figure.reserved,
            unavailable=figure.unavailable + aside,
            heard_at=self._heard(figure) if is_told else None,
            is_told=is_told,
            tills_heard_at=silent,
        )

    def _heard(self, figure: StockFigure) -> datetime | None:
        """When the feed of a location was last read to its head; before that in this run, when the figure was made."""
        wanted = stock_feed(figure.location_id)
        heard = next((feed.at for feed in self._line.view.feeds if feed.feed == wanted), None)
        return heard or (figure.at if figure.at > NO_TIME else None)

    def _told(self, told: StockOfLocation, known: LocationStock | None, now: datetime) -> LocationStock:
        place = self._desk.replica.stock.place(told.location_id)
        return LocationStock(
            told.location_id,
            told.name or (known.name if known else ""),
            is_warehouse=known.is_warehouse if known else place is not None and place.kind == "warehouse",
            is_here=told.location_id == self._desk.store.store_id,
            on_hand=told.on_hand,
            reserved=told.reserved,
            unavailable=told.unavailable,
            heard_at=now,
            tills_heard_at=_instant_of(told.tills_heard_at),
        )


def _instant_of(text: str) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except ValueError:
        return None  # of a centre of another version: nothing is said


def _none_at(location_id: str) -> StockFigure:
    return StockFigure(location_id, 0, 0, 0, NO_TIME, None)


def _ordered(rows: Iterable[LocationStock]) -> tuple[LocationStock, ...]:
    return tuple(sorted(rows, key=lambda row: (not row.is_here, -row.available, row.location_id)))
