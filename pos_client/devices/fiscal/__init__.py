"""Fiscal devices: the driver of our TCP protocol (`protocol.md`), and where plug-ins come in; nothing certified."""

from pos_client.devices.fiscal.drivers import FiscalSetupError, fiscal_device
from pos_client.devices.fiscal.settings import FiscalSettings
from pos_client.devices.fiscal.tcp_fiscal import TcpFiscal

__all__ = ["FiscalSettings", "FiscalSetupError", "TcpFiscal", "fiscal_device"]
