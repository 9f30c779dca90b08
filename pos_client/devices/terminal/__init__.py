"""Payment terminals: standalone (confirmed by hand) and integrated over TCP (`protocol.md`)."""

from pos_client.devices.terminal.practice import PracticeTerminal
from pos_client.devices.terminal.settings import TerminalSettings
from pos_client.devices.terminal.standalone import StandaloneTerminal
from pos_client.devices.terminal.tcp_terminal import TcpTerminal

__all__ = ["PracticeTerminal", "StandaloneTerminal", "TcpTerminal", "TerminalSettings"]
