"""The centre's database: one interface to embedded SQLite and to PostgreSQL."""

from sync.central.db.database import Database, metadata, open_database

__all__ = ["Database", "metadata", "open_database"]
