"""What keeps a register in order: recovery, copies, clock, doctor, devices, journal, training."""
