"""The translation check finds what lacks, what is unfinished or empty, and what nobody uses any more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from devkit import translations
from devkit.shell import JobError

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="ru">\n'


def ts(folder: Path, name: str, *messages: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    body = "".join(f"<message>{message}</message>\n" for message in messages)
    path.write_text(f"{HEAD}<context><name>Pay</name>\n{body}</context>\n</TS>\n", encoding="utf-8")
    return path


def done(text: str) -> str:
    return f"<source>{text}</source><translation>да</translation>"


def test_a_complete_file_has_no_troubles(tmp_path: Path) -> None:
    own = ts(tmp_path / "a", "omnitill_ru.ts", done("Cash"), done("Card"))
    now = ts(tmp_path / "b", "omnitill_ru.ts", done("Card"), done("Cash"))
    assert list(translations.troubles(own, now)) == []


@pytest.mark.parametrize(
    ("message", "trouble"),
    [
        ("<source>Cash</source><translation type='unfinished'></translation>", "'Cash' is unfinished"),
        ("<source>Cash</source><translation type='vanished'>да</translation>", "'Cash' is vanished"),
        ("<source>Cash</source><translation>  </translation>", "'Cash' is empty"),
        ("<source>Cash</source>", "'Cash' is missing"),
        (
            "<source>Cash</source><translation><numerusform>да</numerusform><numerusform/></translation>",
            "'Cash' is empty",
        ),
        (
            "<source>Cash</source><comment>noun</comment><translation>да</translation>",
            "'Cash' is not in the file",
        ),
        (done("Notes"), "'Cash' is not in the file"),
        (done("Notes"), "'Notes' is no longer used"),
    ],
)
def test_each_kind_of_trouble_is_named(tmp_path: Path, message: str, trouble: str) -> None:
    own = ts(tmp_path / "a", "omnitill_ru.ts", message)
    now = ts(tmp_path / "b", "omnitill_ru.ts", done("Cash"))
    assert f"omnitill_ru.ts: Pay: {trouble}" in list(translations.troubles(own, now))


def test_the_source_is_read_as_it_is_now(tmp_path: Path) -> None:
    for path in translations.texts():
        shutil.copy(path, tmp_path)
    assert len(translations.texts()) == 3
    russian = tmp_path / "omnitill_ru.ts"
    russian.write_text(f"{HEAD}</TS>\n", encoding="utf-8")
    translations.update(tmp_path)
    found = list(translations.messages(russian))
    assert len(found) > 50
    assert {state for _, state, _ in found} == {"unfinished"}


def test_compiling_twice_makes_nothing_new(tmp_path: Path) -> None:
    path = ts(tmp_path, "omnitill_ru.ts", done("Cash"))
    assert translations.compile_stale(tmp_path) == 1
    assert path.with_suffix(".qm").read_bytes().startswith(b"\x3c\xb8\x64\x18")
    assert translations.compile_stale(tmp_path) == 0
    assert [entry.name for entry in sorted(tmp_path.iterdir())] == ["omnitill_ru.qm", "omnitill_ru.ts"]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "omnitill_pl.ts").write_text("no xml", encoding="utf-8")
    with pytest.raises(JobError, match=r"lrelease refused omnitill_pl\.ts"):
        translations.compile_stale(tmp_path)
