"""A session with a guest, through the pages and the API."""

from django.test import Client

from coterie.joining.models import Poster
from coterie.kit.clock import now
from coterie.rituals.domain.cue import run_due
from coterie.rituals.models import Appearance, AudienceQuestion, Guest, Rating
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.joining.doors import code_of
from tests.rituals.plans import SYSTEM, seat_alice
from tests.rituals.scenes import guest_session
from tests.web.visit import visitor

BOOK = "/console/table/engage/guests"


def test_operator_keeps_the_book_and_a_guest_answers_without_an_account(cast: Cast) -> None:
    alice, stranger = visitor(cast, "alice"), Client()
    wrong = alice.post(f"{BOOK}/new", {"name": ""})
    alice.post(f"{BOOK}/new", {"name": "Tom <b>", "headline": "Miller", "contact": "tom@example.org"})
    row, tom = guest_session(cast), Guest.objects.get(name="Tom <b>")
    page = f"/console/table/engage/times/{row.key}/guest"
    alice.post(page, {"guest": tom.pk})
    invitation = Appearance.objects.get()
    letter = alice.get(page).content.decode()
    address = f"/invited/{invitation.secret}"
    seen = stranger.get(address)
    odd = stranger.post(address, {"coming": "maybe"})
    stranger.post(address, {"coming": "comes", "note": "With bread"})
    after, history = alice.get(page).content.decode(), alice.get(f"{BOOK}/{tom.key}").content.decode()

    assert (wrong.status_code, odd.status_code, stranger.get("/invited/none").status_code) == (422, 422, 404)
    assert address in letter
    assert "Tom &lt;b&gt;, you are invited" in seen.content.decode()
    assert "tom@example.org" not in seen.content.decode()
    assert seen["X-Robots-Tag"] == "noindex"
    assert "With bread" in after
    assert "comes" in history


def test_poster_is_made_of_guest_topic_and_hour(cast: Cast) -> None:
    alice, row, code = visitor(cast, "alice"), guest_session(cast), code_of(cast)
    kit = f"/console/table/engage/times/{row.key}/guest/kit"
    alice.post(kit, {"code": "none"})
    assert not Poster.objects.exists()

    alice.post(kit, {"code": code.slug})

    poster = Poster.objects.get()
    assert (poster.name, poster.headline, poster.code_id) == ("Lena", "Topic", code.pk)


def test_member_asks_reads_the_answer_and_rates(cast: Cast) -> None:
    seat_alice(cast)
    row = guest_session(cast, open=True)
    alice, dan, carol = (visitor(cast, who) for who in ("alice", "dan", "carol"))
    address, console = f"/m/table/rituals/{row.key}", f"/console/table/engage/times/{row.key}/questions"
    empty = dan.post(f"{address}/questions", {"text": " "})
    dan.post(f"{address}/questions", {"text": "How <long>?"})
    asked = AudienceQuestion.objects.get()
    carol.post(f"{address}/questions/{asked.key}", {"on": "1"})
    alice.post(f"{console}/{asked.key}")
    asked.refresh_from_db()
    carol.post(f"/m/table/g/{cast.group.key}/messages", {"text": "Two hours", "reply": asked.message.key})
    alice.post(f"{console}/{asked.key}", {"answered": "1"})
    early = dan.post(f"{address}/rating", {"stars": "5"})
    run_due(actor=SYSTEM, now=row.ends_at)
    dan.post(f"{address}/rating", {"stars": "5", "words": "Warm"})
    page = dan.get(address).content.decode()
    told = call("GET", f"/me/memberships/table/occurrences/{row.key}/questions", token_of(cast, "dan")).json()
    found = call("GET", f"/me/memberships/table/occurrences/{row.key}/rating", token_of(cast, "carol")).json()

    assert (empty.status_code, early.status_code) == (422, 422)
    assert "How &lt;long&gt;?" in page
    assert "<q>Two hours</q>" in page
    assert told["questions"][0]["answers"][0]["text"] == "Two hours"
    assert (found["mean"], found["people"], found["words"]) == (5.0, 1, ["Warm"])
    assert Rating.objects.get().stars == 5
    assert "you answered 1 questions" in alice.get(f"/console/table/engage/times/{row.key}/guest").content.decode()
    assert now() < row.ends_at
