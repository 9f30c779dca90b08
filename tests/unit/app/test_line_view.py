"""What the screens are told of the line: its own codes, those that mean the same, and one for all the others."""

from __future__ import annotations

import pytest

from pos_client.app.line import view_of
from pos_client.ui.i18n.catalogue_line import LINE
from sync.engine.status import Phase, SyncState
from sync.engine.trouble import NEXT_STEPS


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("", ""),
        ("timed_out", "unreachable"),
        ("key_half_changed", "key_half_changed"),
        ("too_many_epochs", "too_many_epochs"),
        ("rolled_back", "restored"),
        ("never heard of", "bad_answer"),
    ],
)
def test_each_trouble_has_a_code_that_has_words(error: str, code: str) -> None:
    view = view_of(SyncState(phase=Phase.REFUSED, error=error), "https://centre:1")
    assert view.code == code
    assert not code or f"line_{code}" in LINE


def test_whatever_the_engine_says_has_words() -> None:
    codes = {view_of(SyncState(error=error), "").code for error in NEXT_STEPS}
    assert {f"line_{code}" for code in codes} <= LINE.keys()


def test_a_provisional_series_is_told_while_nothing_else_is_wrong() -> None:
    assert view_of(SyncState(wish="restored"), "").code == "restored"
    assert view_of(SyncState(wish="fenced"), "").code == ""
