from __future__ import annotations

import pytest

from pos_client.devices.ports import CardAnswer, CardState, DeviceState
from pos_client.devices.terminal import StandaloneTerminal


def test_nothing_is_charged_and_only_the_slip_knows() -> None:
    terminal = StandaloneTerminal("front")
    assert not terminal.is_integrated
    assert terminal.charge("i1", 5, "PLN", lambda *_: None).state is CardState.NOT_STARTED
    for answer in (terminal.query("i1"), terminal.cancel("i1"), terminal.reverse("i1", "r", 5)):
        assert (answer.state, answer.code) == (CardState.UNKNOWN, "ask_slip")
    assert (terminal.status().name, terminal.status().state) == ("front", DeviceState.OK)


def test_the_cashier_confirms_what_the_slip_says() -> None:
    answer = StandaloneTerminal.confirmed("i1", 1_250, "0012\x1b45" + "9" * 100)
    assert answer == CardAnswer("i1", CardState.APPROVED, 1_250, ("001245" + "9" * 100)[:64], code="slip")
    assert StandaloneTerminal.refused("i1").state is CardState.DECLINED
    with pytest.raises(ValueError, match="bad amount"):
        StandaloneTerminal.confirmed("i1", 0, "1")
