"""A row of the basket is painted when it changes and kept as a picture otherwise: the picture is never an old one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.domain.money import PLN
from pos_client.services.views import BasketView, ErrorRow
from pos_client.ui.i18n import Formatter
from pos_client.ui.models.basket_rows import RowTexts
from pos_client.ui.screens.sell.basket_table import BasketTable
from pos_client.ui.screens.sell.row_painter import RowPainter
from pos_client.ui.theme import look
from pos_client.ui.widgets.text import fitted
from tests.ui.samples import EMPTY, VIEW

ENGLISH, POLISH = Formatter("en"), Formatter("pl")
LAST = VIEW.lines[-1]
NEWEST = replace(LAST, line_id=99, number=LAST.number + 1)
STEPS: list[tuple[str, BasketView, int, Formatter]] = [
    ("a basket", VIEW, 0, ENGLISH),
    ("another line", replace(VIEW, lines=(*VIEW.lines[:-1], replace(LAST, is_last=False), NEWEST)), 0, ENGLISH),
    ("another price", replace(VIEW, lines=(*VIEW.lines[:-1], replace(LAST, total=1))), 0, ENGLISH),
    ("a chosen line", VIEW, VIEW.lines[0].line_id, ENGLISH),
    ("another chosen line", VIEW, VIEW.lines[1].line_id, ENGLISH),
    ("an error", replace(VIEW, errors=(ErrorRow(1, "unknown_code", "460"),)), 0, ENGLISH),
    ("another error of that number", replace(VIEW, errors=(ErrorRow(1, "misread", "461"),)), 0, ENGLISH),
    ("another language", VIEW, 0, POLISH),
    ("fewer lines", replace(VIEW, lines=VIEW.lines[2:]), 0, ENGLISH),
    ("nothing", EMPTY, 0, ENGLISH),
]


def shown(table: BasketTable, view: BasketView, chosen: int, formatter: Formatter) -> QImage:
    table.show_view(view, formatter)
    table.choose(chosen)
    QApplication.processEvents()
    return table.viewport().grab().toImage()


@pytest.fixture
def tables(qtbot: QtBot) -> list[BasketTable]:
    made = [BasketTable() for _ in range(len(STEPS) + 1)]
    for table in made:
        qtbot.addWidget(table)
        table.resize(1000, 700)
    return made


def test_a_table_that_changed_looks_like_one_made_anew(tables: list[BasketTable]) -> None:
    changing, *fresh = tables
    seen: list[QImage] = []
    for table, (what, view, chosen, formatter) in zip(fresh, STEPS, strict=True):
        image = shown(changing, view, chosen, formatter)
        assert image == shown(table, view, chosen, formatter), what
        seen.append(image)
    assert all(one != other for one, other in pairwise(seen)), "each step is seen"


def test_a_choice_without_keys_is_seen(tables: list[BasketTable]) -> None:
    """Beside a side panel a chosen line is no taller: only its frame tells."""
    changing, fresh, *_ = tables
    for table in (changing, fresh):
        table.set_keys_shown(False)
    plain = shown(changing, VIEW, 0, ENGLISH)
    assert plain != shown(changing, VIEW, VIEW.lines[0].line_id, ENGLISH)
    assert shown(changing, VIEW, 0, ENGLISH) == plain == shown(fresh, VIEW, 0, ENGLISH)


def test_a_width_of_its_own(tables: list[BasketTable]) -> None:
    changing, fresh, *_ = tables
    shown(changing, VIEW, 0, ENGLISH)
    changing.resize(1300, 700)
    fresh.resize(1300, 700)
    assert shown(changing, VIEW, 0, ENGLISH) == shown(fresh, VIEW, 0, ENGLISH)


def test_one_more_line_paints_two_rows(tables: list[BasketTable]) -> None:
    table = tables[0]
    shown(table, VIEW, 0, ENGLISH)
    before = dict(table._painter._pictures)
    shown(table, STEPS[1][1], 0, ENGLISH)
    after = table._painter._pictures
    assert {place for place in after if after[place] is not before.get(place)} == {
        (LAST.line_id, 0),
        (NEWEST.line_id, 0),
    }


def test_what_is_out_of_view_is_forgotten(qapp: QApplication) -> None:
    painter = RowPainter()
    painter.fit(look().theme, 400)
    rows = [RowTexts(number, 0, str(number), "Milk") for number in range(1, 9)]
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    for row in rows:
        with QPainter(image) as own:
            painter.draw(own, row, 0, 60, chosen=False)
    assert len(painter._pictures) == len(rows)
    painter.keep([*rows[6:], RowTexts(99, 0, "99", "Never drawn")])
    assert list(painter._pictures) == [(7, 0), (8, 0)]


@pytest.mark.parametrize(("ratio", "kept"), [(1.0, 1), (2.0, 1), (1.25, 0)])
def test_rows_that_begin_between_pixels_are_painted_each_time(qapp: QApplication, ratio: float, kept: int) -> None:
    painter = RowPainter()
    painter.fit(look().theme, 400)
    row = RowTexts(1, 0, "1", "Milk", total="1.00", is_last=True)
    image = QImage(int(400 * ratio), int(130 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("red"))
    with QPainter(image) as own:
        painter.draw(own, row, 10, 120, chosen=True)
    assert len(painter._pictures) == kept
    assert image.pixelColor(0, int(5 * ratio)) == QColor("red")
    assert image.pixelColor(int(200 * ratio), int(125 * ratio)) != QColor("red")


@pytest.mark.parametrize("amount", [1_00, 14_999_000, 99_999_999_999])
def test_a_large_amount_is_painted_whole_in_smaller_type(amount: int, qtbot: QtBot) -> None:
    theme = look().theme
    assert theme.is_small
    text, font = POLISH.money(amount, PLN), theme.font("last", weight=700, size=20)
    for width in (96, 150):
        shown = fitted(font, text, width)
        assert QFontMetrics(shown).horizontalAdvance(text) <= width
        assert (shown == font) == (QFontMetrics(font).horizontalAdvance(text) <= width)


def test_every_digit_of_a_large_total_is_seen(tables: list[BasketTable]) -> None:
    totals = (914_999_000, 114_999_000)  # they differ in the first digit alone
    one, other = (shown(table, lone(total), 0, POLISH) for table, total in zip(tables, totals, strict=False))
    assert one != other


def lone(total: int) -> BasketView:
    """A basket of one line."""
    return replace(VIEW, lines=(replace(LAST, total=total),))
