"""Everything that is not selling (F11)."""

from pos_client.ui.screens.more.panel import PLACES, MoreItem, MorePanel

__all__ = ["PLACES", "MoreItem", "MorePanel"]
