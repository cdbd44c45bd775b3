"""Every list of the API: by pages, and at the same number of queries for one row and for three."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coterie.accounts.domain.account import open_account
from coterie.api.program import api
from coterie.communities.domain.community import create_community, open_community
from coterie.communities.domain.staff import appoint_staff
from coterie.groups.domain.group import create_group
from coterie.groups.domain.membership import join_group
from coterie.joining.domain.application import apply_to_join
from coterie.joining.domain.bait import create_bait
from coterie.joining.domain.bait_delivery import Receiver, deliver_bait
from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.channel_cost import record_cost
from coterie.joining.domain.invitation import invite
from coterie.joining.domain.landing import create_landing, edit_landing, publish_landing
from coterie.joining.domain.landing_test import begin_landing_test, end_landing_test
from coterie.joining.domain.placement import create_placement
from coterie.joining.domain.poster import make_poster
from coterie.joining.domain.print_run import start_print_run
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.redeem_code import make_redeem_codes
from coterie.joining.domain.reply import create_reply
from coterie.joining.domain.reply_asking import answer_keyword
from coterie.joining.domain.slot import add_slot
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.models import Answer, Bait, Channel, HostTask, LandingPage, LiveCode
from coterie.kit.actor import VISITOR
from coterie.kit.clock import now
from coterie.market.domain.order import NewOrder, record_orders
from coterie.market.models import Offer
from coterie.members.domain.badge import make_badge
from coterie.members.domain.member import admit_member
from coterie.members.domain.tag import tag_members
from coterie.platform.events.enums import ParkedState
from coterie.platform.events.models import ParkedEvent
from coterie.platform.files.storing import store_picture
from coterie.reach.domain.import_run import begin_import
from coterie.rituals.domain.guest import add_guest
from coterie.rituals.domain.place import take_place
from coterie.rituals.models import Gathering, Rally, Trial
from coterie.talk.domain.hanging import Shot
from coterie.talk.domain.message import edit_message
from coterie.talk.domain.question import accept_answer
from coterie.talk.domain.reaction import react
from coterie.talk.domain.schedule import say_due
from coterie.talk.models import Message
from tests.api import fund_lists as fund
from tests.api.content_lists import CONTENT
from tests.api.course_lists import COURSES
from tests.api.fund_lists import FUND
from tests.api.reward_lists import REWARDS
from tests.api.seed_rows import SEED_LISTS
from tests.api.token import call, token_of
from tests.api.trial_lists import TRIALS
from tests.cast import NOW, Cast
from tests.growth import campaign_scenes as spreading
from tests.growth.member_calls import LISTS as OWN_CAMPAIGNS
from tests.joining.doors import code_of
from tests.joining.steps import set_steps, visit_of
from tests.market.buyer_lists import BUYER, market_keys, time_key
from tests.market.lessons import a_course
from tests.market.money_calls import LISTS as MONEY
from tests.market.plan_calls import LISTS as PLAN_LISTS
from tests.market.sell_lists import SELL
from tests.partners import partner_scenes as partnering
from tests.rituals.plans import SYSTEM
from tests.rituals.scenes import asked as asked_of
from tests.rituals.scenes import challenged, plan, rallied, supper, tried
from tests.talk.scenes import later
from tests.talk.speech import PNG, say

LIST = "Page_"


def lists() -> Iterator[str]:
    """Yield the path of every operation that answers with a page."""
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, operation in operations.items():
            answers = [
                one["schema"].get("$ref", "")
                for answer in operation["responses"].values()
                for one in answer.get("content", {}).values()
            ]
            if any(LIST in answer for answer in answers):
                assert method == "get"
                yield path.removeprefix("/api/v1")


@dataclass
class Stage:
    """The cast, and whose table is filled row by row."""

    cast: Cast
    code: LiveCode
    said: Message
    channel: Channel
    rows: int = 0

    @cached_property
    def gathering(self) -> Gathering:
        """A supper, made when a list needs it."""
        return supper(self.cast)

    @cached_property
    def trial(self) -> Trial:
        """Something to be tried, made when a list needs it."""
        return tried(self.cast)

    @cached_property
    def course(self) -> Offer:
        """A course, made when a list needs it."""
        return a_course(self.cast)

    @cached_property
    def rally(self) -> Rally:
        """A call to dan, made when a list needs it."""
        return rallied(self.cast, "dan")

    @cached_property
    def landing(self) -> int:
        """A landing page, made when it is asked for."""
        return create_landing(slug="page", title="Come in", **self.facts).pk

    @cached_property
    def bait(self) -> Bait:
        """A bait, made when it is asked for."""
        return create_bait(kind="text", title="Gift", text="Thirty headlines", **self.facts)

    @property
    def actor(self):
        return self.cast.actor("alice")

    @property
    def facts(self) -> dict[str, object]:
        return {"community": self.cast.table.pk, "actor": self.actor, "now": NOW}

    def someone(self):
        """Open an account and make it a member."""
        name = f"Guest {self.rows}"
        account = open_account(name=name, now=NOW)
        member = admit_member(
            community=self.cast.table.pk, account=account.pk, name=name, actor=self.cast.actor("alice"), now=NOW
        )
        return account, member


def a_member(stage: Stage) -> None:
    _account, member = stage.someone()
    join_group(group=stage.cast.group.pk, member=member.pk, actor=stage.actor, now=NOW)
    tag_members(members=[member.pk], tag=f"tag {stage.rows}", **stage.facts)


def a_group(stage: Stage) -> None:
    group = create_group(name=f"Group {stage.rows}", **stage.facts)
    join_group(group=group.pk, member=stage.cast.members["dan"].pk, actor=stage.actor, now=NOW)
    say(stage.cast, "dan", "Hello", group=group.pk)


def a_message(stage: Stage) -> None:
    stored = store_picture(PNG, community=stage.cast.table.pk, now=NOW)
    shots = [Shot(stored.key, 4, 3)]
    said = say(stage.cast, "dan", "hello @Carol", reply_to=stage.said.pk, things=shots, now=NOW + timedelta(1))
    carol = stage.cast.members["carol"].pk
    react(message=said.pk, member=carol, emoji="👍", actor=stage.cast.actor("carol"), now=NOW)


def a_version(stage: Stage) -> None:
    edit_message(message=stage.said.pk, text=f"words {stage.rows}", actor=stage.cast.actor("dan"), now=NOW)


def an_operator(stage: Stage) -> None:
    account, _member = stage.someone()
    appoint_staff(account=account.pk, role="host", **stage.facts)


def a_community(stage: Stage) -> None:
    for who in ("alice", "mallory"):
        owner = stage.cast.accounts[who].pk
        slug = f"{who}-{stage.rows}"
        row = create_community(slug=slug, name="New", owner=owner, actor=stage.cast.actor(who), now=NOW)
        open_community(community=row.pk, anyway="Now.", actor=stage.cast.actor(who), now=NOW)
        admit_member(
            community=row.pk, account=stage.cast.accounts["dan"].pk, name="Dan", actor=stage.cast.actor("dan"), now=NOW
        )


def a_code(stage: Stage) -> None:
    channel = create_channel(name=f"Wall {stage.rows}", **stage.facts)
    code_of(stage.cast, slots=1, channel=channel.pk, title=f"Code {stage.rows}")


def a_placement(stage: Stage) -> None:
    create_placement(channel=stage.channel.pk, name=f"Doors {stage.rows}", groups=["Basic"], actor=stage.actor, now=NOW)


def a_cost(stage: Stage) -> None:
    days = {"first_day": NOW.date(), "last_day": NOW.date()}
    record_cost(channel=stage.channel.pk, amount=5, currency="CNY", **days, actor=stage.actor, now=NOW)


def a_slot(stage: Stage) -> None:
    add_slot(code=stage.code.pk, group=stage.cast.vip.key, capacity=1, actor=stage.actor, now=NOW)


def an_order(stage: Stage) -> None:
    number = f"o{stage.rows}"
    order = NewOrder(
        number=number, customer=f"c{stage.rows}", amount=5, currency="CNY", refunded=0, placed_at=NOW, paid_at=NOW,
        cancelled=False,
    )  # fmt: skip
    record_orders(source="import", orders=[order], **stage.facts)


def an_import(stage: Stage) -> None:
    begin_import(group=stage.cast.group.pk, kind="irc", file="tea.log", **stage.facts)


def a_parked_event(stage: Stage) -> None:
    ParkedEvent.objects.create(
        receiver="groups.seats", event=stage.rows, kind="member_left", community=stage.cast.table.pk,
        state=ParkedState.PARKED, due=NOW, since=NOW,
    )  # fmt: skip


TABLE = "/communities/{slug}"


def an_application(stage: Stage) -> None:
    if stage.rows == 1:
        set_steps(stage.cast, StepDraft(kind="approval"))
    apply_to_join(visit=visit_of(stage.cast), name="Zoe", actor=VISITOR, now=NOW)


def an_invitation(stage: Stage) -> None:
    invite(community=stage.cast.table.pk, invited="Lin", actor=stage.cast.actor("alice"), now=NOW)


def a_batch(stage: Stage) -> None:
    facts = {"title": "Book", "count": 2, "actor": stage.cast.actor("alice"), "now": NOW}
    make_redeem_codes(community=stage.cast.table.pk, **facts)


def an_answer(stage: Stage) -> None:
    asked = [QuestionDraft(text=f"Why {number}?") for number in range(stage.rows)]
    question = set_steps(stage.cast, StepDraft(kind="questions", questions=tuple(asked)))[-1]
    member = stage.cast.members["dan"]
    Answer.objects.create(question=question, visitor=5, member=member, said_to=question.text, value="So", at=NOW)


def a_poster(stage: Stage) -> None:
    make_poster(code=stage.code.slug, headline="Come in", **stage.facts)
    start_print_run(people="codes", headline="Come in", **stage.facts)


def a_landing_page(stage: Stage) -> None:
    create_landing(slug=f"page-{stage.rows}", title="Come in", code=stage.code.slug, **stage.facts)


def a_landing_version(stage: Stage) -> None:
    """Publish what the first page says now, by a test that is over at once."""
    facts = {"page": stage.landing, "actor": stage.actor, "now": NOW}
    publish_landing(**facts)
    edit_landing(title=f"Title {stage.rows}", **facts)
    begin_landing_test(**facts)
    end_landing_test(keep="b", **facts)


def a_task(stage: Stage) -> None:
    HostTask.objects.create(code=stage.code, kind="no_room", about=str(stage.rows), opened_at=NOW)


def a_bait(stage: Stage) -> None:
    create_bait(kind="link", title=f"Gift {stage.rows}", url="https://example.org/", **stage.facts)


def a_delivery(stage: Stage) -> None:
    _account, member = stage.someone()
    to = Receiver(member=member.pk, visitor=None, code=stage.code.pk, channel=None)
    deliver_bait(bait=stage.bait.pk, to=to, actor=stage.actor, now=NOW)


def a_thing(stage: Stage) -> None:
    bait = create_bait(kind="text", title=f"Gift {stage.rows}", text="Words", **stage.facts)
    to = Receiver(member=stage.cast.members["dan"].pk, visitor=None, code=stage.code.pk, channel=None)
    deliver_bait(bait=bait.pk, to=to, actor=stage.actor, now=NOW)


def a_badge(stage: Stage) -> None:
    """Define one more badge."""
    make_badge(name=f"Badge {stage.rows}", symbol="star", **stage.facts)


def a_reply(stage: Stage) -> None:
    """Answer one more word."""
    create_reply(words=[f"word {stage.rows}"], text="Yes.", **stage.facts)


def an_unknown_word(stage: Stage) -> None:
    """Ask one more thing in vain."""
    answer_keyword(community=stage.cast.table.pk, text=f"unknown {stage.rows}", now=NOW)


def a_ritual(stage: Stage) -> None:
    """Plan one more ritual."""
    plan(stage.cast, title=f"Topic {stage.rows}")


def a_challenge(stage: Stage) -> None:
    """Begin one more challenge."""
    challenged(stage.cast, title=f"Pages {stage.rows}")


def a_gathering(stage: Stage) -> None:
    """Invite to one more supper."""
    supper(stage.cast, title=f"Supper {stage.rows}")


def a_guest(stage: Stage) -> None:
    """Let one more member take a place."""
    who = ("dan", "carol", "nina")[stage.rows - 1]
    take_place(gathering=stage.gathering.pk, actor=stage.cast.actor(who), now=now())


def a_book_entry(stage: Stage) -> None:
    """Write one more guest into the book."""
    add_guest(name=f"Guest {stage.rows}", **stage.facts)


def a_ballot(stage: Stage) -> None:
    """Ask one more question."""
    asked_of(stage.cast, title=f"Name {stage.rows}?")


def a_question(stage: Stage) -> None:
    """Ask one more thing, and take the answer."""
    asked = say(stage.cast, "dan", "Why?", kind="question", now=NOW + timedelta(1))
    answer = say(stage.cast, "carol", "@Dan so", reply_to=asked.pk, now=NOW + timedelta(1))
    accept_answer(message=answer.pk, actor=stage.cast.actor("dan"), now=NOW)


def a_plan(stage: Stage) -> None:
    """Plan one more message, and say one."""
    later(stage.cast)
    say_due(actor=SYSTEM, now=now() + timedelta(days=2))


LISTS: dict[str, tuple[str, Callable[[Stage], None]]] = {
    **SEED_LISTS,
    "/communities": ("alice", a_community),
    f"{TABLE}/staff": ("alice", an_operator),
    f"{TABLE}/members": ("alice", a_member),
    f"{TABLE}/members/{{key}}/groups": ("alice", a_group),
    f"{TABLE}/tags": ("alice", a_member),
    f"{TABLE}/groups": ("alice", a_group),
    f"{TABLE}/groups/{{key}}/members": ("alice", a_member),
    f"{TABLE}/groups/{{key}}/messages": ("carol", a_message),
    f"{TABLE}/messages?words=hello": ("carol", a_message),
    f"{TABLE}/messages/{{key}}/versions": ("dan", a_version),
    f"{TABLE}/messages/{{key}}/thread": ("carol", a_message),
    "/me/memberships/{slug}/questions": ("dan", a_question),
    "/me/memberships/{slug}/notices": ("dan", a_question),
    "/me/memberships/{slug}/groups/{key}/later": ("dan", a_plan),
    f"{TABLE}/codes": ("alice", a_code),
    f"{TABLE}/codes/{{code}}/slots": ("alice", a_slot),
    f"{TABLE}/host-tasks": ("alice", a_task),
    f"{TABLE}/channels": ("alice", a_code),
    f"{TABLE}/channels/{{key}}/placements": ("alice", a_placement),
    f"{TABLE}/channels/{{key}}/costs": ("alice", a_cost),
    f"{TABLE}/baits": ("alice", a_bait),
    f"{TABLE}/baits/{{key}}/deliveries": ("alice", a_delivery),
    f"{TABLE}/posters": ("alice", a_poster),
    f"{TABLE}/print-runs": ("alice", a_poster),
    f"{TABLE}/landing-pages": ("alice", a_landing_page),
    f"{TABLE}/landing-pages/{{key}}/versions": ("alice", a_landing_version),
    f"{TABLE}/landing-pages/{{key}}/tests": ("alice", a_landing_version),
    f"{TABLE}/badges": ("alice", a_badge),
    f"{TABLE}/challenges": ("alice", a_challenge),
    f"{TABLE}/gatherings": ("alice", a_gathering),
    f"{TABLE}/gatherings/{{key}}/guests": ("alice", a_guest),
    f"{TABLE}/ballots": ("alice", a_ballot),
    **REWARDS,
    **PLAN_LISTS,
    **COURSES,
    **FUND,
    **SELL,
    **MONEY,
    **spreading.LISTS,
    **BUYER,
    **TRIALS,
    **CONTENT,
    **OWN_CAMPAIGNS,
    **partnering.LISTS,
    f"{TABLE}/guests": ("alice", a_book_entry),
    f"{TABLE}/rituals": ("alice", a_ritual),
    f"{TABLE}/occurrences": ("alice", a_ritual),
    f"{TABLE}/replies": ("alice", a_reply),
    f"{TABLE}/unknown-words": ("alice", an_unknown_word),
    f"{TABLE}/applications": ("alice", an_application),
    f"{TABLE}/invitations": ("alice", an_invitation),
    f"{TABLE}/redeem-codes": ("alice", a_batch),
    f"{TABLE}/members/{{key}}/answers": ("alice", an_answer),
    f"{TABLE}/orders": ("alice", an_order),
    f"{TABLE}/customers": ("alice", an_order),
    f"{TABLE}/imports": ("alice", an_import),
    f"{TABLE}/parked": ("alice", a_parked_event),
    "/open-communities": ("stranger", a_community),
    "/me/memberships": ("dan", a_community),
    "/me/memberships/{slug}/challenges": ("dan", a_challenge),
    "/me/memberships/{slug}/gatherings": ("dan", a_gathering),
    "/me/memberships/{slug}/ballots": ("dan", a_ballot),
    "/me/memberships/{slug}/occurrences": ("dan", a_ritual),
    "/me/memberships/{slug}/groups": ("dan", a_group),
    "/me/memberships/{slug}/things": ("dan", a_thing),
    "/me/memberships/{slug}/groups/{key}/members": ("dan", a_member),
}
"""Lists by their path: who asks, and what adds a row."""


@pytest.fixture
def stage(cast: Cast) -> Stage:
    channel = create_channel(community=cast.table.pk, name="Library", actor=cast.actor("alice"), now=NOW)
    return Stage(cast, code_of(cast, slots=1), say(cast, "dan", "First"), channel)


def path_of(pattern: str, stage: Stage) -> str:
    keys = {
        "/members/{key}/": stage.cast.members["dan"].key, "messages/{key}": stage.said.key,
        "channels/{key}": stage.channel.key, **market_keys(stage, pattern), **spreading.keys(stage, pattern),
        **partnering.keys(stage, pattern),
        "gatherings/{key}": stage.gathering.key if "gatherings/{key}" in pattern else "",
        "trials/{key}": stage.trial.key if "trials/{key}" in pattern else "",
        "courses/{key}": stage.course.key if "courses/{key}" in pattern else "",
        "rallies/{key}": stage.rally.key if "rallies/{key}" in pattern else "",
        "baits/{key}": stage.bait.key if "baits/{key}" in pattern else "",
        "projects/{key}": fund.key_of(stage) if "projects/{key}" in pattern else "",
        "landing-pages/{key}": LandingPage.objects.get(pk=stage.landing).key if "landing-pages/{key}" in pattern else "",
    }  # fmt: skip
    key = next((key for place, key in keys.items() if place in pattern), stage.cast.group.key)
    facts = {"slug": "table", "community": "table", "code": stage.code.slug, "time": time_key(stage, pattern)}
    return pattern.format(key=key, **facts, participant=spreading.participant_key(stage, pattern))


def asked(path: str, secret: str) -> tuple[int, int]:
    """Return how many rows a list has, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = call("GET", path, secret)
    assert answer.status_code == 200, answer.content
    assert set(answer.json()) == {"items", "next"}
    return len(answer.json()["items"]), len(queries)


def test_every_list_is_tested() -> None:
    assert sorted(lists()) == sorted(pattern.partition("?")[0] for pattern in LISTS)


def test_every_list_takes_a_cursor_and_a_limit() -> None:
    schema = api.get_openapi_schema()["paths"]

    lacking = {
        path
        for path in lists()
        if not {"cursor", "limit"} <= {one["name"] for one in schema[f"/api/v1{path}"]["get"]["parameters"]}
    }

    assert lacking == set()


def test_no_answer_is_a_bare_list() -> None:
    bare = [
        path
        for path, operations in api.get_openapi_schema()["paths"].items()
        for operation in operations.values()
        for answer in operation["responses"].values()
        for one in answer.get("content", {}).values()
        if one["schema"].get("type") == "array"
    ]

    assert bare == []


@pytest.mark.parametrize("pattern", LISTS)
def test_list_costs_the_same_whatever_its_length(stage: Stage, pattern: str) -> None:
    who, add = LISTS[pattern]
    secret, path, found = token_of(stage.cast, who), path_of(pattern, stage), []
    call("GET", "/me/token", secret)

    for rows in (1, 3):
        while stage.rows < rows:
            stage.rows += 1
            add(stage)
        found.append(asked(path, secret))

    assert found[1][0] >= found[0][0] + 2
    assert found[1][1] == found[0][1]
