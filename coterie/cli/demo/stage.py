"""The stage of the demo: the community, its people in charge, its groups and codes."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.owner import ensure_owner
from coterie.cli.demo import lines, people
from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import create_community, open_community
from coterie.communities.domain.identity import set_identity
from coterie.communities.domain.rule_set import publish_rules
from coterie.communities.domain.staff import appoint_staff
from coterie.communities.models import Community
from coterie.groups.domain.group import create_group
from coterie.groups.models import Group
from coterie.joining.domain.code import create_code
from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.models import LiveCode
from coterie.kit.actor import Actor
from coterie.members.domain.member import admit_member

SLUG = "copywriters"


@dataclass
class Person:
    """A member of the story."""

    account: int
    member: int
    name: str
    talk: float
    """Messages a day while they are keen."""
    keen_until: datetime
    channel: int | None = None
    """By which channel they came."""

    @property
    def actor(self) -> Actor:
        """The person as the one who acts."""
        return Actor(account=self.account)


@dataclass
class Stage:
    """Everything the story plays on."""

    dice: Random
    community: Community
    owner: Actor
    groups: dict[str, Group]
    codes: dict[str, LiveCode]
    seats: dict[str, list[Person]] = field(default_factory=lambda: {"basic": [], "book": [], "vip": []})
    topic: int = 0
    pages: int = 0
    """The challenge."""
    """The ritual of Tuesday evenings."""
    came: int = 0
    """How many people have joined so far."""
    goods: dict[str, int] = field(default_factory=dict)
    """What is for sale: variants by their names in the story."""
    course: int = 0
    ladder: int = 0
    hour: int = 0
    """The service that is booked for a time."""
    friends: dict[str, Person] = field(default_factory=dict)
    """Who came by a member's link, by name."""
    said: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {"basic": [], "book": [], "vip": []})
    """The latest messages of each group: (message, author)."""


def set_stage(dice: Random, now: datetime) -> Stage:
    """Found the community and open it."""
    owner = ensure_owner(email="wen@example.org", name=people.OWNER, now=now)
    actor = Actor(account=owner.pk)
    row = create_community(
        slug=SLUG, name="Copywriters' Table", owner=owner.pk, timezone="Asia/Shanghai", actor=actor, now=now
    )
    answer_canvas(community=row.pk, answers=lines.CANVAS, actor=actor, now=now)
    publish_rules(community=row.pk, text=lines.RULES, actor=actor, now=now)
    facts = {"slogan": lines.SLOGAN, "number_pattern": "No.####"}
    set_identity(community=row.pk, **facts, actor=actor, now=now)
    row = open_community(community=row.pk, actor=actor, now=now)
    stage = Stage(dice, row, actor, groups_of(row, actor, now), {})
    stage.codes = codes_of(stage, now)
    open_front_door(community=row.pk, actor=Actor.of_system(), now=now)
    ask_at_the_door(stage, now)
    appoint(stage, now)
    return stage


def groups_of(row: Community, actor: Actor, now: datetime) -> dict[str, Group]:
    """Open the three groups."""
    facts = {
        "basic": ("Basic", "basic", 800, "Free, without advertisements. A topic each Tuesday at nine."),
        "book": ("The new book", "crowdfunding", 150, "Those who pay for the next book before it is written."),
        "vip": ("VIP, yearly", "vip", 60, "Two teachers answer every line within a day."),
    }
    return {
        name: create_group(
            community=row.pk, name=title, tier=tier, capacity=seats, description=text, actor=actor, now=now
        )
        for name, (title, tier, seats, text) in facts.items()
    }


def codes_of(stage: Stage, now: datetime) -> dict[str, LiveCode]:
    """Print a code for each group that is paid for."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": now}
    made: dict[str, LiveCode] = {}
    made["book"] = create_code(title="Book supporters", groups=[stage.groups["book"].name], capacity=150, **facts)
    made["vip"] = create_code(title="VIP welcome", groups=[stage.groups["vip"].name], capacity=60, **facts)
    return made


def ask_at_the_door(stage: Stage, now: datetime) -> None:
    """Ask one question of everybody."""
    question = QuestionDraft(
        text="What do you sell, or want to sell?", choices=("Food", "Books", "Services", "Nothing yet"), kind="choice"
    )
    steps = [StepDraft(kind="rules"), StepDraft(kind="questions", questions=(question,))]
    set_thresholds(community=stage.community.pk, steps=steps, actor=stage.owner, now=now)


def appoint(stage: Stage, now: datetime) -> None:
    """Appoint the operators and seat those who talk."""
    forever = now.replace(year=now.year + 50)
    owner = admit_member(
        community=stage.community.pk, account=stage.owner.account or 0, name=people.OWNER, actor=stage.owner, now=now
    )
    host = Person(stage.owner.account or 0, owner.pk, people.OWNER, 0.5, forever)
    crew = [host]
    for name, role in people.STAFF.items():
        mail = f"{name.split()[0].lower()}@example.org"
        account = open_account(name=name, email=mail, now=now)
        facts: dict[str, Any] = {"community": stage.community.pk, "account": account.pk, "now": now}
        appoint_staff(role=role, actor=stage.owner, **facts)
        if role != "analyst":
            member = admit_member(name=name, actor=stage.owner, **facts)
            crew.append(Person(account.pk, member.pk, name, 0.8, forever))
    for group in stage.groups:
        stage.seats[group].extend(crew)
