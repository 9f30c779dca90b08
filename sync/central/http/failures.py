"""What went wrong, for the log: the kind of error, its words cut short, and where, never the values it was about.

Parameters of statements are events, keys and names of people: they stay out of logs.
"""

from __future__ import annotations

import traceback
from typing import Final

import sqlalchemy as sa

_MOST_WORDS: Final = 300
_MOST_FRAMES: Final = 12


def told(error: BaseException) -> str:
    """Return one line for an error that nobody foresaw."""
    words: object = error
    if isinstance(error, sa.exc.DBAPIError):
        words = error.orig
        diagnosis = getattr(error.orig, "diag", None)  # of PostgreSQL: without the row that it complains of
        if diagnosis is not None:
            words = diagnosis.message_primary
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    where = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__}: {str(words)[:_MOST_WORDS]} at {where}"
