"""Operators and what they did. Instants are text as the protocol spells them."""

from __future__ import annotations

import sqlalchemy as sa

from sync.central.db.database import metadata
from sync.central.db.triggers import append_only, declare

operator = sa.Table(
    "operator",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),  # SHA-256 of 256 random bits
    sa.Column("scope", sa.Text, nullable=False),  # "view", "manage", "admin": each includes those before
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("expires_at", sa.Text, nullable=False),
    sa.Column("revoked_at", sa.Text, nullable=False, server_default=""),
)

operator_act = sa.Table(
    "operator_act",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("operator", sa.Text, nullable=False),  # as it was called then; "local:<user>" of the command line
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)
declare(operator_act, *append_only("operator_act"))
