"""Every code that the program can say has its sentences, and no translation loses a place to fill in.

The codes are read from the source, so that a new refusal without a text fails here and not before a customer.
"""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from pos_client.app.verifying import DAMAGE, STORY
from pos_client.db.journal import errors as journal_errors
from pos_client.devices.printer.status import PrinterState
from pos_client.devices.scanner.framing import Fault
from pos_client.devices.transport import base as transport_base
from pos_client.domain.staff import Permission
from pos_client.services.upkeep import backups, clock_watch
from pos_client.ui.i18n.catalogue import DEVICES, MESSAGES, NOTES
from pos_client.ui.i18n.event_words import TROUBLES

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "pos_client"
TRANSLATIONS = ROOT / "resources" / "translations"

# Bugs of the calling code, which no key reaches: the general text, which names the code, is right for them.
BUGS = {"value_out_of_range", "price_needed"}
# Calls whose first text is a code, by the folders they are made in.
RAISED = {"ServiceError", "BasketError", "SettlementError", "Violation", "bad", "error", "on_trouble"}
TOLD = {"tell", "_tell", "_refuse", "message", "say"}
# Functions that return a code, or "" when nothing is wrong.
ANSWERING = {"_not_sold_like_this", "pay_blocked_by", "_disabled_by", "_why_not"}
FISCAL_ANSWERING = {"_settle"}
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def _trees(*places: str) -> Iterator[ast.AST]:
    for place in places:
        path = PRODUCT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield ast.parse(file.read_text(encoding="utf-8"))


def _constants(node: ast.AST | None) -> Iterator[str]:
    """The codes an expression can be: a text, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _constants(value)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _first_arguments(names: Iterable[str], *places: str) -> set[str]:
    """The codes given first to any call of `names`."""
    wanted = set(names)
    calls = (node for tree in _trees(*places) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return set(chain.from_iterable(_constants(c.args[0]) for c in calls if c.args and _called(c) in wanted))


def _keyword(call_name: str, keyword: str, *places: str) -> set[str]:
    calls = (node for tree in _trees(*places) for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = (k.value for call in calls if _called(call) == call_name for k in call.keywords if k.arg == keyword)
    return set(chain.from_iterable(map(_constants, given)))


def _returned(names: set[str], *places: str) -> set[str]:
    """The codes that the functions `names` return; every one of them must still be there."""
    functions = [
        node
        for tree in _trees(*places)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in names
    ]
    assert {function.name for function in functions} == names, "a function that answers codes was renamed: name it here"
    returns = (node.value for one in functions for node in ast.walk(one) if isinstance(node, ast.Return))
    return set(chain.from_iterable(map(_constants, returns)))


def _positional(call_name: str, place: int, *places: str) -> set[str]:
    calls = (node for tree in _trees(*places) for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = (call.args[place] for call in calls if _called(call) == call_name and len(call.args) > place)
    return set(chain.from_iterable(map(_constants, given)))


def _missing(codes: set[str], catalogue: dict[str, str]) -> list[str]:
    return sorted(code for code in codes - BUGS if code not in catalogue)


def test_the_services_refusals_have_their_sentences() -> None:
    codes = _first_arguments(RAISED, "services", "domain")
    codes |= _keyword("Taken", "code", "services")
    codes |= _returned(ANSWERING, "services") | {backups.FAILED, clock_watch.BACK, clock_watch.AHEAD}
    assert {"parts_taken", "above_highest_quantity", "zero_weight", "age_unanswered", "empty", "own_act"} <= codes
    assert not _missing(codes, MESSAGES)


def test_what_the_screens_tell_has_its_sentences() -> None:
    codes = _first_arguments(TOLD, "ui", "app")
    assert {"scanned_in_pay", "type_amount_first", "internal_error", "settings_not_kept"} <= codes
    assert not _missing(codes, MESSAGES)


def test_every_act_to_approve_has_its_name() -> None:
    assert not _missing({f"approve_{permission.value}" for permission in Permission}, MESSAGES)


def test_what_a_scanner_spoils_has_its_sentences() -> None:
    codes = {fault.value for fault in Fault} | _first_arguments({"BadRead"}, "devices/scanner")
    assert "queue_full" in codes
    assert not _missing(codes, MESSAGES)


def test_what_keeps_the_journal_from_writing_has_its_sentences() -> None:
    codes = set(journal_errors._CODES.values())
    codes |= _first_arguments(
        {"JournalWriteError", "JournalDamagedError"}, "db/journal/worker.py", "db/journal/errors.py"
    )
    codes |= _first_arguments({"JournalDamagedError"}, "db/journal/opening.py", "db/journal/schema.py")
    assert {"disk_full", "closed", "queue_full", "corrupt", "trigger_missing"} <= codes
    assert not _missing(codes, MESSAGES)


def test_a_terminals_answers_have_their_sentences() -> None:
    codes = _positional("unknown", 1, "devices/terminal") | _positional("not_started", 1, "devices/terminal")
    codes |= _keyword("CardAnswer", "message", "devices/terminal", "services")
    codes |= _first_arguments({"LinkError"}, "devices/terminal") - {"too_long"}  # the answer's, never shown as text
    assert {"amount_mismatch", "slip", "timeout"} <= codes
    assert not _missing(codes, MESSAGES)


def test_what_a_device_reports_has_its_words() -> None:
    codes = set(transport_base._CODES.values())
    codes |= _first_arguments({"TransportError", "LinkError"}, "devices") | _keyword(
        "TransportError", "code", "devices"
    )
    codes |= _positional("DeviceStatus", 3, "devices") | _positional("_says", 1, "devices")
    assert {"standalone", "no_answer", "unplugged", "no_backend", "unexpected_reply"} <= codes
    assert not _missing(codes, DEVICES)


def test_every_state_of_a_printer_has_its_words() -> None:
    bytes_of = [0] + [1 << bit for bit in range(8)]
    codes = {
        PrinterState(a, b, c, d).trouble[1] for a in bytes_of for b in bytes_of for c in bytes_of for d in bytes_of
    }
    assert {"cover_open", "no_paper", "cutter_stuck", "paper_near_end"} <= codes
    assert not _missing(codes - {""}, DEVICES)


def test_a_fiscal_device_has_its_words() -> None:
    codes = _returned(FISCAL_ANSWERING, "services/fiscal.py") | {"day_warning"}
    codes |= set(journal_errors._CODES.values()) | {"refused", "day_too_long", "day_closed", "queue_full", "closed"}
    assert {"unknown", "wrong_request"} <= codes
    assert not _missing(codes, DEVICES)
    assert "receipt" in DEVICES["fiscal_refused"], "a refused receipt is not a refused connection"


def _places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("text", sorted({*MESSAGES.values(), *DEVICES.values(), *NOTES.values()} - {""}))
def test_a_text_has_at_most_three_parts_and_begins_with_what_happened(text: str) -> None:
    parts = text.split("|")
    assert len(parts) <= 3
    assert parts[0].strip()
    assert not parts[-1] or text.count("|") < 3


@pytest.mark.parametrize("file", sorted(TRANSLATIONS.glob("*.ts")), ids=lambda file: file.stem)
def test_translations_keep_the_places_and_the_parts(file: Path) -> None:
    for message in ET.parse(file).getroot().iter("message"):  # noqa: S314 - a file of our own
        source = message.findtext("source", "")
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        for form in filter(None, forms):
            assert _places(form) == _places(source), form
            assert form.count("|") == source.count("|"), form


def test_whatever_the_check_of_the_journal_finds_has_words() -> None:
    found = {
        node.args[0].value
        for tree in _trees("db/journal")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, (ast.Name, ast.Attribute))
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in {"Problem", "found", "_found"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert "chain_broken" in found
    assert (found | set(DAMAGE) | set(STORY)) - set(TROUBLES) == set()
