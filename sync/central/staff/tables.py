"""Tables of people, roles and store settings. Bodies are canonical JSON of domain values.

`role` and `person` are reference tables of a distributed database, the others lie with their location or register.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.db import metadata

role: Final = sa.Table(
    "role",
    metadata,
    sa.Column("zone_id", sa.Text, primary_key=True),
    sa.Column("role_id", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""Roles with their limits: a zone has its own, since limits are amounts of its money."""

person: Final = sa.Table(
    "person",
    metadata,
    sa.Column("staff_id", sa.Text, primary_key=True),
    sa.Column("role_id", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""Whoever may log in somewhere; `body` is a `people.Person` without its id and role. Holds a verifier, never a PIN."""

person_store: Final = sa.Table(
    "person_store",
    metadata,
    sa.Column("location_id", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Index("person_store_staff", "staff_id"),
)
"""Who works where, in the order in which the store's registers show them."""

store_item: Final = sa.Table(
    "store_item",
    metadata,
    sa.Column("location_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("item_key", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""What the registers of a store share: "store" (its profile), "tender_kind", "reason", "setting"."""

register_setup: Final = sa.Table(
    "register_setup",
    metadata,
    sa.Column("register_id", sa.Text, primary_key=True),
    sa.Column("location_id", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("register_setup_location", "location_id"),
)
"""How each register is set up, prepared before it is enrolled: a `RegisterSettings`."""
