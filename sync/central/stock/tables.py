"""Tables of stock. Quantities are thousandths of the product's unit; every key begins with the location.

No constraint bounds what is on hand but that of the numbers' own size.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.db.database import metadata
from sync.central.db.triggers import append_only, declare
from sync.central.journal.tables import BYTEWISE

_BOUND: Final = 10**18

# What moved: of one line of one document. Only ever inserted.
stock_movement: Final = sa.Table(
    "stock_movement",
    metadata,
    sa.Column("location_id", BYTEWISE, primary_key=True),
    sa.Column("event_id", BYTEWISE, primary_key=True),
    sa.Column("line", sa.BigInteger, primary_key=True, autoincrement=False),  # its place in the document, from 0
    sa.Column("sku", BYTEWISE, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),  # added to on hand
    sa.Column("unavailable", sa.BigInteger, nullable=False),  # of it: cannot be sold
    sa.Column("reason", sa.Text, nullable=False),  # "sale", "return", "post_void"
    sa.Column("at", sa.Text, nullable=False),  # by the centre's clock
)

stock_balance: Final = sa.Table(
    "stock_balance",
    metadata,
    sa.Column("location_id", BYTEWISE, primary_key=True),
    sa.Column("sku", BYTEWISE, primary_key=True),
    sa.Column("on_hand", sa.BigInteger, nullable=False),
    sa.Column("unavailable", sa.BigInteger, nullable=False),
    sa.Column("reserved", sa.BigInteger, nullable=False),
    sa.CheckConstraint(f"on_hand BETWEEN -{_BOUND} AND {_BOUND}", name="on_hand_bounded"),
    sa.CheckConstraint(f"unavailable BETWEEN -{_BOUND} AND {_BOUND}", name="unavailable_bounded"),
)

declare(stock_movement, *append_only("stock_movement"))
