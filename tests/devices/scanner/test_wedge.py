from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.devices.ports import BadRead, Scan, Symbology
from pos_client.devices.scanner.layout import to_latin
from pos_client.devices.scanner.settings import WedgeSettings
from pos_client.devices.scanner.wedge import Key, Replay, WedgeDetector, WedgeEvent

MS = 1_000_000
ENTER = "\r"


def run(keys: Iterable[Key], chosen: WedgeSettings | None = None) -> list[WedgeEvent]:
    """What comes out in all, with the timer firing at each deadline that passes before the next key."""
    detector = WedgeDetector(chosen)
    events: list[WedgeEvent] = []
    for key in keys:
        due = detector.deadline
        if due is not None and due < key.at:
            events += detector.expire(due)
        events += detector.feed(key)
    due = detector.deadline
    if due is not None:
        events += detector.expire(due)
    assert detector.deadline is None
    return events


def keys(text: str, gap_ms: float = 5, start_ms: float = 1_000, ends: str = "\r\t") -> list[Key]:
    return [Key(c, int((start_ms + i * gap_ms) * MS), is_terminator=c in ends) for i, c in enumerate(text)]


def typed(events: list[WedgeEvent]) -> str:
    return "".join(k.text for e in events if isinstance(e, Replay) for k in e.keys)


def scanned(events: list[WedgeEvent]) -> list[str]:
    return [e.text for e in events if isinstance(e, Scan)]


@pytest.mark.parametrize("text", ["4601234567893", "46012348", "4011", "0104601234567893\x1d10A", "PL02-000123"])
@pytest.mark.parametrize("gap", [0, 1, 8, 20, 25])
def test_ended_burst_is_a_scan_and_no_key_acts(text: str, gap: float) -> None:
    events = run(keys(text + ENTER, gap))
    assert events == [Scan(text, Symbology.UNKNOWN, "keyboard", 1)]


@pytest.mark.parametrize("text", ["1", "12", "123", "4011", "4601234567893"])
@pytest.mark.parametrize("gap", [60, 80, 150, 400])
def test_typed_digits_and_enter_act_in_order(text: str, gap: float) -> None:
    events = run(keys(text + ENTER, gap))
    assert typed(events) == text + ENTER
    assert scanned(events) == []


@pytest.mark.parametrize("gap", [26, 30, 40, 50])
@pytest.mark.parametrize("text", ["4011\r", "46012348\r", "46012348"])
def test_steady_keys_slower_than_the_mean_are_typing_though_no_gap_is_long(text: str, gap: float) -> None:
    events = run(keys(text, gap))
    assert scanned(events) == []
    assert typed(events) == text


def test_a_single_digit_is_held_until_it_is_known_to_be_typed() -> None:
    detector = WedgeDetector()
    key = Key("3", 1_000 * MS, handle="event")
    assert detector.feed(key) == ()
    assert detector.deadline == 1_050 * MS
    assert detector.expire(1_049 * MS) == ()
    assert detector.expire(1_050 * MS) == (Replay((key,)),)


def test_three_rolled_digits_with_enter_are_typing() -> None:
    assert typed(run(keys("123" + ENTER, 5))) == "123" + ENTER


def test_long_burst_without_enter_is_a_scan_and_a_short_one_is_not() -> None:
    assert scanned(run(keys("46012348", 10))) == ["46012348"]
    assert typed(run(keys("4601234", 10))) == "4601234"
    assert typed(run(keys("46012348", 10), WedgeSettings(shortest_open=0))) == "46012348"


def test_rest_of_the_suffix_vanishes_and_a_later_enter_acts() -> None:
    events = run([*keys("46012348\r\t", 5), Key(ENTER, 1_400 * MS, is_terminator=True)])
    assert scanned(events) == ["46012348"]
    assert typed(events) == ENTER


def test_enter_that_comes_late_after_an_open_burst_vanishes() -> None:
    burst = keys("46012348", 5)
    late = Key(ENTER, burst[-1].at + 90 * MS, is_terminator=True)
    events = run([*burst, late])
    assert scanned(events) == ["46012348"]
    assert typed(events) == ""


def test_tab_ends_a_burst_too() -> None:
    assert scanned(run(keys("4011\t", 5))) == ["4011"]


def test_held_down_key_repeats_every_30_ms_and_is_typing() -> None:
    held = [Key("1", 1_000 * MS), *(Key("1", (1_500 + i * 20) * MS, is_auto_repeat=True) for i in range(40))]
    enter = Key(ENTER, held[-1].at + 10 * MS, is_terminator=True)
    events = run([*held, enter])
    assert typed(events) == "1" * 41 + ENTER
    assert scanned(events) == []


def test_auto_repeated_enter_never_ends_a_burst() -> None:
    burst = keys("46012", 5)
    events = run([*burst, Key(ENTER, burst[-1].at + 5 * MS, is_terminator=True, is_auto_repeat=True)])
    assert scanned(events) == []
    assert typed(events) == "46012" + ENTER


def test_function_key_in_a_burst_gives_the_keys_back_in_order() -> None:
    f9 = Key("", 1_030 * MS, handle="F9")
    events = run([*keys("460", 5), f9, *keys("5", 5, 1_035)])
    assert [k.handle or k.text for e in events if isinstance(e, Replay) for k in e.keys] == ["4", "6", "0", "F9", "5"]


def test_typing_then_scanning_then_typing() -> None:
    stream = [*keys("3*", 120, 1_000), *keys("4601234567893\r", 6, 1_400), *keys("2\r", 150, 2_000)]
    events = run(stream)
    assert [
        e.text if isinstance(e, Scan) else "".join(k.text for k in e.keys) for e in events if not isinstance(e, BadRead)
    ] == [
        "3",
        "*",
        "4601234567893",
        "2",
        ENTER,
    ]


def test_two_scans_in_a_row_are_two_scans_with_numbers() -> None:
    events = run([*keys("46012348\r", 4), *keys("46012348\r", 4, 1_060)])
    assert [(e.text, e.sequence) for e in events if isinstance(e, Scan)] == [("46012348", 1), ("46012348", 2)]


def test_keys_delivered_in_one_heap_keep_their_own_times() -> None:
    # The main thread was busy for a second: all are delivered at once, and still judged by when they were pressed.
    detector = WedgeDetector()
    events: list[WedgeEvent] = []
    for key in keys("4011\r", 120):
        events += detector.feed(key)
    events += detector.flush()
    assert scanned(events) == []
    assert typed(events) == "4011\r"


def test_prefix_makes_even_a_slow_and_short_burst_certain() -> None:
    chosen = WedgeSettings(prefix="~")
    assert scanned(run(keys("~7\r", 250), chosen)) == ["7"]
    assert scanned(run(keys("~4601", 40), chosen)) == ["4601"]
    # a key typed just before the scanner fires stays typed
    assert run([*keys("5", 5), *keys("~4601\r", 5, 1_010)], chosen)[0] == Replay((Key("5", 1_000 * MS),))
    # alone, or with Enter at once, it is a key like any other
    assert typed(run(keys("~", 5), chosen)) == "~"
    assert typed(run(keys("~\r", 5), chosen)) == "~\r"


def test_suffix_makes_a_short_burst_certain() -> None:
    chosen = WedgeSettings(suffix="#")
    assert scanned(run(keys("77#\r", 40), chosen)) == ["77"]
    assert typed(run(keys("77#\r", 40), chosen)) == ""
    assert typed(run(keys("#", 40), chosen)) == "#"


def test_only_marked_bursts_count_when_so_set_and_typing_is_not_delayed() -> None:
    chosen = WedgeSettings(prefix="~", only_marked=True)
    detector = WedgeDetector(chosen)
    assert detector.feed(Key("4", MS)) == (Replay((Key("4", MS),)),)
    assert typed(run(keys("4601234567893\r", 3), chosen)) == "4601234567893\r"
    assert scanned(run(keys("~4601234567893\r", 3), chosen)) == ["4601234567893"]
    assert typed(run(keys("46012348\r", 3), WedgeSettings(suffix="#", only_marked=True))) == "46012348\r"


def test_aim_identifier_and_gs_pass_the_keyboard() -> None:
    (event,) = run(keys("]d20104601234567893\x1d10A\r", 3))
    assert event == Scan("0104601234567893\x1d10A", Symbology.GS1_DATA_MATRIX, "keyboard", 1)


def test_russian_layout_is_put_back_to_latin() -> None:
    (event,) = run(keys("ъС10104601234567893\x1d10ФИсв.,\r", 3))
    assert event == Scan("0104601234567893\x1d10ABcd/?", Symbology.GS1_128, "keyboard", 1)
    assert scanned(run(keys("ЗД02-000123\r", 3))) == ["PL02-000123"]
    assert scanned(run(keys("ЗД02-000123\r", 3), WedgeSettings(maps_cyrillic=False))) == ["ЗД02-000123"]


def test_layout_table_covers_every_russian_key_once() -> None:
    lower = "ёйцукенгшщзхъфывапролджэячсмитьбю"
    assert to_latin(lower) == "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
    assert to_latin(lower.upper()) == '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
    assert to_latin("4601.5,7") == "4601.5,7"
    assert to_latin("Kроме") == "Kроме"


def test_typed_russian_words_stay_russian() -> None:
    assert typed(run(keys("молоко\r", 90))) == "молоко\r"


def test_control_keys_act_and_noise_in_a_burst_is_bad() -> None:
    assert typed(run(keys("12\x08\r", 5))) == "12\x08\r"
    assert run(keys("]C11\x1d2\r", 5)) == [Scan("1\x1d2", Symbology.GS1_128, "keyboard", 1)]
    assert run(keys("~]E0\r", 5), WedgeSettings(prefix="~")) == [BadRead("garbage", "keyboard", "]E0")]


def test_endless_burst_is_one_bad_read_and_bounded() -> None:
    detector = WedgeDetector(WedgeSettings(max_length=64))
    events: list[WedgeEvent] = []
    for key in keys("7" * 100_000, 1):
        events += detector.feed(key)
        assert len(detector._held) <= 64
    events += detector.feed(Key(ENTER, 1_000 * MS + 100_000 * MS, is_terminator=True))
    assert events == [BadRead("too_long", "keyboard", "7" * 32)]
    assert [e for key in keys("4011\r", 5, 200_000) for e in detector.feed(key)] == [
        Scan("4011", Symbology.UNKNOWN, "keyboard", 1)
    ]


def test_clock_that_jumps_back_loses_no_key() -> None:
    events = run([*keys("12", 5, 9_000), *keys("34\r", 5, 1_000)])
    assert typed(events) == "1234\r"


# --- simulated people and scanners


def typist(seed: int, text: str, start: float) -> list[Key]:
    """A fast typist: 60 to 250 ms, pairs of keys rolled over each other at 10 to 45 ms, never Enter within 60 ms."""
    rng = random.Random(seed)
    now, rolled, out = start, 0, []
    for character in text:
        if character != ENTER and rolled < 2 and rng.random() < 0.25:
            now += rng.uniform(10, 45)
            rolled += 1
        else:
            now += rng.uniform(60, 250)
            rolled = 0
        out.append(Key(character, int(now * MS), is_terminator=character == ENTER))
    return out


def scanner(seed: int, text: str, start: float) -> list[Key]:
    """A USB or wireless scanner: a pace of its own of 1 to 18 ms, each gap up to 6 ms off, seldom one of 40 ms."""
    rng = random.Random(seed)
    pace, stall, now, out = rng.uniform(1, 18), rng.randrange(len(text) * 2), start, []
    for number, character in enumerate([*text, ENTER]):
        now += max(pace + rng.uniform(-6, 6), 0) + (40 - pace if number == stall and len(text) >= 8 else 0)
        out.append(Key(character, int(now * MS), is_terminator=character == ENTER))
    return out


TYPED = st.text("0123456789*-,.абвгдmilk ", min_size=1, max_size=12)
CODES = st.one_of(
    st.text("0123456789", min_size=4, max_size=14),
    st.text("0123456789ABCxyz\x1d-/.", min_size=4, max_size=60).filter(lambda t: not t.isspace()),
)


@given(st.integers(0, 2**32), TYPED, st.booleans())
@settings(max_examples=150)
def test_no_typist_is_taken_for_a_scanner(seed: int, text: str, ends: bool) -> None:
    text += ENTER if ends else ""
    events = run(typist(seed, text, 1_000))
    assert scanned(events) == []
    assert typed(events) == text


@given(st.integers(0, 2**32), CODES)
@settings(max_examples=150)
def test_no_scanner_is_taken_for_a_typist(seed: int, text: str) -> None:
    assert run(scanner(seed, text, 1_000)) == [Scan(text, Symbology.UNKNOWN, "keyboard", 1)]


@given(st.lists(st.tuples(st.booleans(), TYPED, CODES, st.integers(0, 2**32)), max_size=6))
@settings(max_examples=100)
def test_a_person_and_a_scanner_in_turns_are_told_apart(turns: list[tuple[bool, str, str, int]]) -> None:
    stream: list[Key] = []
    expected: list[tuple[str, str]] = []
    for is_scan, text, code, seed in turns:
        start = (stream[-1].at // MS if stream else 1_000) + 200
        stream += scanner(seed, code, start) if is_scan else typist(seed, text + ENTER, start)
        expected += [("scan", code)] if is_scan else [("typed", c) for c in text + ENTER]
    got: list[tuple[str, str]] = []
    for event in run(stream):
        if isinstance(event, Replay):
            got += [("typed", k.text) for k in event.keys]
        elif isinstance(event, Scan):
            got.append(("scan", event.text))
    assert got == expected


ANY_KEY = st.tuples(
    st.sampled_from(["1", "a", "ф", "\x1d", "~", "#", ENTER, "\t", "", "\x08", "é", "ab"]),
    st.integers(-5, 400),
    st.booleans(),
)


@given(st.lists(ANY_KEY, max_size=60), st.sampled_from(["", "~"]), st.sampled_from(["", "#"]))
@settings(max_examples=150)
def test_every_key_comes_out_once_and_in_order(steps: list[tuple[str, int, bool]], prefix: str, suffix: str) -> None:
    chosen = WedgeSettings(prefix=prefix, suffix=suffix, maps_cyrillic=False, has_aim=False)
    now, fed = 1_000, []
    for number, (text, gap, repeat) in enumerate(steps):
        now += gap // 8 if number % 3 else gap
        fed.append(Key(text, now * MS, is_terminator=text in {ENTER, "\t"}, is_auto_repeat=repeat, handle=number))
    replayed: list[int] = []
    scanned_text = ""
    for event in run(fed, chosen):
        if isinstance(event, Replay):
            replayed += [k.handle for k in event.keys if isinstance(k.handle, int)]
        elif isinstance(event, Scan):
            scanned_text += event.text
    assert replayed == sorted(set(replayed))
    missing = "".join(k.text for k in fed if k.handle not in replayed and not k.is_terminator)
    marks = str.maketrans("", "", prefix + suffix)
    assert missing.translate(marks) == scanned_text.translate(marks)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"mean_gap_ms": 60},
        {"longest_gap_ms": 500},
        {"marked_gap_ms": 10},
        {"tail_ms": -1},
        {"shortest_ended": 1},
        {"shortest_open": 3},
        {"max_length": 1},
        {"prefix": "ab"},
        {"prefix": "~", "suffix": "~"},
        {"only_marked": True},
    ],
)
def test_impossible_wedge_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        WedgeSettings(**wrong)  # type: ignore[arg-type]
