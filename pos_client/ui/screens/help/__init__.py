"""What the keys do here (F1)."""

from pos_client.ui.screens.help.panel import HelpPanel

__all__ = ["HelpPanel"]
