from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.devices.layouts import garble, layouts
from operator_app.devices.scancodes import Platform, strokes_of
from operator_app.devices.wedge import FOREIGN, KeyStroke, Pass, Replay, Scan, Suffix, Swallow, Wedge, WedgeSettings
from operator_app.evidence.verdicts import Expectation
from operator_app.evidence.verify import CONTROL, verify
from operator_app.formats.seal import HIDDEN_CHARACTERS
from tests.seals import NOW

ENTER, TAB, LEFT, F5 = (36, "\r"), (23, "\t"), (113, ""), (71, "")
printable = st.text([chr(code) for code in range(32, 127)], min_size=6, max_size=60)


def keys(text, at, gap=2, layout="us", platform=Platform.X11):
    typed = garble(text, layout)
    return [
        KeyStroke(code, sign, shift, at + place * gap, platform)
        for place, ((code, shift), sign) in enumerate(zip(strokes_of(text, platform), typed, strict=True))
    ]


def key(which, at, **more):
    return KeyStroke(which[0], which[1], False, at, Platform.X11, **more)


class Desk:
    """A desk around the wedge: nothing waits longer than it must, what passes or comes back is what the field
    receives.
    """

    def __init__(self, settings=None):
        self.wedge = Wedge(settings or WedgeSettings())
        self.received = []
        self.scans = []
        self.longest = 0
        self.last = 0

    def type(self, strokes):
        for stroke in strokes:
            if self.wedge.holding and stroke.t_ms - self.last > self.wedge.patience_ms:
                self.rest()
            self.act(self.wedge.feed(stroke), stroke, stroke.t_ms)
            self.last = stroke.t_ms
        return self

    def rest(self):
        now = self.last + self.wedge.patience_ms + 1
        self.act(self.wedge.flush(), None, now)
        return self

    def act(self, outputs, stroke, now):
        for output in outputs:
            if isinstance(output, Pass):
                self.received.append(stroke)
            elif isinstance(output, Replay):
                self.received += output.strokes
                self.longest = max([self.longest, *(now - one.t_ms for one in output.strokes)])
            elif isinstance(output, Scan):
                self.scans.append(output)


@pytest.mark.parametrize("platform", [Platform.X11, Platform.WINDOWS])
@pytest.mark.parametrize("layout", layouts())
@given(text=printable, gap=st.integers(0, 35))
def test_every_payload_is_rebuilt_exactly_on_every_layout(platform, layout, text, gap):
    strokes = keys(text, 1000, gap, layout, platform)
    end = KeyStroke(36 if platform is Platform.X11 else 28, "\r", False, strokes[-1].t_ms + gap, platform)
    desk = Desk().type([*strokes, end]).rest()
    assert desk.scans == [Scan(text, garble(text, layout))]
    assert desk.received == []


human = st.lists(
    st.tuples(
        st.sampled_from([*strokes_of("abzXY19 -?", Platform.X11), (36, False), (113, False), (71, False)]),
        st.integers(0, 400),
    ),
    max_size=60,
)


@given(human)
def test_typing_is_never_lost_or_reordered(typed):
    """Random keys with random gaps, some of them as fast as a machine's, Enter, arrows and F-keys among them."""
    now, strokes = 5000, []
    for (code, shift), gap in typed:
        now += gap
        text = {36: "\r", 113: "", 71: ""}.get(code, "x")
        strokes.append(KeyStroke(code, text, shift, now, Platform.X11))
    desk = Desk().type(strokes).rest()
    # A machine's burst of six and an Enter is a scan by definition; a long burst swallows keys that are no signs.
    scanned = sum(len(scan.text) + 1 for scan in desk.scans)
    order = [strokes.index(one) if strokes.count(one) == 1 else None for one in desk.received]
    known = [place for place in order if place is not None]
    assert known == sorted(known)
    if not longest_burst(strokes) >= 6:
        assert desk.received == strokes
        assert not desk.scans
    else:
        printables = [one for one in strokes if one.can_be_scanned]
        received = [one for one in desk.received if one.can_be_scanned]
        assert len(received) + scanned >= len(printables)


@given(st.lists(st.integers(36, 400), max_size=40), st.data())
def test_a_persons_pace_is_never_changed_at_all(gaps, data):
    now, strokes = 100, []
    for gap in gaps:
        now += gap
        code, shift = data.draw(st.sampled_from(strokes_of("abcXYZ109-", Platform.X11)))
        strokes.append(KeyStroke(code, "x", shift, now, Platform.X11))
    desk = Desk().type(strokes).rest()
    assert desk.received == strokes
    assert desk.longest <= 36


@given(before=st.lists(st.integers(40, 300), min_size=1, max_size=8), text=printable, after=st.integers(40, 300))
def test_a_scan_in_the_middle_of_typing_is_found(before, text, after):
    now, typed = 100, []
    for gap in before:
        now += gap
        typed.append(KeyStroke(38, "a", False, now, Platform.X11))
    burst = keys(text, now + 50)
    end = key(ENTER, burst[-1].t_ms + 2)
    later = KeyStroke(39, "s", False, end.t_ms + after, Platform.X11)
    desk = Desk().type([*typed, *burst, end, later]).rest()
    assert [scan.text for scan in desk.scans] == [text]
    assert desk.received == [*typed, later]


def test_five_quick_keys_and_an_enter_are_a_persons():
    strokes = [*keys("12345", 0), key(ENTER, 12)]
    assert Desk().type(strokes).rest().received == strokes


def test_keys_that_begin_no_burst_pass_at_once():
    wedge = Wedge()
    for which in (ENTER, TAB, LEFT, F5):
        assert wedge.feed(key(which, 0)) == [Pass()]
    assert wedge.feed(KeyStroke(39, "\x13", False, 0, Platform.X11, command=True)) == [Pass()]
    assert wedge.feed(KeyStroke(39, "s", False, 0, Platform.X11, repeat=True)) == [Pass()]
    assert not wedge.holding


def test_a_key_before_enter_arrives_before_it():
    wedge = Wedge()
    stroke = keys("a", 0)[0]
    assert wedge.feed(stroke) == [Swallow()]
    assert wedge.feed(key(ENTER, 20)) == [Replay((stroke,)), Pass()]


def test_patience_is_longer_once_it_can_only_be_a_scanner_whose_end_is_to_come():
    wedge, unended = Wedge(), Wedge(WedgeSettings(suffix=Suffix.NONE))
    for place, stroke in enumerate(keys("1234567", 1000)):
        wedge.feed(stroke)
        unended.feed(stroke)
        assert (wedge.patience_ms, unended.patience_ms) == (35 if place < 5 else 150, 35)


def test_keys_that_arrive_late_are_judged_by_their_own_time():
    """The program was busy: all keys come at once, but they were typed slowly."""
    strokes = keys("123456789", 0, gap=60)
    wedge, received = Wedge(), []
    for stroke in strokes:
        for output in wedge.feed(stroke):
            received += output.strokes if isinstance(output, Replay) else []
    assert [*received, *wedge.flush()[0].strokes] == strokes


def test_control_keys_in_a_code_become_no_shortcuts_and_spoil_it():
    burst = keys("SF1:ABCDEF", 0)
    shortcut = KeyStroke(25, "\x17", False, 19, Platform.X11, command=True)  # Ctrl+W
    rest = keys("XYZ", 20)
    desk = Desk().type([*burst, shortcut, *rest, key(ENTER, 30)]).rest()
    assert desk.received == []
    assert desk.scans[0].text == f"SF1:ABCDEF{FOREIGN}XYZ"
    verdict = verify(desk.scans[0].text, trust=None, now=NOW, expect=Expectation())
    assert verdict.code in (HIDDEN_CHARACTERS, CONTROL)


def test_f_keys_and_arrows_are_swallowed_only_inside_a_burst():
    for which in (LEFT, F5):
        desk = Desk().type([*keys("12345678", 0), key(which, 17), *keys("9", 18), key(ENTER, 20)]).rest()
        assert desk.received == []
        desk = Desk().type([*keys("123", 0), key(which, 8)]).rest()
        assert len(desk.received) == 4


def test_cr_and_lf_are_one_end_but_a_persons_enter_later_is_theirs():
    scan = [*keys("1234567", 0), key(ENTER, 14)]
    assert Desk().type([*scan, key(ENTER, 16)]).received == []
    assert len(Desk().type([*scan, key(ENTER, 14 + 151)]).received) == 1
    # After another key the end is over, however soon.
    typed = keys("a", 60)[0]
    assert Desk().type([*scan, typed, key(ENTER, 110)]).received == [typed, key(ENTER, 110)]


def test_a_scanner_without_an_end_as_set_and_as_recognised():
    burst = keys("1234567", 0)
    assert Desk(WedgeSettings(suffix=Suffix.NONE)).type(burst).rest().scans == [Scan("1234567", "1234567")]
    assert Desk().type(burst).rest().received == burst
    assert [scan.text for scan in Desk().type(keys("SF1:ABC", 0)).rest().scans] == ["SF1:ABC"]


def test_an_end_that_comes_late_after_a_certain_code_does_nothing():
    desk = Desk().type([*keys("SF1:ABC", 0), key(ENTER, 100)]).rest()
    assert [scan.text for scan in desk.scans] == ["SF1:ABC"]
    assert desk.received == []


def test_a_burst_that_was_no_scan_is_marked_long():
    wedge = Wedge()
    for stroke in keys("1234567", 0):
        wedge.feed(stroke)
    assert wedge.flush()[0].long
    wedge.feed(keys("1", 500)[0])
    assert not wedge.flush()[0].long


def test_with_a_prefix_set_nothing_else_is_a_scan():
    settings = WedgeSettings(prefix="~")
    assert Desk(settings).type([*keys("~1234567", 0), key(ENTER, 16)]).scans == [Scan("1234567", "1234567")]
    typed = [*keys("12345678", 0), key(ENTER, 16)]
    desk = Desk(settings).type(typed).rest()
    assert desk.scans == []
    assert desk.received == typed


def test_tab_as_the_end():
    settings = WedgeSettings(suffix=Suffix.TAB)
    assert len(Desk(settings).type([*keys("1234567", 0), key(TAB, 14)]).scans) == 1


def test_without_scan_codes_the_typed_text_is_what_there_is():
    strokes = [replace(one, scan_code=0) for one in keys("SF1:ABC", 0, layout="bds")]
    end = KeyStroke(0, "\r", False, 14, Platform.OTHER)
    desk = Desk().type([*strokes, end])
    assert desk.scans == [Scan(garble("SF1:ABC", "bds"), garble("SF1:ABC", "bds"))]


def test_the_keypad_without_numlock_is_arrows():
    wedge = Wedge()
    assert wedge.feed(KeyStroke(79, "", False, 0, Platform.X11)) == [Pass()]
    assert wedge.feed(KeyStroke(91, "\x7f", False, 0, Platform.X11)) == [Pass()]
    assert wedge.feed(KeyStroke(79, "7", False, 50, Platform.X11)) == [Swallow()]


def test_capslock_changes_nothing_of_a_rebuilt_scan():
    strokes = [replace(one, text=one.text.swapcase()) for one in keys("SF1:aBc", 0)]
    assert Desk().type([*strokes, key(ENTER, 14)]).scans[0].text == "SF1:aBc"


def test_the_clock_of_the_x_server_begins_again():
    strokes = [replace(one, t_ms=(2**32 - 6 + 2 * place) % 2**32) for place, one in enumerate(keys("1234567", 0))]
    assert len(Desk().type([*strokes, key(ENTER, 8)]).scans) == 1


def test_a_clock_that_went_back_makes_no_burst():
    strokes = [replace(one, t_ms=9000 - 500 * place) for place, one in enumerate(keys("1234567", 0))]
    assert Desk().type([*strokes, key(ENTER, 100)]).scans == []


def test_a_sign_that_comes_twice_in_one_millisecond_is_not_a_key_held_down():
    burst = [replace(one, repeat=place in (1, 2)) for place, one in enumerate(keys("1112223", 0, gap=0))]
    assert [scan.text for scan in Desk().type([*burst, key(ENTER, 1)]).scans] == ["1112223"]


def test_a_key_held_down_repeats_without_delay_and_without_end():
    held = [keys("a", 0)[0], *[replace(keys("a", 500 + 33 * n)[0], repeat=True) for n in range(20)]]
    desk = Desk().type([*held, key(ENTER, 500 + 33 * 20)])
    assert desk.received == [*held, key(ENTER, 500 + 33 * 20)]
    assert desk.longest <= 36


def test_a_giant_burst_is_held_to_a_bound():
    wedge = Wedge()
    for stroke in keys("1" * 20_000, 0, gap=1):
        assert wedge.feed(stroke) == [Swallow()]
    scan = wedge.feed(key(ENTER, 20_001))[0]
    assert len(scan.text) <= 20_000
    assert FOREIGN in scan.text


@given(text=printable, pauses=st.lists(st.tuples(st.integers(6, 60), st.integers(36, 150)), max_size=4))
def test_a_machine_that_stutters_in_a_scan_does_not_tear_it(text, pauses):
    burst = [*keys(text, 1000), key(ENTER, 1000 + 2 * len(text))]
    for place, pause in pauses:
        for late, stroke in enumerate(burst[place:], place):
            burst[late] = replace(stroke, t_ms=stroke.t_ms + pause)
    if all(after.t_ms - before.t_ms <= 150 for before, after in pairwise(burst)):
        assert Desk().type(burst).rest().scans == [Scan(text, text)]


events = st.lists(
    st.one_of(
        st.tuples(st.just("scan"), st.text("1234-AZ", min_size=6, max_size=20)),
        st.tuples(st.just("typed"), st.text("12abz", min_size=1, max_size=8)),
    ),
    min_size=1,
    max_size=8,
)


@given(events, st.sampled_from(layouts()), st.lists(st.integers(36, 400), min_size=1, max_size=7), st.integers(0, 400))
def test_scans_and_typing_in_any_order_are_told_apart(told, layout, pace, gap):
    """A person never keeps a scanner's pace; right after a scan they may press anything, as soon as they like."""
    now, strokes, typed = 5000, [], []
    for what, text in told:
        if what == "scan":
            strokes += keys(text, now := now + 36 + gap, layout=layout)
            strokes.append(key(ENTER, now := now + 2 * len(text)))
        else:
            for place, one in enumerate(keys(text, 0, layout=layout)):
                now += gap if place == 0 and strokes and strokes[-1].text == "\r" else pace[place % len(pace)]
                typed.append(replace(one, t_ms=now))
                strokes.append(typed[-1])
    desk = Desk().type(strokes).rest()
    assert [scan.text for scan in desk.scans] == [text for what, text in told if what == "scan"]
    assert desk.received == typed
    # However late and bundled the keys come in, only their own time counts: the same without a flush in between.
    late = Wedge()
    outputs = [out for stroke in strokes for out in late.feed(stroke)] + late.flush()
    assert [out.text for out in outputs if isinstance(out, Scan)] == [scan.text for scan in desk.scans]
    assert [one for out in outputs if isinstance(out, Replay) for one in out.strokes] == typed


def test_a_scanner_pulled_out_in_mid_scan_leaves_nothing_held():
    burst = keys("12345678", 0)
    wedge = Wedge()
    for stroke in burst:
        wedge.feed(stroke)
    later = key(ENTER, burst[-1].t_ms + 151)
    assert wedge.feed(later) == [Replay(tuple(burst), long=True), Pass()]
    assert not wedge.holding


def longest_burst(strokes):
    longest = run = 0
    for before, after in zip([None, *strokes], strokes, strict=False):
        run = run + 1 if before is not None and after.t_ms - before.t_ms <= 35 else 1
        longest = max(longest, run)
    return longest
