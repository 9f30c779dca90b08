"""A pytest plugin for full runs: the share of branches covered in each room that has a floor, and failure below it.

The floors stand in pyproject.toml under `tool.omnitill.branch-floor`, in percent by folder. `packaging/dev.py test`
loads this; under xdist only the controller, which holds the combined figures, judges.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path

import coverage
import pytest
from _pytest.terminal import TerminalReporter

LINES = pytest.StashKey[list[str]]()


FLOOR_MISSED = 10  # a code of its own: tests that pass at their second run must not hide it


def branch_shares(data_file: Path, folders: list[str]) -> dict[str, tuple[int, int]]:
    """Covered and possible branches by folder, from the coverage data in `data_file`."""
    measured = coverage.Coverage(data_file=str(data_file))
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    shares = dict.fromkeys(folders, (0, 0))
    for name, found in files.items():
        for folder_name in folders:
            if Path(name).as_posix().startswith(f"{folder_name}/"):
                covered, possible = shares[folder_name]
                summary = found["summary"]
                shares[folder_name] = (covered + summary["covered_branches"], possible + summary["num_branches"])
    return shares


def judge(shares: dict[str, tuple[int, int]], floors: dict[str, float]) -> tuple[list[str], bool]:
    """A line for each folder, and whether all reach their floor."""
    lines = []
    good = True
    for folder, floor in floors.items():
        covered, possible = shares[folder]
        percent = 100 * covered / possible if possible else 0.0
        reached = percent >= floor
        good = good and reached
        verdict = "" if reached else "  BELOW THE FLOOR"
        lines.append(f"{folder}: {covered} of {possible} branches = {percent:.1f} %, floor {floor:g} %{verdict}")
    return lines, good


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge the figures once pytest-cov has combined them; a run that passed fails below a floor."""
    if hasattr(session.config, "workerinput"):
        return
    root = session.config.rootpath
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    floors = settings["tool"]["omnitill"]["branch-floor"]
    data_file = root / ".coverage"
    if not data_file.exists():
        session.config.stash[LINES] = ["no coverage data was left by this run"]
        return
    lines, good = judge(branch_shares(data_file, list(floors)), floors)
    session.config.stash[LINES] = lines
    if not good:
        session.exitstatus = FLOOR_MISSED


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Show the figures above pytest's own last line."""
    lines = config.stash.get(LINES, [])
    if lines:
        terminalreporter.section("branches covered")
        for line in lines:
            terminalreporter.write_line(line)
