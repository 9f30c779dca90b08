"""The doctor: what keeps the register selling, green, amber or red, each with the next step."""

from pos_client.ui.screens.doctor.screen import DoctorScreen

__all__ = ["DoctorScreen"]
