"""Logs of the centre: one line of JSON each, every text bounded, nothing that a terminal or a parser would obey.

One line a request: register, path, status, milliseconds, bytes. Bodies, tokens and signatures are never logged.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from sync.central.http.failures import told

MOST_TEXT: Final = 1_000
REQUESTS: Final = "sync.central.requests"
_requests: Final = logging.getLogger(REQUESTS)


class JsonFormatter(logging.Formatter):
    """A record as one line of ASCII JSON; what a record carries as `fields` stands beside its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "of": record.name,
            "message": record.getMessage()[:MOST_TEXT],
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line.update({name: _bounded(value) for name, value in fields.items()})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = told(record.exc_info[1])[:MOST_TEXT]
        return json.dumps(line)


def set_up(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Let all loggers of this process write JSON to `stream` (stderr)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    threading.excepthook = _thread_failed


def request(side: str, **fields: Any) -> None:  # noqa: ANN401 - texts and numbers
    """Write the line of a request."""
    if _requests.isEnabledFor(logging.INFO):
        _requests.info(side, extra={"fields": fields})


def _bounded(value: object) -> object:
    return value if isinstance(value, int | float) else str(value)[:200]


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        logging.getLogger(__name__).error("a thread failed: %s", told(failed.exc_value))
