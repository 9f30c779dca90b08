"""Byte links: serial, TCP, USB, file. They move bytes and report trouble; they know no device."""
