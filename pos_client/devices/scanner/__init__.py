"""Barcode scanners: framing, AIM identifiers, the reader thread, the keyboard wedge."""
