"""A USB printer class device by pyusb, for printers without a kernel driver's device file.

pyusb counts in milliseconds and takes 0 for "for ever"; here timeouts are seconds and always end. pyusb and its
libusb are loaded when first opened, so that a register without USB printers needs neither.
"""

from __future__ import annotations

import errno
from typing import Any

from msgspec import Struct

from pos_client.devices.transport.base import ContextTransport, Deadline, TransportError, from_os_error

_PRINTER_CLASS = 7
_CHUNK = 4096


class UsbSettings(Struct, frozen=True):
    """Which device: vendor and product id, and its serial number when two alike are plugged in."""

    vendor: int
    product: int
    serial_number: str = ""


class UsbTransport(ContextTransport):
    """The bulk endpoints of a USB printer. `backend` is pyusb's, None for the one it finds."""

    can_answer = True

    def __init__(self, settings: UsbSettings, *, backend: Any = None) -> None:  # noqa: ANN401 - pyusb has no types
        self._settings = settings
        self._backend = backend
        self._device: Any = None
        self._interface = 0
        self._out: Any = None
        self._in: Any = None
        self._reattach = False

    @property
    def name(self) -> str:
        """The ids as text."""
        return f"usb://{self._settings.vendor:04x}:{self._settings.product:04x}"

    def open(self) -> None:
        """Find, configure and claim the device."""
        if self._device is not None:
            return
        import usb.core  # noqa: PLC0415 - see the module's docstring

        try:
            self._device = self._find()
            self._claim()
        except usb.core.NoBackendError as error:
            raise TransportError("no_backend", str(error)) from error
        except OSError as error:  # USBError is one
            self.close()
            raise from_os_error(error) from error
        except TransportError:
            self.close()
            raise

    def _find(self) -> Any:  # noqa: ANN401 - pyusb has no types
        import usb.core  # noqa: PLC0415

        wanted = self._settings
        found = usb.core.find(find_all=True, idVendor=wanted.vendor, idProduct=wanted.product, backend=self._backend)
        for device in found:
            if not wanted.serial_number or device.serial_number == wanted.serial_number:
                return device
        raise TransportError("not_found", self.name)

    def _claim(self) -> None:
        import usb.util  # noqa: PLC0415

        try:
            configuration = self._device.get_active_configuration()
        except OSError:  # not configured yet
            self._device.set_configuration()
            configuration = self._device.get_active_configuration()
        interface = _printer_interface(configuration)
        if interface is None:
            raise TransportError("bad_settings", f"{self.name} has no printer interface")
        self._interface = interface.bInterfaceNumber
        try:
            if self._device.is_kernel_driver_active(self._interface):
                self._device.detach_kernel_driver(self._interface)
                self._reattach = True
        except NotImplementedError:
            pass  # this system binds no kernel driver
        usb.util.claim_interface(self._device, self._interface)
        self._out = _bulk(interface, usb.util.ENDPOINT_OUT)
        self._in = _bulk(interface, usb.util.ENDPOINT_IN)
        if self._out is None:
            raise TransportError("bad_settings", f"{self.name} takes no data")

    def read(self, n: int, timeout: float) -> bytes:
        """What came, at most `n` bytes; "write_only" when the printer has no way back."""
        if self._device is None:
            raise TransportError("not_open", self.name)
        if self._in is None:
            raise TransportError("write_only", self.name)
        import usb.core  # noqa: PLC0415

        try:
            # A read shorter than the packet overflows: always ask for a whole one.
            data = bytes(self._in.read(max(n, self._in.wMaxPacketSize), _milliseconds(timeout)))
        except usb.core.USBTimeoutError:
            return b""
        except OSError as error:
            raise _usb_error(error, taken=0) from error
        return data

    def write(self, data: bytes, timeout: float) -> None:
        """Hand `data` over in chunks; of a chunk that failed all may have been taken."""
        if self._device is None:
            raise TransportError("not_open", self.name)
        deadline = Deadline(timeout)
        start = 0
        while start < len(data):
            chunk = data[start : start + _CHUNK]
            try:
                start += self._out.write(chunk, _milliseconds(deadline.left))
            except OSError as error:
                raise _usb_error(error, taken=start + len(chunk)) from error
            if start < len(data) and deadline.passed:
                raise TransportError("timeout", self.name, taken=start)

    def close(self) -> None:
        """Release the device and give it back to the kernel's driver."""
        device, self._device = self._device, None
        self._out = self._in = None
        if device is None:
            return
        import usb.util  # noqa: PLC0415

        try:
            usb.util.release_interface(device, self._interface)
            if self._reattach:
                device.attach_kernel_driver(self._interface)
        except (OSError, NotImplementedError):
            pass  # unplugged: nothing to give back
        finally:
            self._reattach = False
            usb.util.dispose_resources(device)


def _milliseconds(seconds: float) -> int:
    return max(int(seconds * 1000), 1)  # 0 would wait for ever


def _usb_error(error: OSError, *, taken: int) -> TransportError:
    if error.errno == errno.ETIMEDOUT:
        return TransportError("timeout", str(error), taken=taken)
    return TransportError("unplugged", str(error), taken=taken)


def _printer_interface(configuration: Any) -> Any:  # noqa: ANN401 - pyusb has no types
    interfaces = list(configuration)
    for interface in interfaces:
        if interface.bInterfaceClass == _PRINTER_CLASS:
            return interface
    # Cheap printers call themselves "vendor specific": take the first that has a bulk way out.
    import usb.util  # noqa: PLC0415

    return next((i for i in interfaces if _bulk(i, usb.util.ENDPOINT_OUT) is not None), None)


def _bulk(interface: Any, direction: int) -> Any:  # noqa: ANN401 - pyusb has no types
    import usb.util  # noqa: PLC0415

    for endpoint in interface:
        is_bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if is_bulk and usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction:
            return endpoint
    return None
