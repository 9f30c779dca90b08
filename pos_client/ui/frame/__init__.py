"""The frame around every screen: `MainWindow`, `Screen`, `SidePanel`, `FunctionKey`, `KeyMap`."""

from pos_client.ui.frame.keymap import Action, KeyMap, KeyMapError
from pos_client.ui.frame.main_window import MainWindow
from pos_client.ui.frame.screen import FunctionKey, ScanLike, Screen, Shell, SidePanel
from pos_client.ui.frame.top_bar import TopBar

__all__ = [
    "Action",
    "FunctionKey",
    "KeyMap",
    "KeyMapError",
    "MainWindow",
    "ScanLike",
    "Screen",
    "Shell",
    "SidePanel",
    "TopBar",
]
