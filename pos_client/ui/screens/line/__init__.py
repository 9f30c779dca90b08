"""The page of the line to the centre."""

from pos_client.ui.screens.line.screen import LineScreen

__all__ = ["LineScreen"]
