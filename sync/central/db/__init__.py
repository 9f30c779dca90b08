"""The centre's database: one interface to embedded SQLite and to PostgreSQL."""

from sync.central.db.database import Database, metadata, open_database
from sync.central.db.trouble import DatabaseTroubleError

__all__ = ["Database", "DatabaseTroubleError", "metadata", "open_database"]
