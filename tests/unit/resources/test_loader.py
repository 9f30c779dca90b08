"""The loader finds what is in the package and nothing outside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from resources.loader import read_bytes, read_text, resource_path

ROOT = Path(resources.__file__).parent


def test_finds_a_file_and_a_directory() -> None:
    assert resource_path("fonts", "OFL.txt").read_bytes() == (ROOT / "fonts" / "OFL.txt").read_bytes()
    assert resource_path("demo").is_dir()
    assert resource_path("demo/chain.json") == resource_path("demo", "chain.json")


def test_reads_text_and_bytes() -> None:
    assert "Тверская, 12" in read_text("demo", "chain.json")
    assert read_bytes("demo", "chain.json").decode() == read_text("demo", "chain.json")


@pytest.mark.parametrize("parts", [("..", "pyproject.toml"), ("demo", "../../pyproject.toml"), ("/etc/passwd",)])
def test_refuses_what_leaves_the_package(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a resource"):
        resource_path(*parts)


@pytest.mark.parametrize("part", ["demo\\chain.json", "C:chain.json"])
def test_refuses_the_separators_of_windows(part: str) -> None:
    with pytest.raises(ValueError, match="not a resource"):
        resource_path(part)


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no resource demo/nothing\.json"):
        read_text("demo", "nothing.json")


def _run(code: str, path: Path, directory: Path) -> str:
    """What a fresh interpreter prints that sees only `path`."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=directory,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_works_from_another_place_and_another_directory(tmp_path: Path) -> None:
    """As when installed: the package elsewhere, the working directory elsewhere."""
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (site / "resources" / "theme").mkdir(parents=True)
    for name in ("__init__.py", "loader.py", "theme/tokens.toml"):
        shutil.copy(ROOT / name, site / "resources" / name)
    code = "from resources.loader import resource_path as p; print(p('theme', 'tokens.toml'))"
    assert _run(code, site, elsewhere) == str(site / "resources" / "theme" / "tokens.toml")


def test_says_so_when_zipped(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    for name in ("__init__.py", "loader.py"):
        shutil.copy(ROOT / name, tmp_path / "resources" / name)
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "resources")
    code = (
        "from resources.loader import resource_path\n"
        "try:\n    resource_path('loader.py')\nexcept FileNotFoundError as error:\n    print(error)"
    )
    assert "install the package unpacked" in _run(code, Path(archive), tmp_path.parent)
