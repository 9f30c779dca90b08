"""The wire of a simulated world: loses, repeats, delays, changes and replays what registers and the centre say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from sync.engine.steps import Lane, Send
from sync.protocol.http_signing import DIGEST, INPUT, SIGNATURE
from sync.protocol.wire import EPOCH_HEADER, WireRequest, WireResponse
from tests.simulation.centre_node import is_wait
from tests.simulation.register_node import RegisterNode

if TYPE_CHECKING:
    from tests.simulation.world import World

MOST_KEPT: Final = 200
MOST_SENT: Final = 800
"""Requests of a world; a few hundred are usual."""
SIGNED: Final = frozenset({DIGEST, EPOCH_HEADER, INPUT, SIGNATURE})
"""Headers of which every byte counts."""
Reply = Callable[[WireResponse | None, str], None]


class Net:
    """Between every register and the centre."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.heard: list[tuple[WireRequest, int]] = []  # what was served, and how often the centre was restored then
        self.sent = self.tampered = self.replayed = 0

    def send(self, node: RegisterNode, lane: Lane, step: Send) -> None:
        """Carry a request; the node hears of it exactly once in this life, in time or not at all."""
        world, scheduler, life = self.world, self.world.scheduler, node.life
        ended = False
        self.sent += 1
        assert self.sent <= MOST_SENT, f"invariant 15: {MOST_SENT} requests and no rest"

        def end(response: WireResponse | None, why: str) -> None:
            nonlocal ended
            if ended or node.life != life or not node.is_up:
                return
            ended = True
            if response is None:
                node.failed(lane, why)
            else:
                node.answered(lane, response)

        scheduler.after(step.timeout, lambda: end(None, "timed_out"))
        if node.offline_until > scheduler.now:
            scheduler.after(0.02, lambda: end(None, "unreachable"))
            return
        if world.happens("lose_request"):
            return
        request, is_forged = self._perhaps_changed(step.request)
        self._arrive(request, end, is_forged=is_forged)
        if world.happens("duplicate"):
            scheduler.after(self._delay(), lambda: self._arrive(request, _nobody, is_forged=is_forged))

    def _arrive(self, request: WireRequest, end: Reply, *, is_forged: bool) -> None:
        world, scheduler = self.world, self.world.scheduler

        def reply(response: WireResponse | None) -> None:
            if response is not None and response.status == 200 and not is_forged:
                self._keep(request)
            if response is not None and world.happens("lose_answer"):
                return
            delay = self._delay()
            scheduler.after(delay, lambda: end(response, "cut"))

        def there() -> None:
            if is_forged:
                self.tampered += 1
                reply(world.checks.unmoved("tampered", request))
            elif is_wait(request):
                world.centre.hold(request, reply)
            else:
                reply(world.centre.handle(request))

        scheduler.after(self._delay(), there)

    def _delay(self) -> float:
        rng = self.world.scheduler.rng
        return rng.uniform(1, 60) if self.world.happens("late") else rng.uniform(0.002, 0.05)

    def _perhaps_changed(self, request: WireRequest) -> tuple[WireRequest, bool]:
        """Sometimes one bit of what is signed is another; tells whether it is."""
        world, rng = self.world, self.world.scheduler.rng
        if not world.happens("tamper"):
            return request, False
        kind, place, bit = rng.random(), rng.random(), rng.randrange(7)
        if request.body and kind < 0.5:
            body = bytearray(request.body)
            body[int(place * len(body))] ^= 1 << bit
            return replace(request, body=bytes(body)), True
        name = sorted(SIGNED)[int(kind * 1000) % len(SIGNED)]
        value = request.headers[name]
        at = int(place * len(value))
        changed = value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]
        return replace(request, headers={**request.headers, name: changed}), True

    def _keep(self, request: WireRequest) -> None:
        entry = (request, self.world.centre.restored)
        if len(self.heard) < MOST_KEPT:
            self.heard.append(entry)
        else:
            self.heard[self.world.scheduler.rng.randrange(MOST_KEPT)] = entry

    def replay(self) -> None:
        """Somebody sends again what was served before."""
        if not self.heard or not self.world.centre.is_up:
            return
        request, restored = self.world.scheduler.rng.choice(self.heard)
        self.replayed += 1
        if restored == self.world.centre.restored:
            self.world.checks.unmoved("replayed", request)
        else:  # it may bring back what the centre has lost, which is no harm
            self.world.centre.handle(request)


def _nobody(_response: WireResponse | None, _why: str) -> None:
    """Nobody listens."""
