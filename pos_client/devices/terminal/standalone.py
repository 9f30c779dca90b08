"""A terminal without a cable: the cashier types the amount there and confirms here what its slip says. Any thread."""

from __future__ import annotations

from pos_client.devices.ports import CardAnswer, CardProgress, CardState, DeviceState, DeviceStatus
from pos_client.devices.terminal.protocol import clean, not_started, unknown

MAX_SLIP = 64


class StandaloneTerminal:
    """Implements `ports.PaymentTerminal` by never charging: whatever only the slip can say is UNKNOWN, "ask_slip"."""

    def __init__(self, name: str = "terminal") -> None:
        self._name = name

    @property
    def is_integrated(self) -> bool:
        """False: the cashier confirms."""
        return False

    def charge(self, intent_id: str, amount: int, currency: str, progress: CardProgress) -> CardAnswer:  # noqa: ARG002
        """Nothing is sent anywhere, so nothing is charged; callers look at `is_integrated` first."""
        return not_started(intent_id, "not_integrated")

    def query(self, intent_id: str) -> CardAnswer:
        """Only the slip knows."""
        return unknown(intent_id, "ask_slip")

    def cancel(self, intent_id: str) -> CardAnswer:
        """Only the slip knows."""
        return unknown(intent_id, "ask_slip")

    def reverse(self, intent_id: str, reference: str, amount: int) -> CardAnswer:  # noqa: ARG002
        """Money is given back on the terminal itself; its slip says so."""
        return unknown(intent_id, "ask_slip")

    def refund(self, intent_id: str, reference: str, amount: int, currency: str) -> CardAnswer:  # noqa: ARG002
        """Money is given back on the terminal itself; its slip says so."""
        return unknown(intent_id, "ask_slip")

    def status(self) -> DeviceStatus:
        """Nothing can be asked; it is in order as far as the register knows."""
        return DeviceStatus("terminal", self._name, DeviceState.OK, "standalone")

    @staticmethod
    def confirmed(intent_id: str, amount: int, slip_number: str) -> CardAnswer:
        """The slip says that `amount` was paid. `ValueError` for an amount that is none."""
        if amount <= 0:
            raise ValueError(f"bad amount {amount}")
        return CardAnswer(intent_id, CardState.APPROVED, amount, clean(slip_number)[:MAX_SLIP], code="slip")

    @staticmethod
    def refused(intent_id: str) -> CardAnswer:
        """The slip, or the terminal's screen, says that nothing was paid."""
        return CardAnswer(intent_id, CardState.DECLINED, message="slip", code="slip")
