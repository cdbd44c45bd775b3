"""Whole logs: the real ones, generated ones that must come back as written, and hostile ones."""

import gzip
import random
import re
import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.reach.formats.irc import format as irc
from coterie.reach.formats.lines import MAX_LINE
from coterie.reach.formats.records import Blank, Joined, Left, Noted, Renamed, Said, TopicSet, Unparsed
from coterie.reach.formats.source import RATIO_COUNTS_FROM, Source, Unreadable

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "irc_ubuntu_reply_graph"
REAL = sorted([*DATA.glob("*.ascii.txt"), *DATA.glob("*.raw.txt")])
MESSAGE = re.compile(r"\[(\d\d):(\d\d)\] <([^>]+)>(?: (.*))?$", re.DOTALL)
UTC_ZONE = ZoneInfo("UTC")


def records_of(path: Path) -> list:
    return list(irc.read(Source.of(path), UTC_ZONE).records)


@pytest.mark.skipif(not REAL, reason="the real logs are not beside this checkout")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_log_accounts_for_every_line(path):
    lines = path.read_bytes().decode().split("\n")[:-1]

    records = records_of(path)

    assert [record.line for record in records] == list(range(1, len(lines) + 1))
    assert not [record for record in records if isinstance(record, Unparsed)]
    for line, record in zip(lines, records, strict=True):
        if found := MESSAGE.match(line):
            assert record == Said(record.line, record.at, found[3], found[4] or "")
            assert (record.at.hour % 12, record.at.minute) == (int(found[1]) % 12, int(found[2]))
        else:
            assert not isinstance(record, Said) or record.action
        if line.startswith("=== "):
            expected = {
                Joined: "has joined" in line or "entered the room" in line,
                Left: "has left" in line or "left the room" in line,
                Renamed: "is now known as" in line,
            }
            assert [kind for kind, told in expected.items() if told] == [
                kind for kind in expected if isinstance(record, kind)
            ]


@pytest.mark.skipif(not REAL, reason="the real logs are not beside this checkout")
def test_real_logs_are_known_by_sight():
    assert {round(irc.confidence(Source.of(path)), 1) for path in REAL} == {1.0}


nicks = st.from_regex(r"\A[A-Za-z\[\]\\`_^{|}][A-Za-z0-9\[\]\\`_^{|}-]{0,20}\Z")
texts = st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), max_size=200)
steps = st.integers(min_value=0, max_value=3000)
MANNERS = {
    "plain": ("[{at:%H:%M:%S}] <{nick}> {text}", "[{at:%H:%M:%S}] * {nick} {text}"),
    "irssi": ("{at:%H:%M:%S} <@{nick}> {text}", "{at:%H:%M:%S}  * {nick} {text}"),
    "dated": ("[{at:%Y-%m-%d %H:%M:%S}] <{nick}> {text}", "[{at:%Y-%m-%d %H:%M:%S}] * {nick} {text}"),
    "weechat": ("{at:%Y-%m-%d %H:%M:%S}\t{nick}\t{text}", "{at:%Y-%m-%d %H:%M:%S}\t *\t{nick} {text}"),
    "hexchat": ("{at:%b %d %H:%M:%S} <{nick}>\t{text}", "{at:%b %d %H:%M:%S} *\t{nick} {text}"),
    "room": ("tea {at:%Y-%m-%d} [{at:%H:%M:%S}] <{nick}> {text}", "tea {at:%Y-%m-%d} [{at:%H:%M:%S}]  * {nick} {text}"),
}


@pytest.mark.parametrize("manner", MANNERS)
@settings(deadline=None, max_examples=40)
@given(said=st.lists(st.tuples(steps, nicks, texts), min_size=1, max_size=30), end=st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_is_what_is_read(manner, said, end, tmp_path_factory):
    at, expected, lines = datetime(2004, 11, 15, 13, 0, tzinfo=UTC), [], []
    for number, (step, nick, text) in enumerate(said, start=1):
        at += timedelta(seconds=step)
        expected.append(Said(number, at, nick, text))
        lines.append(MANNERS[manner][0].format(at=at, nick=nick, text=text))
    path = tmp_path_factory.mktemp("log") / "tea_2004-11-15.log"
    path.write_bytes(end.join([*lines, ""]).encode())

    assert records_of(path) == expected


@pytest.mark.parametrize("manner", MANNERS)
def test_actions_are_read_in_every_manner(manner, tmp_path):
    at = datetime(2004, 11, 15, 13, 0, tzinfo=UTC)
    path = tmp_path / "tea_2004-11-15.log"
    shapes = MANNERS[manner]
    path.write_text("\n".join(shape.format(at=at, nick="dan", text="waves  at <nina> ") for shape in shapes) + "\n")

    assert records_of(path) == [
        Said(1, at, "dan", "waves  at <nina> "),
        Said(2, at, "dan", "waves  at <nina> ", action=True),
    ]


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("cp1252", b""),
        ("gb18030", b""),
    ],
)
def test_encodings(code, mark, tmp_path):
    text = "茶很好，谢谢大家" if code in {"gb18030", "utf-8"} else "Grüße, ça va – ok"
    path = tmp_path / "tea_2004-11-15.log"
    path.write_bytes(mark + f"[12:05] <dan> {text}\n[12:06] <nina> plain\n".encode(code))

    first, second = records_of(path)

    assert (first.author, first.text, second.text) == ("dan", text, "plain")


def test_line_that_is_not_utf8_among_lines_that_are(tmp_path):
    path = tmp_path / "tea_2004-11-15.log"
    path.write_bytes(
        "[12:05] <dan> Grüße\n".encode() + "[12:06] <nina> Grüße\n".encode("cp1252") + b"[12:07] <eve> \x81\xfe\n"
    )

    assert [record.text for record in records_of(path)] == ["Grüße", "Grüße", "\x81\xfe"]


def test_old_macintosh_line_ends(tmp_path):
    path = tmp_path / "tea_2004-11-15.log"
    path.write_bytes(b"[12:05] <dan> a\r[12:06] <dan> b\r")

    assert [record.text for record in records_of(path)] == ["a", "b"]


def test_last_line_cut_short(tmp_path):
    path = tmp_path / "tea_2004-11-15.log"
    path.write_bytes(b"[12:05] <dan> a\n[12:06] <da")

    said, cut = records_of(path)

    assert said.text == "a"
    assert cut == Unparsed(2, "[12:06] <da", "no sender")


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_line_of_50_megabytes_in_bounded_memory(code, tmp_path):
    path = tmp_path / "tea_2004-11-15.log"
    with path.open("wb") as file:
        file.write("[12:05] <dan> before\n".encode(code))
        for _ in range(50):
            file.write(("x" * 1_000_000).encode(code.replace("16", "16-le")))
        file.write("\n[12:06] <dan> after\n".encode(code.replace("16", "16-le")))
    tracemalloc.start()

    records = records_of(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [type(record) for record in records] == [Said, Unparsed, Said]
    assert records[1].why == f"longer than {MAX_LINE:,} bytes"
    assert len(records[1].text) == 500
    assert peak < 8_000_000


def test_random_bytes_are_reported_line_by_line(tmp_path):
    path = tmp_path / "noise.log"
    path.write_bytes(random.Random(7).randbytes(300_000))

    records = records_of(path)

    assert [record.line for record in records] == list(range(1, len(records) + 1))
    assert Counter(type(record) for record in records)[Unparsed] > 0.9 * len(records)


def test_unusual_lines_do_not_take_unusual_time(tmp_path):
    path = tmp_path / "slow.log"
    lines = [
        "<" * 60_000,
        "[12:05] <" + "<a>" * 20_000,
        "=== " + "a " * 30_000,
        "[12:05] " + "- " * 30_000,
        "(" * 60_000,
    ]
    path.write_text("\n".join([*lines * 20, "[12:05] <dan> still here", ""]))

    assert records_of(path)[-1].text == "still here"


def test_gzip_is_read_and_a_damaged_one_is_refused(tmp_path):
    good, cut = tmp_path / "tea_2004-11-15.log.gz", tmp_path / "cut.log.gz"
    good.write_bytes(gzip.compress(b"[12:05] <dan> a\n" * 1000))
    cut.write_bytes(good.read_bytes()[:-12])

    assert len(records_of(good)) == 1000
    with pytest.raises(Unreadable):
        Source.of(cut)


def test_gzip_bomb_is_refused(tmp_path):
    bomb = tmp_path / "bomb.log.gz"
    with gzip.open(bomb, "wb") as file:
        for _ in range(2 * RATIO_COUNTS_FROM // 1_000_000):
            file.write(b"\0" * 1_000_000)

    with pytest.raises(Unreadable):
        Source.of(bomb)


def test_missing_file_and_archive_are_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04rest")

    for name in ("a.zip", "not-there"):
        with pytest.raises(Unreadable):
            Source.of(tmp_path / name)


def test_log_without_a_day_begins_on_a_stated_one(tmp_path):
    path = tmp_path / "tea.log"
    path.write_text("[12:05] <dan> a\n\n=== Topic for #tea: b\n")

    chat = irc.read(Source.of(path, "tea.log"), UTC_ZONE)

    noon = datetime(2000, 1, 1, 12, 5, tzinfo=UTC)
    assert (chat.dated, list(chat.records)) == (
        "assumed",
        [Said(1, noon, "dan", "a"), Blank(2), TopicSet(3, noon, "b")],
    )


def test_day_in_the_name_and_in_the_file(tmp_path):
    path = tmp_path / "tea_2004-11-15.log"
    path.write_text("[12:05] <dan> a\n")
    assert irc.read(Source.of(path), UTC_ZONE).dated == "name"

    path.write_text("--- Log opened Mon Nov 15 12:00:00 2004\n12:05 <dan> a\n")
    chat = irc.read(Source.of(path, "2001-01-01.log"), UTC_ZONE)

    assert chat.dated == "file"
    assert [type(record) for record in chat.records] == [Noted, Said]
