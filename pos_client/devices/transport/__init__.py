"""Byte links: serial, TCP, USB, file. They move bytes and report trouble; they know no device."""

from pos_client.devices.transport.address import transport_from
from pos_client.devices.transport.base import Deadline, Transport, TransportError
from pos_client.devices.transport.file import FileTransport
from pos_client.devices.transport.serial_port import PortFound, SerialSettings, SerialTransport, serial_ports
from pos_client.devices.transport.tcp import TcpTransport
from pos_client.devices.transport.usb_port import UsbSettings, UsbTransport

__all__ = [
    "Deadline",
    "FileTransport",
    "PortFound",
    "SerialSettings",
    "SerialTransport",
    "TcpTransport",
    "Transport",
    "TransportError",
    "UsbSettings",
    "UsbTransport",
    "serial_ports",
    "transport_from",
]
