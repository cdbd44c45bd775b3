"""Campaigns on the pages of members and friends: the link, who counts and why, what it brings. Without JavaScript."""

from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from coterie.growth.domain.campaign import turn_campaign
from coterie.growth.domain.grant import decide_grant
from coterie.growth.domain.participation import take_part
from coterie.growth.domain.terms import Step
from coterie.growth.models import Campaign, Participant, ReferralRecord, RewardGrant
from coterie.growth.queries.board import board_for
from coterie.growth.queries.news import news_of
from coterie.joining.rules import VISITOR_COOKIE, cookie_of
from coterie.kit.clock import now, shifted
from coterie.market.models import Coupon
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.models import LetterWish, Member
from coterie.reach.domain.digest import write_digests
from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast
from tests.growth.drive import DAY, HOUR, POINTS, after, comes, leaves, looks, running
from tests.rewards.points import SYSTEM, giving
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
PEN = Step(at=1, kind="thing", thing="A pen")
TWO = Step(at=2, kind="thing", thing="A book")
COUPON = Step(at=1, side="friend", kind="coupon", percent=10)


def on(cast: Cast, *steps: Step, **facts: Any) -> Campaign:
    """Let a campaign run since yesterday."""
    return running(cast, *steps, **{"starts_at": now() - DAY, "ends_at": now() + 30 * DAY, **facts})


def inviter(cast: Cast, row: Campaign, who: str = "dan") -> Participant:
    """Let somebody take part a moment ago."""
    return take_part(campaign=row.pk, actor=cast.actor(who), now=now() - HOUR)


def browser(number: int) -> Client:
    """Return a browser that was here before."""
    client = Client()
    client.cookies[VISITOR_COOKIE] = cookie_of(number)
    return client


def page_of(cast: Cast, row: Campaign, who: str = "dan") -> str:
    """Return somebody's page of a campaign."""
    return visitor(cast, who).get(f"/m/table/campaigns/{row.key}").text


def test_member_takes_part_and_has_a_link(cast: Cast) -> None:
    row, dan = on(cast, PEN, TWO), visitor(cast, "dan")
    assert row.name in dan.get("/m/table/campaigns").text
    offered = dan.get(f"/m/table/campaigns/{row.key}").text
    assert "A friend counts who has stayed for 3 days." in offered
    assert "Take part" in offered

    taken = dan.post(f"/m/table/campaigns/{row.key}/participation", follow=True)

    mine = Participant.objects.get()
    assert mine.visitor is not None
    assert cookie_of(mine.visitor) == dan.cookies[VISITOR_COOKIE].value
    assert f"/c/table/with/{mine.key}" in taken.text
    assert "0 of 1 friends count" in taken.text
    assert "Nobody has opened your link yet" in taken.text


def test_link_is_drawn_as_a_code_and_as_a_poster(cast: Cast) -> None:
    row = on(cast, PEN)
    mine, dan = inviter(cast, row), visitor(cast, "dan")

    for picture, medium in (("code.png", "code"), ("poster.png", "poster")):
        answer = dan.get(f"/m/table/campaigns/{row.key}/link/{picture}")
        [found] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)).convert("L"))
        assert found.text.endswith(f"/c/table/with/{mine.key}?by={medium}")
    assert dan.get(f"/m/table/campaigns/{row.key}/link/poster.pdf").content.startswith(b"%PDF")
    assert dan.get(f"/m/table/campaigns/{row.key}/link/other.png").status_code == 404


def test_friend_is_welcomed_noted_once_and_joins_as_the_same_browser(cast: Cast) -> None:
    row = on(cast, PEN, text="Bring whoever writes.")
    mine, friend = inviter(cast, row), browser(77)
    shown = friend.get(f"/c/table/with/{mine.key}")
    friend.get(f"/c/table/with/{mine.key}")

    assert "Dan invites you to Table" in shown.text
    assert "Bring whoever writes." in shown.text
    assert "It counts once you have stayed for 3 days. Dan gets something for it." in shown.text
    assert 'href="/c/table/join"' in shown.text
    assert 'property="og:image"' in shown.text
    assert (shown["Cache-Control"], shown["X-Robots-Tag"]) == ("no-store", "noindex")
    assert ReferralRecord.objects.get().visitor == 77

    friend.post("/c/table/join", {"name": "Mei", "rules": "1", "accepted_rules": "1"})
    after(mine, now())
    assert ReferralRecord.objects.get(kind="joined").visitor == 77
    assert "Mei" in page_of(cast, row)
    assert "has to stay a while yet" in page_of(cast, row)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"user-agent": "WhatsApp/2.23"}),
        ("get", {"sec-purpose": "prefetch"}),
        ("get", {"user-agent": "Googlebot/2.1"}),
    ],
)
def test_who_is_no_person_is_not_noted(cast: Cast, method: str, headers: dict[str, str]) -> None:
    mine = inviter(cast, on(cast, PEN))

    answer = getattr(browser(77), method)(f"/c/table/with/{mine.key}", headers=headers)

    assert answer.status_code == 200
    assert ReferralRecord.objects.count() == 0


def test_own_link_leads_to_ones_own_page(cast: Cast) -> None:
    row = on(cast, PEN)
    mine = inviter(cast, row)

    answer = visitor(cast, "dan").get(f"/c/table/with/{mine.key}")

    assert (answer.status_code, answer["Location"]) == (302, f"/m/table/campaigns/{row.key}")
    assert ReferralRecord.objects.count() == 0


def test_link_of_nobody_and_of_what_does_not_run_still_leads_in(cast: Cast) -> None:
    row = on(cast, PEN)
    mine = inviter(cast, row)
    unknown = browser(77).get("/c/table/with/nobody234567")
    turn_campaign(campaign=row.pk, state="paused", actor=cast.actor("alice"), now=now())
    paused = browser(77).get(f"/c/table/with/{mine.key}")
    elsewhere = browser(77).get(f"/c/other/with/{mine.key}")
    leaves(cast.members["dan"], now())
    gone = browser(77).get(f"/c/table/with/{mine.key}")

    assert "does not run now" in paused.text
    for answer in (unknown, elsewhere, gone):
        assert (answer.status_code, "invites nobody by it any more" in answer.text) == (200, True)
        assert "Dan" not in answer.text
    assert all("/join" in answer.text for answer in (unknown, paused, elsewhere, gone))
    assert ReferralRecord.objects.count() == 0
    assert browser(77).get("/c/table/with/nobody234567/card.png")["Content-Type"] == "image/png"


def test_progress_names_each_friend_and_why(cast: Cast) -> None:
    row = on(cast, PEN, TWO)
    mine = inviter(cast, row)
    comes(cast, mine, 1, now() - HOUR)
    leaver = comes(cast, mine, 2, now() - HOUR)
    looks(mine, 3, now() - HOUR)
    leaves(leaver, now())
    after(mine, now())
    before = page_of(cast, row)

    with shifted(73 * HOUR):
        after(mine, now())
        later = page_of(cast, row)

    assert "0 of 1 friends count" in before
    assert "1 more opened your link and did not join yet" in before
    assert "left before it counted" in before
    assert "Friend 3" not in before
    assert "1 of 2 friends counts" in later
    assert "to be handed over" in later


def test_what_was_earned_is_shown_with_its_coupon(cast: Cast) -> None:
    row = on(cast, Step(at=1, kind="coupon", percent=15, cost=100))
    mine = inviter(cast, row)
    comes(cast, mine, 1, now() - HOUR)
    with shifted(73 * HOUR):
        after(mine, now())
        shown = page_of(cast, row)

    assert "a coupon of 15 %" in shown
    assert Coupon.objects.get().code in shown
    assert "You reached every milestone" in shown


def test_reward_that_waits_and_one_of_which_nothing_is_left(cast: Cast) -> None:
    giving(cast)
    row = on(cast, POINTS, Step(at=2, kind="thing", thing="A book", cost=100), budget=100, by_hand=True)
    mine = inviter(cast, row)
    for number in (1, 2):
        comes(cast, mine, number, now() - HOUR)
    with shifted(73 * HOUR):
        after(mine, now())
        waiting = page_of(cast, row)
        decide_grant(
            grant=RewardGrant.objects.get().pk, approve=False, note="Twice", actor=cast.actor("alice"), now=now()
        )
        refused = page_of(cast, row)

    assert "the hosts look at it" in waiting
    assert "reached, nothing is left now" in waiting
    assert "refused" in refused
    assert "Twice" in refused


def test_both_sides_are_told(cast: Cast) -> None:
    giving(cast)
    row = on(cast, POINTS, COUPON, kind="two_sided")
    mine = inviter(cast, row)
    public = browser(9).get(f"/c/table/with/{mine.key}").text
    friend = comes(cast, mine, 1, now() - HOUR)
    client = Client()
    client.force_login(friend.account, backend=BACKEND)
    with shifted(73 * HOUR):
        after(mine, now())
        thanked = client.get("/m/table/campaigns").text
        first_page = visitor(cast, "dan").get("/m/table/").text
        [news] = news_of(friend.pk, now() - DAY, now())

    assert "You get: a coupon of 10 %" in public
    assert "gets something for it, too." in public
    assert "because you came by Dan and stayed" in thanked
    assert Coupon.objects.get().code in thanked
    assert "Friend 1 counts for you" in first_page
    assert "You got: 50 points" in first_page
    assert news.rewards == ["a coupon of 10 %"]


def test_who_wishes_for_letters_is_told_in_the_digest(cast: Cast, mailoutbox: list[Any]) -> None:
    giving(cast)
    row = on(cast, POINTS)
    mine = inviter(cast, row)
    facts = {"member": cast.members["dan"].pk, "digest": "daily", "calls": False}
    wish_for_letters(**facts, actor=cast.actor("dan"), now=now() - HOUR)
    comes(cast, mine, 1, now() - HOUR)
    with shifted(73 * HOUR):
        after(mine, now())
    LetterWish.objects.update(due_at=now())
    with shifted(75 * HOUR):
        write_digests(actor=SYSTEM, now=now())

    [letter] = [one for one in mailoutbox if "dan@example.org" in one.to]
    assert "Friend 1 counts for you. You got: 50 points." in letter.body


def test_board_shows_first_names_to_who_takes_part(cast: Cast) -> None:
    row = on(cast, PEN)
    dan, nina = inviter(cast, row), inviter(cast, row, "nina")
    inviter(cast, row, "paul")
    Member.objects.filter(pk=cast.members["nina"].pk).update(name="Nina Cheng")
    for number in (1, 2):
        comes(cast, nina, number, now() - HOUR)
    comes(cast, dan, 3, now() - HOUR)
    after(nina, now() + 73 * HOUR)

    rivals = [(one.place, one.name, one.friends, one.mine) for one in board_for(dan, counting=1)]

    assert rivals == [(1, "Nina", 2, False), (2, "Dan", 1, True)]
    assert "Cheng" not in page_of(cast, row)
    assert "Who brings friends" not in page_of(cast, row, "carol")


def test_terms_on_the_page_are_those_of_the_day(cast: Cast) -> None:
    row = on(cast, PEN)
    inviter(cast, row)
    row.terms.create(number=2, stay_hours=1, made_at=now()).milestones.create(at=1, kind="thing", thing="A cup")

    mine, others = page_of(cast, row), page_of(cast, row, "carol")

    assert ("A pen" in mine, "A cup" in mine, "3 days" in mine) == (True, False, True)
    assert ("A pen" in others, "A cup" in others, "1 hour" in others) == (False, True, True)


def test_nobody_takes_part_in_what_does_not_run(cast: Cast) -> None:
    row, dan = on(cast, PEN), visitor(cast, "dan")
    turn_campaign(campaign=row.pk, state="paused", actor=cast.actor("alice"), now=now())

    assert dan.post(f"/m/table/campaigns/{row.key}/participation").status_code == 404
    assert "No campaign is on" in dan.get("/m/table/campaigns").text
    assert Participant.objects.count() == 0


def test_leaving_ends_the_way_to_the_page(cast: Cast) -> None:
    row = on(cast, PEN)
    inviter(cast, row)
    leaves(cast.members["dan"], now())

    assert visitor(cast, "dan").get(f"/m/table/campaigns/{row.key}").status_code == 404
