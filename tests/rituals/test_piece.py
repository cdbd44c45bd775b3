"""A piece from the idea to its readers: looked at by another, let out once, counted one by one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from coterie.communities.models import StaffMember
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.events import OrderPaid
from coterie.members.domain.letter_wish import end_letters, wish_for_letters
from coterie.members.domain.member import admit_member
from coterie.platform.events.log import publish
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain import publication
from coterie.rituals.domain.material import edit_material
from coterie.rituals.domain.piece import approve_piece, edit_piece, return_piece, submit_piece
from coterie.rituals.domain.piece_reader import note_join, note_order, see_piece
from coterie.rituals.domain.publication import publish_due, publish_piece, withdraw_piece, write_letters
from coterie.rituals.domain.spark import drop_spark
from coterie.rituals.models import Piece, PieceReader, Spark
from coterie.rituals.queries.piece_counts import Counts, counts_of
from coterie.rituals.queries.pieces import pieces_to_review, pieces_visible_to, public_pieces, state_of_piece
from coterie.rituals.receivers import bring_by_letter, count_join, count_order
from coterie.talk.domain.reaction import react
from coterie.talk.models import Message
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.rituals.content_scenes import approved, columned, handed_in, kept, noted, out, written
from tests.rituals.plans import SYSTEM, seat_alice
from tests.rituals.plans import say as say_in_group

DAY = timedelta(days=1)


def facts(cast: Cast, row: Piece, who: str = "alice", at: datetime = NOW) -> dict[str, Any]:
    return {"piece": row.pk, "actor": cast.actor(who), "now": at}


def told(kind: str) -> int:
    return LoggedEvent.objects.filter(kind=kind).count()


def test_from_the_idea_to_the_groups(cast: Cast) -> None:
    seat_alice(cast)
    spark = noted(cast)
    row = written(cast, NOW, spark=spark.pk)
    submit_piece(**facts(cast, row))
    approve_piece(**facts(cast, row, "bob"))

    row = publish_piece(**facts(cast, row))

    [said] = Message.objects.filter(pk__in=row.said)
    assert said.text.startswith("Soup: Soup\n")
    assert said.text.endswith(f"/m/table/read/{row.key}")
    assert (said.member.name, state_of_piece(row), told("piece_published")) == ("Alice", "published", 1)
    assert Spark.objects.get().piece_id == row.pk
    with pytest.raises(Conflict):
        drop_spark(spark=spark.pk, on=True, actor=cast.actor("alice"), now=NOW)
    publish_piece(**facts(cast, row))
    assert (Message.objects.count(), told("piece_published")) == (1, 1)


def test_nobody_approves_what_they_wrote_while_another_could(cast: Cast) -> None:
    row = handed_in(cast, NOW)
    with pytest.raises(Conflict):
        approve_piece(**facts(cast, row))
    for who in ("ann", "dan"):
        with pytest.raises((Forbidden, NotFound)):
            approve_piece(**facts(cast, row, who))
    assert (
        pieces_to_review(cast.actor("alice"), cast.table.pk),
        pieces_to_review(cast.actor("bob"), cast.table.pk),
    ) == (0, 1)

    StaffMember.objects.filter(account__in=[cast.accounts[who] for who in ("bob", "amy")]).delete()

    assert pieces_to_review(cast.actor("alice"), cast.table.pk) == 1
    assert approve_piece(**facts(cast, row)).approved_by_id == cast.accounts["alice"].pk


def test_who_hands_in_what_another_wrote_does_not_approve_it(cast: Cast) -> None:
    row = written(cast, NOW)
    submit_piece(**facts(cast, row, "bob"))

    for who in ("alice", "bob"):
        with pytest.raises(Conflict):
            approve_piece(**facts(cast, row, who))

    assert approve_piece(**facts(cast, row, "amy")).approved_at == NOW


def test_what_is_changed_is_looked_at_again_but_for_its_hour(cast: Cast) -> None:
    row = approved(cast, NOW)
    assert state_of_piece(edit_piece(planned_at=NOW + DAY, **facts(cast, row))) == "approved"
    assert state_of_piece(edit_piece(title="Soup", **facts(cast, row))) == "approved"

    assert state_of_piece(edit_piece(body="More bread.", **facts(cast, row))) == "draft"
    with pytest.raises(Conflict):
        publish_piece(**facts(cast, row))
    row = out(cast, NOW)
    with pytest.raises(Conflict):
        edit_piece(body="Less bread.", **facts(cast, row))


def test_other_materials_and_groups_are_looked_at_again(cast: Cast) -> None:
    row = approved(cast, NOW)

    assert state_of_piece(edit_piece(groups=[cast.vip.pk], **facts(cast, row))) == "draft"


def test_it_is_given_back_with_a_note(cast: Cast) -> None:
    row = handed_in(cast, NOW)
    with pytest.raises(Invalid):
        return_piece(note=" ", **facts(cast, row, "bob"))

    row = return_piece(note="Shorter", **facts(cast, row, "bob"))

    assert (state_of_piece(row), row.note) == ("draft", "Shorter")
    with pytest.raises(Conflict):
        return_piece(note="Again", **facts(cast, row, "bob"))
    assert submit_piece(**facts(cast, row)).note == ""


def test_odd_pieces_are_refused(cast: Cast) -> None:
    for wrong in (
        {"title": " "}, {"format": "song"}, {"is_public": False, "to_feed": True}, {"planned_at": NOW},
        {"title": "x" * 121}, {"planned_at": NOW + 400 * DAY},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            written(cast, NOW, **wrong)
    for unknown in ({"column": 0x7FFF}, {"groups": [0x7FFF]}, {"materials": [0x7FFF]}, {"spark": 0x7FFF}):
        with pytest.raises(NotFound):
            written(cast, NOW, **unknown)
    for empty in ({"groups": [], "is_public": False, "to_feed": False}, {"body": ""}, {"format": "picture"}):
        with pytest.raises(Invalid):
            handed_in(cast, NOW, **empty)
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.filter(pk=written(cast, NOW).pk).update(published_at=NOW)


def test_unclear_rights_keep_a_piece_inside(cast: Cast) -> None:
    bread = kept(cast, NOW, rights="unclear")
    row = handed_in(cast, NOW, materials=[bread.pk], format="picture", body="", planned_at=NOW + DAY)
    with pytest.raises(Conflict):
        approve_piece(**facts(cast, row, "bob"))
    clear = {"material": bread.pk, "actor": cast.actor("alice"), "now": NOW}
    edit_material(rights="own", **clear)
    approve_piece(**facts(cast, row, "bob"))

    edit_material(rights="unclear", **clear)

    with pytest.raises(Conflict):
        publish_piece(**facts(cast, row))
    assert publish_due(actor=SYSTEM, now=NOW + 2 * DAY) == 0
    edit_material(rights="own", **clear)
    assert publish_due(actor=SYSTEM, now=NOW + 2 * DAY) == 1


def test_the_clock_lets_out_what_is_due_and_approved(cast: Cast) -> None:
    row = approved(cast, NOW, planned_at=NOW + DAY)
    handed_in(cast, NOW, planned_at=NOW + DAY)

    assert publish_due(actor=SYSTEM, now=NOW + DAY - timedelta(seconds=1)) == 0
    assert [publish_due(actor=SYSTEM, now=NOW + DAY + timedelta(seconds=9)) for _turn in range(2)] == [1, 0]

    row.refresh_from_db()
    assert row.published_at == NOW + DAY + timedelta(seconds=9)
    assert LoggedEvent.objects.get(kind="piece_published").data["late"] == 9


def test_letters_go_to_who_wants_them_and_end_with_one_click(cast: Cast) -> None:
    secrets = {}
    for who, wish in (("dan", {"pieces": True}), ("carol", {"pieces": False})):
        who_wishes = {"member": cast.members[who].pk, "actor": cast.actor(who), "now": NOW}
        secrets[who] = wish_for_letters(digest="", calls=True, **wish, **who_wishes).secret
    row = out(cast, NOW, to_mail=True)

    assert write_letters(piece=row.pk) == 1

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["dan@example.org"], "Soup: Soup")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert secrets["dan"] in letter.extra_headers["List-Unsubscribe"]
    end_letters(secret=secrets["dan"], actor=cast.actor("dan"), now=NOW)
    assert write_letters(piece=row.pk) == 0
    assert write_letters(piece=out(cast, NOW).pk) == 0


def test_who_can_read_what(cast: Cast) -> None:
    public, vip = out(cast, NOW), out(cast, NOW, groups=[cast.vip.pk], is_public=False, to_feed=False)
    mailed = out(cast, NOW, groups=[], is_public=False, to_feed=False, to_mail=True)
    approved(cast, NOW)

    def read(who: str) -> set[Piece]:
        return set(pieces_visible_to(cast.actor(who), cast.table.pk))

    assert read("dan") == {public, mailed}
    assert read("carol") == read("ann") == {public, vip, mailed}
    assert read("stranger") == read("eve") == set()
    assert list(public_pieces(cast.table.pk)) == [public]
    withdraw_piece(on=True, **facts(cast, public))
    assert read("dan") == {mailed}
    withdraw_piece(on=False, **facts(cast, public))
    assert read("dan") == {public, mailed}


def test_each_reader_counts_once_first_as_visitor_then_as_member(cast: Cast) -> None:
    first, second = out(cast, NOW), out(cast, NOW + DAY)
    looks: dict[str, Any] = {"actor": Actor(), "now": NOW + DAY}
    assert [see_piece(piece=row, visitor=7, member=None, **looks) for row in (first, first, second)] == [
        True,
        False,
        True,
    ]
    nina = cast.members["nina"].pk

    joins = [
        note_join(community=cast.table.pk, visitor=7, member=nina, actor=SYSTEM, now=NOW + 2 * DAY)
        for _turn in range(2)
    ]

    assert joins == [2, 0]
    assert see_piece(piece=first, visitor=None, member=nina, actor=cast.actor("nina"), now=NOW + 3 * DAY) is False
    counts = counts_of([first, second])
    assert (counts[first.pk], counts[second.pk]) == (Counts(views=1, reads=1, joins=1), Counts(views=1))
    assert told("piece_seen") == 2


def test_orders_count_for_what_was_read_before(cast: Cast) -> None:
    row, other = out(cast, NOW), out(cast, NOW)
    dan = {"member": cast.members["dan"].pk}
    see_piece(piece=row, visitor=None, **dan, actor=cast.actor("dan"), now=NOW)
    order = {"community": cast.table.pk, "order": 5, "actor": SYSTEM, **dan}

    assert note_order(now=NOW - DAY, **order) == 0
    assert [note_order(now=NOW + DAY, **order) for _turn in range(2)] == [1, 1]
    assert note_order(community=cast.table.pk, order=6, actor=SYSTEM, **dan, now=NOW + 31 * DAY) == 0

    counts = counts_of([row, other])
    assert (counts[row.pk].orders, counts[other.pk].orders) == (1, 0)


def test_signs_and_answers_under_its_messages_count(cast: Cast) -> None:
    seat_alice(cast)
    row = out(cast, NOW)
    [message] = row.said
    react(message=message, member=cast.members["dan"].pk, emoji="👍", actor=cast.actor("dan"), now=NOW)
    answer = say_in_group(cast, "dan", "Yes", NOW)
    Message.objects.filter(pk=answer.pk).update(reply_to=message, root=message)

    assert counts_of([row])[row.pk] == Counts(reactions=1, replies=1)


def test_receivers_hear_of_joins_and_orders_twice(cast: Cast) -> None:
    row = out(cast, NOW)
    see_piece(piece=row, visitor=7, member=None, actor=Actor(), now=NOW)
    stranger = cast.accounts["stranger"].pk
    joined = {"community": cast.table.pk, "account": stranger, "name": "Sam", "visitor": 7}
    member = admit_member(**joined, actor=cast.actor("stranger"), now=NOW + DAY)
    publish(OrderPaid(at=NOW + 2 * DAY, community=cast.table.pk, member=member.pk, order=5))

    for kind, hear in (
        ("member_joined", count_join),
        ("order_paid", count_order),
        ("piece_published", bring_by_letter),
    ):
        for _turn in range(2):
            hear(LoggedEvent.objects.filter(kind=kind).latest("pk"), now=NOW + 3 * DAY)

    assert counts_of([row])[row.pk] == Counts(views=1, joins=1, orders=1)


def both_publish(row: Piece) -> list[object]:
    def one(pk: int) -> object:
        return publication.publish_planned(piece=pk, actor=SYSTEM, now=NOW + DAY)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda pk: in_thread(one, pk), [row.pk, row.pk]))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_publish_once() -> None:
    cast = call_cast()
    seat_alice(cast)
    row = approved(cast, NOW, planned_at=NOW + timedelta(hours=1))

    assert sorted(map(bool, both_publish(row))) == [False, True]
    assert (told("piece_published"), Message.objects.count()) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.many_writers
def test_without_the_lock_two_workers_publish_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: two ask whether it is due before either has let it out."""
    cast = call_cast()
    row = approved(cast, NOW, planned_at=NOW + timedelta(hours=1))
    together, is_due = Barrier(2), publication.is_due

    def both_have_asked(asked: Piece, now: datetime) -> bool:
        due = is_due(asked, now)
        together.wait(timeout=20)
        return due

    monkeypatch.setattr(publication, "locked", lambda rows: rows.get())
    monkeypatch.setattr(publication, "is_due", both_have_asked)
    both_publish(row)

    assert told("piece_published") == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_first_looks_of_one_visitor_are_one_reader() -> None:
    cast = call_cast()
    row = out(cast, NOW)

    def look(visitor: int) -> object:
        return see_piece(piece=row, visitor=visitor, member=None, actor=Actor(), now=NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda visitor: in_thread(look, visitor), [7, 7]))

    assert (PieceReader.objects.count(), told("piece_seen")) == (1, 1)


def test_column_of_another_community_is_none(cast: Cast) -> None:
    column = columned(cast, NOW)
    with pytest.raises(NotFound):
        written(cast, NOW, column=column.pk + 1)
