"""Courses: what they hold, who may have it and when, and the certificate at the end."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.chapter import add_chapter, edit_chapter, move_chapter, remove_chapter
from coterie.market.domain.grant import end_grants
from coterie.market.domain.lecture import add_lecture, edit_lecture, move_lecture, remove_lecture
from coterie.market.domain.progress import begin_lecture, finish_lecture, keep_note
from coterie.market.domain.question import MOST_A_DAY, answer_question, ask_teacher
from coterie.market.models import Certificate, Chapter, Lecture, Note, Offer, Progress
from coterie.market.queries.courses import courses_run_by, learners_of, note_of, questions_run_by, questions_seen
from coterie.market.queries.lectures import course_seen, courses_known_to, own_courses, reader_of
from coterie.platform.files.storing import store_document
from tests.cast import NOW, Cast
from tests.market.lessons import a_course, lectures, let_in
from tests.market.stall import on_sale, order, pay
from tests.talk.speech import told

DAY = timedelta(days=1)


def titles(offer: Offer) -> list[list[str]]:
    return [
        [row.title for row in chapter.lectures.filter(removed_at=None).order_by("position")]
        for chapter in offer.chapters.filter(removed_at=None).order_by("position")
    ]


def test_a_course_is_bought_gone_through_and_certified(cast: Cast) -> None:
    offer, dan = a_course(cast), cast.actor("dan")
    why, how, look = lectures(offer)
    with pytest.raises(Forbidden):
        begin_lecture(lecture=how.pk, actor=dan, now=NOW)
    pay(cast, order(cast, offer.variants.get()))

    begin_lecture(lecture=how.pk, actor=dan, now=NOW)
    for row in (how, look, look):
        finish_lecture(lecture=row.pk, actor=dan, now=NOW)
    assert not Certificate.objects.exists()
    finish_lecture(lecture=why.pk, actor=dan, now=NOW + DAY)

    row = Certificate.objects.get()
    assert (row.member_id, row.number, row.at) == (cast.members["dan"].pk, 1, NOW + DAY)
    counts = [len(told(kind)) for kind in ("lecture_begun", "lecture_finished", "course_finished")]
    assert counts == [3, 3, 1]
    finish_lecture(lecture=why.pk, actor=dan, now=NOW + 2 * DAY)
    assert Progress.objects.get(lecture=why).done_at == NOW + DAY


def test_a_preview_is_for_every_member_but_certifies_nobody(cast: Cast) -> None:
    offer = a_course(cast)
    why, how, look = lectures(offer)
    for row in (how, look):
        remove_lecture(lecture=row.pk, actor=cast.actor("alice"), now=NOW)
    finish_lecture(lecture=why.pk, actor=cast.actor("dan"), now=NOW)
    for who in ("stranger", "mallory", "eve", "alice"):
        with pytest.raises(NotFound):
            begin_lecture(lecture=why.pk, actor=cast.actor(who), now=NOW)

    assert (Progress.objects.count(), Certificate.objects.count()) == (1, 0)


def test_access_that_ends_hides_lectures_and_keeps_what_was_done(cast: Cast) -> None:
    offer, dan = a_course(cast), cast.actor("dan")
    _why, how, _look = lectures(offer)
    let_in(cast, offer)
    finish_lecture(lecture=how.pk, actor=dan, now=NOW)
    keep_note(lecture=how.pk, text="Short words", actor=dan, now=NOW)
    end_grants(source="gift:1", community=cast.table.pk, actor=cast.actor("alice"), now=NOW)

    with pytest.raises(Forbidden):
        keep_note(lecture=how.pk, text="", actor=dan, now=NOW)
    seen = course_seen(offer, reader_of(offer, cast.members["dan"].pk, NOW), NOW)
    assert [(place.open, place.done) for place in seen.places] == [(True, False), (False, True), (False, False)]
    let_in(cast, offer, at=NOW + DAY)
    assert (Progress.objects.count(), note_of(how.pk, cast.members["dan"].pk)) == (1, "Short words")
    assert keep_note(lecture=how.pk, text=" ", actor=dan, now=NOW) is None
    assert not Note.objects.exists()


def test_lectures_open_on_their_day_since_the_earliest_grant_that_lasts(cast: Cast) -> None:
    offer, alice, dan = a_course(cast), cast.actor("alice"), cast.actor("dan")
    why, how, look = lectures(offer)
    edit_lecture(lecture=how.pk, opens="days", after_days=2, actor=alice, now=NOW)
    edit_lecture(lecture=look.pk, opens="date", opens_on=date(2026, 3, 10), actor=alice, now=NOW)
    let_in(cast, offer)
    let_in(cast, offer, source="gift:2", at=NOW + DAY)

    with pytest.raises(Conflict):
        begin_lecture(lecture=how.pk, actor=dan, now=NOW + DAY)
    seen = course_seen(offer, reader_of(offer, cast.members["dan"].pk, NOW + DAY), NOW + DAY)
    opens = [place.opens.isoformat() if place.opens else "" for place in seen.places]
    assert opens == ["", "2026-03-03T16:00:00+00:00", "2026-03-09T16:00:00+00:00"]
    assert seen.onward
    assert seen.onward.pk == why.pk
    begin_lecture(lecture=how.pk, actor=dan, now=NOW + 2 * DAY)
    end_grants(source="gift:1", community=cast.table.pk, actor=alice, now=NOW + 2 * DAY)
    with pytest.raises(Conflict):
        begin_lecture(lecture=how.pk, actor=dan, now=NOW + DAY + timedelta(hours=27))


def test_chapters_and_lectures_change_places(cast: Cast) -> None:
    offer, facts = a_course(cast), {"actor": cast.actor("alice"), "now": NOW}
    why, how, look = lectures(offer)
    first, second = offer.chapters.order_by("position")

    move_lecture(lecture=how.pk, up=True, **facts)
    assert titles(offer) == [["How", "Why"], ["Look"]]
    move_lecture(lecture=how.pk, up=True, **facts)
    move_lecture(lecture=why.pk, up=False, **facts)
    assert titles(offer) == [["How"], ["Why", "Look"]]
    move_lecture(lecture=why.pk, up=True, **facts)
    move_lecture(lecture=look.pk, up=False, **facts)
    assert titles(offer) == [["How", "Why"], ["Look"]]
    move_chapter(chapter=second.pk, up=True, **facts)
    move_chapter(chapter=second.pk, up=True, **facts)
    assert titles(offer) == [["Look"], ["How", "Why"]]
    edit_chapter(chapter=first.pk, title="Start", **facts)
    assert Chapter.objects.get(pk=first.pk).title == "Start"
    assert {tuple(event.data["fields"]) for event in told("offer_changed")} == {("made",), ("chapters",), ("lectures",)}


def test_what_was_begun_is_kept_when_it_is_taken_out(cast: Cast) -> None:
    offer, dan, facts = a_course(cast), cast.actor("dan"), {"actor": cast.actor("alice"), "now": NOW}
    why, how, look = lectures(offer)
    let_in(cast, offer)
    for row in (why, look):
        finish_lecture(lecture=row.pk, actor=dan, now=NOW)
    begin_lecture(lecture=how.pk, actor=dan, now=NOW)
    with pytest.raises(Conflict):
        remove_chapter(chapter=why.chapter_id, **facts)

    remove_lecture(lecture=how.pk, **facts)
    assert Certificate.objects.get().member_id == cast.members["dan"].pk
    assert Lecture.objects.get(pk=how.pk).removed_at == NOW
    remove_lecture(lecture=look.pk, **facts)
    remove_chapter(chapter=look.chapter_id, **facts)
    gone = add_chapter(offer=offer.pk, title="Never", **facts)
    remove_chapter(chapter=gone.pk, **facts)
    assert (titles(offer), Chapter.objects.count(), Progress.objects.count()) == ([["Why"]], 2, 3)
    for verb in (remove_lecture, move_lecture):
        with pytest.raises(NotFound):
            verb(lecture=how.pk, **({"up": True} if verb is move_lecture else {}), **facts)


def test_a_lecture_needs_what_its_kind_is_about(cast: Cast) -> None:
    offer, facts = a_course(cast), {"actor": cast.actor("alice"), "now": NOW}
    chapter = offer.chapters.order_by("position")[0].pk
    text = store_document(b"Plan", community=cast.table.pk, now=NOW).key
    foreign = store_document(b"Plan", community=cast.other.pk, now=NOW).key
    for field, wrong in (
        ("title", {"title": " ", "text": "x"}),
        ("kind", {"kind": "play"}),
        ("text", {}),
        ("file", {"kind": "audio"}),
        ("file", {"kind": "audio", "file": text}),
        ("link", {"kind": "video"}),
        ("link", {"kind": "video", "link": "javascript:1"}),
        ("minutes", {"text": "x", "minutes": 601}),
        ("opens_on", {"text": "x", "opens": "date"}),
        ("opens_on", {"text": "x", "opens": "date", "opens_on": date(1, 1, 1)}),
        ("after_days", {"text": "x", "opens": "days", "after_days": 0}),
    ):
        with pytest.raises(Invalid) as refused:
            add_lecture(chapter=chapter, **{"title": "A", "kind": "text", **wrong}, **facts)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        add_lecture(chapter=chapter, title="A", kind="file", file=foreign, **facts)
    add_lecture(chapter=chapter, title="A", kind="file", file=text, file_name="plan.txt", **facts)
    with pytest.raises(NotFound):
        add_chapter(offer=on_sale(cast).offer_id, title="A pen has none", **facts)
    for who in ("bob", "dan", "mallory"):
        with pytest.raises((Forbidden, NotFound)):
            add_chapter(offer=offer.pk, title="A", actor=cast.actor(who), now=NOW)


def test_questions_reach_the_teacher_and_come_back(cast: Cast) -> None:
    offer, dan, carol = a_course(cast), cast.members["dan"].pk, cast.members["carol"].pk
    how = lectures(offer)[1]
    let_in(cast, offer)
    with pytest.raises(Forbidden):
        ask_teacher(lecture=how.pk, text="May I?", actor=cast.actor("carol"), now=NOW)
    with pytest.raises(Invalid):
        ask_teacher(lecture=how.pk, text=" ", actor=cast.actor("dan"), now=NOW)
    row = ask_teacher(lecture=how.pk, text="How long?", actor=cast.actor("dan"), now=NOW)
    assert [one.pk for one in questions_run_by(cast.actor("alice"), cast.table.pk, "waiting")] == [row.pk]
    with pytest.raises((Forbidden, NotFound)):
        answer_question(question=row.pk, answer="Nine", for_all=False, actor=cast.actor("dan"), now=NOW)

    for for_all, seen in ((False, 0), (True, 1), (True, 1)):
        answer_question(question=row.pk, answer="Nine words", for_all=for_all, actor=cast.actor("alice"), now=NOW)
        assert questions_seen(how.pk, carol).count() == questions_seen(how.pk, None).count() == seen
    assert [one.answer for one in questions_seen(how.pk, dan)] == ["Nine words"]
    assert not questions_run_by(cast.actor("alice"), cast.table.pk, "waiting").exists()
    assert [event.data["for_all"] for event in told("course_question_answered")] == [False, True]
    for number in range(MOST_A_DAY - 1):
        ask_teacher(lecture=how.pk, text=str(number), actor=cast.actor("dan"), now=NOW)
    with pytest.raises(Conflict):
        ask_teacher(lecture=how.pk, text="Once more", actor=cast.actor("dan"), now=NOW)


def test_who_finds_which_courses_and_who_learns(cast: Cast) -> None:
    offer, dan = a_course(cast), cast.members["dan"].pk
    let_in(cast, offer)
    let_in(cast, offer, source="gift:2")
    finish_lecture(lecture=lectures(offer)[1].pk, actor=cast.actor("dan"), now=NOW)

    [mine] = own_courses(dan, NOW)
    assert (mine.of, mine.done, mine.certified, mine.entered) == (3, 1, False, True)
    assert not own_courses(cast.members["carol"].pk, NOW).exists()
    [learner] = learners_of(cast.actor("alice"), cast.table.pk, offer.pk, NOW)
    assert (learner.member_id, learner.done, learner.last_at, learner.certificate) == (dan, 1, NOW, None)
    [run] = courses_run_by(cast.actor("bob"), cast.table.pk)
    assert (run.lecture_count, run.waits) == (3, False)
    Offer.objects.filter(pk=offer.pk).update(state="draft")
    known = [
        courses_known_to(cast.actor(who), cast.table.pk, cast.members[who].pk if who in cast.members else None, NOW)
        for who in ("dan", "carol", "alice")
    ]
    assert [rows.count() for rows in known] == [1, 0, 1]


def test_a_course_costs_the_same_whatever_it_holds(cast: Cast) -> None:
    offer, facts = a_course(cast), {"actor": cast.actor("alice"), "now": NOW}
    let_in(cast, offer)
    offer = courses_known_to(cast.actor("dan"), cast.table.pk, cast.members["dan"].pk, NOW).get()
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            course_seen(offer, reader_of(offer, cast.members["dan"].pk, NOW), NOW)
        counts.append(len(queries))
        chapter = add_chapter(offer=offer.pk, title="More", **facts).pk
        add_lecture(chapter=chapter, title="More", kind="text", text="More", **facts)

    assert counts[0] == counts[1] == 5
