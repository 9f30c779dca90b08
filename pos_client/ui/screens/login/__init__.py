"""Who is at the till: a badge or a tile names, the PIN proves."""

from pos_client.ui.screens.login.screen import LoginScreen

__all__ = ["LoginScreen"]
