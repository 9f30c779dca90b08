"""The tests of the centre need a PostgreSQL server: it is there, or is installed, or is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from devkit import system
from devkit.shell import JobError


def make_program(path: Path, script: str = "exit 0") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def make_server(folder: Path) -> None:
    for name in ("initdb", "postgres", "pg_dump", "pg_restore"):
        make_program(folder / name)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without PostgreSQL: returns the only folder in its PATH."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_a_server_in_the_path_is_enough(bare: Path, tmp_path: Path) -> None:
    make_server(bare)
    system.ensure_postgres(tmp_path / "postgresql")
    assert system.postgres_programs(tmp_path / "postgresql") == bare


def test_a_server_where_debian_has_it_is_enough(bare: Path, tmp_path: Path) -> None:
    make_server(tmp_path / "postgresql" / "15" / "bin")
    system.ensure_postgres(tmp_path / "postgresql")
    assert system.postgres_programs(tmp_path / "postgresql") == tmp_path / "postgresql" / "15" / "bin"


def test_a_server_in_part_is_none(bare: Path, tmp_path: Path) -> None:
    make_program(bare / "initdb")
    assert system.postgres_programs(tmp_path / "postgresql") is None


def test_a_machine_without_apt_is_told_what_to_install(bare: Path, tmp_path: Path) -> None:
    with pytest.raises(JobError, match="PostgreSQL server"):
        system.ensure_postgres(tmp_path / "postgresql")


def test_who_may_not_install_is_given_the_line_to_paste(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(bare / "apt-get")
    make_program(bare / "dpkg-query")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(JobError, match=r"(?s)PostgreSQL server.*apt-get install -y .*postgresql-15"):
        system.ensure_postgres(tmp_path / "postgresql")


def test_root_gets_it_installed(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "postgresql" / "15" / "bin"
    make_server(tmp_path / "package")
    asked = tmp_path / "asked"
    copy = f'/bin/echo "$@" >> {asked}; /bin/mkdir -p {target}; /bin/cp {tmp_path}/package/* {target}/'
    make_program(bare / "apt-get", copy)
    make_program(bare / "dpkg-query")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system.ensure_postgres(tmp_path / "postgresql")
    assert "install" in asked.read_text(encoding="utf-8")
    assert "postgresql-15" in asked.read_text(encoding="utf-8")
