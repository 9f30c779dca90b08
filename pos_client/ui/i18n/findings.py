"""What the doctor found, in words: the row's name, what, why and the next step."""

from __future__ import annotations

from msgspec import Struct

from pos_client.services.upkeep.doctor import Finding
from pos_client.ui.i18n.event_words import trouble_name
from pos_client.ui.i18n.formatter import Formatter
from pos_client.ui.i18n.messages import Message, device_message, device_name, message, note

DEVICE = "device_"


class FindingWords(Struct, frozen=True):
    """One finding as it is shown."""

    subject: str
    message: Message


def finding_words(finding: Finding, formatter: Formatter) -> FindingWords:
    """Return the words of `finding` in the language in force."""
    details = dict(finding.details)
    if not finding.subject.startswith(DEVICE):
        subject = note(f"subject_{finding.subject}", (), formatter=formatter)
        if "first" in details:  # a code of the journal's check
            code = str(details["first"])
            details["first"] = f"{trouble_name(code)} [{code} {details.get('detail', '')}".rstrip() + "]"
        return FindingWords(subject, message(finding.code, tuple(details.items()), formatter=formatter))
    kind = finding.subject.removeprefix(DEVICE)
    name = str(details.get("name", ""))
    subject = f"{device_name(kind)} · {name}" if name and name != kind else device_name(kind)
    return FindingWords(subject, device_message(kind, finding.code, detail=str(details.get("detail", ""))))
