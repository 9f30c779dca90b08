"""Devices: ports, transports, drivers and simulators. Services see `pos_client.devices.ports` alone."""
