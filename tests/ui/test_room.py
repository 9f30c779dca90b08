"""What a newcomer must still be able to read while something else stands in front of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget

from pos_client.ui.frame import Screen
from pos_client.ui.screens import HelpPanel
from pos_client.ui.theme import look
from tests.support.returning import choose, open_return, sell
from tests.support.till import TillRig, shown_texts


def in_window(widget: QWidget) -> QRect:
    """Where `widget` stands in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_a_remark_covers_neither_the_field_nor_the_head_of_a_panel(selling: TillRig) -> None:
    selling.controller.tell("unknown_code")
    toast = selling.window._toast
    assert toast.isVisible()
    assert not in_window(toast).intersects(in_window(selling.controller.sell.box))
    selling.player.press("F11")
    panel = selling.window.side
    assert panel is not None
    assert not in_window(toast).intersects(in_window(panel))


def test_help_names_the_keys_of_the_basket_only_where_they_act(selling: TillRig) -> None:
    def caps() -> set[str]:
        selling.player.press("F1")
        panel = selling.window.side
        assert isinstance(panel, HelpPanel)
        found = {one.text() for one in panel.findChildren(QLabel)}
        selling.player.press("Esc")
        return found

    assert "Void the line" in caps()
    selling.to_pay()
    assert "Void the line" not in caps()


def test_figures_stay_whole_beside_help(selling: TillRig) -> None:
    selling.to_pay(*selling.basket())
    selling.player.press("Return")
    selling.player.on_screen("paid")
    paid = selling.controller.paid
    selling.player.press("F1")
    selling.player.run_for(0.1)
    figures = [one for one in paid.findChildren(QLabel) if one.isVisible() and one.text()[-3:-2] == "."]
    assert figures
    for figure in figures:
        assert figure.width() >= figure.minimumSizeHint().width(), figure.text()
        assert visible_whole(paid, figure), figure.text()


def visible_whole(screen: Screen, widget: QWidget) -> bool:
    """Tell whether `widget` lies inside its screen."""
    return in_window(screen).contains(in_window(widget))


def test_an_unknown_code_is_seen_though_a_line_is_chosen(selling: TillRig) -> None:
    selling.scan_all(*selling.basket())
    table = selling.controller.sell.table
    selling.player.press("Up")
    selling.scanner.scan("4600000000000000")
    selling.player.until(lambda: bool(selling.services.checkout.view().errors), "the unknown code")
    selling.player.run_for(0.1)
    row = next(n for n in range(table.rows.rowCount()) if table.rows.row(n).is_error)
    top = table.rowViewportPosition(row)
    assert top >= 0
    assert top + table.rowHeight(row) <= table.viewport().height()


def test_the_keys_of_the_chosen_line_are_whole_after_a_panel(selling: TillRig) -> None:
    selling.scan_all(*selling.basket())
    table = selling.controller.sell.table
    selling.player.press("Up")
    selling.player.press("F4")
    assert selling.window.side is not None
    selling.player.press("Esc")
    selling.player.run_for(0.1)
    strip = table.strip
    assert strip.isVisible()
    assert strip.y() + strip.height() <= table.viewport().height()


def test_an_exchange_has_its_name_once_it_is_paid(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    number = sell(selling, bread)
    open_return(selling, number)
    choose(selling, "1")
    selling.player.press("F7")
    selling.player.on_screen("sell")
    selling.player.until(lambda: selling.window.banner("exchange") is not None, "the credit")
    selling.to_pay(bread, milk)
    selling.player.press("Return")
    selling.player.on_screen("paid")
    selling.player.until(lambda: "Exchange" in shown_texts(selling.window), "the name of what was taken")


def test_the_login_grows_with_the_scale(selling: TillRig) -> None:
    login = selling.controller.login
    selling.window.resize(1920, 1080)
    before = login.pin.width()
    look().set_scale(140)
    assert login.pin.width() > before
