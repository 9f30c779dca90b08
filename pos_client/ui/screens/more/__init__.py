"""Everything that is not selling (F11)."""

from pos_client.ui.screens.more.panel import MoreItem, MorePanel

__all__ = ["MoreItem", "MorePanel"]
