"""A transport from one line of settings.

`tcp://10.0.0.7:9100`, `tcp://[fe80::1]:9100`, `serial:///dev/serial/by-id/usb-x?baud=19200&parity=E&bits=7&stop=1`,
`serial://COM3?baud=9600`, `usb://04b8:0e15?serial=ABC`, `file:///dev/usb/lp0?answers=1`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pos_client.devices.transport.base import Transport, TransportError
from pos_client.devices.transport.file import FileTransport
from pos_client.devices.transport.serial_port import SerialSettings, SerialTransport
from pos_client.devices.transport.tcp import TcpTransport
from pos_client.devices.transport.usb_port import UsbSettings, UsbTransport

MAX_ADDRESS = 500


def transport_from(address: str) -> Transport:
    """The transport that `address` names, not opened; `TransportError("bad_address")`."""
    if len(address) > MAX_ADDRESS:
        raise TransportError("bad_address", "too long")
    try:
        parts = urlsplit(address)
        options = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        make = _MAKERS.get(parts.scheme)
        if make is None:
            raise TransportError("bad_address", address)
        return make(parts, options)
    except ValueError as error:
        raise TransportError("bad_address", f"{address}: {error}") from error


def _tcp(parts: SplitResult, options: dict[str, str]) -> Transport:
    timeout = float(options.get("timeout", "3"))
    return TcpTransport(parts.hostname or "", parts.port or 9100, connect_timeout=timeout)


def _serial(parts: SplitResult, options: dict[str, str]) -> Transport:
    port = unquote(parts.netloc + parts.path)
    if not port:
        raise TransportError("bad_address", "no port")
    return SerialTransport(
        SerialSettings(
            port=port,
            baudrate=int(options.get("baud", "9600")),
            bytesize=int(options.get("bits", "8")),
            parity=options.get("parity", "N").upper(),
            stopbits=int(options.get("stop", "1")),
            rtscts=options.get("flow") == "rtscts",
            xonxoff=options.get("flow") == "xonxoff",
            dsrdtr=options.get("flow") == "dsrdtr",
        )
    )


def _usb(parts: SplitResult, options: dict[str, str]) -> Transport:
    vendor, _, product = parts.netloc.partition(":")
    return UsbTransport(UsbSettings(int(vendor, 16), int(product, 16), options.get("serial", "")))


def _file(parts: SplitResult, options: dict[str, str]) -> Transport:
    path = unquote(parts.netloc + parts.path)
    if not path:
        raise TransportError("bad_address", "no path")
    return FileTransport(Path(path), readable=options.get("answers") == "1")


_MAKERS: dict[str, Callable[[SplitResult, dict[str, str]], Transport]] = {
    "tcp": _tcp,
    "serial": _serial,
    "usb": _usb,
    "file": _file,
}
