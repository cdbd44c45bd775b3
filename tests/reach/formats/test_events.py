"""Streams of events, and telling the kinds of files apart."""

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coterie.reach.formats.catalogue import UnknownFormat, kind_of
from coterie.reach.formats.events import format as events
from coterie.reach.formats.events.happening import Happening
from coterie.reach.formats.source import Source, Unreadable

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
CLICKS = DATA / "clickstream_retentioneering" / "ecom.csv.gz"
NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


def read(file):
    unparsed = []
    told = list(events.read(Source.of(file), ZoneInfo("UTC"), "CNY", unparsed.append))
    return told, [(each.line, each.why) for each in unparsed]


def test_table_of_events(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text(
        "user_id,event,timestamp,acquisition_channel,group,amount,text\n"
        "u1,home,2024-03-01 12:00:00,email,,,\n"
        "u1,Sign Up,2024-03-01 12:00:00,email,,,\n"
        "u1,join,2024-03-01 12:00:00,,tea,,\n"
        'u1,message,2024-03-01 12:00:00,,tea,,"hello, all"\n'
        "u1,purchase,2024-03-01 12:00:00,,,12.50,\n"
        "u1,purchase,2024-03-01 12:00:00,,,,\n"
        "u1,add_to_cart,2024-03-01 12:00:00,,,,\n"
        ",home,2024-03-01 12:00:00,,,,\n"
        "u1,home,noon,,,,\n"
    )

    told, unparsed = read(file)

    assert told == [
        Happening(2, NOON, "page_seen", "u1", channel="email", currency="CNY"),
        Happening(3, NOON, "member_joined", "u1", channel="email", currency="CNY"),
        Happening(4, NOON, "group_joined", "u1", group="tea", currency="CNY"),
        Happening(5, NOON, "message_posted", "u1", group="tea", currency="CNY", text="hello, all"),
        Happening(6, NOON, "order_paid", "u1", amount=1250, currency="CNY"),
    ]
    assert unparsed == [
        (7, "a purchase without an amount"),
        (8, "unknown kind 'add_to_cart'"),
        (9, "nobody named"),
        (10, "not a date or an amount: noon"),
    ]


def test_lines_of_json(tmp_path):
    file = tmp_path / "events.jsonl"
    rows = [
        {"kind": "page_seen", "at": "2024-03-01T12:00:00Z", "who": "u1"},
        {"event": "Sign Up", "properties": {"time": 1709294400, "distinct_id": "u1", "nested": {"deep": 1}}},
        {"event": "page_view", "ts": 1709294400000, "user_id": 7, "extra": [1, 2]},
    ]
    file.write_text("\n".join([json.dumps(row) for row in rows] + ["[1]", "{broken", '{"a": "\\u0000"}', ""]))

    told, unparsed = read(file)

    assert [(each.kind, each.at, each.who) for each in told] == [
        ("page_seen", NOON, "u1"),
        ("member_joined", NOON, "u1"),
        ("page_seen", NOON, "7"),
    ]
    assert unparsed == [(4, "not an object"), (5, "not JSON"), (6, "too long a line, or one with zero bytes")]


@pytest.mark.skipif(not CLICKS.exists(), reason="the click stream is not beside this checkout")
def test_real_click_stream_accounts_for_every_row():
    told, unparsed = read(CLICKS)

    assert len(told) + len(unparsed) == 31_106
    assert len({each.who for each in told}) == 600
    assert Counter(each.kind for each in told)["page_seen"] > 17_000
    assert {why.split(" ", 2)[0] for _line, why in unparsed} == {"unknown", "a"}


@pytest.mark.parametrize("text", ["", "nothing at all\n", "a,b\n1,2\n", '{"a": 1}\n'])
def test_files_without_times_are_refused(text, tmp_path):
    file = tmp_path / "events.csv"
    file.write_text(text)

    with pytest.raises(Unreadable):
        read(file)


SAMPLES = {
    "irc": "[12:05] <dan> hello\n=== nina is now known as nina_away\n",
    "orders": "order_id,date,customer,amount\n1,2024-03-01,c1,5\n",
    "events": "user_id,event,timestamp,amount\nu1,purchase,2024-03-01 12:00:00,5\nu1,home,2024-03-01 12:00:00,\n",
}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("packed", [False, True])
def test_kind_is_told_by_sight(kind, packed, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(gzip.compress(SAMPLES[kind].encode()) if packed else SAMPLES[kind].encode())

    assert kind_of(Source.of(file)) == kind


@pytest.mark.parametrize("content", [b"\n\n", b"dear diary\nnothing happened\n", b"a,b\n1,2\n", bytes(range(256)) * 40])
def test_unknown_file_names_what_was_tried(content, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(content)

    with pytest.raises(UnknownFormat) as refusal:
        kind_of(Source.of(file))

    assert str(refusal.value) == "The format was not recognised; tried: irc 0%, orders 0%, events 0%. Name the kind."


@pytest.mark.skipif(not DATA.exists(), reason="the real data is not beside this checkout")
def test_real_files_are_told_by_sight():
    files = {
        "events": [CLICKS],
        "orders": [DATA / "online_retail_invoices" / "online_retail_invoices.csv"],
        "irc": [*(DATA / "irc_ubuntu_reply_graph").glob("*.ascii.txt")],
    }

    assert {kind: {kind_of(Source.of(file)) for file in some} for kind, some in files.items()} == {
        kind: {kind} for kind in files
    }
    for other in ("sms_spam_en/SMSSpamCollection.tsv", "collegemsg/CollegeMsg.txt", "cookie_cats/cookie_cats.csv"):
        with pytest.raises(UnknownFormat):
            kind_of(Source.of(DATA / other))
