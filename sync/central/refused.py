"""What the logic of the centre raises when it says no; `Api.handle` makes a `messages.Refusal` of it. Pure."""

from __future__ import annotations


class RefusedError(Exception):
    """A request that changes nothing and says why: HTTP `status`, and the stable `code` of `messages.Refusal`.

    `detail` is for logs: no secret ever stands in it. `retry_after` in seconds, 0 when waiting would not help.
    """

    def __init__(
        self, status: int, code: str, detail: str = "", *, expected_seq: int = 0, retry_after: int = 0
    ) -> None:
        super().__init__(f"{status} {code}: {detail}" if detail else f"{status} {code}")
        self.status = status
        self.code = code
        self.detail = detail
        self.expected_seq = expected_seq
        self.retry_after = retry_after


Refused = RefusedError
