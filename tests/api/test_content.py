"""Content through the API: what the pages do, programs do too."""

from datetime import timedelta
from typing import Any

from coterie.kit.clock import now
from coterie.rituals.domain.column import watch_columns
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.rituals.content_scenes import columned, out, seen
from tests.rituals.plans import SYSTEM

TABLE, MINE, WEEK = "/communities/table", "/me/memberships/table", timedelta(days=7)


def test_from_the_idea_to_the_reader(cast: Cast) -> None:
    alice, amy, dan = (token_of(cast, who) for who in ("alice", "amy", "dan"))

    def ask(method: str, path: str, body: Any = None, secret: str = alice) -> Any:
        answer = call(method, path, secret, body)
        assert answer.status_code < 300, answer.content
        return answer.json()

    column = ask("POST", f"{TABLE}/columns", {"name": "Soup", "weekdays": [0]})["key"]
    talk = {
        "kind": "audio",
        "title": "A talk",
        "link": "https://example.org/talk",
        "rights": "licensed",
        "source": "Lena",
    }
    material = ask("POST", f"{TABLE}/materials", talk)["key"]
    spark = ask("POST", f"{TABLE}/sparks", {"text": "Why soup?", "hot": True})["key"]
    words = {"column": column, "title": "Why soup", "format": "audio", "materials": [material], "is_public": True}
    key = ask("POST", f"{TABLE}/pieces", {**words, "spark": spark})["key"]
    assert ask("GET", f"{TABLE}/sparks?state=used")["items"][0]["piece"] == key

    assert ask("PUT", f"{TABLE}/pieces/{key}/submission")["state"] == "waiting"
    assert call("PUT", f"{TABLE}/pieces/{key}/approval", alice).status_code == 409
    assert [one["cause"] for one in ask("GET", f"{TABLE}/today", secret=amy)["waiting"]] == ["pieces"]
    assert ask("PUT", f"{TABLE}/pieces/{key}/approval", secret=amy)["state"] == "approved"
    assert ask("PUT", f"{TABLE}/pieces/{key}/publication")["state"] == "published"

    read = ask("GET", f"{MINE}/pieces/{key}", secret=dan)
    assert [(one["title"], one["source"]) for one in read["shows"]] == [("A talk", "Lena")]
    assert ask("GET", f"{TABLE}/pieces/{key}")["counts"]["reads"] == 1
    assert [one["key"] for one in ask("GET", f"{TABLE}/pieces?state=published&column={column}")["items"]] == [key]


def test_a_declining_column_tells_its_trend(cast: Cast) -> None:
    begin = now() - 9 * WEEK
    for week, number in enumerate((80, 70, 60, 50, 40, 30, 20, 10)):
        seen(out(cast, begin + week * WEEK), number, begin + week * WEEK)
    watch_columns(actor=SYSTEM, now=now())
    column, alice = columned(cast), token_of(cast, "alice")

    told = call("GET", f"{TABLE}/columns/{column.key}", alice).json()

    assert (told["views"], told["trend"]["declines"]) == ([80, 70, 60, 50, 40, 30, 20, 10], True)
    [waits] = call("GET", f"{TABLE}/today", alice).json()["waiting"]
    assert (waits["cause"], waits["column"]) == ("column", column.key)
    content = call("GET", f"{TABLE}/content", alice).json()
    assert content["formats"] == [{"kind": "text", "views": 45.0, "pieces": 8}]
