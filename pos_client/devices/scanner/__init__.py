"""Barcode scanners: framing, AIM identifiers, serial readers, the keyboard-wedge detector, the queue to the runtime."""

from pos_client.devices.scanner.scan_queue import ScanQueue
from pos_client.devices.scanner.serial_scanner import SerialScanner
from pos_client.devices.scanner.settings import Framing, ScannerSettings, WedgeSettings
from pos_client.devices.scanner.trial import Sample, read_once, spelled
from pos_client.devices.scanner.wedge import Key, Replay, WedgeDetector, WedgeEvent

__all__ = [
    "Framing",
    "Key",
    "Replay",
    "Sample",
    "ScanQueue",
    "ScannerSettings",
    "SerialScanner",
    "WedgeDetector",
    "WedgeEvent",
    "WedgeSettings",
    "read_once",
    "spelled",
]
