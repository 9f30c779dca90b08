from __future__ import annotations

import sys
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.devices.ports import BadRead, Scan, Symbology
from pos_client.devices.scanner.decoding import read_frame
from pos_client.devices.scanner.framing import BrokenFrame, Fault, Frame, FrameEvent, Framer
from pos_client.devices.scanner.settings import CR, CRLF, ETX, LF, STX, TAB, Framing

MS = 1_000_000


def events_of(framing: Framing, *chunks: bytes) -> list[FrameEvent]:
    framer = Framer(framing)
    events = []
    for number, chunk in enumerate(chunks):
        events += framer.feed(chunk, number * MS)
    return events


def due(framer: Framer) -> int | None:
    return framer.deadline


def reads_of(framing: Framing, *chunks: bytes) -> list[Scan | BadRead]:
    return [read_frame(e, framing, "s", n) for n, e in enumerate(events_of(framing, *chunks))]


def texts(framing: Framing, *chunks: bytes) -> list[str]:
    return [r.text if isinstance(r, Scan) else f"!{r.code}" for r in reads_of(framing, *chunks)]


@pytest.mark.parametrize(
    ("terminators", "sent"),
    [
        ((CR, LF), b"A\rB\r"),
        ((CR, LF), b"A\nB\n"),
        ((CR, LF), b"A\r\nB\r\n"),
        ((CR,), b"A\r\nB\r\n"),
        ((LF,), b"A\r\nB\r\n"),
        ((CRLF,), b"A\r\nB\r\n"),
        ((TAB,), b"A\tB\t"),
        ((ETX,), b"\x02A\x03\x02B\x03"),
        ((b"##",), b"A##B##"),
        ((CR, LF), b"\x02A\r\x02B\r"),
        ((CRLF, CR), b"A\r\nB\r"),
    ],
)
def test_every_suffix_and_every_split_gives_the_same_two_reads(terminators: tuple[bytes, ...], sent: bytes) -> None:
    framing = Framing(terminators=terminators)
    for cut in range(len(sent) + 1):
        assert texts(framing, sent[:cut], sent[cut:]) == ["A", "B"], cut
    assert texts(framing, *(bytes([b]) for b in sent)) == ["A", "B"]


def test_multi_byte_terminator_leaves_its_parts_in_the_data() -> None:
    assert texts(Framing(terminators=(CRLF,)), b"A\rB\nC\r", b"\nD\r\n") == ["A\rB\nC", "D"]


def test_custom_prefix_is_cut_and_the_longest_one_wins() -> None:
    framing = Framing(prefixes=(b"@", b"@@", STX))
    assert texts(framing, b"@@123\r@123\r123\r") == ["123", "123", "123"]


def test_stx_restarts_a_read_in_the_middle_of_noise() -> None:
    assert texts(Framing(), b"\xff\x00x\x024601234567893\r") == ["!garbage", "4601234567893"]


@pytest.mark.parametrize(
    ("raw", "symbology", "text"),
    [
        (b"]E04601234567893", Symbology.EAN_UPC, "4601234567893"),
        (b"]E446012348", Symbology.EAN_UPC, "46012348"),
        (b"]C1010460123456789310AB\x1d21X", Symbology.GS1_128, "010460123456789310AB\x1d21X"),
        (b"]C0ABC", Symbology.CODE128, "ABC"),
        (b"]d2\x1d0104601234567893", Symbology.GS1_DATA_MATRIX, "\x1d0104601234567893"),
        (b"]d1ABC", Symbology.DATA_MATRIX, "ABC"),
        (b"]Q3https://id.gs1.org/01/04601234567893", Symbology.GS1_QR, "https://id.gs1.org/01/04601234567893"),
        (b"]Q1hello", Symbology.QR, "hello"),
        (b"]e00104601234567893", Symbology.GS1_DATABAR, "0104601234567893"),
        (b"]A0CODE39", Symbology.OTHER, "CODE39"),
        (b"]L0PDF", Symbology.OTHER, "PDF"),
        (b"]9no", Symbology.UNKNOWN, "]9no"),
        (b"4601234567893", Symbology.UNKNOWN, "4601234567893"),
    ],
)
def test_aim_identifier_names_the_symbology_and_is_cut(raw: bytes, symbology: Symbology, text: str) -> None:
    assert reads_of(Framing(), raw + b"\r") == [Scan(text, symbology, "s", 0)]


def test_aim_stays_when_switched_off() -> None:
    assert texts(Framing(has_aim=False), b"]C0ABC\r") == ["]C0ABC"]


def test_text_in_utf8_and_in_latin1() -> None:
    assert texts(Framing(), "Żółć\r".encode(), b"caf\xe9\r") == ["Żółć", "café"]


@pytest.mark.parametrize("raw", [b"12\x0034", b"\x1b[A", b"]C1", b"\x02", b"\x80\x81", b"a\x7f", b"\x9b31m"])
def test_noise_is_a_bad_read_with_a_safe_sample(raw: bytes) -> None:
    (read,) = reads_of(Framing(), raw + b"\r")
    assert isinstance(read, BadRead)
    assert read.code == "garbage"
    assert read.sample.isprintable() or not read.sample


def test_empty_reads_do_not_exist() -> None:
    assert reads_of(Framing(), b"\r\n\r\r\n\n") == []


def test_line_feed_that_comes_late_after_its_carriage_return_is_nothing() -> None:
    framer = Framer(Framing(terminators=(CR,), stale_ms=1_000))
    assert framer.feed(b"A\r", 0) == [Frame(b"A")]
    assert framer.feed(b"\n", 1 * MS) == []
    assert framer.expire(2_000 * MS) == []
    assert framer.feed(b"\nB\r", 3_000 * MS) == [Frame(b"\nB")]  # no CR before it: data


def test_silence_ends_a_read_only_without_terminator() -> None:
    framer = Framer(Framing(terminators=(), idle_gap_ms=60))
    assert framer.feed(b"460", 0) == []
    assert framer.feed(b"123", 59 * MS) == []
    assert due(framer) == 119 * MS
    assert framer.expire(118 * MS) == []
    assert framer.expire(119 * MS) == [Frame(b"460123")]
    assert due(framer) is None
    # a late wake-up does not join two reads: the silence is seen in the times
    framer.feed(b"A", 200 * MS)
    assert len(framer.feed(b"B", 300 * MS)) == 1


def test_read_without_its_terminator_is_reported_and_never_joined_to_the_next() -> None:
    framing = Framing(stale_ms=1000)
    framer = Framer(framing)
    framer.feed(b"46012", 0)
    events = framer.feed(b"4601234567893\r", 1000 * MS)
    reads = [read_frame(e, framing, "s", 1) for e in events]
    assert reads == [BadRead("no_terminator", "s", "46012"), Scan("4601234567893", Symbology.UNKNOWN, "s", 1)]


def test_read_cut_off_by_unplugging_is_reported() -> None:
    framer = Framer(Framing())
    framer.feed(b"46012", 0)
    (event,) = framer.abandon()
    assert read_frame(event, Framing(), "s", 1) == BadRead("unplugged", "s", "46012")
    assert framer.abandon() == []


@pytest.mark.parametrize("chunk", [1, 997, 65_536, 10_000_000])
def test_ten_megabytes_are_one_bad_read_in_bounded_memory(chunk: int) -> None:
    size = 10_000_000 if chunk > 1 else 100_000
    framing = Framing(max_length=4096)
    framer = Framer(framing)
    noise = b"7" * chunk
    events = []
    tracemalloc.start()
    try:
        for _ in range(size // chunk):
            events += framer.feed(noise, 0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert events == [BrokenFrame(Fault.TOO_LONG, b"7" * 64)]
    assert peak < 64_000
    # the rest up to the terminator is dropped, the next read is whole
    assert texts(framing, b"7" * 5000 + b"\r4601234567893\r") == ["!too_long", "4601234567893"]
    assert [read_frame(e, framing, "s", 1) for e in framer.feed(b"\rABC\r", 0)] == [
        Scan("ABC", Symbology.UNKNOWN, "s", 1)
    ]


def test_over_long_read_with_a_terminator_split_in_two() -> None:
    framing = Framing(terminators=(CRLF,), max_length=16)
    assert texts(framing, b"x" * 40, b"y" * 40 + b"\r", b"\nABC\r\n") == ["!too_long", "ABC"]


def test_over_long_read_without_terminator_ends_with_silence() -> None:
    framer = Framer(Framing(terminators=(), max_length=16, idle_gap_ms=60))
    assert len(framer.feed(b"x" * 40, 0)) == 1
    assert framer.deadline == 60 * MS
    assert framer.feed(b"ABC", 100 * MS) == []
    assert len(framer.expire(160 * MS)) == 1


CLEAN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=60).filter(
    lambda t: not t.startswith("]")
)


@given(st.lists(CLEAN, max_size=8), st.sampled_from([CR, LF, CRLF]), st.data())
@settings(max_examples=100)
def test_any_splitting_gives_every_read_once_in_order(reads: list[str], end: bytes, data: st.DataObject) -> None:
    stream = b"".join(r.encode() + end for r in reads)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert texts(Framing(), *pieces) == reads


@given(
    st.lists(st.binary(max_size=200), max_size=20),
    st.sampled_from([(CR, LF), (CRLF,), (), (TAB, b"##")]),
    st.integers(8, 64),
)
@settings(max_examples=200)
def test_random_bytes_never_crash_and_never_give_a_read_with_noise(
    chunks: list[bytes], terminators: tuple[bytes, ...], longest: int
) -> None:
    framing = Framing(terminators=terminators, max_length=longest)
    framer = Framer(framing)
    for number, chunk in enumerate(chunks):
        for event in framer.feed(chunk, number * 10 * MS):
            read = read_frame(event, framing, "s", 1)
            if isinstance(read, Scan):
                assert 0 < len(read.text) <= longest
                assert not any(c < " " and c not in "\x04\t\n\r\x1c\x1d\x1e" for c in read.text)
            else:
                assert len(read.sample) <= 32
        assert sys.getsizeof(framer._buffer) < 4_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"terminators": (b"",)},
        {"prefixes": (b"\r",)},
        {"prefixes": (b"123456789",)},
        {"idle_gap_ms": 0},
        {"stale_ms": 1},
        {"max_length": 10**9},
        {"encodings": ()},
        {"encodings": ("no-such-code",)},
    ],
)
def test_impossible_framing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Framing(**wrong)  # type: ignore[arg-type]
