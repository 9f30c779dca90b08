"""Cash by hand: paid in, paid out, safe drop, and the drawer opened without a sale."""

from pos_client.ui.screens.cash_move.panel import CashMovePanel, CashWish

__all__ = ["CashMovePanel", "CashWish"]
