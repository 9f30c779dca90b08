"""Widgets of the whole program, painted from the theme; see `pos_client/ui/README.md`."""

from pos_client.ui.widgets.amount import Amount
from pos_client.ui.widgets.banner import Banner, Toast
from pos_client.ui.widgets.chip import Chip, Tag
from pos_client.ui.widgets.entry import EntryField, Field
from pos_client.ui.widgets.focus_ring import FocusRing
from pos_client.ui.widgets.key import Arrangement, Key, Role
from pos_client.ui.widgets.key_guard import DEAD_MS, KeyGuard
from pos_client.ui.widgets.keycap import Keycap
from pos_client.ui.widgets.lines import PartsBar, Rule, TearLine
from pos_client.ui.widgets.numpad import Numpad
from pos_client.ui.widgets.panels import ListRow, empty, hint, margins, panel
from pos_client.ui.widgets.tabs import Tabs
from pos_client.ui.widgets.text import ElidedLabel, IconLabel, elided, label, restyle

__all__ = [
    "DEAD_MS",
    "Amount",
    "Arrangement",
    "Banner",
    "Chip",
    "ElidedLabel",
    "EntryField",
    "Field",
    "FocusRing",
    "IconLabel",
    "Key",
    "KeyGuard",
    "Keycap",
    "ListRow",
    "Numpad",
    "PartsBar",
    "Role",
    "Rule",
    "Tabs",
    "Tag",
    "TearLine",
    "Toast",
    "elided",
    "empty",
    "hint",
    "label",
    "margins",
    "panel",
    "restyle",
]
