"""The job `bench`: the timed tests, one table, and `build/bench.json`.

A timed test states its result in `benchmark.extra_info`: `figure`, `unit`, `reference`, `ratio`, `aim`, `met`, and a
`name` when its own is not good enough. Nothing here fails because of a figure: a busy machine is no defect.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from devkit import translations, venv
from devkit.shell import ROOT, JobError, environment, say, status, venv_python
from devkit.system import ensure_postgres, ensure_qt

RAW = ROOT / "build" / "benchmark-raw.json"
RESULT = ROOT / "build" / "bench.json"
KEYS = ("name", "figure", "unit", "reference", "ratio", "aim", "met")


def results(raw: Path) -> list[dict[str, object]]:
    """The results in pytest-benchmark's file, one object each, by name. Missing keys are None."""
    benchmarks = json.loads(raw.read_text(encoding="utf-8"))["benchmarks"]
    found = [{key: entry["extra_info"].get(key) for key in KEYS} | named(entry) for entry in benchmarks]
    return sorted(found, key=lambda result: str(result["name"]))


def named(entry: Mapping[str, object]) -> dict[str, object]:
    """The name that a result stands under."""
    info = entry["extra_info"]
    given = info.get("name") if isinstance(info, dict) else None
    return {"name": given or str(entry["name"]).removeprefix("test_").replace("_", " ")}


def cell(value: object) -> str:
    """One cell of the table."""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{Decimal(f'{value:.3g}'):f}" if abs(value) < 1000 else f"{value:,.0f}"
    return "" if value is None else str(value)


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """`rows` as one plain table with aligned columns."""
    cells = [list(KEYS), *([cell(row[key]) for key in KEYS] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(KEYS))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def bench(args: Sequence[str]) -> int:
    """Run the timed tests in one process, in their order, and show what they found."""
    venv.ensure("runtime", "central", "dev")
    ensure_qt()
    ensure_postgres()
    translations.compile_stale()
    RAW.parent.mkdir(exist_ok=True)
    RAW.unlink(missing_ok=True)
    command: list[str | Path] = [
        venv_python(),
        "-m",
        "pytest",
        "tests/bench",
        "--benchmark-only",
        "--benchmark-quiet",
        "-q",
    ]
    command += ["-p", "no:randomly", "-p", "no:xdist", "--timeout=900", f"--benchmark-json={RAW}"]
    code = status([*command, *args], environment(QT_QPA_PLATFORM="offscreen"))
    if not RAW.exists() or not RAW.stat().st_size:
        raise JobError("the timed tests left no results")
    rows = results(RAW)
    RESULT.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    say("\n" + table(rows))
    say(f"\n{RESULT.relative_to(ROOT)} written; {sum(row['met'] is False for row in rows)} of {len(rows)} aims not met")
    return code
