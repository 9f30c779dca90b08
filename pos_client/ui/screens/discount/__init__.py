"""A manual discount or price, for a line or the whole basket."""

from pos_client.ui.screens.discount.panel import DiscountPanel

__all__ = ["DiscountPanel"]
