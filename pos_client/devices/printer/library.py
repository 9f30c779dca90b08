"""Loads python-escpos without its side effects, once, when the first job is rendered.

At import it sets up the root logger, leaves an empty temporary folder a process, and parses its printer tables from
YAML unless it finds them pickled in a folder that all processes would write at once. Here the logger is restored, the
folder goes, and the pickle is kept in the user's own cache, put there whole.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from types import ModuleType

_VARIABLE = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_lock = threading.Lock()


def cache_folder() -> Path:
    """Where the tables are kept: the user's cache, never a folder others may write to, since pickles are code."""
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "omnitill" / "escpos"


def load(cache: Path | None = None) -> ModuleType:
    """The `escpos.printer` module; takes 0.1 to 0.3 s the first time."""
    with _lock:
        loaded = sys.modules.get("escpos.printer")
        if loaded is not None:
            return loaded
        return _load_quietly(cache or cache_folder())


def _load_quietly(cache: Path) -> ModuleType:
    root = logging.getLogger()
    handlers, before, folder = list(root.handlers), os.environ.get(_VARIABLE), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="omnitill-escpos-", ignore_cleanup_errors=True) as scratch:
        _fetch(cache, Path(scratch))
        os.environ[_VARIABLE] = scratch
        tempfile.tempdir = scratch
        try:
            import escpos.printer as module  # noqa: PLC0415 - the very purpose of this module
        finally:
            tempfile.tempdir = folder
            if before is None:
                os.environ.pop(_VARIABLE, None)
            else:
                os.environ[_VARIABLE] = before
            for handler in [handler for handler in root.handlers if handler not in handlers]:
                root.removeHandler(handler)
        _store(Path(scratch), cache)
    return module  # type: ignore[no-any-return]


def _fetch(cache: Path, scratch: Path) -> None:
    """Copy the kept tables when they are whole; a damaged file is as good as none."""
    import pickle  # noqa: PLC0415 - with the library, not with every start

    for kept in cache.glob("*.capabilities.pickle") if cache.is_dir() else ():
        try:
            pickle.loads(kept.read_bytes())  # noqa: S301 - our own file in the user's own folder
        except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, ImportError, IndexError):
            continue
        shutil.copy2(kept, scratch / kept.name)


def _store(scratch: Path, cache: Path) -> None:
    with contextlib.suppress(OSError):  # a read-only home: the next start parses again, nothing else
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        for made in scratch.glob("*.capabilities.pickle"):
            kept = cache / made.name
            if kept.exists() and kept.stat().st_mtime >= made.stat().st_mtime:
                continue
            part = cache / f".{made.name}.{os.getpid()}"
            shutil.copy2(made, part)
            part.replace(kept)
