"""The words of the settings: sections, fields, values, tests. Texts are looked up when asked."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.ui.i18n import NATIVE_NAMES

ICONS = {
    "scanners": "scan-barcode",
    "printer": "printer",
    "drawer": "archive",
    "terminal": "credit-card",
    "fiscal": "receipt-text",
    "marking": "grid-2x2",
    "backup": "database",
    "screen": "eye",
    "keys": "keyboard",
}


class Words(QObject):
    """Translates names of settings; a name it does not know is shown as it is."""

    def section(self, section: str) -> str:
        """Return how a page is called."""
        table, _, number = section.partition(".")
        found = {
            "scanners": self.tr("Scanner {number}").format(number=number),
            "printer": self.tr("Printer"),
            "drawer": self.tr("Cash drawer"),
            "terminal": self.tr("Payment terminal"),
            "fiscal": self.tr("Fiscal device"),
            "marking": self.tr("Marked goods"),
            "backup": self.tr("Copies"),
            "screen": self.tr("Screen and sound"),
            "keys": self.tr("Keys"),
        }
        return found.get(table, section)

    def test(self, section: str) -> str:
        """Return what the test of a page does, "" when it has none."""
        return {
            "scanners": self.tr("Read a code"),
            "printer": self.tr("Print a page"),
            "drawer": self.tr("Open it"),
            "terminal": self.tr("Ask it"),
            "fiscal": self.tr("Ask it"),
            "backup": self.tr("Make a copy"),
        }.get(section.partition(".")[0], "")

    def field(self, name: str) -> str:
        """Return the caption of a setting."""
        table, _, rest = name.partition(".")
        if table == "keys":
            return self._key(rest)
        by_name = {
            "backup": self.tr("Folder on another disk"),
            "scanners.device": self.tr("Port"),
            "printer.address": self.tr("Address"),
            "printer.drawer": self.tr("Opened by"),
            "fiscal.kind": self.tr("Driver"),
        }
        by_last = {
            "name": self.tr("Name"),
            "baud": self.tr("Speed"),
            "prefix": self.tr("Prefix"),
            "terminator": self.tr("Ends with"),
            "reads": self.tr("Reads"),
            "profile": self.tr("Kind"),
            "columns": self.tr("Columns (0: as the kind has)"),
            "code_page": self.tr("Code page"),
            "kind": self.tr("Connection"),
            "host": self.tr("Host"),
            "port": self.tr("Port"),
            "language": self.tr("Language"),
            "theme": self.tr("Theme"),
            "scale": self.tr("Size"),
            "full_screen": self.tr("Whole screen"),
            "sounds": self.tr("Sounds"),
        }
        last = rest.rpartition(".")[2]
        return by_name.get(f"{table}.{last}" if last else table) or by_last.get(last, name)

    def _key(self, action: str) -> str:
        named = {
            "f1": self.tr("Help"),
            "f2": self.tr("The one box"),
            "f3": self.tr("Customer"),
            "f4": self.tr("Discount"),
            "f5": self.tr("Quantity"),
            "f6": self.tr("Elsewhere"),
            "f7": self.tr("Suspend"),
            "f8": self.tr("Return"),
            "f9": self.tr("Pay"),
            "f10": self.tr("Orders"),
            "f11": self.tr("More"),
            "f12": self.tr("Lock"),
            "back": self.tr("One step back"),
            "cancel_basket": self.tr("Cancel the basket"),
            "print": self.tr("Print a copy"),
        }
        number = action[1:] if action[1:].isdigit() else ""
        return f"F{number} · {named[action]}" if number else named.get(action, action)

    def means(self, kind: str) -> str:
        """Return what a read code is called, by the name of its class."""
        return {
            "GtinCode": self.tr("product"),
            "PluCode": self.tr("product by its short number"),
            "WeightLabel": self.tr("label with a weight"),
            "PriceLabel": self.tr("label with a price"),
            "BadgeCode": self.tr("badge"),
            "CardCode": self.tr("customer card"),
            "CouponCode": self.tr("coupon"),
            "ReceiptCode": self.tr("receipt"),
            "BasketCode": self.tr("suspended basket"),
            "OrderCode": self.tr("order"),
            "MarkdownCode": self.tr("markdown sticker"),
            "EmptiesSlip": self.tr("slip for empties"),
            "BadCode": self.tr("no code of this store"),
            "TextQuery": self.tr("text, looked for by name"),
        }.get(kind, kind)

    def value(self, name: str, value: str) -> str:
        """Return how a value of a setting is called."""
        last = name.rpartition(".")[2]
        if last == "language" and value:
            return NATIVE_NAMES.get(value, value)
        if last == "scale":
            return f"{value} %"
        store = self.tr("as the store has set")
        kind = self.tr("as the kind has")
        found = {
            ("language", ""): store,
            ("theme", ""): store,
            ("profile", ""): store,
            ("code_page", ""): kind,
            ("drawer", ""): kind,
            ("drawer", "none"): self.tr("no drawer"),
            ("drawer", "2"): self.tr("pin 2"),
            ("drawer", "5"): self.tr("pin 5"),
            ("theme", "light"): self.tr("light"),
            ("theme", "dark"): self.tr("dark"),
            ("theme", "contrast"): self.tr("high contrast"),
            ("kind", "standalone"): self.tr("stands alone"),
            ("kind", "tcp"): self.tr("over the network"),
            ("kind", "none"): self.tr("none"),
            ("terminator", "auto"): self.tr("any line end"),
            ("reads", "codes"): self.tr("codes of goods"),
            ("reads", "chips"): self.tr("chips of badges"),
        }
        switch = {"true": self.tr("on"), "false": self.tr("off")}
        return found.get((last, value)) or switch.get(value) or value.upper() * (last == "terminator") or value
