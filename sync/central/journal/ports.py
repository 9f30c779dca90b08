"""Who pushes and who signs, as the journal needs them; `registers.access` and `identity` give them."""

from __future__ import annotations

from typing import Protocol

from sync.protocol.messages import Ack, Grant, Signed


class Pusher(Protocol):
    """The register that a request was signed by."""

    @property
    def register_id(self) -> str:
        """Its id."""
        ...

    @property
    def location_id(self) -> str:
        """Where it stands."""
        ...

    @property
    def revoked(self) -> bool:
        """Whether that key was revoked."""
        ...


class Notary(Protocol):
    """The centre's CA, as far as acknowledgements go."""

    @property
    def public_keys(self) -> tuple[bytes, ...]:
        """The keys that verify what it signs and signed, the present one first."""
        ...

    def sign_statement(self, kind: str, struct: Grant | Ack) -> Signed:
        """Sign an acknowledgement."""
        ...
