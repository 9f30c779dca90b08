"""The demo chain's replicas for tests: each is built once a process, which takes seconds, and copied from then on."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from pos_client.app.demo_data import prepare_demo


@cache
def demo_template(store_id: str = "T12", register: int = 3, *, language: str = "") -> Path:
    """The folder of a demo register's replica: copy it, never open it. It goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="omnitill-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return prepare_demo(folder / "replica", store_id, register, language=language)


def copy_demo(directory: Path, store_id: str = "T12", register: int = 3, *, language: str = "") -> Path:
    """Put a demo register's replica into `directory`, as `prepare_demo` does; return `directory`."""
    shutil.copytree(demo_template(store_id, register, language=language), directory, dirs_exist_ok=True)
    return directory
