"""Why an act was done, as the journal keeps it: "reason_id", or "reason_id: words". Main thread."""

from __future__ import annotations

from pos_client.db.replica import Live
from pos_client.services.desk import ServiceError

LONGEST_WORDS = 200
SEPARATOR = ": "


def clean_words(text: str, longest: int = LONGEST_WORDS) -> str:
    """Return what a person typed or scanned as one printable line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:longest]).split())


def judged_reason(live: Live, kind: str, reason_id: str, words: str = "") -> str:
    """Return the chosen reason of a list as it is journalled.

    `ServiceError`: reason_needed for none of the list, reason_words_needed for one that asks for words. A store whose
    list is empty takes words alone.
    """
    said = clean_words(words)
    known = {reason.reason_id: reason for reason in live.reasons(kind)}
    if not known:
        if not said:
            raise ServiceError("reason_needed")
        return said
    reason = known.get(reason_id)
    if reason is None:
        raise ServiceError("reason_needed")
    if reason.text_needed and not said:
        raise ServiceError("reason_words_needed")
    return f"{reason_id}{SEPARATOR}{said}" if said else reason_id


def reason_on_paper(live: Live, kind: str, journalled: str, language: str) -> str:
    """Return a journalled reason as it is printed: its name in `language`, and the words."""
    reason_id, _separator, words = journalled.partition(SEPARATOR)
    for reason in live.reasons(kind):
        if reason.reason_id == reason_id:
            names = dict(reason.names)
            name = names.get(language) or names.get("en") or reason_id
            return f"{name}{SEPARATOR}{words}" if words else name
    return journalled
