"""The wire of a simulated world: loses, repeats, delays, changes and replays what registers and the centre say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sync.engine.steps import Lane, Send
from sync.protocol.wire import WireRequest, WireResponse
from tests.simulation.centre_node import is_wait
from tests.simulation.register_node import RegisterNode

if TYPE_CHECKING:
    from tests.simulation.world import World

MOST_KEPT = 200


class Net:
    """Between every register and the centre."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.heard: list[WireRequest] = []  # what an eavesdropper has kept to send again
        self.sent = 0

    def send(self, node: RegisterNode, lane: Lane, step: Send) -> None:
        """Carry a request; the node hears of it exactly once in this life, in time or not at all."""
        world, scheduler, life = self.world, self.world.scheduler, node.life
        ended = False
        self.sent += 1

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
        request = self._perhaps_changed(step.request)
        self._keep(request)
        self._arrive(request, end)
        if world.happens("duplicate"):
            scheduler.after(self._delay(), lambda: self._arrive(request, lambda _response, _why: None))

    def _arrive(self, request: WireRequest, end: object) -> None:
        world, scheduler = self.world, self.world.scheduler

        def reply(response: WireResponse | None) -> None:
            if response is not None and world.happens("lose_answer"):
                return
            delay = self._delay()
            scheduler.after(delay, lambda: end(response, "cut"))  # type: ignore[operator]

        def there() -> None:
            if is_wait(request):
                world.centre.hold(request, reply)
            else:
                reply(world.centre.handle(request))

        scheduler.after(self._delay(), there)

    def _delay(self) -> float:
        rng = self.world.scheduler.rng
        return rng.uniform(1, 60) if self.world.happens("late") else rng.uniform(0.002, 0.05)

    def _perhaps_changed(self, request: WireRequest) -> WireRequest:
        """Sometimes one byte of the body or of a header is another."""
        world, rng = self.world, self.world.scheduler.rng
        if not world.happens("tamper"):
            return request
        if request.body and rng.random() < 0.7:
            at = rng.randrange(len(request.body))
            body = bytearray(request.body)
            body[at] ^= 1 << rng.randrange(8)
            return replace(request, body=bytes(body))
        name = rng.choice(sorted(request.headers))
        value = request.headers[name]
        at = rng.randrange(len(value)) if value else 0
        return replace(request, headers={**request.headers, name: value[:at] + "x" + value[at + 1 :]})

    def _keep(self, request: WireRequest) -> None:
        if len(self.heard) < MOST_KEPT:
            self.heard.append(request)
        else:
            self.heard[self.world.scheduler.rng.randrange(MOST_KEPT)] = request

    def replay(self) -> None:
        """Somebody sends an old request again."""
        if self.heard:
            request = self.world.scheduler.rng.choice(self.heard)
            self._arrive(request, lambda _response, _why: None)
