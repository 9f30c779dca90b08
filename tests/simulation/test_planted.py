"""The worlds find what they are for: bugs planted in the product, each caught by an invariant in a world that is sound.

One world a bug, with and without it: the first of few in which it was found when the bug was planted.
"""

from __future__ import annotations

import pytest

from tests.simulation.bugs import BUGS
from tests.simulation.world import play

CAUGHT = {
    "acknowledges_before_the_commit": (1, "wire", "4"),
    "acknowledges_one_more": (1, "wire", "4"),
    "token_rolls_for_any": (2, "rough", "14"),
    "fork_is_accepted": (433, "clones", "10"),
    "movements_again_on_retry": (1, "wire", "2, 8"),
    "effects_by_position": (1, "clones", "2"),
    "balance_forgets_a_line": (1, "calm", "2, 8"),
    "tenders_are_not_summed": (1, "calm", "12"),
    "quarantine_blocks": (1, "attackers", "3"),
    "old_version_is_not_read": (2, "clocks", "13"),
    "signature_is_not_checked": (1, "attackers", "14"),
    "revocation_is_forgotten": (18, "attackers", "14"),
    "reader_skips": (1, "calm", "6"),
    "positions_have_a_hole": (2, "calm", "15"),
    "checksum_stays_at_the_centre": (1, "calm", "7"),
    "snapshot_lacks_a_row": (1, "calm", "6"),
    "checksum_stays_at_the_register": (1, "calm", "7"),
    "cursor_before_rows": (1, "calm", "6"),
    "publication_shows_early": (1, "prices", "6"),
    "publication_shows_row_by_row": (1, "prices", "6"),
    "slices_are_seen": (1, "prices", "6"),
    "regress_is_ignored": (24, "centre", "15"),
    "acknowledgement_is_not_kept": (1, "calm", "15"),
    "quiet_register_says_nothing": (24, "centre", "3"),
    "skew_is_not_corrected": (1, "clocks", "3"),
    "pauses_have_no_end": (1, "wire", "3"),
    "carry_forgets_the_last": (2, "clones", "5"),
    "lane_stops_at_a_fault": (1, "wire", "3"),
}
"""By bug: a seed, its profile, and the invariants of which one says what is wrong."""


def test_every_bug_is_planted() -> None:
    assert CAUGHT.keys() == BUGS.keys()
    assert len(BUGS) >= 20


@pytest.mark.invariant(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15)
@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seed, profile, invariant = CAUGHT[name]
    play(seed, profile)
    BUGS[name](monkeypatch)
    with pytest.raises(AssertionError, match=f"invariant {invariant}"):
        play(seed, profile)
