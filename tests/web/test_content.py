"""Content through its pages: an operator writes, another looks, everybody reads, machines do not count."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.kit.clock import now
from coterie.rituals.domain.column import watch_columns
from coterie.rituals.models import Material, Piece, PieceReader, Spark
from tests.cast import Cast
from tests.rituals.content_scenes import columned, handed_in, kept, noted, out, seen, written
from tests.rituals.plans import SYSTEM
from tests.talk.speech import PNG
from tests.web.visit import visitor

CONTENT, HERE = "/console/table/engage/content", "/m/table"
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0", "HTTP_ACCEPT": "text/html"}
WEEK = timedelta(days=7)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # an answer


def test_from_the_idea_to_the_reader(cast: Cast) -> None:
    alice, amy, dan = visitor(cast, "alice"), visitor(cast, "amy"), visitor(cast, "dan")
    column = columned(cast)
    assert alice.post(f"{CONTENT}/ideas", {"text": "Why soup?", "hot": "on"}).status_code == 302
    spark = Spark.objects.get()
    assert "Why soup?" in text(alice.get(f"{CONTENT}/new?spark={spark.key}"))
    facts = {
        "title": "Why soup",
        "column": column.pk,
        "format": "text",
        "body": "Because.",
        "is_public": "on",
        "to_feed": "on",
    }
    assert alice.post(f"{CONTENT}/new?spark={spark.key}", facts).status_code == 302
    row = Piece.objects.get()
    page = f"{CONTENT}/pieces/{row.key}"

    assert alice.post(f"{page}/submission").status_code == 302
    refused = alice.post(f"{page}/review", {"on": "1"})
    assert (refused.status_code, "Somebody else has to look" in text(refused)) == (422, True)
    assert "waits for review" in text(amy.get("/console/table/"))
    assert amy.post(f"{page}/review", {"on": "1"}).status_code == 302
    assert alice.post(f"{page}/publication").status_code == 302

    assert "Because." in text(dan.get(f"{HERE}/read/{row.key}"))
    assert "Why soup" in text(dan.get(f"{HERE}/rituals"))
    shown = text(Client().get(f"/c/table/read/{row.key}", **BROWSER))
    assert '"@type": "Article"' in shown
    assert 'property="og:type" content="article"' in shown
    assert PieceReader.objects.filter(piece=row).count() == 2
    assert f"/c/table/read/{row.key}" in text(Client().get("/sitemap.xml"))


def test_machines_and_second_looks_do_not_count(cast: Cast) -> None:
    row = out(cast)
    path, person = f"/c/table/read/{row.key}", Client()

    for _turn in range(2):
        assert person.get(path, **BROWSER).status_code == 200
    for machine in ("Googlebot/2.1", "facebookexternalhit/1.1", "Twitterbot/1.0"):
        assert Client().get(path, HTTP_USER_AGENT=machine).status_code == 200
    Client().get(path, **BROWSER, HTTP_SEC_PURPOSE="prefetch")

    assert PieceReader.objects.filter(piece=row).count() == 1


def test_a_withdrawn_or_inner_piece_is_hidden(cast: Cast) -> None:
    inner, gone = out(cast, is_public=False, to_feed=False), out(cast)
    alice = visitor(cast, "alice")
    assert alice.post(f"{CONTENT}/pieces/{gone.key}/withdrawal", {"on": "1"}).status_code == 302

    for key in (inner.key, gone.key, written(cast).key):
        assert Client().get(f"/c/table/read/{key}", **BROWSER).status_code == 404
    assert visitor(cast, "dan").get(f"{HERE}/read/{gone.key}").status_code == 404


def test_feed_is_atom_and_has_what_is_for_it(cast: Cast) -> None:
    row = out(cast, title="Soup & <bread>", body="Bread < soup.")
    out(cast, title="Not in it", to_feed=False)

    answer = Client().get("/c/table/feed.xml")

    name = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(answer.content)
    [entry] = root.findall(f"{name}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert entry.findtext(f"{name}title") == "Soup & <bread>"
    assert entry.findtext(f"{name}content") == "Bread < soup."
    assert (entry.findtext(f"{name}id") or "").endswith(f"/c/table/read/{row.key}")
    assert Client().get("/c/nowhere/feed.xml").status_code == 404


def test_library_is_sought_by_kind_tag_and_word(cast: Cast) -> None:
    kept(cast)
    kept(cast, kind="link", title="A talk", link="https://example.org/talk", tags=["menus"], rights="unclear")
    alice = visitor(cast, "alice")

    def found(query: str) -> set[str]:
        page = text(alice.get(f"{CONTENT}/library?{query}"))
        return {title for title in ("Bread", "A talk") if f">{title}</a>" in page}

    assert found("") == {"Bread", "A talk"}
    assert (
        found("kind=link&tag=&word=") == found("kind=&tag=menus&word=") == found("kind=&tag=&word=talk") == {"A talk"}
    )
    assert found("kind=&tag=seed&word=talk") == set()


def test_a_material_is_put_in_with_its_picture(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    facts = {"title": "Loaf", "kind": "picture", "rights": "quoted", "source": "", "tags": "bread， crust"}
    assert alice.post(f"{CONTENT}/library/new", facts).status_code == 422

    photo = SimpleUploadedFile("loaf.png", PNG, "image/png")
    assert alice.post(f"{CONTENT}/library/new", {**facts, "source": "Lena", "photo": photo}).status_code == 302

    row = Material.objects.get()
    assert (row.tags, bool(row.picture)) == (["bread", "crust"], True)
    assert alice.get(f"{CONTENT}/library/{row.key}/picture")["Content-Type"].startswith("image/")


def test_a_declining_column_is_told_of(cast: Cast) -> None:
    begin = now() - 9 * WEEK
    for week, number in enumerate((80, 70, 60, 50, 40, 30, 20, 10)):
        seen(out(cast, begin + week * WEEK), number, begin + week * WEEK)
    watch_columns(actor=SYSTEM, now=now())
    alice, column = visitor(cast, "alice"), columned(cast)

    told = "fewer and fewer people see this column"
    assert told in text(alice.get("/console/table/"))
    for page in (CONTENT, f"{CONTENT}/columns", f"{CONTENT}/columns/{column.key}"):
        assert "chance does that in fewer than 1 of 1,000 columns" in text(alice.get(page))


def test_an_idea_is_dropped_and_taken_up(cast: Cast) -> None:
    row, alice = noted(cast), visitor(cast, "alice")

    alice.post(f"{CONTENT}/ideas/{row.key}/state", {"on": "1"})
    assert "Hello" in text(alice.get(f"{CONTENT}/ideas?state=dropped"))
    alice.post(f"{CONTENT}/ideas/{row.key}/state", {"on": "0"})

    row.refresh_from_db()
    assert row.dropped_at is None


def test_a_piece_is_given_back_and_written_anew(cast: Cast) -> None:
    row, amy, alice = handed_in(cast), visitor(cast, "amy"), visitor(cast, "alice")
    page = f"{CONTENT}/pieces/{row.key}"
    assert amy.post(f"{page}/review", {"on": "0", "note": ""}).status_code == 422
    assert amy.post(f"{page}/review", {"on": "0", "note": "Shorter"}).status_code == 302
    assert "Shorter" in text(alice.get(page))

    assert alice.post(f"{page}/facts", {"title": "Soup", "column": row.column_id, "format": "song"}).status_code == 422
    facts = {"title": "Soup", "column": row.column_id, "format": "text", "body": "Soup.", "groups": [cast.group.pk]}
    assert alice.post(f"{page}/facts", facts).status_code == 302

    row.refresh_from_db()
    assert (row.body, row.is_public) == ("Soup.", False)


@pytest.mark.parametrize("query", ["?week=nonsense", "?week=2026-03-04", "?column=none&profile=none"])
def test_calendar_bears_odd_addresses(cast: Cast, query: str) -> None:
    out(cast)

    assert visitor(cast, "alice").get(CONTENT + query).status_code == 200
