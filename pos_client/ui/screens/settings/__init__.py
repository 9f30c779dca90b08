"""Settings of this register: devices with a test each, copies, screen, keys."""

from pos_client.ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
