"""The one way to what is not code: finds a resource of this package by its parts, installed, in a checkout or frozen.

Any thread. A missing resource raises `FileNotFoundError`, a part that leaves the package `ValueError`.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

# Fonts and libraries want real files, so the package is never installed zipped, and a frozen build unpacks it; asking
# importlib where it lies takes longer than reading most of what lies there.
_ROOT: Final = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """The file or directory `parts` of the resources: `resource_path("demo", "chain.json")`."""
    relative = PurePosixPath(*parts)
    if relative.is_absolute() or ".." in relative.parts or "\\" in str(relative) or ":" in str(relative):
        raise ValueError(f"not a resource: {relative}")
    path = _ROOT.joinpath(*relative.parts)
    if not path.exists():
        if not _ROOT.is_dir():
            raise FileNotFoundError("the resources are inside an archive; install the package unpacked")
        raise FileNotFoundError(f"no resource {relative}")
    return path


def read_text(*parts: str) -> str:
    """The UTF-8 text of a resource, line ends as stored."""
    return read_bytes(*parts).decode("utf-8")


def read_bytes(*parts: str) -> bytes:
    """The bytes of a resource."""
    return resource_path(*parts).read_bytes()
