"""The pages and calls of held friends in the permission matrices, and what adds a row to their list."""

from collections.abc import Callable, Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.growth.models import Hold
from coterie.kit.clock import now
from coterie.members.models import Member
from tests.api.matrix import COMMUNITY
from tests.api.matrix import Row as Call
from tests.growth.campaign_scenes import inviter_at
from tests.growth.ring import ring_now
from tests.web.matrix import Row, staff

SEE, EDIT, MEMBERS = staff(Permission.SEE_CONSOLE), staff(Permission.EDIT_CAMPAIGNS), staff(Permission.SEE_MEMBERS)
HERE = "/communities/{slug}/risk"


def with_hold(scene: Any) -> Mapping[str, object]:
    """Let dan bring a ring whose first is held."""
    return {"key": ring_now(scene.cast).key}


def a_word(scene: Any) -> dict[str, object]:
    """Return what a form says of the one who is held."""
    return {"hold": [ring_now(scene.cast).key], "action": "1", "why": "I know them"}


def with_lessons(scene: Any) -> Mapping[str, object]:
    """Keep ten decisions."""
    decided(ring_now(scene.cast), refused=4, passed=6)
    return {}


def decided(like: Hold, refused: int, passed: int) -> None:
    """Keep so many decisions on friends who were held as another one is."""
    facts = {"campaign": like.campaign, "participant": like.participant, "score": like.score, "signs": like.signs}
    for number in range(refused + passed):
        person = {"number": 5_000 + number, "name": "Friend", "joined_at": now()}
        member = Member.objects.create(community=like.campaign.community, **person)
        state = "refused" if number < refused else "passed"
        Hold.objects.create(member=member, state=state, held_at=now(), decided_at=now(), **facts)


def a_hold_more(stage: Any) -> None:
    """Hold one more friend of dan's."""
    who = inviter_at(stage)
    member = stage.cast.members[("carol", "nina", "paul")[stage.rows - 1]]
    facts = {"score": 0.6, "signs": [["browser", 0.5, 1]], "held_at": now()}
    Hold.objects.create(campaign=who.campaign, participant=who, member=member, **facts)


PAGES: dict[str, Row] = {
    "console:holds": Row(MEMBERS, named=with_hold),
    "console:holds_csv": Row(MEMBERS, named=with_hold),
    "console:hold": Row(MEMBERS, named=with_hold),
    "console:hold_words": Row(EDIT, "post", a_word),
    "console:risk_rules": Row(SEE),
    "console:risk_settings": Row(EDIT, "post", {"strictness": "strict", "looked_at": ["browser", "ring"]}),
    "console:risk_weights": Row(EDIT, "post", named=with_lessons),
    "console:risk_report": Row(SEE),
    "console:risk_report_csv": Row(SEE),
}
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:holds": (f"get {HERE}/holds",),
    "console:holds_csv": (f"get {HERE}/holds",),
    "console:hold": (f"get {HERE}/holds/{{key}}",),
    "console:hold_words": (f"post {HERE}/words",),
    "console:risk_rules": (f"get {HERE}/rules",),
    "console:risk_settings": (f"put {HERE}/rules",),
    "console:risk_weights": (f"put {HERE}/weights",),
    "console:risk_report": (f"get {HERE}/report",),
    "console:risk_report_csv": (f"get {HERE}/report",),
}
CALLS: dict[str, Call] = {
    f"get {COMMUNITY}/risk/holds": Call(MEMBERS, narrow="ok"),
    f"get {COMMUNITY}/risk/holds/{{key}}": Call(MEMBERS, before=with_hold, narrow="ok"),
    f"post {COMMUNITY}/risk/words": Call(EDIT, {"holds": ["none"], "may_count": True, "why": "I know them"}),
    f"get {COMMUNITY}/risk/rules": Call(SEE),
    f"put {COMMUNITY}/risk/rules": Call(EDIT, {"strictness": "mild", "off": ["mail"]}),
    f"put {COMMUNITY}/risk/weights": Call(EDIT, before=with_lessons),
    f"get {COMMUNITY}/risk/report": Call(SEE),
}
LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {f"{HERE}/holds": ("alice", a_hold_more)}
