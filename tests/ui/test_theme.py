"""Theme: contrast recomputed from the colours, layout classes, scale, fonts, style sheet of every theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos_client.domain.money import Currency
from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import LayoutClass, Look, ThemeName, icon_pixmap
from pos_client.ui.theme.qss import style_sheet
from pos_client.ui.theme.theme import Theme
from pos_client.ui.theme.tokens import load_tokens
from pos_client.ui.widgets import Amount, Chip, Key, Tabs
from resources.loader import resource_path
from tests.support.fresh import run_python


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", list(ThemeName))
def test_every_pair_in_use_keeps_its_contrast(name: ThemeName) -> None:
    tokens = load_tokens()
    for pair, stated in tokens.ratios[name].items():
        one, other = pair.removeprefix("shape_").split("__on__")
        measured = ratio(tokens.colours[name][one], tokens.colours[name][other])
        assert measured >= (3.0 if pair.startswith("shape_") else 4.5), (name, pair, measured)
        assert measured >= stated - 0.005, (name, pair)


@pytest.mark.parametrize(
    ("width", "height", "layout"),
    [
        (1024, 768, LayoutClass.W1024),
        (1279, 1024, LayoutClass.W1024),
        (1280, 800, LayoutClass.W1366),
        (1920, 1080, LayoutClass.W1920),
        (1920, 800, LayoutClass.W1366),
    ],
)
def test_layout_class_follows_the_window(look: Look, width: int, height: int, layout: LayoutClass) -> None:
    look.fit(QSize(width, height))
    assert look.theme.layout is layout


def test_scale_grows_only_as_far_as_the_smallest_layout_fits(look: Look) -> None:
    look.set_scale(200)
    assert look.theme.scale == 1.0
    look.fit(QSize(2048, 1536))
    assert look.theme.scale == 2.0
    assert look.theme.px(48) == 96
    with pytest.raises(ValueError, match="100 to 200"):
        look.set_scale(250)


def test_a_theme_is_switched_at_run_time(look: Look) -> None:
    seen: list[str] = []
    look.changed.connect(lambda: seen.append(look.theme.name.value))
    look.set_theme(ThemeName.CONTRAST)
    look.set_theme(ThemeName.CONTRAST)
    assert seen == ["contrast"]
    assert look.theme.palette().window().color() == QColor("#000000")


def test_fonts_are_the_bundled_ones_with_equal_figures(look: Look) -> None:
    assert {"IBM Plex Sans", "IBM Plex Sans Condensed"} <= set(QFontDatabase.families())
    metrics = look.theme.metrics("total")
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    bold = look.theme.metrics("total", weight=700)
    assert bold.horizontalAdvance("5379") == metrics.horizontalAdvance("5379")


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize("layout", list(LayoutClass))
def test_the_style_sheet_is_complete(name: ThemeName, layout: LayoutClass) -> None:
    sheet = style_sheet(Theme(name, layout, 1.5))
    assert "{" in sheet
    assert "{{" not in sheet
    assert "None" not in sheet


def an_amount() -> Amount:
    made = Amount("due")
    made.set_parts(Formatter("en").money_parts(537_962, Currency("EUR", 2)))
    return made


@pytest.mark.parametrize(
    "make", [lambda: Key("Pay", second="all"), lambda: Chip("printer"), lambda: Tabs((("One", ""),)), an_amount]
)
def test_a_painted_widget_takes_another_scale_in_its_layout_at_once(
    look: Look, qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    window, widget = QWidget(), make()
    qtbot.addWidget(window)
    window.resize(900, 900)
    QVBoxLayout(window).addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    window.show()
    QCoreApplication.processEvents()
    before = widget.size()
    look.fit(QSize(2048, 1536))
    look.set_scale(200)
    QCoreApplication.processEvents()
    now, wanted = widget.size(), widget.sizeHint()
    assert before.width() < now.width() == wanted.width() or before.height() < now.height() == wanted.height()


def test_icons_take_the_colour(look: Look) -> None:
    image = icon_pixmap("check", 24, QColor("#ff0000")).toImage()
    colours = {
        image.pixelColor(x, y).red() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200
    }
    assert colours
    assert min(colours) > 250
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no-such-icon", 24, QColor("#ff0000"))


def test_every_icon_of_a_state_is_there() -> None:
    for state in load_tokens().states.values():
        assert resource_path("icons", f"{state.icon}.svg").exists(), state.icon


ONE_AFTER_THE_OTHER = """
from PySide6.QtWidgets import QApplication
from pos_client.ui.i18n import languages
from pos_client.ui.theme import look, make_application
print(make_application(["till"]).style().name())
QApplication.instance().shutdown()
for _ in range(2):
    application = make_application(["till"])
    print(application.arguments())
    print(look() is look(), look().parent() is application)
    print(languages() is languages(), languages().parent() is application, languages().current)
    languages().set_language("ru")
    application.shutdown()
    for ask in (look, languages):
        try:
            ask()
        except RuntimeError as error:
            print(error)
"""


def test_look_and_languages_are_those_of_the_application_that_is_there() -> None:
    told = run_python(ONE_AFTER_THE_OTHER)
    once = ["['till']", "True True", "True True en", "no QApplication yet", "no QApplication yet"]
    assert (told.returncode, told.stdout.splitlines()) == (0, ["fusion", *once, *once]), told.stderr
