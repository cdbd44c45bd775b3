"""Beginning a community whole: what it is for, its rules, a room, and the code that leads there."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coterie.accounts.domain.account import change_profile
from coterie.accounts.queries.accounts import account_with
from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import create_community
from coterie.communities.domain.rule_set import publish_rules
from coterie.groups.domain.group import create_group
from coterie.joining.domain.code import create_code
from coterie.joining.models import LiveCode
from coterie.kit.actor import Actor

SEATS = 200
"""What the first room has, and all of them behind the first code."""


@transaction.atomic
def begin_community(
    *,
    owner: int,
    facts: Mapping[str, str],
    answers: Mapping[str, object],
    rules: str,
    group: str,
    code: str,
    called: str,
    actor: Actor,
    now: datetime,
) -> LiveCode:
    """Make a community, still closed, with its canvas, its rules, a group and a live code that leads into it.

    `facts` are slug, name, timezone, currency and language; `group`, `code` and `called` are what these and the owner
    are called.
    Raises Invalid or Conflict naming what is wrong; then nothing is made.
    """
    person = account_with(owner)
    words = {"language": person.language, "timezone": person.timezone}
    change_profile(account=owner, name=called, **words, actor=actor, now=now)
    community = create_community(**facts, owner=owner, actor=actor, now=now).pk
    answer_canvas(community=community, answers=answers, actor=actor, now=now)
    publish_rules(community=community, text=rules, actor=actor, now=now)
    room = create_group(community=community, name=group, capacity=SEATS, actor=actor, now=now)
    return create_code(community=community, title=code, groups=[room.key], capacity=SEATS, actor=actor, now=now)
