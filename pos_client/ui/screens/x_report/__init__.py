"""The interim report of a running shift, read on screen and printed by a key."""
