"""The sell screen: basket, totals, the one box, quick keys."""

from pos_client.ui.screens.sell.ports import Checkout
from pos_client.ui.screens.sell.screen import SellScreen

__all__ = ["Checkout", "SellScreen"]
