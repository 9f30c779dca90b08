"""Rows of a catalogue feed as the snapshot file keeps them: what builder and register derive from a body. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

import msgspec

from sync.protocol.values import encode_plain

PRODUCT: Final = "product/"
PRICE: Final = "price/"
PROMOTION: Final = "promotion/"
QUICK_KEY: Final = "quick_key/"

PriceSpan: TypeAlias = tuple[str, int, int | None, int]
"""Price list, from, to (None: until further notice) in microseconds since 1970 UTC, amount in minor units."""

IndexTexts: TypeAlias = Callable[[Sequence[tuple[str, str]], str], tuple[str, str, str, str]]
"""From names by language and the brand to the folded words of each search column, parted by spaces."""

_HEAD: Final = b'{"gtins":[],"labels":[],"popularity":%d,"product":'
_LONGEST_GTIN: Final = 14


class _Row(msgspec.Struct):
    product: msgspec.Raw
    gtins: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    popularity: int = 0


class _Product(msgspec.Struct):
    sku: str
    names: tuple[tuple[str, str], ...]
    brand: str = ""
    gtin: str = ""
    plu: str = ""


_decode_row: Final = msgspec.json.Decoder(_Row).decode
_decode_product: Final = msgspec.json.Decoder(_Product).decode
decode_prices: Final = msgspec.json.Decoder(tuple[PriceSpan, ...]).decode
"""The row `price/<sku>`: every price of the product, ordered by list and start."""


class Claims(NamedTuple):
    """The codes that a product is found by: GTINs as integers, PLU and label items without leading zeros."""

    gtins: frozenset[int]
    plus: frozenset[str]
    labels: frozenset[str]


class ProductRow(NamedTuple):
    """The row `product/<sku>` taken apart. `head` None: `popularity` spells it; `raw`: the body when parts do not.

    `gtins` are the further codes and `labels` the label items, as written; `claims` all codes as they are looked up.
    """

    sku: str
    popularity: int
    head: bytes | None
    body: bytes
    raw: bytes | None
    names: tuple[tuple[str, str], ...]
    brand: str
    claims: Claims
    gtins: tuple[str, ...]
    labels: tuple[str, ...]


def label_key(item: str) -> str:
    """A PLU or an item number of a label without its leading zeros: patterns of different widths meet."""
    return item.lstrip("0") or "0"


def reversed_gtin(gtin: int) -> int:
    """The 14 digits of a GTIN from the last to the first, as a number."""
    return int(f"{gtin:014}"[::-1])


def is_listed(key: str) -> bool:
    """Whether rows of this kind are read whole at opening."""
    return not key.startswith((PRODUCT, PRICE))


def read_product(key: str, data: bytes) -> ProductRow:
    """Take a product's row apart; `ValueError` when it is none, or another's."""
    row = _decode_row(data)
    body = bytes(row.product)
    product = _decode_product(body)
    if key != PRODUCT + product.sku or not -(2**63) <= row.popularity < 2**63:
        raise ValueError(f"{key} is the row of {product.sku}")
    head = data[: -len(body) - 1]
    codes = (product.gtin, *row.gtins)
    claims = Claims(
        frozenset(int(code) for code in codes if code.isascii() and code.isdigit() and len(code) <= _LONGEST_GTIN),
        frozenset((label_key(product.plu),) if product.plu else ()),
        frozenset(map(label_key, row.labels)),
    )
    is_parts = data == head + body + b"}"
    if not is_parts:  # the parts then spell another row of the same meaning
        others = {"gtins": row.gtins, "labels": row.labels, "popularity": row.popularity}
        head = encode_plain(others)[:-1] + b',"product":'
    usual = head == _HEAD % row.popularity
    return ProductRow(
        product.sku,
        row.popularity,
        None if usual else head,
        body,
        None if is_parts else data,
        product.names,
        product.brand,
        claims,
        row.gtins,
        row.labels,
    )


def product_body(popularity: int, head: bytes | None, body: bytes) -> bytes:
    """The row's very body from the columns of `products`."""
    return (_HEAD % popularity if head is None else head) + body + b"}"
