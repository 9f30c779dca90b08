"""Text as search sees it: folding, words, the other keyboard layout, typing errors, and what to highlight.

Snapshot builders and readers fold with the same functions, so that a query meets the index. Pure, any thread. Spans
are (start, length) in code points of the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_FOLDS: dict[int, str | None] = {
    **dict.fromkeys(range(0x300, 0x370)),
    **{ord(letter): plain for letter, plain in _LETTERS.items()},
}
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_TO_CYRILLIC = str.maketrans(_LATIN_KEYS + _LATIN_SHIFTED, _CYRILLIC_KEYS + _CYRILLIC_KEYS.upper())
_TO_LATIN = str.maketrans(_CYRILLIC_KEYS + _CYRILLIC_KEYS.upper(), _LATIN_KEYS + _LATIN_SHIFTED)


def fold(text: str) -> str:
    """`text` in lower case without diacritics: "Żółty" is "zolty", "Ёлка" is "елка"."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDS)


def words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of `text`: "Молоко 3,2% 1л" gives молоко, 3.2, 1, л."""
    return tuple(_WORD.findall(fold(text).replace(",", ".")))


def swap_layout(text: str) -> str:
    """`text` as the same keys give it in the other layout: "vjkjrj" is "молоко", "ьшдл" is "milk"."""
    has_cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in text)
    return text.translate(_TO_LATIN if has_cyrillic else _TO_CYRILLIC)


def allowed_errors(word: str) -> int:
    """How many typing errors a typed word of this length may hold: none below 4 letters, 1 below 7, then 2."""
    if len(word) < 4 or word[0].isdigit():
        return 0
    return 1 if len(word) < 7 else 2


def prefix_distance(typed: str, word: str, limit: int) -> tuple[int, int] | None:
    """The fewest errors between `typed` and any beginning of `word`, and that beginning's length.

    An error is a letter missing, extra, wrong, or two neighbours swapped. None above `limit`. Time is bounded by
    len(typed) * (len(typed) + limit). Of equal distances the beginning nearest in length to `typed` is taken.
    """
    word = word[: len(typed) + limit]
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, start=1):
        two_before, before, row = before, row, [i]
        for j, other in enumerate(word, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    distance, _, length = min((cost, abs(j - len(typed)), j) for j, cost in enumerate(row))
    return (distance, length) if distance <= limit else None


def one_error_forms(typed: str, alphabet: Iterable[str]) -> set[str]:
    """Every text one typing error away from `typed`, over `alphabet`."""
    letters = tuple(alphabet)
    forms: set[str] = set()
    for i in range(len(typed) + 1):
        head, tail = typed[:i], typed[i:]
        forms.update(head + letter + tail for letter in letters)
        if tail:
            forms.add(head + tail[1:])
            forms.update(head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            forms.add(head + tail[1] + tail[0] + tail[2:])
    forms.discard(typed)
    return forms


def highlight_spans(name: str, matched: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words of `name` begin with one of the folded `matched` words, in order, not overlapping."""
    folded: list[str] = []
    origins: list[int] = []
    for position, letter in enumerate(name):
        for part in fold(letter):
            folded.append(part)
            origins.append(position)
    origins.append(len(name))
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer("".join(folded)):
        word = found.group().replace(",", ".")
        length = max((len(each) for each in matched if each and word.startswith(each)), default=0)
        if length:
            start = origins[found.start()]
            last = origins[found.start() + length - 1]
            end = last + 1
            while end < len(name) and not fold(name[end]):
                end += 1  # combining marks belong to the letter before them
            spans.append((start, end - start))
    return tuple(spans)


INDEXED = ("en", "ru", "pl")


def index_texts(names: Sequence[tuple[str, str]], brand: str) -> tuple[str, str, str, str]:
    """The folded words a product is found by, parted by spaces: of each `INDEXED` language, of brand and others."""
    by_language = dict(names)
    others = [text for language, text in by_language.items() if language not in INDEXED]
    en, ru, pl = (" ".join(words(by_language.get(language, ""))) for language in INDEXED)
    return en, ru, pl, " ".join(words(" ".join((brand, *others))))
