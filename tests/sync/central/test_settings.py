"""`[limits]` of centre.toml: the rates of requests and the connections that `serve` takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.http.limits import Rate, Rates
from sync.central.settings import FILE, TEMPLATE, SettingsError, read_settings


def settings(folder: Path, text: str) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")


def test_what_is_not_said_is_as_the_service_has_it(tmp_path: Path) -> None:
    limits = read_settings(tmp_path).limits
    assert (limits.rates, limits.connections) == (Rates(), 24)


def test_limits_are_taken_as_they_are_said(tmp_path: Path) -> None:
    settings(tmp_path, "[limits]\nregister = [5, 10]\nstrangers = [0.25, 3]\nconnections = 60\n")
    limits = read_settings(tmp_path).limits
    assert (limits.rates.register, limits.rates.strangers) == (Rate(5, 10), Rate(0.25, 3))
    assert (limits.rates.everybody, limits.connections) == (Rates().everybody, 60)


def test_the_comments_of_the_file_are_the_settings_in_force(tmp_path: Path) -> None:
    text = TEMPLATE.format(name='"x"', database="# database = ...")
    head, limits = text.split("# [limits]")
    settings(tmp_path, head + "[limits]" + "\n".join(line.removeprefix("# ") for line in limits.splitlines()))
    assert read_settings(tmp_path).limits == read_settings(tmp_path / "none").limits


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("register = 5", "register"),
        ("register = [5]", "register"),
        ("register = [5, 0.5]", "register"),
        ("unproved = [0, 5]", "unproved"),
        ("everybody = [true, 5]", "everybody"),
        ('strangers = ["1", 5]', "strangers"),
        ("connections = 3", "connections"),
        ("connections = 501", "connections"),
        ("connections = true", "connections"),
        ("conections = 24", "conections"),
    ],
)
def test_a_limit_that_cannot_be_is_named(tmp_path: Path, line: str, named: str) -> None:
    settings(tmp_path, f"[limits]\n{line}\n")
    with pytest.raises(SettingsError, match=rf"\[limits\].*{named}"):
        read_settings(tmp_path)


def test_limits_are_a_table(tmp_path: Path) -> None:
    settings(tmp_path, "limits = 5\n")
    with pytest.raises(SettingsError, match="table"):
        read_settings(tmp_path)
