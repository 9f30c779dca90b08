"""The USB transport on pyusb itself, over a backend that stands for the bus."""

# ruff: noqa: ARG002 - the arguments are those of pyusb's own interface

from __future__ import annotations

import errno
from array import array
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
import usb.backend
import usb.core

from pos_client.devices.transport import TransportError, UsbSettings, UsbTransport

OUT, IN = 0x01, 0x82


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """One printer on a bus: what it was sent, what it answers, and the timeouts asked for in milliseconds."""

    def __init__(self, *, interface_class: int = 7, answers: bool = True) -> None:
        self.interface_class = interface_class
        self.answers = answers
        self.received = bytearray()
        self.replies: list[bytes] = []
        self.timeouts: list[int] = []
        self.kernel_driver = True
        self.claimed = False
        self.fail: int | None = None

    def enumerate_devices(self) -> Iterable[object]:
        return ["printer"]

    def get_device_descriptor(self, dev: object) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=0x04B8, idProduct=0x0E15, bcdDevice=0x100, iManufacturer=0, iProduct=0,
            iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> SimpleNamespace:
        if alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4,
            bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=2 if self.answers else 1, bInterfaceClass=self.interface_class,
            bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> str:
        return "handle"

    def close_device(self, dev_handle: object) -> None: ...

    def get_configuration(self, dev_handle: object) -> int:
        return 1

    def set_configuration(self, dev_handle: object, config_value: int) -> None: ...

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        if self.kernel_driver:
            raise usb.core.USBError("busy", errno=errno.EBUSY)
        self.claimed = True

    def release_interface(self, dev_handle: object, intf: int) -> None:
        self.claimed = False

    def is_kernel_driver_active(self, dev_handle: object, intf: int) -> bool:
        return self.kernel_driver

    def detach_kernel_driver(self, dev_handle: object, intf: int) -> None:
        self.kernel_driver = False

    def attach_kernel_driver(self, dev_handle: object, intf: int) -> None:
        self.kernel_driver = True

    def bulk_write(self, dev_handle: object, ep: int, intf: int, data: array[int], timeout: int) -> int:
        self.timeouts.append(timeout)
        if self.fail is not None:
            kind = usb.core.USBTimeoutError if self.fail == errno.ETIMEDOUT else usb.core.USBError
            raise kind("failed", errno=self.fail)
        self.received += bytes(data)
        return len(data)

    def bulk_read(self, dev_handle: object, ep: int, intf: int, buff: array[int], timeout: int) -> int:
        self.timeouts.append(timeout)
        if not self.replies:
            raise usb.core.USBTimeoutError("timeout", errno=errno.ETIMEDOUT)
        reply = self.replies.pop(0)
        assert len(buff) >= len(reply), "a read shorter than the packet overflows"
        buff[: len(reply)] = array("B", reply)
        return len(reply)


def opened(bus: Bus, **settings: Any) -> UsbTransport:
    transport = UsbTransport(UsbSettings(0x04B8, 0x0E15, **settings), backend=bus)
    transport.open()
    return transport


def test_bytes_go_both_ways_and_the_kernel_gets_its_printer_back() -> None:
    bus = Bus()
    with opened(bus) as transport:
        assert (bus.claimed, bus.kernel_driver) == (True, False)
        transport.write(bytes(10_000), 2.0)
        assert len(bus.received) == 10_000
        bus.replies.append(b"\x12")
        assert transport.read(1, 0.5) == b"\x12"
        assert transport.read(1, 0.5) == b""
    assert (bus.claimed, bus.kernel_driver) == (False, True)


def test_timeouts_are_milliseconds_and_never_for_ever() -> None:
    bus = Bus()
    with opened(bus) as transport:
        transport.write(b"x", 2.0)
        transport.read(1, 0.25)
        transport.read(1, 0)
    assert 1900 <= bus.timeouts[0] <= 2000
    assert bus.timeouts[1:] == [250, 1]


CODES = [(errno.ETIMEDOUT, "timeout"), (errno.ENODEV, "unplugged"), (errno.EPIPE, "unplugged")]


@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_failed_write_may_have_taken_its_chunk(number: int, code: str) -> None:
    bus = Bus()
    with opened(bus) as transport:
        bus.fail = number
        with pytest.raises(TransportError) as caught:
            transport.write(bytes(10_000), 1.0)
    assert (caught.value.code, caught.value.taken) == (code, 4096)


def test_a_printer_that_is_not_there_is_not_found() -> None:
    with pytest.raises(TransportError, match="not_found"):
        UsbTransport(UsbSettings(0x04B8, 0x0001), backend=Bus()).open()


def test_a_printer_of_its_own_class_is_found_by_its_way_out_and_one_that_never_answers_is_write_only() -> None:
    with opened(Bus(interface_class=255, answers=False)) as transport:
        transport.write(b"x", 1)
        with pytest.raises(TransportError, match="write_only"):
            transport.read(1, 1)


def test_it_must_be_open() -> None:
    transport = UsbTransport(UsbSettings(1, 2), backend=Bus())
    with pytest.raises(TransportError, match="not_open"):
        transport.write(b"x", 1)
    transport.close()
