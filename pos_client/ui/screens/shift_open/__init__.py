"""The opening cash: counted by denomination before the first sale of a shift."""

from pos_client.ui.screens.shift_open.screen import ShiftOpenScreen

__all__ = ["ShiftOpenScreen"]
