"""Settings of this register: devices with a test each, copies, screen, keys."""
