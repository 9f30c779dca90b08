"""The basket: what comes in, what is done to its lines, how it is parked."""
