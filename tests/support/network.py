"""Tests talk to this machine alone: any other address is refused as soon as it is named."""

from __future__ import annotations

import ipaddress
import sys


class OutsideAddressError(AssertionError):
    """A test reached for an address beyond this machine."""


def is_local(host: object) -> bool:
    """True for the loopback range, the unspecified address (to bind) and names of this machine."""
    if host in (None, "", "localhost", b"localhost", "0.0.0.0", "::"):  # noqa: S104 # named, not bound
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _audit(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        if isinstance(address, tuple) and not is_local(address[0]):
            raise OutsideAddressError(f"a test may not reach {address[0]!r}")
    elif event == "socket.getaddrinfo" and not is_local(args[0]):
        raise OutsideAddressError(f"a test may not ask for the address of {args[0]!r}")


_state = {"installed": False}


def forbid_network() -> None:
    """Install the guard for the life of this process, once."""
    if not _state["installed"]:
        sys.addaudithook(_audit)
        _state["installed"] = True
