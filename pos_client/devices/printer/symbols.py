"""Code 128 and QR codes as modules: what a native command needs, and what is drawn dot by dot when there is none.

Modules become whole dots: pictures scaled to uneven dots did not read back.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

Matrix: TypeAlias = tuple[tuple[bool, ...], ...]

# Bar and space widths of the code values 0..105 and of the stop, as ISO/IEC 15417 tabulates them.
_WIDTHS = (  # noqa: SIM905 - a table of 107 quoted strings reads worse
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split()
_CODE_C, _CODE_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
QUIET = 10  # modules of white on either side
MAX_BARCODE = 60
MAX_QR = 600


def is_barcode(data: str) -> bool:
    """True when `data` can be a Code 128 here: 1 to 60 printable ASCII characters."""
    return 0 < len(data) <= MAX_BARCODE and all(" " <= character <= "~" for character in data)


def _runs(data: str) -> list[tuple[str, str]]:
    """`data` cut into parts for set B and for set C (pairs of digits), where a change of set pays off."""
    parts: list[tuple[str, str]] = []
    position = 0
    while position < len(data):
        digits = 0
        while position + digits < len(data) and data[position + digits] in "0123456789":
            digits += 1
        at_edge = position == 0 or position + digits == len(data)
        if digits >= (4 if at_edge else 6):
            odd = digits % 2  # the odd digit stays in set B, in front
            if odd:
                parts.append(("B", data[position]))
            parts.append(("C", data[position + odd : position + digits]))
            position += digits
        else:
            step = max(digits, 1)
            parts.append(("B", data[position : position + step]))
            position += step
    merged: list[tuple[str, str]] = []
    for kind, part in parts:
        if merged and merged[-1][0] == kind == "B":
            merged[-1] = ("B", merged[-1][1] + part)
        else:
            merged.append((kind, part))
    return merged


def code128_values(data: str) -> list[int]:
    """Code values with start, check and stop; `ValueError` for what `is_barcode` refuses."""
    if not is_barcode(data):
        raise ValueError(f"no Code 128 for {data!r}")
    values: list[int] = []
    for kind, part in _runs(data):
        if not values:
            values.append(_START_C if kind == "C" else _START_B)
        else:
            values.append(_CODE_C if kind == "C" else _CODE_B)
        if kind == "C":
            values.extend(int(part[i : i + 2]) for i in range(0, len(part), 2))
        else:
            values.extend(ord(character) - 32 for character in part)
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    return [*values, check, _STOP]


def code128_modules(data: str) -> tuple[bool, ...]:
    """Bars (True) and spaces, one a module, without quiet zones."""
    modules: list[bool] = []
    for value in code128_values(data):
        for place, width in enumerate(_WIDTHS[value]):
            modules.extend([place % 2 == 0] * int(width))
    return tuple(modules)


def code128_command_data(data: str) -> bytes:
    """The data of GS k 73: sets chosen by "{B" and "{C", pairs of digits as bytes, "{" doubled."""
    sent = bytearray()
    for kind, part in _runs(data):
        sent += b"{" + kind.encode("ascii")
        if kind == "C":
            sent += bytes(int(part[i : i + 2]) for i in range(0, len(part), 2))
        else:
            sent += part.replace("{", "{{").encode("ascii")
    return bytes(sent)


def barcode_module_dots(data: str, dots: int) -> int:
    """Dots a module so that the barcode and its quiet zones fit `dots`: 3, 2, or 0 when it does not fit readably."""
    whole = len(code128_modules(data)) + 2 * QUIET
    return next((width for width in (3, 2) if whole * width <= dots), 0)


@lru_cache(maxsize=16)
def qr_matrix(data: str) -> Matrix:
    """The QR code of `data` (UTF-8, level M) without a quiet zone; `ValueError` when it is empty or too long."""
    if not data or len(data.encode("utf-8", "replace")) > MAX_QR:
        raise ValueError("no QR code for this data")
    from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]  # noqa: PLC0415 - after first paint
    from qrcode.main import QRCode  # type: ignore[import-untyped]  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(data.encode("utf-8", "replace"))
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def qr_module_dots(size: int, dots: int) -> int:
    """Dots a module for a code of `size` modules on paper of `dots`: readable, at most about half of the width."""
    return max(min(6, dots * 6 // 10 // (size + 8)), 2)
