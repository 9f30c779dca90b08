"""One of a list: why, which one, whether."""

from pos_client.ui.screens.choice.panel import ChoicePanel

__all__ = ["ChoicePanel"]
