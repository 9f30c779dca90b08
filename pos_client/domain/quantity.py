"""Quantity: integer thousandths of a unit (pieces, kilograms, metres, litres). Pure, any thread."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from pos_client.domain.money import divide_rounded

THOUSAND = 1000


class Unit(StrEnum):
    """What a quantity counts."""

    PIECE = "pc"
    KILOGRAM = "kg"
    METRE = "m"
    LITRE = "l"


class UnitMismatchError(TypeError):
    """Two quantities of different units met in one operation."""


class Quantity(Struct, frozen=True):
    """`thousandths` of `unit`; negative for what comes back."""

    thousandths: int
    unit: Unit = Unit.PIECE

    def _same(self, other: Quantity) -> None:
        if self.unit is not other.unit:
            raise UnitMismatchError(f"{self.unit} and {other.unit} do not mix")

    def __add__(self, other: Quantity) -> Quantity:
        self._same(other)
        return Quantity(self.thousandths + other.thousandths, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        self._same(other)
        return Quantity(self.thousandths - other.thousandths, self.unit)

    def __neg__(self) -> Quantity:
        return Quantity(-self.thousandths, self.unit)

    @property
    def is_whole(self) -> bool:
        """True when no fraction of the unit remains."""
        return self.thousandths % THOUSAND == 0


ONE_PIECE = Quantity(THOUSAND, Unit.PIECE)


def pieces(count: int) -> Quantity:
    """`count` whole pieces."""
    return Quantity(count * THOUSAND, Unit.PIECE)


def extended(unit_price: int, quantity: Quantity) -> int:
    """Minor units for `quantity` at `unit_price` minor units per unit, rounded half away from zero."""
    return divide_rounded(unit_price * quantity.thousandths, THOUSAND)
