"""Who has a product: the stock of the region and, asked, of the whole network."""

from pos_client.ui.screens.elsewhere.screen import ElsewhereScreen

__all__ = ["ElsewhereScreen"]
