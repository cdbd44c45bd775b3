"""Deciding how newcomers are received."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import Deed
from coterie.joining.events import OnboardingChanged
from coterie.joining.models import Onboarding
from coterie.joining.queries.onboarding import usual_prompts
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish

MOST_QUESTIONS, MOST_PROMPTS, DAYS = 5, 5, 7
MOST_COUNT, MOST_POINTS = 50, 1000


class OnboardingFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays."""

    on: bool
    welcome: str
    asks_needs: bool
    check_questions: Sequence[dict[str, Any]]
    check_needed: bool
    prompts: Sequence[str]
    path: Sequence[dict[str, Any]]
    answer_minutes: int


@transaction.atomic
def set_onboarding(*, community: int, actor: Actor, now: datetime, **facts: Unpack[OnboardingFacts]) -> Onboarding:
    """Receive newcomers like this from now on; who joined before is not asked. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_CODES, community)
    row, fresh = Onboarding.objects.get_or_create(
        community_id=community, defaults={"on": False, "prompts": usual_prompts()}
    )
    fields = altered(row, checked_facts(facts))
    if fields:
        row.save(update_fields=fields)
    if fields or fresh:
        publish(OnboardingChanged(at=now, community=community, actor=actor.account, data={"fields": fields}))
    return row


def checked_facts(facts: OnboardingFacts) -> dict[str, object]:
    """Return the facts as they are kept."""
    kept: dict[str, object] = dict(facts)
    if "welcome" in facts:
        kept["welcome"] = facts["welcome"].strip()[:500]
    if "prompts" in facts:
        prompts = [prompt.strip()[:60] for prompt in facts["prompts"] if prompt.strip()]
        if len(prompts) > MOST_PROMPTS:
            raise Invalid(_("A card asks at most five things."), field="prompts")
        kept["prompts"] = prompts
    if "check_questions" in facts:
        kept["check_questions"] = [checked_question(each) for each in facts["check_questions"]]
        if len(facts["check_questions"]) > MOST_QUESTIONS:
            raise Invalid(_("Ask at most five questions."), field="check_questions")
    if "path" in facts:
        kept["path"] = checked_path(facts["path"])
    if not 1 <= facts.get("answer_minutes", 10) <= 1440:
        raise Invalid(_("Choose between one minute and a day."), field="answer_minutes")
    return kept


def checked_question(each: dict[str, Any]) -> dict[str, Any]:
    """Return a question that has a right answer among others."""
    text, why = str(each.get("text", "")).strip()[:200], str(each.get("why", "")).strip()[:300]
    choices = [str(choice).strip()[:100] for choice in each.get("choices", []) if str(choice).strip()]
    right = each.get("right")
    if not text or not 2 <= len(choices) <= 6 or not isinstance(right, int) or not 0 <= right < len(choices):
        raise Invalid(
            _("A question has a text and two to six answers, one of which is right."), field="check_questions"
        )
    return {"text": text, "choices": choices, "right": right, "why": why}


def checked_path(path: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tasks of the first week, each kind once, in the order of their days."""
    kinds = [each.get("kind") for each in path]
    if len(set(kinds)) < len(kinds) or not set(kinds) <= set(Deed.values):
        raise Invalid(_("Choose from the list."), field="path")
    kept = [{name: each.get(name, 1) for name in ("kind", "day", "count", "points")} for each in path]
    limits = {"day": (1, DAYS), "count": (1, MOST_COUNT), "points": (0, MOST_POINTS)}
    for each in kept:
        for name, (least, most) in limits.items():
            if not isinstance(each[name], int) or not least <= each[name] <= most:
                raise Invalid(_("Days lie between 1 and 7, counts between 1 and 50, points below 1,001."), field="path")
    return sorted(kept, key=lambda each: each["day"])
