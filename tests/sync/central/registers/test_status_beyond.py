"""What a register tells of itself that no column holds."""

from __future__ import annotations

from sync.central.registers import status
from sync.central.registers.tables import register_status
from sync.protocol.messages import RegisterStatus
from tests.support.centre import START, Centre


def test_what_no_column_holds_is_kept_as_far_as_one_does(centre: Centre) -> None:
    for sign in (1, -1):
        told = RegisterStatus(oldest_waiting="\0", clock_offset=sign * 10**30, waiting=2**63 - 1, free_disk=2**63 - 1)
        centre.database.write(lambda c, told=told: status.note_status(c, "r1", told, START))  # type: ignore[misc]
        row = centre.rows(register_status)[0]
        assert (row["oldest_waiting"], row["clock_offset"]) == ("\ufffd", sign * status.MOST_OFFSET)
