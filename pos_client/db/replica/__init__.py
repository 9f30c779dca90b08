"""The replica files: what the centre told this register. See `open_replica`."""
