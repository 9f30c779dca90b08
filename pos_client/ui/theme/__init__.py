"""Theme: tokens → `Theme` (colours, sizes, fonts), style sheet, palette, icons. `look()` is the application's one."""

from pos_client.ui.theme.icons import draw_icon, icon_pixmap
from pos_client.ui.theme.theme import Look, Theme, look, make_application
from pos_client.ui.theme.tokens import LayoutClass, ThemeName

__all__ = ["LayoutClass", "Look", "Theme", "ThemeName", "draw_icon", "icon_pixmap", "look", "make_application"]
