"""The receipts of this register: found, looked at, copied."""
