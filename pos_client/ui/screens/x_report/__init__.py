"""The interim report of a running shift, read on screen and printed by a key."""

from pos_client.ui.screens.x_report.screen import XReportScreen

__all__ = ["XReportScreen"]
