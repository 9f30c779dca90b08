"""Translations: `.ts` files written by lupdate, `.qm` files made from them by lrelease, and the check that none lacks.

Both tools come in the Qt wheel of the virtual environment. The English file holds plural forms alone.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from devkit.shell import ROOT, WINDOWS, JobError, output, say, venv_python

FOLDER = ROOT / "resources" / "translations"
SOURCES = ("pos_client/app", "pos_client/ui", "pos_client/runtime")


def qt_tool(name: str) -> Path:
    """The path of a tool of the Qt wheel, in the environment this runs in or the project's own."""
    python = sys.executable if sys.prefix != sys.base_prefix else str(venv_python())
    said = output([python, "-c", "import PySide6; print(PySide6.__path__[0])"])
    if said.returncode:
        raise JobError(f"PySide6 is not installed for {python}:\n{said.stderr}")
    return Path(said.stdout.strip()) / (f"{name}.exe" if WINDOWS else name)


def texts(folder: Path = FOLDER) -> list[Path]:
    """The `.ts` files of `folder`, by name."""
    return sorted(folder.glob("*.ts"))


def fresh(ts: Path) -> bool:
    """True when the `.qm` beside `ts` is not older than it."""
    qm = ts.with_suffix(".qm")
    return qm.exists() and qm.stat().st_mtime_ns >= ts.stat().st_mtime_ns


def compile_stale(folder: Path = FOLDER) -> int:
    """Make the missing and outdated `.qm` files, each put in place whole; how many were made."""
    todo = [ts for ts in texts(folder) if not fresh(ts)]
    if not todo:
        return 0
    lrelease = qt_tool("lrelease")
    for ts in todo:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as making:
            made = Path(making) / ts.with_suffix(".qm").name
            said = output([lrelease, "-silent", ts, "-qm", made])
            if said.returncode or not made.exists():
                raise JobError(f"lrelease refused {ts.name}:\n{said.stdout}{said.stderr}")
            made.replace(ts.with_suffix(".qm"))
    return len(todo)


def update(folder: Path) -> None:
    """Bring the `.ts` files in `folder` up to the source with lupdate; texts no longer used are dropped."""
    lupdate = qt_tool("lupdate")
    sources = [path for name in SOURCES for path in sorted((ROOT / name).rglob("*.py"))]
    for ts in sorted(folder.glob("*.ts")):
        plural = ["-pluralonly"] if ts.stem.endswith("_en") else []
        language = ts.stem.rpartition("_")[2]
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_US", *plural]
        said = output([lupdate, *options, *sources, "-target-language", language, "-ts", ts])
        if said.returncode:
            raise JobError(f"lupdate refused {ts.name}:\n{said.stdout}{said.stderr}")


def messages(ts: Path) -> Iterator[tuple[tuple[str, str, str], str, bool]]:
    """Of each message its key (context, source, comment), its state, and whether a translation is empty."""
    for context in ET.parse(ts).getroot().iter("context"):  # noqa: S314 # a file of our own
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                yield (name, message.findtext("source", ""), message.findtext("comment", "")), "missing", True
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (name, message.findtext("source", ""), message.findtext("comment", ""))
            yield key, translation.get("type", ""), not all(form.strip() for form in forms)


def troubles(ts: Path, updated: Path) -> Iterator[str]:
    """What keeps `ts` from being complete, given the same file `updated` from the source as it is now."""
    have = {key for key, _, _ in messages(ts)}
    needed = {key for key, _, _ in messages(updated)}
    for key in sorted(needed - have):
        yield f"{ts.name}: {key[0]}: {key[1]!r} is not in the file"
    for key in sorted(have - needed):
        yield f"{ts.name}: {key[0]}: {key[1]!r} is no longer used"
    for key, state, empty in messages(ts):
        if state or empty:
            yield f"{ts.name}: {key[0]}: {key[1]!r} is {state or 'empty'}"


def check() -> list[str]:
    """Every message of every language that is missing, unfinished, empty or no longer used."""
    if not texts():
        return [f"there are no translations in {FOLDER.relative_to(ROOT)}"]
    with tempfile.TemporaryDirectory(prefix="omnitill-ts-") as name:
        folder = Path(name)
        for ts in texts():
            shutil.copy(ts, folder)
        update(folder)
        return [trouble for ts in texts() for trouble in troubles(ts, folder / ts.name)]


def _words(message: ET.Element) -> tuple[str, ...]:
    """The translation of a message, a text for each plural form; () when it has none or is not finished."""
    translation = message.find("translation")
    if translation is None or translation.get("type"):
        return ()
    forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    return tuple(forms) if all(form.strip() for form in forms) else ()


def carry_over(ts: Path, before: Path) -> None:
    """Give a text that moved to another context the words that it had in the file `before`."""
    known = {
        (message.findtext("source"), message.get("numerus")): words
        for message in ET.parse(before).getroot().iter("message")  # noqa: S314 # a file of our own
        if (words := _words(message))
    }
    tree = ET.parse(ts)  # noqa: S314 # a file of our own
    for message in tree.getroot().iter("message"):
        carried = known.get((message.findtext("source"), message.get("numerus")), ())
        translation = message.find("translation")
        if carried and translation is not None and translation.get("type") == "unfinished":
            del translation.attrib["type"]
            forms = list(translation.iter("numerusform"))
            for form, text in zip(forms or [translation], carried, strict=False):
                form.text = text
    tree.write(ts, encoding="utf-8", xml_declaration=True)


def renew() -> int:
    """The command `translations`: update the `.ts` files in place, make the `.qm` files, say what is left to do."""
    with tempfile.TemporaryDirectory(prefix="omnitill-ts-") as name:
        for ts in texts():
            shutil.copy(ts, name)
        update(FOLDER)
        for ts in texts():
            carry_over(ts, Path(name) / ts.name)
    update(FOLDER)  # once more, for the order and form that lupdate gives
    say(f"{compile_stale()} .qm files made")
    for trouble in check():
        say(trouble)
    return 0
