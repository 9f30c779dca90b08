"""What counting a till is made of, at its opening and its closing: lists of pieces, the slab beside them, steps."""

from pos_client.ui.screens.counting.count_list import CountList, CountRow
from pos_client.ui.screens.counting.count_side import CountSide
from pos_client.ui.screens.counting.pieces_page import PiecesPage
from pos_client.ui.screens.counting.steps import Steps

__all__ = ["CountList", "CountRow", "CountSide", "PiecesPage", "Steps"]
