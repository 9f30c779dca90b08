"""The rules of the house: sizes, docstrings, addresses, theme contrast, fonts and licences."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from devkit import bench, house
from devkit.coverage_floor import judge
from devkit.system import packages

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("pos_client", "sync", "resources")
TOKENS = tomllib.loads((ROOT / "resources" / "theme" / "tokens.toml").read_text(encoding="utf-8"))
LONGER = {  # modules past the limit, and why
    "sync/protocol/events.py": "every event of the protocol's first version, read best in one place",
}


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def test_no_module_outgrows_its_purpose() -> None:
    lengths = house.long_modules(modules(*PRODUCT, "packaging"))
    assert {name for name, lines in lengths.items() if lines > house.LONGEST} - set(LONGER) == set()
    assert max(lengths.values(), default=0) < 2 * house.LONG


def test_every_module_states_its_purpose() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in modules(*PRODUCT, "packaging")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_folder_of_the_product_is_a_package() -> None:
    bare = {path.parent for path in modules("pos_client", "sync") if not (path.parent / "__init__.py").exists()}
    assert bare == set()


STRUCTS = {f"msgspec.{name}" for name in ("Struct", "field", "structs.replace", "structs.fields", "structs.FieldInfo")}


def test_the_domain_needs_the_standard_library_biip_and_structs_alone() -> None:
    """Of msgspec only what makes values: reading and writing bytes is not the domain's."""
    foreign = set()
    for path in modules("pos_client/domain"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [f"{node.module}.{alias.name}" for alias in node.names]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                top = name.partition(".")[0]
                own = name.startswith("pos_client.domain.")
                if not own and top != "biip" and name not in STRUCTS and top not in sys.stdlib_module_names:
                    foreign.add((path.name, name))
    assert foreign == set()


def test_no_tracked_file_names_a_registry() -> None:
    assert list(house.registry_addresses(house.tracked())) == []


@pytest.mark.parametrize(
    "backwards",  # so that this file itself names none
    [
        "x/tcejorp/gro.ipyp//:sptth ees",
        "lhw.a/segakcap/gro.detsohnohtyp.selif//:sptth",
        "/elpmaxe.rorrim//:sptth lru-xedni--",
        "erehwemos/tpo/ sknil-dnif--",
        "erehwemos = lru-xedni-artxe",
    ],
)
def test_a_registry_address_is_found(tmp_path: Path, backwards: str) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"fine\n{backwards[::-1]}\n", encoding="utf-8")
    assert len(list(house.registry_addresses([path]))) == 1


def test_any_address_in_a_lock_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "locks"
    folder.mkdir()
    path = folder / "runtime.txt"
    path.write_text("x @ https://example.com/x.whl\n", encoding="utf-8")
    assert len(list(house.registry_addresses([path]))) == 1


@pytest.mark.parametrize(
    ("text", "troubles"),
    [
        ("# Changelog\n\n## Unreleased\n\n### Added\n\n- A till.\n", 0),
        ("# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- A till.\n", 1),
        ("# Changelog\n\n- A till.\n", 1),
        (None, 1),
    ],
)
def test_the_changelog_must_say_what_is_new(tmp_path: Path, text: str | None, troubles: int) -> None:
    path = tmp_path / "CHANGELOG.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert len(list(house.changelog_troubles(path))) == troubles


def test_locks_pin_every_package_by_hash() -> None:
    for path in sorted((ROOT / "packaging" / "locks").glob("*.txt")):
        text = re.sub(r"\\\n", "", path.read_text(encoding="utf-8"))
        pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert pins
        assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_locks_hold_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "runtime": project["project"]["dependencies"],
        "dev": project["dependency-groups"]["dev"],
        "build": project["dependency-groups"]["build"],
    }
    for lock, requirements in wanted.items():
        text = (ROOT / "packaging" / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE))
        names = {re.split(r"[<>=;\[ ]", requirement, maxsplit=1)[0].lower() for requirement in requirements}
        assert names - pinned == set()


def test_debian_packages_are_listed_by_use() -> None:
    assert "libegl1" in packages("offscreen")
    assert "libxcb-cursor0" in packages("x11")
    assert not set(packages("offscreen")) & set(packages("x11", "wayland"))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [(theme, pair, stated) for theme, pairs in TOKENS["ratios"].items() for pair, stated in pairs.items()]


@pytest.mark.parametrize(("theme", "pair", "stated"), PAIRS)
def test_contrast_is_what_the_tokens_state_and_enough(theme: str, pair: str, stated: float) -> None:
    ink, _, ground = pair.removeprefix("shape_").partition("__on__")
    ratio = contrast(TOKENS[theme][ink], TOKENS[theme][ground])
    assert stated <= ratio < stated + 0.01 + 1e-9  # stated figures are rounded down
    assert ratio >= (3.0 if pair.startswith("shape_") else 4.5)


def test_the_themes_name_the_same_colours() -> None:
    themes = [set(TOKENS[theme]) for theme in TOKENS["meta"]["themes"]]
    assert all(theme == themes[0] for theme in themes)
    assert set(TOKENS["ratios"]) == set(TOKENS["meta"]["themes"])


@pytest.mark.parametrize("family", ["IBMPlexSans", "IBMPlexSansCondensed"])
@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_the_fonts_are_there(family: str, weight: str) -> None:
    assert (ROOT / "resources" / "fonts" / f"{family}-{weight}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_the_licences_are_there_and_named_for_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in project["license-files"]:
        assert (ROOT / name).stat().st_size > 500, name
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources/fonts/OFL.txt").read_text(encoding="utf-8").upper()


def test_state_icons_and_roles_of_the_tokens_exist() -> None:
    for name, state in TOKENS["state"].items():
        assert state["role"] in TOKENS["light"], name


def test_the_bench_table_shows_what_was_measured(tmp_path: Path) -> None:
    raw = tmp_path / "raw.json"
    info = '{"figure": 1234.5, "unit": "ms", "reference": "one frame", "ratio": 0.25, "aim": "< 1", "met": true}'
    raw.write_text(
        '{"benchmarks": [{"name": "test_scan_to_line", "extra_info": ' + info + "},"
        '{"name": "test_other", "extra_info": {"name": "a figure", "met": false}}]}',
        encoding="utf-8",
    )
    rows = bench.results(raw)
    assert rows[0] == {
        "name": "a figure", "figure": None, "unit": None, "reference": None, "ratio": None, "aim": None, "met": False,
    }  # fmt: skip
    assert rows[1]["name"] == "scan to line"
    assert bench.table(rows).splitlines() == [
        "name          figure  unit  reference  ratio  aim  met",
        "------------  ------  ----  ---------  -----  ---  ---",
        "a figure                                           NO",
        "scan to line  1,234   ms    one frame  0.25   < 1  yes",
    ]


def test_a_share_below_its_floor_is_named() -> None:
    lines, good = judge({"a": (9, 10), "b": (1, 1), "c": (0, 0)}, {"a": 95.0, "b": 100.0, "c": 0.0})
    assert not good
    assert lines[0] == "a: 9 of 10 branches = 90.0 %, floor 95 %  BELOW THE FLOOR"
    assert "BELOW" not in lines[1] + lines[2]
    assert judge({"a": (9, 10)}, {"a": 90.0})[1]


def test_the_commands_explain_themselves_without_installing_anything() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "packaging" / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in ("demo", "test", "check", "bench", "build", "translations", "lock"):
        assert re.search(rf"^  {command} ", said, re.MULTILINE)


DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for top in ("*.md", "pos_client/**/*.md", "sync/**/*.md", "resources/**/*.md", "tests/**/*.md")
    for path in sorted(ROOT.glob(top))
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_the_documents_name_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    tops = "pos_client|sync|resources|packaging|tests"
    named = set(re.findall(rf"`((?:{tops})/[\w./-]+)`", text)) | set(re.findall(r"\]\(([\w./-]+)\)", text))
    gone = {name for name in named if not (ROOT / name).exists() and not (ROOT / Path(document).parent / name).exists()}
    assert gone == set()
