"""The receipts of this register: found, looked at, copied."""

from pos_client.ui.screens.receipts.screen import ReceiptsScreen

__all__ = ["ReceiptsScreen"]
