"""A manager's recorded yes: who, why, and the PIN, always."""

from pos_client.ui.screens.approval.panel import ApprovalPanel

__all__ = ["ApprovalPanel"]
