"""Permission checks of marked goods by a local module or the scheme's own service (`protocol.md`)."""

from pos_client.devices.marking.settings import MarkingSettings
from pos_client.devices.marking.tcp_marking import TcpMarking

__all__ = ["MarkingSettings", "TcpMarking"]
