"""The end of a shift: the blind count, the comparison, and what became of the Z."""

from pos_client.ui.screens.shift_close.closed_screen import ClosedScreen
from pos_client.ui.screens.shift_close.compare_screen import CompareScreen
from pos_client.ui.screens.shift_close.count_screen import CountScreen

__all__ = ["ClosedScreen", "CompareScreen", "CountScreen"]
