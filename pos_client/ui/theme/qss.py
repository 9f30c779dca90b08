"""The style sheet: one template, filled from the tokens. Painted widgets do not depend on it.

Labels take their type and colour from two dynamic properties, `kind` (a type token) and `tone` (a colour role), so no
screen writes a colour or a size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_client.ui.theme.theme import Theme

_TONES = (
    "ink", "ink_2", "ink_3", "accent_text", "good", "warn", "bad", "on_slab", "on_slab_2", "slab_good", "disabled",
    "on_accent",
)  # fmt: skip
_TINTED = ("good", "warn", "bad", "accent")

_TEMPLATE = """
QWidget#shell, QWidget#work {{ background: {canvas}; }}
QLabel {{ background: transparent; color: {ink}; font-family: "{family}"; }}
QLineEdit, QPlainTextEdit {{ font-family: "{family}"; }}
QLabel[narrow="true"] {{ font-family: "{narrow}"; }}
QFrame#topBar, QFrame#keyBar {{ background: {surface}; border: none; }}
QFrame#topBar {{ border-bottom: 1px solid {line}; }}
QFrame#keyBar {{ background: {canvas}; border-top: 1px solid {line}; }}
QFrame[panel="plain"] {{ background: {surface}; border: 1px solid {line}; border-radius: {panel}px; }}
QFrame[panel="tinted"] {{ background: {accent_tint}; border: 1px solid {accent_line}; border-radius: {panel}px; }}
QFrame[panel="second"] {{ background: {surface_2}; border: 1px solid {line}; border-radius: {panel}px; }}
QWidget[panel="side"] {{ background: {surface}; border: 2px solid {line_strong}; border-radius: {panel}px; }}
QFrame[panel="slab"] {{ background: {slab}; border: 1px solid {slab_line}; border-radius: {panel}px; }}
QFrame[panel="slabFoot"] {{ background: {slab}; border: none;
    border-bottom-left-radius: {panel_in}px; border-bottom-right-radius: {panel_in}px; }}
QFrame[panel="head"] {{ background: {surface_2}; border: none; border-bottom: 1px solid {line};
    border-top-left-radius: {panel_in}px; border-top-right-radius: {panel_in}px; }}
QFrame[panel="entry"] {{ background: {surface}; border: 1px solid {line_strong}; border-radius: {key}px; }}
QFrame[panel="entry"][bad="true"] {{ border: 2px solid {bad}; }}
QFrame[panel="none"] {{ background: transparent; border: none; }}
QLineEdit {{ background: transparent; border: none; color: {ink}; padding: 0; margin: 0;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit {{ background: {surface}; border: 1px solid {line_strong}; border-radius: {key}px; color: {ink};
    padding: {s}px; }}
QTableView, QListView, QScrollArea {{ background: {surface}; border: none; color: {ink}; outline: none; }}
QTableView::item, QListView::item {{ border: none; padding: 0; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line_strong}; border-radius: {bar_half}px; min-height: {touch}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; height: 0; width: 0; }}
QProgressBar {{ background: {line}; border: none; border-radius: {bar_half}px; max-height: {bar}px;
    min-height: {bar}px; color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {bar_half}px; }}
QToolTip {{ background: {slab}; color: {on_slab}; border: 1px solid {slab_line}; padding: {s}px; }}
"""


def style_sheet(theme: Theme) -> str:
    """Return the whole style sheet for `theme`."""
    tokens = theme.tokens
    values: dict[str, object] = dict(tokens.colours[theme.name])
    values |= {
        "family": tokens.family,
        "narrow": tokens.family_narrow,
        "panel": theme.radius("panel"),
        "panel_in": theme.radius("panel") - 1,
        "key": theme.radius("key"),
        "s": theme.px(8),
        "bar": theme.px(8),
        "bar_half": theme.px(4),
        "touch": theme.touch("min"),
    }
    parts = [_TEMPLATE.format(**values)]
    parts += [
        f'QLabel[kind="{name}"] {{ font-size: {theme.px(style.size)}px; font-weight: {style.weight}; }}'
        for name, style in tokens.types.items()
    ]
    parts += [f'QLabel[tone="{role}"] {{ color: {theme.hex(role)}; }}' for role in _TONES]
    parts += ['QLabel[bold="true"] { font-weight: 600; }', 'QLabel[bold="medium"] { font-weight: 500; }']
    for role in _TINTED:
        parts.append(
            f'QFrame[state="{role}"] {{ background: {theme.hex(role + "_tint")};'
            f" border: 1px solid {theme.hex(role + '_line')}; border-radius: {theme.radius('panel')}px; }}"
        )
    return "\n".join(parts)
