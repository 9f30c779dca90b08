"""Alembic migrations of `journal.sqlite`, run by `pos_client.db.journal.schema`."""
