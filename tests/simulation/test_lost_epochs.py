"""A centre restored from a copy that is older than two epochs of a register: nothing of any of them is stranded."""

from __future__ import annotations

import pytest

from tests.simulation.determined import determined
from tests.simulation.faults import PROFILES
from tests.simulation.world import World, sale

CALM = 900.0


def sold(world: World, count: int = 2) -> None:
    """The first register sells, and all of it is pushed."""
    node = world.registers[0]
    for _ in range(count):
        assert node.act(sale(node, ["milk"]))
    world.scheduler.run(world.scheduler.now + 100)


@pytest.mark.invariant(2, 3)
@pytest.mark.parametrize("epochs", [1, 2, 3])
def test_a_centre_that_forgot_whole_epochs_has_them_carried(epochs: int) -> None:
    with determined(7):
        world = World(7, PROFILES["calm"])
        try:
            node = world.registers[0]
            for each in world.registers:
                each.boot()
                each.remember_all()
            sold(world)
            world.centre.back_up()
            for _ in range(epochs):
                assert node.act(lambda writer: writer.wish_epoch("fenced"))
                sold(world)
            assert node.journal.state().epoch == 1 + epochs
            assert node.journal.state().waiting == 0
            world.centre.restore()
            sold(world)
            world.scheduler.run(world.scheduler.now + CALM)
            world.checks.all()
        finally:
            world.close()
