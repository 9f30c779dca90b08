"""One typed figure: a price, a tax number."""

from pos_client.ui.screens.figure.panel import FigurePanel

__all__ = ["FigurePanel"]
