"""The one way to what is not code: finds a resource of this package by its parts, installed, in a checkout or frozen.

Any thread. A missing resource raises `FileNotFoundError`, a part that leaves the package `ValueError`.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath


def resource_path(*parts: str) -> Path:
    """The file or directory `parts` of the resources: `resource_path("demo", "chain.json")`."""
    relative = PurePosixPath(*parts)
    if relative.is_absolute() or ".." in relative.parts or "\\" in str(relative) or ":" in str(relative):
        raise ValueError(f"not a resource: {relative}")
    root = files("resources")
    if not isinstance(root, Path):
        # Fonts and libraries want a real file, so the package is never installed zipped (a frozen build unpacks it).
        raise FileNotFoundError("the resources are inside an archive; install the package unpacked")
    path = root.joinpath(*relative.parts)
    if not path.exists():
        raise FileNotFoundError(f"no resource {relative}")
    return path


def read_text(*parts: str) -> str:
    """The UTF-8 text of a resource, line ends as stored."""
    return read_bytes(*parts).decode("utf-8")


def read_bytes(*parts: str) -> bytes:
    """The bytes of a resource."""
    return resource_path(*parts).read_bytes()
