"""Rules of the house that no linter knows: what tracked files may hold, and that the changelog is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from devkit.shell import ROOT, output

# Where a package comes from is the machine's business: a lock pins what it is, by hash.
REGISTRY = re.compile(
    r"//[^/\s]*(?:pypi|pythonhosted|npmjs|debian|ubuntu|crates|conda)[^/\s]*/?"
    r"|--(?:extra-)?index-url[ =]\S*:|--find-links[ =]\S+|^\s*(?:extra-)?index-url\s*=",
    re.IGNORECASE,
)
BINARY = {".ttf", ".png", ".ico", ".qm", ".sqlite", ".gz", ".zst", ".wav"}
LONG = 500  # lines: `check` names a module past it
LONGEST = 600  # lines: past it a test fails
SKIPPED = {".git", ".venv", "build", "dist", "__pycache__"}


def tracked() -> list[Path]:
    """The files under version control, or without it every file that is not made by a job."""
    said = output(["git", "ls-files", "-z"])
    if said.returncode == 0:
        return [ROOT / name for name in said.stdout.split("\0") if name]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(part in SKIPPED or part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def registry_addresses(paths: list[Path]) -> Iterator[str]:
    """Each line of `paths` that names a package registry, or in a lock any address at all."""
    for path in paths:
        if path.suffix in BINARY or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if REGISTRY.search(line) or (path.parent.name == "locks" and "://" in line):
                yield f"{path}:{number}: a registry's address: {line.strip()[:100]}"


def changelog_troubles(path: Path) -> Iterator[str]:
    """What is wrong with the changelog at `path`: absent, without a part for what is unreleased, or that part empty."""
    if not path.is_file():
        yield f"{path.name} is missing"
        return
    text = path.read_text(encoding="utf-8")
    _, heading, rest = text.partition("\n## Unreleased\n")
    if not heading:
        yield f"{path.name} has no '## Unreleased'"
    elif not re.search(r"^- ", rest.partition("\n## ")[0], re.MULTILINE):
        yield f"{path.name}: nothing stands under '## Unreleased'"


def long_modules(paths: Iterable[Path]) -> dict[str, int]:
    """The lines of each Python module of `paths` that is past `LONG`: most likely it has a second purpose."""
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in paths
        if path.suffix == ".py" and path.is_file()
    }
    return {name: lines for name, lines in lengths.items() if lines > LONG}
