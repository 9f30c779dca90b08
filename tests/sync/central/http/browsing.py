"""A person at the operators' page."""

from __future__ import annotations

import re

import httpx


def log_in(browser: httpx.Client, token: str, page: str = "/registers") -> str:
    """Log in; returns the secret that the forms of `page` carry."""
    assert browser.post("/login", data={"token": token}).status_code == 303
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get(page).text)
    assert found is not None
    return found[1]
