"""Locations, registers and what makes them. Instants are text as the protocol spells them, keys hexadecimal.

`location` and `register` are reference tables on a distributed database; the others are keyed by register.
"""

from __future__ import annotations

import sqlalchemy as sa

from sync.central.db.database import metadata

location = sa.Table(
    "location",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # "store", "warehouse"
    sa.Column("zone", sa.Text, nullable=False),  # whose catalogue its registers follow
    sa.Column("region", sa.Text, nullable=False),  # whose stock they follow
    sa.Column("pins_void_since", sa.Text, nullable=False, server_default=""),  # PINs set before this must change
)

register = sa.Table(
    "register",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("location_id", sa.Text, sa.ForeignKey("location.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("prefix", sa.Text, nullable=False, unique=True),  # of the receipts of its first epoch
    sa.Column("state", sa.Text, nullable=False),  # "new", "active", "forked", "cloned", "revoked"
    sa.Column("epoch", sa.BigInteger, nullable=False),  # the newest granted, 0 before the first
    sa.Column("created_at", sa.Text, nullable=False),
)

register_key = sa.Table(
    "register_key",
    metadata,
    sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
    sa.Column("public_key", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),  # "current", "rotated", "replaced" (enrolled anew), "revoked"
    sa.Column("epoch", sa.BigInteger, nullable=False),  # the first that it signs
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("ended_at", sa.Text, nullable=False, server_default=""),
)

register_epoch = sa.Table(
    "register_epoch",
    metadata,
    sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
    sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("prefix", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),  # "enrolled", "restored", "forked", "fenced"
    sa.Column("asked", sa.Text, nullable=False),  # what a repeated request is known by
    sa.Column("grant_data", sa.LargeBinary, nullable=False),
    sa.Column("grant_signature", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)

register_status = sa.Table(
    "register_status",
    metadata,
    sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
    sa.Column("seen_at", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("protocol", sa.BigInteger, nullable=False),
    sa.Column("waiting", sa.BigInteger, nullable=False),
    sa.Column("oldest_waiting", sa.Text, nullable=False),
    sa.Column("clock_offset", sa.BigInteger, nullable=False),  # µs
    sa.Column("free_disk", sa.BigInteger, nullable=False),  # bytes
    sa.Column("journal", sa.Text, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
)

enrolment_code = sa.Table(
    "enrolment_code",
    metadata,
    sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
    sa.Column("handle", sa.Text, nullable=False, unique=True),  # the secret's first characters, to count tries by
    sa.Column("secret_hash", sa.LargeBinary, nullable=False),  # keyed by what lies beside the CA key
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("expires_at", sa.Text, nullable=False),
    sa.Column("tries_left", sa.BigInteger, nullable=False),
    sa.Column("public_key", sa.Text, nullable=False, server_default=""),  # whose it became
    sa.Column("epoch", sa.BigInteger, nullable=False, server_default="0"),  # that it granted
)
