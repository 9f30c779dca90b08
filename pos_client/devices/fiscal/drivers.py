"""Which fiscal device a store has: none, ours over TCP, or an installed plug-in.

A plug-in is a package with an entry point in the group `omnitill.fiscal`: its name is the `driver` of the settings, its
object takes `FiscalSettings` and gives a `FiscalDevice`. A plug-in that cannot be found or made stops the start of the
program: a register that should be fiscal never sells without it.
"""

from __future__ import annotations

from pos_client.devices.fiscal.settings import FiscalSettings
from pos_client.devices.fiscal.tcp_fiscal import TcpFiscal
from pos_client.devices.ports import FiscalDevice

GROUP = "omnitill.fiscal"
NO_DEVICE = "none"


class FiscalSetupError(Exception):
    """The fiscal profile cannot be served: `code` is "no_settings", "no_driver" or "bad_driver"."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def fiscal_device(profile: str, settings: FiscalSettings | None) -> FiscalDevice | None:
    """The device of a store's fiscal `profile`, None for the profile "none". `FiscalSetupError`."""
    if profile == NO_DEVICE:
        return None
    if settings is None:
        raise FiscalSetupError("no_settings", profile)
    if settings.driver == "tcp":
        return TcpFiscal(settings)
    from importlib.metadata import entry_points  # noqa: PLC0415 - loads much, and few registers have a plug-in

    found = [entry for entry in entry_points(group=GROUP) if entry.name == settings.driver]
    if not found:
        raise FiscalSetupError("no_driver", settings.driver)
    try:
        device: FiscalDevice = found[0].load()(settings)
    except (ImportError, AttributeError, TypeError, ValueError, OSError) as error:
        raise FiscalSetupError("bad_driver", f"{settings.driver}: {error}") from error
    return device
