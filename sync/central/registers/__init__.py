"""Locations and registers: enrolment, keys, epochs, revocation, status, and who is asking."""
