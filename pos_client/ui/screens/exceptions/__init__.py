"""The register of exceptions: who does what how often, for a manager."""

from pos_client.ui.screens.exceptions.screen import ExceptionsScreen

__all__ = ["ExceptionsScreen"]
