"""The coat of HTTP around the centre's logic: lanes, limits, logs, metrics, TLS, the operators' page."""
