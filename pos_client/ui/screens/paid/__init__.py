"""After the payment: change large, the receipt's state, the next sale ready."""

from pos_client.ui.screens.paid.screen import PaidScreen

__all__ = ["PaidScreen"]
