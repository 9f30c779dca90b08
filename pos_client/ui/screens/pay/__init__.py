"""Taking the money: parts, tenders, cash with its notes, the card step by step."""

from pos_client.ui.screens.pay.screen import PayScreen

__all__ = ["PayScreen"]
