"""ESC/POS bytes, read back by an independent decoder; pictures, read back by an independent barcode reader."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from pos_client.devices.printer import (
    EscPosRenderer,
    PrinterProfile,
    ProfileError,
    known_profiles,
    parse_profiles,
    render_png,
    render_text,
)
from pos_client.devices.printer.symbols import code128_command_data, code128_modules, is_barcode
from pos_client.domain.receipt import (
    Align,
    Barcode,
    Column,
    Cut,
    Document,
    Drawer,
    Feed,
    Qr,
    Size,
    Table,
    Text,
    compose,
    compose_text,
    decode,
    encode,
)
from pos_client.domain.receipt import Image as ImageBlock
from pos_client.domain.receipt.text import width_of
from tests.support import escpos_decoder as decoder
from tests.support import receipt_sales as sales
from tests.support.receipt_goldens import papers

PROFILES = known_profiles()
EPSON = PROFILES["epson-80"]


def printed(document: Document, profile: PrinterProfile = EPSON) -> decoder.Decoded:
    blob = EscPosRenderer(profile).render(document)
    tables = {slot: name.lower() for name, slot in profile.pages}
    return decoder.decode(blob, tables, dots=profile.dots, columns=profile.columns)


def document_of(*texts: str) -> Document:
    return Document(tuple(Text(text) for text in texts))


def test_three_scripts_and_the_euro_stand_in_one_line_by_code_pages() -> None:
    out = printed(document_of("Молоко Śmietana żółć 3,20 € £"))
    assert out.lines == ["Молоко Śmietana żółć 3,20 € £"]
    assert not out.problems
    assert not out.rasters
    assert len(out.tables) >= 3


def test_windows_pages_do_as_well() -> None:
    profile = replace(EPSON, pages=(("CP1250", 45), ("CP1251", 46)))
    out = printed(document_of("Молоко „Żółw” 3,20 €"), profile)
    assert out.lines == ["Молоко „Żółw” 3,20 €"]
    assert not out.problems


def test_a_job_does_not_trust_the_page_that_the_last_job_left() -> None:
    renderer = EscPosRenderer(EPSON)
    first, again = (renderer.render(document_of("Молоко")) for _ in range(2))
    assert first == again
    assert decoder.decode(first).lines == ["Молоко"]
    assert first.count(b"\x1b@") == 1
    assert first.index(b"\x1b@") < first.index(b"\x1bt\x11")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("№ 5 – „a”…", '№ 5 - "a"...'), ("5 ₽", "5 руб."), ("2 × 3", "2 x 3"), ("3 €", "3 EUR")],
)
def test_what_is_on_no_page_is_spelled_where_that_is_customary(text: str, spelled: str) -> None:
    profile = replace(EPSON, pages=(("CP855", 34),))
    out = printed(document_of(text), profile)
    assert out.lines == [spelled]


def test_the_numero_sign_is_spelled_for_a_western_printer() -> None:
    assert printed(document_of("№ 5 — 10°"), replace(EPSON, pages=(("CP437", 0),))).lines == ["No 5 - 10°"]


def test_a_line_with_a_letter_on_no_page_is_drawn_whole_and_its_neighbours_are_not() -> None:
    out = printed(document_of("before", "გამარჯობა 12", "after"))
    assert out.text == "before\n<picture>\nafter\n"
    assert not out.problems
    ink = out.rasters[0].image.point(lambda dot: 255 - dot).getbbox()
    assert ink is not None
    assert ink[2] > 100


@pytest.mark.parametrize("script", ["日本語の商品", "中国茶", "عسل", "🍎", "ê̌ ǔ", "ⅷ"])
def test_no_script_switches_the_printer_to_another_coding(script: str) -> None:
    out = printed(document_of(script, "Молоко"))
    assert not out.problems
    assert out.lines[-1] == "Молоко"


@pytest.mark.parametrize("name", sorted(PROFILES))
@pytest.mark.parametrize("language", ["pl", "ru", "en"])
def test_receipts_print_without_a_problem_on_every_printer_and_their_codes_read_back(name: str, language: str) -> None:
    sale, profile = sales.polish_sale(), PROFILES[name]
    document = compose(sale, sales.context(sales.POLISH_STORE, sale, opens_drawer=True), sales.layout(), language)
    out = printed(document, profile)
    assert not out.problems
    assert out.pulses == [0]
    assert out.cuts == (0 if profile.cutter == "none" else 1)
    paper = decoder.picture(out, dots=profile.dots, columns=profile.columns)
    assert decoder.scanned(paper) == {"RPL02-000123", "OT1:PL02:4711:9F3A77C2"}


def test_codes_are_drawn_when_the_printer_has_no_command_for_them() -> None:
    profile = replace(EPSON, native_barcode=False, native_qr=False)
    out = printed(Document((Barcode("R-000123", "caption"), Qr("Zażółć гусь"))), profile)
    assert not out.codes
    assert out.lines[0].strip() == "caption"
    assert decoder.scanned(decoder.picture(out)) == {"R-000123", "Zażółć гусь"}


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(("columns", "dots"), [(48, 576), (42, 546), (32, 384)])
def test_pictures_of_receipts_read_back(columns: int, dots: int, scale: int) -> None:
    sale = sales.polish_sale()
    document = compose(sale, sales.context(sales.POLISH_STORE, sale), sales.layout(), "pl")
    png = render_png(document, columns=columns, dots=dots, scale=scale)
    with Image.open(io.BytesIO(png)) as image:
        assert image.width > dots * scale
        assert decoder.scanned(image) == {"RPL02-000123", "OT1:PL02:4711:9F3A77C2"}


def test_a_barcode_too_wide_for_the_paper_is_printed_as_text_not_as_bars_nobody_reads() -> None:
    data = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-ABCDEFGHIJ"
    out = printed(Document((Barcode(data),)), PROFILES["epson-58"])
    assert not out.codes
    assert out.rasters
    assert not decoder.scanned(decoder.picture(out, dots=384, columns=32))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20))
@settings(max_examples=40)
def test_every_code_128_is_the_same_natively_and_drawn(data: str) -> None:
    profile = replace(EPSON, dots=1024, columns=80)
    native = printed(Document((Barcode(data),)), profile)
    assert not native.problems
    drawn = printed(Document((Barcode(data),)), replace(profile, native_barcode=False))
    if native.codes:
        assert native.codes[0].data == data
        assert decoder.scanned(decoder.picture(drawn, dots=1024, columns=80)) <= {data}


@pytest.mark.parametrize("data", ["PL02-000123", "1234567", "12345678", "A1234B", "{x}12345678", "00001111A22223333"])
def test_drawn_code_128_reads_back(data: str) -> None:
    out = printed(Document((Barcode(data),)), replace(EPSON, native_barcode=False))
    assert decoder.scanned(decoder.picture(out)) == {data}


def test_digits_are_paired_and_braces_doubled_in_native_code_128() -> None:
    assert code128_command_data("R{000123") == b"{BR{{" + b"{C" + bytes([0, 1, 23])
    assert len(code128_modules("PL02-000123")) < len(code128_modules("PLOZ-OOOIZE"))


@pytest.mark.parametrize("data", ["", "x" * 61, "żółw", "a\nb", "\x1bp"])
def test_what_code_128_cannot_hold_is_printed_as_text_without_control_bytes(data: str) -> None:
    assert not is_barcode(data)
    out = printed(Document((Barcode(data), Text("end"))))
    assert not out.problems
    assert not out.codes
    assert out.lines[-1] == "end"


@pytest.mark.parametrize("data", ["", "x" * 601])
def test_what_a_qr_code_cannot_hold_is_printed_as_text(data: str) -> None:
    out = printed(Document((Qr(data), Text("end"))))
    assert not out.problems
    assert not out.codes


EVIL = [
    "\x1bp\x00\x19\xfa",
    "\x10\x14\x01\x00\x01",
    "\x1d\x56\x00",
    "\x1b@",
    "\x9b\x85",
    "a\x00b",
    "\x1c.",
    "\u2028\x1bp0",
]


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("mode", ["epson-80", "picture-80"])
def test_commands_in_names_neither_open_the_drawer_nor_cut(evil: str, mode: str) -> None:
    document = Document(
        (
            Text(evil, evil),
            Table((Column(1), Column(1, Align.RIGHT)), ((evil, evil),)),
            Barcode("R1", evil),
            Qr("q", evil),
            Barcode(evil, "c"),
            ImageBlock(evil),
        ),
        evil,
    )
    out = printed(document, PROFILES[mode])
    assert out.pulses == []
    assert out.cuts == 0
    assert not out.problems


any_text = st.text(max_size=60)


@settings(max_examples=120, deadline=None)
@given(any_text, any_text, st.sampled_from(Align), st.sampled_from(Size), st.booleans(), st.integers(-3, 60))
def test_any_text_renders_and_never_becomes_a_command(
    left: str, right: str, align: Align, size: Size, inverse: bool, indent: int
) -> None:
    table = Table((Column(3), Column(1, Align.RIGHT), Column(0)), ((left, right, left),), heading=inverse)
    text = Text(left, right, align, bold=inverse, size=size, inverse=inverse, indent=indent)
    document = Document((text, table, Barcode(left, right), Qr(right, left)))
    out = printed(document)
    assert not [problem for problem in out.problems if "within a command" not in problem]
    assert not out.problems
    assert out.pulses == []
    assert out.cuts == 0


@given(any_text, any_text, st.integers(20, 60))
@settings(max_examples=60)
def test_text_never_passes_the_edge(left: str, right: str, columns: int) -> None:
    heads = (Column(2), Column(1, Align.RIGHT))
    text = render_text(Document((Text(left, right), Table(heads, ((left, right),)))), columns)
    assert all(width_of(line) <= columns for line in text.split("\n"))


@settings(max_examples=15, deadline=None)
@given(any_text, st.sampled_from(Size))
def test_any_text_is_drawn(text: str, size: Size) -> None:
    png = render_png(Document((Text(text, size=size), Feed(1), Barcode(text), Qr(text))))
    assert png.startswith(b"\x89PNG")


def test_styles_reach_the_paper_and_end_with_their_line() -> None:
    large, tall = Text("b", size=Size.LARGE), Text("d", size=Size.TALL)
    out = printed(Document((Text("a", bold=True), large, Text("c", inverse=True), tall, Text("e"))))
    shown = [(item.text.strip(), item.emphasized, item.wide, item.high, item.inverse) for item in out.content
             if isinstance(item, decoder.Line)]  # fmt: skip
    assert shown == [
        ("a", True, 1, 1, False),
        ("b", False, 2, 2, False),
        ("c", False, 1, 1, True),
        ("d", False, 1, 2, False),
        ("e", False, 1, 1, False),
    ]


def test_a_large_line_that_does_not_fit_is_tall_instead() -> None:
    total = printed(Document((Text("TOTAL", "1 234 567 890,00 zł", size=Size.LARGE),)), PROFILES["epson-58"])
    line = total.content[0]
    assert isinstance(line, decoder.Line)
    assert (line.wide, line.high) == (1, 2)
    assert len(line.text) == 32


def test_pictures_are_sent_in_bands_that_a_small_buffer_holds() -> None:
    out = printed(papers()["polish"][0], PROFILES["picture-80"])
    assert all(raster.image.height <= 48 for raster in out.rasters)


def test_a_full_basket_prints_to_its_last_line_in_every_way() -> None:
    sale = sales.russian_sale(lines=997)
    document = compose(sale, sales.context(sales.RUSSIAN_STORE, sale), sales.layout(), "ru")
    assert decode(encode(document)) == document
    out = printed(document)
    assert not out.problems
    assert sum(line.startswith("Товар номер ") for line in out.lines) == 997
    drawn = printed(document, PROFILES["picture-58"])
    assert not drawn.problems
    end = decoder.Decoded(content=drawn.content[-12:])
    assert decoder.scanned(decoder.picture(end, dots=384, columns=32)) == {"RRU05-004711", "OT1:RU05:4711:9F3A77C2"}
    with Image.open(io.BytesIO(render_png(document))) as picture:
        assert decoder.scanned(picture.crop((0, picture.height - 700, picture.width, picture.height)))


def test_picture_data_cannot_be_taken_for_a_drawer_pulse() -> None:
    blob = EscPosRenderer(EPSON).render(document_of("x"))
    guard, end = b"\x1d(D\x05\x00\x14\x01\x00\x02\x00", b"\x1d(D\x05\x00\x14\x01\x01\x02\x00"
    assert blob.index(guard) < blob.index(b"x")
    assert blob.endswith(end)


def test_rendering_says_nothing_on_the_terminal_and_leaves_the_loggers_alone(capfd: pytest.CaptureFixture[str]) -> None:
    EscPosRenderer(EPSON).render(papers()["test-page"][0])
    EscPosRenderer(PROFILES["picture-58"]).render(papers()["test-page"][0])
    said = capfd.readouterr()
    assert said.out == said.err == ""


def test_a_drawer_on_the_other_pin_and_none_at_all() -> None:
    assert printed(Document((Drawer(),)), replace(EPSON, drawer_pin=5)).pulses == [1]
    assert printed(Document((Drawer(),)), replace(EPSON, drawer_pin=0)).pulses == []


def test_a_printer_without_a_cutter_feeds_to_its_tear_bar() -> None:
    out = printed(Document((Text("x"), Cut())), PROFILES["epson-58"])
    assert out.content[-1] == 150
    assert out.cuts == 0


def test_a_card_slip_keeps_its_spaces() -> None:
    assert printed(compose_text("", ["SALE   12.34"], cut=False)).lines == ["SALE   12.34"]


def test_columns_of_every_line_end_at_the_same_edge() -> None:
    sale = sales.russian_sale(lines=20)
    document = compose(sale, sales.context(sales.RUSSIAN_STORE, sale), sales.layout(), "ru")
    priced = [line for line in printed(document).lines if re.search(r"\d,\d\d [AБ]$", line)]
    assert len(priced) == 22
    assert {len(line) for line in priced} == {48}


@pytest.mark.parametrize(
    "change",
    [{"columns": 5}, {"dots": 10}, {"drawer_pin": 3}, {"pages": (("CP437", 256),)}, {"pages": (("CP9999", 1),)},
     {"pages": ()}, {"feed_to_tear": 99}, {"band_height": 1}],
)  # fmt: skip
def test_a_wrong_profile_is_refused(change: dict[str, int]) -> None:
    with pytest.raises(ProfileError):
        replace(EPSON, **change)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "x = 1",
        "[a]\ncolumns = 48",
        '[a]\npages = {}\nmode = "smoke"\ncolumns = 1',
        "[a]\npages = {CP437 = 'x'}",
        "[a]\npages = {CP437 = 0}\ncolumns = 48\ndots = 576\ntitle = 'x'\nspeed = 1",
    ],
)
def test_wrong_profile_texts_are_refused(text: str) -> None:
    with pytest.raises(ProfileError):
        parse_profiles(text)
