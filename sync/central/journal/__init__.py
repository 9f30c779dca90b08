"""What registers state, as the centre holds it: push, carried events, quarantine, forks, rescue, verify.

`push.receive` takes a push from its bytes, `push.push` from the message; `heads.held_of` tells what is held of each
epoch. Facts are stored first, whatever they say; what cannot be interpreted is quarantined and blocks nothing.
"""
