"""The seed programme: invited with reasons, answered once, called by its tag, promoted, ended; and nobody twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import IntegrityError

from coterie.communities.models import Community
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.members.domain import seed_invitation as verbs
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.domain.member import leave_community, remove_member
from coterie.members.domain.seed_end import end_seed
from coterie.members.domain.seed_invitation import invite_seeds
from coterie.members.domain.seed_promotion import promote_seed
from coterie.members.models import Member, MemberTag, SeedMember
from coterie.members.queries.seeds import RESPITE, invitation_to, not_to_invite, seed_of, seeds_visible_to
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.members.scenes import answers, asked_in, sown


def tags(cast: Cast, who: str) -> list[str]:
    return cast.members[who].tag_names


def kinds() -> list[tuple[str, dict[str, object]]]:
    return list(LoggedEvent.objects.filter(kind__startswith="seed_").order_by("id").values_list("kind", "data"))


def test_from_the_invitation_to_the_end(cast: Cast) -> None:
    [row] = asked_in(cast, "dan", at=NOW)
    assert invitation_to(cast.members["dan"].pk) == row

    answers(cast, "dan", row, yes=True, at=NOW)
    assert (seed_of(cast.members["dan"].pk).state, tags(cast, "dan")) == ("in", ["seed"])
    promote_seed(seed=row.pk, to="leader", actor=cast.actor("alice"), now=NOW)
    assert Member.objects.get(pk=row.member_id).title == "Opinion leader"
    promote_seed(seed=row.pk, to="partner", actor=cast.actor("alice"), now=NOW)
    end_seed(seed=row.pk, actor=cast.actor("alice"), now=NOW)

    assert (seed_of(row.member_id).state, tags(cast, "dan")) == ("ended", [])
    assert kinds() == [
        ("seed_invited", {}), ("seed_answered", {"yes": True}), ("seed_promoted", {"to": "leader"}),
        ("seed_promoted", {"to": "partner"}), ("seed_ended", {"own": False}),
    ]  # fmt: skip


def test_tag_is_in_the_language_of_the_community_and_goes_as_it_came(cast: Cast) -> None:
    Community.objects.filter(pk=cast.table.pk).update(language="zh-hans")
    row = sown(cast, at=NOW)
    assert tags(cast, "dan") == ["种子"]

    Community.objects.filter(pk=cast.table.pk).update(language="en")
    answers(cast, "dan", row, yes=False, at=NOW)

    assert (tags(cast, "dan"), seed_of(row.member_id).state) == ([], "ended")
    assert kinds()[-1] == ("seed_ended", {"own": True})


def test_who_is_in_it_is_not_asked_again(cast: Cast) -> None:
    sown(cast, at=NOW)

    assert [row.member_id for row in asked_in(cast, "dan", "carol", at=NOW)] == [cast.members["carol"].pk]
    assert SeedMember.objects.count() == 2
    with pytest.raises(IntegrityError):
        SeedMember.objects.create(community=cast.table, member=cast.members["dan"], invited_at=NOW)


def test_a_no_is_kept_for_three_months(cast: Cast) -> None:
    [row] = asked_in(cast, "dan", at=NOW)
    answers(cast, "dan", row, yes=False, at=NOW)

    assert seed_of(row.member_id).state == "declined"
    assert tags(cast, "dan") == []
    assert row.member_id in not_to_invite(cast.table.pk, NOW)
    assert row.member_id not in not_to_invite(cast.table.pk, NOW + RESPITE)
    with pytest.raises(Conflict):
        answers(cast, "dan", row, yes=True, at=NOW)


def test_only_the_invited_answers(cast: Cast) -> None:
    [row] = asked_in(cast, "dan", at=NOW)

    for who in ("carol", "alice", "stranger"):
        with pytest.raises(NotFound):
            answers(cast, who, row, yes=True, at=NOW)
    answers(cast, "dan", row, yes=True, at=NOW)
    answers(cast, "dan", row, yes=True, at=NOW + timedelta(hours=1))
    assert SeedMember.objects.get().since == NOW


@pytest.mark.parametrize(("who", "error"), [("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_who_may_not_edit_members_invites_and_promotes_nobody(cast: Cast, who: str, error: type[Exception]) -> None:
    row = sown(cast, at=NOW)
    facts = {"actor": cast.actor(who), "now": NOW}

    with pytest.raises(error):
        invite_seeds(community=cast.table.pk, members=[cast.members["carol"].pk], **facts)
    with pytest.raises(error):
        promote_seed(seed=row.pk, to="leader", **facts)
    with pytest.raises(error):
        end_seed(seed=row.pk, **facts)
    with pytest.raises(error if who != "ann" else AssertionError):
        seeds_visible_to(cast.actor(who), cast.table.pk)
        raise AssertionError


def test_odd_invitations_are_refused(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    for members, error in (([], Invalid), (range(201), Invalid), ([cast.members["eve"].pk], NotFound)):
        with pytest.raises(error):
            invite_seeds(members=list(members), **facts)
    Member.objects.filter(pk=cast.members["carol"].pk).update(account=None)
    with pytest.raises(NotFound):
        asked_in(cast, "dan", "carol", at=NOW)
    assert not SeedMember.objects.exists()


def test_only_who_is_in_it_becomes_more(cast: Cast) -> None:
    [row] = asked_in(cast, "dan", at=NOW)
    facts = {"seed": row.pk, "actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(Conflict):
        promote_seed(to="leader", **facts)
    answers(cast, "dan", row, yes=True, at=NOW)
    with pytest.raises(Invalid):
        promote_seed(to="queen", **facts)
    promote_seed(to="leader", title="Elder", **facts)
    with pytest.raises(Conflict):
        promote_seed(to="leader", **facts)

    assert Member.objects.get(pk=row.member_id).title == "Elder"


def test_who_leaves_or_is_removed_is_in_no_programme(cast: Cast) -> None:
    for who in ("dan", "carol"):
        sown(cast, who, at=NOW)

    leave_community(member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)
    remove_member(member=cast.members["carol"].pk, actor=cast.actor("alice"), now=NOW)

    assert not SeedMember.objects.filter(ended_at=None).exists()
    assert not MemberTag.objects.exists()


def test_letter_goes_to_who_wishes_for_it_with_the_reasons(cast: Cast) -> None:
    wish = {"member": cast.members["dan"].pk, "actor": cast.actor("dan"), "now": NOW}
    wish_for_letters(digest="", calls=True, **wish)

    asked_in(cast, "dan", "carol", at=NOW)

    [letter] = mail.outbox
    assert letter.to == ["dan@example.org"]
    assert "- I like it" in letter.body
    assert "/m/table/seed" in letter.body
    assert "List-Unsubscribe" in letter.extra_headers


def test_staff_and_who_has_no_account_are_no_candidates(cast: Cast) -> None:
    Member.objects.filter(pk=cast.members["paul"].pk).update(account=None)
    Member.objects.filter(pk=cast.members["carol"].pk).update(account=cast.accounts["bob"])
    asked_in(cast, "nina", at=NOW)

    assert not_to_invite(cast.table.pk, NOW) == {cast.members[who].pk for who in ("paul", "carol", "nina")}


def both_invite(cast: Cast) -> list[object]:
    def one(_place: int) -> object:
        try:
            return asked_in(cast, "dan", at=NOW)
        except IntegrityError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda place: in_thread(one, place), range(2)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_operators_invite_somebody_once() -> None:
    cast = call_cast()

    found = both_invite(cast)

    assert sorted(len(rows) for rows in found) == [0, 1]
    assert SeedMember.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.many_writers
def test_without_the_lock_one_of_them_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both see nobody invited before either has written; only the constraint is left."""
    cast = call_cast()
    together, invited = Barrier(2), verbs.invited

    def both_have_looked(*given: object) -> SeedMember:
        together.wait(timeout=20)
        return invited(*given)

    monkeypatch.setattr(verbs, "lock", lambda rows: rows)
    monkeypatch.setattr(verbs, "invited", both_have_looked)

    assert sum(isinstance(one, IntegrityError) for one in both_invite(cast)) == 1
