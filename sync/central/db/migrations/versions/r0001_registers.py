"""Locations, registers with their keys, epochs, codes and status; operators and what they did.

Revision ID: r0001_registers
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001_registers"
down_revision: str | None = None

_SQLITE = (
    (
        "CREATE TRIGGER operator_act_no_update BEFORE UPDATE ON operator_act "
        "BEGIN SELECT RAISE(ABORT, 'operator_act is only ever inserted into'); END"
    ),
    (
        "CREATE TRIGGER operator_act_no_delete BEFORE DELETE ON operator_act "
        "BEGIN SELECT RAISE(ABORT, 'operator_act is only ever inserted into'); END"
    ),
)
_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is only ever inserted into'; END $$"
    ),
    (
        "CREATE TRIGGER operator_act_no_update BEFORE UPDATE OR DELETE ON operator_act "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    ),
    (
        "CREATE TRIGGER operator_act_no_delete BEFORE TRUNCATE ON operator_act "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    ),
)


def upgrade() -> None:
    """Create the tables, then the triggers."""
    _registers()
    _of_a_register()
    _operators()
    connection = op.get_bind()
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def _registers() -> None:
    op.create_table(
        "location",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("pins_void_since", sa.Text, nullable=False, server_default=""),
    )
    op.create_table(
        "register",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("location_id", sa.Text, sa.ForeignKey("location.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("prefix", sa.Text, nullable=False, unique=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
    )
    op.create_index("ix_register_location_id", "register", ["location_id"])


def _of_a_register() -> None:
    op.create_table(
        "register_key",
        sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
        sa.Column("public_key", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=False, server_default=""),
    )
    op.create_table(
        "register_epoch",
        sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("prefix", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("grant_data", sa.LargeBinary, nullable=False),
        sa.Column("grant_signature", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_table(
        "register_status",
        sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
        sa.Column("seen_at", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("protocol", sa.BigInteger, nullable=False),
        sa.Column("waiting", sa.BigInteger, nullable=False),
        sa.Column("oldest_waiting", sa.Text, nullable=False),
        sa.Column("clock_offset", sa.BigInteger, nullable=False),
        sa.Column("free_disk", sa.BigInteger, nullable=False),
        sa.Column("journal", sa.Text, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("register_id", sa.Text, sa.ForeignKey("register.id"), primary_key=True),
        sa.Column("handle", sa.Text, nullable=False, unique=True),
        sa.Column("secret_hash", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("tries_left", sa.BigInteger, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False, server_default=""),
        sa.Column("epoch", sa.BigInteger, nullable=False, server_default="0"),
    )


def _operators() -> None:
    op.create_table(
        "operator",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("revoked_at", sa.Text, nullable=False, server_default=""),
    )
    op.create_table(
        "centre_note",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_table(
        "operator_act",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
