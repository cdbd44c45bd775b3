"""A sealed vote: one each, by who was there, counted once, and read by nobody before the end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.domain.member import admit_member, leave_community
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain.ballot import cast_vote, count_due, decide_tie, open_ballot, winners_of
from coterie.rituals.models import Ballot, Vote
from coterie.rituals.queries.ballots import result_of, turnout
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.rituals.plans import SYSTEM
from tests.rituals.scenes import asked
from tests.web.visit import visitor

DAY = timedelta(days=1)
SECRET = "Zwetschgenknödel"


def opened(cast: Cast, **facts: Any) -> Ballot:
    usual = {"title": "Which name?", "options": ["Rice", "Tea", "Soup"], "closes_at": NOW + DAY, "group": cast.group.pk}
    return open_ballot(community=cast.table.pk, **{**usual, **facts}, actor=cast.actor("alice"), now=NOW)


def vote(cast: Cast, row: Ballot, who: str, choice: int, at: timedelta = timedelta(0)) -> Vote:
    return cast_vote(ballot=row.pk, choice=choice, actor=cast.actor(who), now=NOW + at)


def counted(row: Ballot) -> Ballot:
    assert count_due(actor=SYSTEM, now=NOW + DAY) == 1
    row.refresh_from_db()
    return row


def test_last_vote_of_each_counts_once(cast: Cast) -> None:
    row = opened(cast)
    for who, choice in (("dan", 0), ("dan", 1), ("carol", 1), ("nina", 2)):
        vote(cast, row, who, choice)

    assert count_due(actor=SYSTEM, now=NOW + DAY - timedelta(seconds=1)) == 0
    row = counted(row)

    assert count_due(actor=SYSTEM, now=NOW + DAY) == 0
    assert [line.votes for line in result_of(row) or []] == [0, 2, 1]
    assert (row.winners, turnout(row.pk)) == ([1], (3, 4))
    assert LoggedEvent.objects.filter(kind="vote_cast").count() == 3
    [told] = LoggedEvent.objects.filter(kind="ballot_closed")
    assert told.data == {"votes": 3, "eligible": 4, "tie": False}
    with pytest.raises(Conflict):
        vote(cast, row, "paul", 1)


def test_nobody_votes_after_the_end_though_it_was_not_counted_yet(cast: Cast) -> None:
    row = opened(cast)

    with pytest.raises(Conflict):
        vote(cast, row, "dan", 1, DAY)


def test_only_who_was_there_and_is_there_still(cast: Cast) -> None:
    everybody = opened(cast, group=None)
    row, vip = opened(cast), opened(cast, group=cast.vip.pk)
    stranger = cast.accounts["stranger"].pk
    later = NOW + timedelta(minutes=1)
    admit_member(community=cast.table.pk, account=stranger, name="Late", actor=cast.actor("alice"), now=later)
    leave_community(member=cast.members["paul"].pk, actor=cast.actor("paul"), now=later)

    for ballot, who in (
        (row, "stranger"),
        (everybody, "stranger"),
        (row, "mallory"),
        (vip, "dan"),
        (everybody, "paul"),
    ):
        with pytest.raises(NotFound):
            vote(cast, ballot, who, 1, timedelta(minutes=2))
    vote(cast, vip, "carol", 0)
    vote(cast, everybody, "dan", 0)
    with pytest.raises(Invalid):
        vote(cast, row, "dan", 3)


@pytest.mark.parametrize(("rule", "winners"), [("earlier", [0]), ("shared", [0, 2]), ("decide", [])])
def test_tie_is_settled_as_was_stated(cast: Cast, rule: str, winners: list[int]) -> None:
    row = opened(cast, tie_rule=rule)
    vote(cast, row, "dan", 0)
    vote(cast, row, "carol", 2)

    assert counted(row).winners == winners


def test_operators_decide_a_tie_once_and_among_the_best(cast: Cast) -> None:
    row = opened(cast, tie_rule="decide")
    vote(cast, row, "dan", 0)
    vote(cast, row, "carol", 2)
    facts = {"ballot": row.pk, "actor": cast.actor("bob"), "now": NOW + DAY}
    with pytest.raises(Conflict):
        decide_tie(choice=0, reason="Early", **facts)
    counted(row)
    for choice, reason in ((1, "No votes"), (0, " ")):
        with pytest.raises(Invalid):
            decide_tie(choice=choice, reason=reason, **facts)

    decide_tie(choice=2, reason="Shorter", **facts)

    with pytest.raises(Conflict):
        decide_tie(choice=0, reason="Again", **facts)
    row.refresh_from_db()
    assert (row.winners, row.decision) == ([2], "Shorter")


def test_who_leaves_after_voting_has_voted(cast: Cast) -> None:
    row = opened(cast)
    vote(cast, row, "dan", 2)
    leave_community(member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    assert (counted(row).winners, turnout(row.pk)) == ([2], (1, 4))


def test_without_a_vote_nobody_wins(cast: Cast) -> None:
    assert counted(opened(cast)).winners == []


@given(best=st.lists(st.integers(0, 19), unique=True, max_size=20).map(sorted))
def test_rules_of_ties(best: list[int]) -> None:
    assert winners_of(best, "earlier") == best[:1]
    assert winners_of(best, "shared") == best
    assert winners_of(best, "decide") == (best if len(best) < 2 else [])


@pytest.mark.parametrize(("facts", "field"), [
    ({"options": ["One", " One "]}, "options"), ({"closes_at": NOW}, "closes_at"), ({"title": " "}, "title"),
    ({"closes_at": NOW + 91 * DAY}, "closes_at"), ({"tie_rule": "coin"}, "tie_rule"),
])  # fmt: skip
def test_unclear_questions_are_refused(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        opened(cast, **facts)

    assert refused.value.field == field
    assert not Ballot.objects.exists()


def looks(cast: Cast, row: Ballot) -> dict[str, Callable[[], bytes]]:
    """Return every way in which somebody could look at a vote."""
    alice, owner, own = visitor(cast, "alice"), token_of(cast, "alice"), token_of(cast, "nina")
    one, mine = f"/communities/table/ballots/{row.key}", f"/me/memberships/table/ballots/{row.key}"
    return {
        "console": lambda: alice.get(f"/console/table/engage/votes/{row.key}").content,
        "list": lambda: alice.get("/console/table/engage/votes").content,
        "member": lambda: visitor(cast, "nina").get(f"/m/table/votes/{row.key}").content,
        "rituals": lambda: visitor(cast, "carol").get("/m/table/rituals").content,
        "api": lambda: call("GET", one, owner).content,
        "api list": lambda: call("GET", "/communities/table/ballots", owner).content,
        "own api": lambda: call("GET", mine, own).content,
        "log": lambda: repr(list(LoggedEvent.objects.filter(kind="vote_cast").values_list("data", flat=True))).encode(),
    }


def test_nobody_reads_a_sealed_vote_early_by_any_way(cast: Cast) -> None:
    """What anybody sees is the same whether dan voted for the one or for the other."""
    row = asked(cast, options=["Rice", SECRET])
    ways = looks(cast, row)
    seen: list[dict[str, bytes]] = []
    own = visitor(cast, "dan")
    of_dan: list[bytes] = []
    for choice in (0, 1):
        cast_vote(ballot=row.pk, choice=choice, actor=cast.actor("dan"), now=row.opened_at)
        seen.append({name: without_tokens(look()) for name, look in ways.items()})
        of_dan.append(without_tokens(own.get(f"/m/table/votes/{row.key}").content))

    assert seen[0] == seen[1]
    assert of_dan[0] != of_dan[1]  # only dan sees it, so that the comparison would see it as well
    assert result_of(row) is None
    assert turnout(row.pk)[0] == 1
    card = visitor(cast, "dan").get(f"/m/table/votes/{row.key}/card.png")
    assert card.status_code == 404


def without_tokens(page: bytes) -> bytes:
    """Return a page without what is different each time it is asked for."""
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', b"", page)


def test_member_votes_through_the_page_and_sees_the_result(cast: Cast) -> None:
    alice, dan, carol = (visitor(cast, who) for who in ("alice", "dan", "carol"))
    wrong = alice.post("/console/table/engage/votes/new", {"title": "T", "options": "One"})
    row = asked(cast, options=["Rice", "Tea <b>"])
    address = f"/m/table/votes/{row.key}"
    none = dan.post(f"{address}/vote", {"choice": "7"})
    dan.post(f"{address}/vote", {"choice": "1"})
    before = dan.get(address).content.decode()
    count_due(actor=SYSTEM, now=row.closes_at)
    after, others = dan.get(address).content.decode(), carol.get(address).content.decode()
    console = alice.get(f"/console/table/engage/votes/{row.key}").content.decode()

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert "Vote otherwise" in before
    assert "Tea &lt;b&gt;" in after
    assert "your vote" in after
    assert "your vote" not in others
    assert "1 · 100" in console
    assert dan.get(f"{address}/card.png")["Content-Type"] == "image/png"
