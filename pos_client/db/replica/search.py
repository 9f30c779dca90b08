"""Search in a catalogue file: codes first, then names in tiers, then the other layout, then typing errors.

Tiers of names: first word equal, first word begins so (both in the given language), every word in the language, every
word anywhere; within a tier by popularity, which is the order of the rows, so that each statement stops at its limit.
Any thread.
"""

from __future__ import annotations

import logging
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from msgspec import Struct

from pos_client.db.replica.files import ReplicaDamagedError, ReplicaDiskError, ReplicaFile
from pos_client.domain.catalogue import Product
from pos_client.domain.search_text import allowed_errors, one_error_forms, prefix_distance, swap_layout, words
from sync.protocol.snapshot import SEARCH_COLUMNS, SEARCH_LANGUAGES

_log = logging.getLogger(__name__)

LONGEST_TEXT: Final = 80
MOST_WORDS: Final = 8
MOST_FORMS: Final = 6
MOST_CANDIDATES: Final = 150
FEWEST_TAIL_DIGITS: Final = 4
FEWEST_LETTERS: Final = 3

# What one typed word may stand for: each form is searched as a beginning.
_Forms: TypeAlias = tuple[str, ...]

_SEARCH: Final = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?"
_TAILS: Final = "SELECT product_id FROM tails WHERE reversed >= ? AND reversed < ? LIMIT ?"
_SKUS: Final = "SELECT product_id FROM products WHERE sku_key >= ? AND sku_key < ? ORDER BY sku_key LIMIT ?"


class Hit(Struct, frozen=True):
    """A product found, and the folded words that matched (`domain.search_text.highlight_spans` takes them)."""

    product: Product
    matched: tuple[str, ...]


class Found(Struct, frozen=True):
    """A row found, before its product is read."""

    product_id: int
    matched: tuple[str, ...]


class _Vocabulary:
    """Every word of the index in order: tells in a moment which beginnings exist and what a mistyped one meant."""

    def __init__(self, rows: list[tuple[str, int, int, int, int]]) -> None:
        self._words = [row[0] for row in rows]
        self._columns = {
            column: [word for word, *counts in rows if counts[at]] for at, column in enumerate(SEARCH_COLUMNS)
        }
        letters = {letter for word in self._words for letter in word}
        self._cyrillic = tuple(sorted(letter for letter in letters if letter > "\u0370"))
        self._latin = tuple(sorted(letter for letter in letters if letter <= "\u0370" and letter.isalpha()))

    def has_beginning(self, text: str, column: str = "") -> bool:
        """True when some word (of one column) begins with `text`."""
        known = self._columns[column] if column else self._words
        at = bisect_left(known, text)
        return at < len(known) and known[at].startswith(text)

    def corrections(self, typed: str) -> _Forms:
        """Beginnings of words within the errors that a word of this length may hold, fewest errors first."""
        errors = allowed_errors(typed)
        if not errors:
            return ()
        alphabet = self._cyrillic if typed[0] > "\u0370" else self._latin
        forms = [form for form in one_error_forms(typed, alphabet) if self.has_beginning(form)]
        if not forms and errors > 1:
            forms = self._two_errors(typed)
        if typed[:-1] in forms and (len(forms) > 1 or self.has_beginning(typed)):
            forms.remove(typed[:-1])  # fits whatever the last letter is, and so says nothing
        wider = [form for form in forms if not any(form != other and form.startswith(other) for other in forms)]
        wider.sort(key=lambda form: (form[0] != typed[0], -len(form), form))
        return tuple(wider[:MOST_FORMS])

    def _two_errors(self, typed: str) -> list[str]:
        """Beginnings two errors away that share the first letter: of three parts of `typed` one is then unharmed."""
        third = len(typed) // 3
        parts = (typed[:third], typed[third : 2 * third], typed[2 * third :])
        start = bisect_left(self._words, typed[0])
        end = bisect_left(self._words, chr(ord(typed[0]) + 1))
        near = (
            word
            for word in self._words[start:end]
            if len(word) >= len(typed) - 2 and (parts[0] in word or parts[1] in word or parts[2] in word)
        )
        found: set[str] = set()
        for _, word in zip(range(MOST_CANDIDATES), near, strict=False):
            judged = prefix_distance(typed, word, 2)
            if judged is not None:
                found.add(word[: judged[1]])
        return list(found)


class Searcher:
    """Finds rows in one catalogue file."""

    def __init__(self, file: ReplicaFile) -> None:
        self._file = file
        self._vocabulary: _Vocabulary | None = None
        self._is_stale = False
        self._reading: threading.Thread | None = None

    def warm(self) -> None:
        """Read the vocabulary, once."""
        self._words()

    def note_change(self) -> None:
        """Say that the vocabulary has changed: the next search reads it anew beside itself, and later ones know it."""
        self._is_stale = True

    def close(self) -> None:
        """Wait for a reading that is under way."""
        if self._reading is not None:
            self._reading.join()

    def _words(self) -> _Vocabulary:
        if self._vocabulary is None:
            self._is_stale = False
            self._vocabulary = _read_vocabulary(self._file)
        elif self._is_stale and (self._reading is None or not self._reading.is_alive()):
            self._is_stale = False
            self._reading = threading.Thread(target=self._read_anew, name="search-words", daemon=True)
            self._reading.start()
        return self._vocabulary

    def _read_anew(self) -> None:
        """Runs on a thread of its own, with a connection of its own: a scan waits for neither."""
        try:
            file = ReplicaFile(self._file.path)
            try:
                self._vocabulary = _read_vocabulary(file)
            finally:
                file.close()
        except (ReplicaDamagedError, ReplicaDiskError) as error:
            _log.error("the words of the search could not be read: %s", error)

    def find(self, text: str, language: str, limit: int) -> list[Found]:
        """At most `limit` rows, best first."""
        text = text[:LONGEST_TEXT].strip()
        typed = words(text)[:MOST_WORDS]
        found: dict[int, tuple[str, ...]] = {}
        for product_id in self._codes(text, limit):
            found.setdefault(product_id, typed)
        if typed:
            self._names(text, typed, language, limit, found)
        if len(found) < limit:
            for product_id in self._skus(text, limit):
                found.setdefault(product_id, typed)
        return [Found(product_id, matched) for product_id, matched in list(found.items())[:limit]]

    def _codes(self, text: str, limit: int) -> Iterable[int]:
        """Rows by exact sku, GTIN, PLU, by last digits of a GTIN, by the beginning of a sku of letters and digits."""
        key = text.casefold()
        if not key or " " in key:
            return ()
        is_number = key.isascii() and key.isdigit()
        rows = self._file.rows("SELECT product_id FROM products WHERE sku_key = ?", (key,))
        if is_number and len(key) <= 14:
            rows += self._file.rows("SELECT product_id FROM gtins WHERE gtin = ?", (int(key),))
            rows += self._file.rows("SELECT product_id FROM plus WHERE plu = ?", (key.lstrip("0") or "0",))
            if len(key) >= FEWEST_TAIL_DIGITS:
                turned, rest = int(key[::-1]), 10 ** (14 - len(key))
                rows += sorted(self._file.rows(_TAILS, (turned * rest, (turned + 1) * rest, limit)))
        elif any(letter.isdigit() for letter in key):
            rows += [(product_id,) for product_id in self._skus(text, limit)]
        return [product_id for (product_id,) in rows]

    def _skus(self, text: str, limit: int) -> Iterable[int]:
        """Rows by the beginning of their sku; for letters alone they stand after the names."""
        key = text.casefold()
        if len(key) < FEWEST_LETTERS:
            return ()
        return [product_id for (product_id,) in self._file.rows(_SKUS, (key, key + "\U0010ffff", limit))]

    def _names(self, text: str, typed: _Forms, language: str, limit: int, found: dict[int, tuple[str, ...]]) -> None:
        """Add rows by name: as typed, in the other layout, then each of the two with its errors mended."""
        vocabulary = self._words()
        swapped = words(swap_layout(text))[:MOST_WORDS]
        for spelled in (typed, swapped):
            if spelled and all(map(vocabulary.has_beginning, spelled)):
                self._match(tuple((word,) for word in spelled), language, limit, found)
                if found:
                    return
        if found:
            return
        for spelled in (typed, swapped):
            meant = self._meant(spelled, vocabulary)
            if meant:
                self._match(meant, language, limit, found)
                if found:
                    return

    @staticmethod
    def _meant(spelled: _Forms, vocabulary: _Vocabulary) -> tuple[_Forms, ...]:
        """For each word what it may mean. A word that nothing is like is left out, if a word of three letters stays."""
        meant: list[_Forms] = []
        for word in spelled:
            known = (word,) if vocabulary.has_beginning(word) else ()
            forms = known + vocabulary.corrections(word)
            if forms:
                meant.append(forms)
        if len(meant) < len(spelled) and all(len(forms[0]) < FEWEST_LETTERS for forms in meant):
            return ()
        return tuple(meant)

    def _match(self, meant: tuple[_Forms, ...], language: str, limit: int, found: dict[int, tuple[str, ...]]) -> None:
        column = language if language in SEARCH_LANGUAGES else "other"
        flat = tuple(form for forms in meant for form in forms)
        for tier in self._tiers(meant, column):
            for (product_id,) in self._file.rows(_SEARCH, (tier, limit)):
                found.setdefault(product_id, flat)
            if len(found) >= limit:
                return

    def _tiers(self, meant: tuple[_Forms, ...], column: str) -> Iterator[str]:
        """The statements to try in turn; a tier that the column's own words cannot meet is left out."""
        vocabulary = self._words()
        every = " AND ".join(f"({_any_of(forms)})" for forms in meant)
        here = [[form for form in forms if vocabulary.has_beginning(form, column)] for forms in meant]
        begins = [form for forms in here for form in forms]
        whole = [form for form in begins if len(form) > 1]
        if whole:
            equals = " OR ".join(f'^"{form}"' for form in whole)
            yield f"({{{column}}} : ({equals})) AND {every}"
        if begins:
            starts = " OR ".join(f'^"{form}" *' for form in begins)
            yield f"({{{column}}} : ({starts})) AND {every}"
        if all(here):
            yield f"{{{column}}} : ({every})"
        yield every


def _read_vocabulary(file: ReplicaFile) -> _Vocabulary:
    return _Vocabulary(file.rows("SELECT word, en, ru, pl, other FROM words ORDER BY word"))


def _any_of(forms: _Forms) -> str:
    return " OR ".join(f'"{form}" *' for form in forms)
