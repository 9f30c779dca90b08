"""Receipts are looked up by product off the main thread: the newest question's answer is the one that is shown."""

from __future__ import annotations

from pos_client.ui.screens.receipts.face import ReceiptsFace
from tests.support.till import TillRig
from tests.ui.test_receipts import sold


def ask(screen: ReceiptsFace, text: str) -> None:
    """Type `text` and do not wait for the pause in typing."""
    screen.box.field.setText(text)
    screen.refresh()


def numbers(screen: ReceiptsFace) -> list[str]:
    return [row.receipt_number for row in screen._rows]


def name_of(rig: TillRig, code: str) -> str:
    (hit, *_more) = rig.services.checkout.search(code, "en")
    return dict(hit.names)["en"]


def test_typing_fast_shows_the_last_answer_and_no_other(selling: TillRig) -> None:
    first, second, *_ = selling.basket()
    one, other = sold(selling, first), sold(selling, second)
    selling.window.show_screen("receipts")
    screen = selling.controller.receipts
    seen: list[list[str]] = []
    screen.keys_changed.connect(lambda: seen.append([] if screen.is_searching else numbers(screen)))
    for text in (name_of(selling, first), first, name_of(selling, second)):
        ask(screen, text)
    assert screen.is_searching
    assert "searching" in screen.box.hint.text()
    assert (screen.chosen, screen.function_keys()[9].cause != "") == ("", True)
    selling.player.until(lambda: not screen.is_searching, "the answer")
    assert numbers(screen) == [other]
    assert [one] not in seen
    assert "searching" not in screen.box.hint.text()
    assert screen.chosen == other


def test_a_late_answer_does_not_take_the_place_of_a_number(selling: TillRig) -> None:
    first, second, *_ = selling.basket()
    sold(selling, first)
    other = sold(selling, second)
    selling.window.show_screen("receipts")
    screen = selling.controller.receipts
    ask(screen, name_of(selling, first))
    ask(screen, other)
    assert (numbers(screen), screen.is_searching) == ([other], False)
    selling.player.until(lambda: screen._asked is None, "the late answer")
    assert numbers(screen) == [other]
    ask(screen, name_of(selling, first))
    selling.window.show_screen("sell")  # left before the answer
    selling.player.until(lambda: screen._asked is None, "the late answer")
    assert numbers(screen) == [other]


def test_enter_before_the_answer_opens_what_is_found(selling: TillRig) -> None:
    first, second, *_ = selling.basket()
    one = sold(selling, first)
    sold(selling, second)
    selling.player.press("F8")
    selling.player.on_screen("returns_find")
    find = selling.controller.returns.find
    ask(find, name_of(selling, first))
    assert find.is_searching
    selling.player.press("Return")
    selling.player.on_screen("returns")
    assert selling.services.returns.view().original_receipt == one
