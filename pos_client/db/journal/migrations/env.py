"""Alembic's environment: migrates the connection that `schema.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from pos_client.db.journal.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
