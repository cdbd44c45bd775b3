"""What people said at the door."""

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.models import Answer, Question
from coterie.kit.actor import Actor


def answers_visible_to(actor: Actor, community: int) -> QuerySet[Answer]:
    """The answers of a community's members and applicants, in the order of the questions, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_MEMBERS, community)
    rows = Answer.objects.filter(question__threshold__community=community).select_related("question")
    return rows.order_by("question__threshold", "question__order", "question")


def tags_earned(member: int, threshold: int) -> list[str]:
    """Return the tags that a member's answers to a step give, each once."""
    asked = Question.objects.filter(threshold=threshold).exclude(tags={})
    rows = Answer.objects.filter(member=member, question__in=asked).values_list("question__tags", "value")
    return sorted({tags[choice] for tags, value in rows for choice in value.split("\n") if choice in tags})
