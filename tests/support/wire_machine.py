"""A computer that talks to a real centre over HTTP: enrols, signs, pushes events of a chain; for tests of the wire."""

from __future__ import annotations

import secrets
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import msgspec

from sync.protocol import chain, coding, http_signing, messages, wire
from sync.protocol.base import instant
from sync.protocol.signing import Signer
from sync.protocol.wire import WireRequest
from tests.support.running_centre import Centre


@dataclass
class Machine:
    """One computer. `client` is closed by who made it."""

    centre: Centre
    register_id: str
    client: httpx.Client
    signer: Signer = field(default_factory=lambda: Signer(secrets.token_bytes(32)))
    epoch: int = 1
    seq: int = 0
    previous: bytes = b""
    token: str = ""
    feeds: tuple[str, ...] = ()

    def enrol(self) -> messages.EnrolAnswer:
        """Become the register."""
        secret = self.centre.enrolment_code(self.register_id).secret
        request = messages.EnrolRequest(
            secret=secret,
            public_key=self.signer.public_key.hex(),
            proof=self.signer.prove("enrol", secret.encode()).hex(),
        )
        response = self.post(wire.ENROL, request, signed=False)
        assert response.status_code == 200, response.text
        answer = msgspec.json.decode(response.content, type=messages.EnrolAnswer)
        grant = msgspec.json.decode(answer.grant.data, type=messages.Grant)
        self.epoch, self.seq, self.feeds = grant.epoch, 0, answer.feeds
        self.previous = chain.genesis_hash(self.register_id, self.epoch)
        return answer

    def request(
        self,
        path: str,
        message: messages.Message | None = None,
        *,
        method: str = "POST",
        query: str = "",
        now: datetime | None = None,
        **headers: str,
    ) -> WireRequest:
        """A signed request."""
        body, described = coding.write(message) if message is not None else (b"", {})
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        plain = WireRequest(method, wire.PREFIX + path, query, {**described, **more}, body)
        return http_signing.sign(plain, self.signer, self.register_id, self.epoch, now or datetime.now(UTC))

    def send(self, request: WireRequest) -> httpx.Response:
        """Send a request as it is."""
        target = self.centre.address + request.path + (f"?{request.query}" if request.query else "")
        return self.client.request(request.method, target, headers=dict(request.headers), content=request.body or None)

    def post(self, path: str, message: messages.Message, *, signed: bool = True) -> httpx.Response:
        """Send a message."""
        if signed:
            return self.send(self.request(path, message))
        body, headers = coding.write(message)
        return self.send(WireRequest("POST", wire.PREFIX + path, "", headers, body))

    def push_request(
        self,
        count: int = 1,
        status: messages.RegisterStatus | None = None,
        *,
        kind: str = "of_tomorrow",
        body: bytes = b'{"note":"<script>alert(1)</script>"}',
    ) -> messages.PushRequest:
        """The next events, unless told otherwise of a type that this centre does not know: stored and quarantined."""
        events = []
        first, before = self.seq + 1, self.previous
        for _ in range(count):
            self.seq += 1
            header = chain.Header(
                register=self.register_id,
                epoch=self.epoch,
                seq=self.seq,
                id=f"{self.register_id}-{self.epoch}-{self.seq}",
                type=kind,
                version=1,
                at=instant(datetime.now(UTC)),
                previous=self.previous.hex(),
            )
            data, digest = chain.seal(header, body)
            events.append(messages.PushedEvent(msgspec.Raw(data), self.signer.sign(digest).hex()))
            self.previous = digest
        return messages.PushRequest(
            epoch=self.epoch,
            token=self.token,
            first_seq=first,
            previous=before.hex(),
            events=tuple(events),
            status=status,
        )

    def push(self, count: int = 1, status: messages.RegisterStatus | None = None) -> messages.PushAnswer:
        """Push events and take the token."""
        response = self.post(wire.PUSH, self.push_request(count, status))
        assert response.status_code == 200, response.text
        answer = msgspec.json.decode(response.content, type=messages.PushAnswer)
        self.token = answer.token
        return answer

    def cursor(self, feed: str) -> messages.Cursor:
        """Where a feed stands, as one who has read it all."""
        request = messages.PullRequest(cursors=(messages.Cursor(feed=feed),))
        answer = msgspec.json.decode(self.post(wire.PULL, request).content, type=messages.PullAnswer).feeds[0]
        return messages.Cursor(feed=feed, generation=answer.generation, position=answer.to, tag=answer.tag)


def trusting(centre: Centre) -> ssl.SSLContext:
    """A context that trusts the centre's CA alone."""
    return ssl.create_default_context(cadata=centre.ca_pem)
