"""What both ends share: events, canonical bytes, hash chain, signatures, snapshot DDL."""
