"""Who the centre is (its CA key and what it signs) and who may operate it."""

from sync.central.identity.authority import Authority, AuthorityError

__all__ = ["Authority", "AuthorityError"]
