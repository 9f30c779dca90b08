"""Language, formats and messages: everything a screen needs to say something in the cashier's language."""

from pos_client.ui.i18n.formatter import MINUS, NBSP, Formatter, MoneyParts, parse_decimal
from pos_client.ui.i18n.language import LANGUAGES, NATIVE_NAMES, Languages, languages, name_in
from pos_client.ui.i18n.messages import Message, device_message, device_name, message, note

__all__ = [
    "LANGUAGES",
    "MINUS",
    "NATIVE_NAMES",
    "NBSP",
    "Formatter",
    "Languages",
    "Message",
    "MoneyParts",
    "device_message",
    "device_name",
    "languages",
    "message",
    "name_in",
    "note",
    "parse_decimal",
]
