"""The journal, read and exported by a manager."""

from pos_client.ui.screens.journal.screen import JournalScreen

__all__ = ["JournalScreen"]
