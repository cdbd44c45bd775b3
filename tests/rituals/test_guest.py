"""A session with a guest: the book, the invitation, questions, answers, how it was found."""

from datetime import timedelta
from typing import Any

import pytest

from coterie.kit.actor import VISITOR
from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from coterie.platform.files.models import StoredFile
from coterie.rituals.domain.appearance import answer_invitation, invite_guest, thank_guest, uninvite_guest
from coterie.rituals.domain.audience import ask_guest, mark_answered, rate_session, take_question, vote_for_question
from coterie.rituals.domain.cue import run_due
from coterie.rituals.domain.guest import add_guest, archive_guest, edit_guest, set_photo
from coterie.rituals.models import Appearance, AudienceQuestion, Guest, Occurrence, Rating
from coterie.rituals.queries.guests import guests_run_by, history_of, questions_for, verdict_on
from coterie.talk.models import Message
from tests.cast import NOW, Cast
from tests.rituals.plans import SYSTEM, seat_alice
from tests.rituals.scenes import guest_session
from tests.talk.speech import PNG, say


def book(cast: Cast, who: str = "alice", **facts: Any) -> Guest:
    return add_guest(community=cast.table.pk, **{"name": "Tom", **facts}, actor=cast.actor(who), now=NOW)


def ask(cast: Cast, row: Occurrence, who: str, text: str) -> AudienceQuestion:
    return ask_guest(occurrence=row.pk, text=text, actor=cast.actor(who), now=now())


def test_guest_book_is_kept_by_who_runs_rituals(cast: Cast) -> None:
    row = book(cast, headline=" Baker ", contact="tom@example.org")
    edit_guest(guest=row.pk, topics="Bread", actor=cast.actor("bob"), now=NOW)
    for who, error in (("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        with pytest.raises(error):
            book(cast, who)
        with pytest.raises(error):
            list(guests_run_by(cast.actor(who), cast.table.pk))
    for wrong in ({"name": " "}, {"name": "x" * 61}, {"profile": "x" * 2001}):
        with pytest.raises(Invalid):
            book(cast, **wrong)

    row.refresh_from_db()
    assert (row.headline, row.topics) == ("Baker", "Bread")
    archive_guest(guest=row.pk, actor=cast.actor("alice"), now=NOW)
    assert not guests_run_by(cast.actor("alice"), cast.table.pk).exists()


def test_new_portrait_takes_the_old_ones_place(cast: Cast) -> None:
    row = book(cast)
    for _again in range(2):
        set_photo(guest=row.pk, picture=PNG, actor=cast.actor("alice"), now=NOW)
    assert StoredFile.objects.count() == 1
    with pytest.raises(Invalid):
        set_photo(guest=row.pk, picture=b"none", actor=cast.actor("alice"), now=NOW)

    set_photo(guest=row.pk, picture=None, actor=cast.actor("alice"), now=NOW)
    assert StoredFile.objects.count() == 0


def test_guest_answers_by_the_secret_until_it_begins(cast: Cast) -> None:
    row = guest_session(cast)
    asked = Appearance.objects.get()
    facts: dict[str, Any] = {"actor": VISITOR, "now": NOW}
    for coming in ("cannot", "comes"):
        answer_invitation(secret=asked.secret, coming=coming, note=" By train ", **facts)
    with pytest.raises(NotFound):
        answer_invitation(secret="x" * 24, coming="comes", note="", **facts)
    with pytest.raises(Invalid):
        answer_invitation(secret=asked.secret, coming="asked", note="", **facts)

    asked.refresh_from_db()
    assert (asked.coming, asked.note) == ("comes", "By train")
    Occurrence.objects.filter(pk=row.pk).update(state="open", opened_at=NOW)
    with pytest.raises(Conflict):
        answer_invitation(secret=asked.secret, coming="cannot", note="", **facts)


def test_another_guest_is_another_invitation(cast: Cast) -> None:
    row, alice = guest_session(cast), cast.actor("alice")
    before, tom = Appearance.objects.get(), book(cast)
    again = invite_guest(occurrence=row.pk, guest=before.guest_id, actor=alice, now=NOW)
    other = invite_guest(occurrence=row.pk, guest=tom.pk, actor=alice, now=NOW)
    strange = add_guest(community=cast.other.pk, name="Eve", actor=cast.actor("mallory"), now=NOW)
    with pytest.raises(NotFound):
        invite_guest(occurrence=row.pk, guest=strange.pk, actor=alice, now=NOW)

    assert (again.secret, Appearance.objects.get().pk) == (before.secret, other.pk)
    assert other.secret != before.secret
    uninvite_guest(occurrence=row.pk, actor=alice, now=NOW)
    uninvite_guest(occurrence=row.pk, actor=alice, now=NOW)
    with pytest.raises(Conflict):
        ask(cast, row, "dan", "Anybody there?")


def test_audience_asks_once_wants_to_know_and_stops_in_time(cast: Cast) -> None:
    row = guest_session(cast)
    first = ask(cast, row, "dan", "How  long?")
    same = ask(cast, row, "carol", "how long?")
    second = ask(cast, row, "carol", "Which flour?")
    vote_for_question(question=second.pk, on=True, actor=cast.actor("nina"), now=NOW)
    vote_for_question(question=second.pk, on=True, actor=cast.actor("dan"), now=NOW)
    vote_for_question(question=second.pk, on=False, actor=cast.actor("nina"), now=NOW)
    for who in ("mallory", "alice", "eve"):
        with pytest.raises(NotFound):
            ask(cast, row, who, "May I?")
    with pytest.raises(Invalid):
        ask(cast, row, "dan", "  ")

    assert same.pk == first.pk
    assert [(one.text, one.votes, one.mine) for one in questions_for(row, reader=cast.members["dan"].pk)] == [
        ("How long?", 2, True), ("Which flour?", 2, True),
    ]  # fmt: skip
    for number in range(4):
        ask(cast, row, "dan", f"And {number}?")
    with pytest.raises(Conflict):
        ask(cast, row, "dan", "One too many?")
    with pytest.raises(Conflict):
        take_question(question=first.pk, actor=cast.actor("alice"), now=NOW)  # it has not begun


def test_question_is_put_answered_in_the_talk_and_read_afterwards(cast: Cast) -> None:
    seat_alice(cast)
    row = guest_session(cast, open=True)
    one, other = ask(cast, row, "dan", "How long?"), ask(cast, row, "carol", "Which flour?")
    for _again in range(2):
        taken = take_question(question=one.pk, actor=cast.actor("bob"), now=now())
    with pytest.raises(Forbidden):
        take_question(question=other.pk, actor=cast.actor("ann"), now=now())
    with pytest.raises(Conflict):
        mark_answered(question=other.pk, on=True, actor=cast.actor("bob"), now=now())
    with pytest.raises(Conflict):
        vote_for_question(question=one.pk, on=True, actor=cast.actor("nina"), now=now())
    say(cast, "carol", "Two hours", reply_to=taken.message_id, now=now())
    for _again in range(2):
        mark_answered(question=one.pk, on=True, actor=cast.actor("bob"), now=now())

    assert Message.objects.get(pk=taken.message_id).text == "Dan asks: How long?"
    shown = questions_for(row)
    assert [(asked.text, [answer.text for answer in asked.answers]) for asked in shown] == [
        ("Which flour?", []), ("How long?", ["Two hours"]),
    ]  # fmt: skip
    assert LoggedEvent.objects.filter(kind="audience_answered").count() == 1


def test_session_is_rated_by_who_sits_there_once_each_and_nobody_learns_who(cast: Cast) -> None:
    row = guest_session(cast, open=True)
    facts = {"occurrence": row.pk, "words": "Good", "now": now()}
    with pytest.raises(Conflict):
        rate_session(stars=5, actor=cast.actor("dan"), **facts)
    with pytest.raises(Conflict):
        thank_guest(occurrence=row.pk, actor=cast.actor("alice"), now=now())
    run_due(actor=SYSTEM, now=row.ends_at + timedelta(hours=2))
    for who, stars in (("dan", 1), ("dan", 4), ("carol", 5)):
        rate_session(stars=stars, actor=cast.actor(who), **facts)
    for stars in (0, 6):
        with pytest.raises(Invalid):
            rate_session(stars=stars, actor=cast.actor("dan"), **facts)
    with pytest.raises(NotFound):
        rate_session(stars=1, actor=cast.actor("mallory"), **facts)

    found = verdict_on(row.pk)
    assert found
    assert (found.mean, found.people, found.counts) == (4.5, 2, (0, 0, 0, 1, 1))
    assert Rating.objects.count() == 2
    thank_guest(occurrence=row.pk, actor=cast.actor("alice"), now=now())
    [past] = history_of(Guest.objects.get().pk)
    assert (past.stars, past.raters) == (4.5, 2)
