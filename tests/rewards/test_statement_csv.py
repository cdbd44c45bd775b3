"""A member takes the statement of their points along."""

import csv
import io

from django.test import Client

from tests.cast import NOW, Cast
from tests.rewards.points import DAY, gift, giving
from tests.rewards.test_shop import buy, offered
from tests.web.visit import visitor

ADDRESS = "/m/table/points.csv"
HEAD = ["at", "points", "balance", "kind", "deed", "note", "prize", "envelope"]


def rows(client: Client) -> list[list[str]]:
    """Return the lines of the file that somebody is handed."""
    text = b"".join(client.get(ADDRESS)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_member_is_handed_every_movement_and_what_was_there_afterwards(cast: Cast) -> None:
    dan = visitor(cast, "dan")
    assert rows(dan) == [HEAD]
    giving(cast)
    gift(cast, "dan", 25)
    gift(cast, "carol", 7)
    buy(cast, offered(cast))

    head, *lines = rows(dan)

    assert head == HEAD
    assert [line[1:] for line in lines] == [
        ["-10", "15", "purchase", "", "", "A pen", ""],
        ["25", "25", "award", "gift", "For helping", "", ""],
    ]
    assert ADDRESS in dan.get("/m/table/points").text


def test_statement_is_read_a_piece_at_a_time_and_whole(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr("coterie.web.member.statement.AT_ONCE", 2)
    giving(cast)
    for day in range(5):
        gift(cast, "dan", day + 1, now=NOW + day * DAY)

    lines = rows(visitor(cast, "dan"))[1:]

    assert [line[1:3] for line in lines] == [["5", "15"], ["4", "10"], ["3", "6"], ["2", "3"], ["1", "1"]]
