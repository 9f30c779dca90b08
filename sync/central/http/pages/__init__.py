"""The operators' page: made on the server, no script anywhere; every change is a POST with the session's own secret."""
