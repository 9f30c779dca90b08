"""What joins registers and the centre: protocol, the register's engine, the central service."""
