from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deed(TextChoices):
    """What points can be given for."""

    CHECK_IN = "check_in", _("checking in")
    CHALLENGE = "challenge", _("finishing a challenge")
    FIRST_WORDS = "first_words", _("the first message of a day")
    MARK = "mark", _("a contribution that somebody marks as good")
    REACTION = "reaction", _("a message to which somebody reacts")
    ANSWER = "answer", _("an answer that settles a question")
    TOPIC = "topic", _("proposing the topic that is chosen")
    QUESTION = "question", _("a question that a guest is asked")
    RATING = "rating", _("rating a session")
    VOTE = "vote", _("voting")
    TRIAL = "trial", _("saying how a trial was")
    RALLY = "rally", _("answering a rally")
    GATHERING = "gathering", _("coming to a gathering")
    FIRST_WEEK = "first_week", _("a task of the first week")
    INVITING = "inviting", _("bringing friends, or coming as one")
    GIFT = "gift", _("a gift of the hosts")


PRAISE = frozenset({Deed.MARK, Deed.REACTION, Deed.ANSWER})
"""Deeds that somebody else's good word makes one."""

RULED = tuple(deed for deed in Deed if deed not in {Deed.FIRST_WEEK, Deed.INVITING, Deed.GIFT})
"""Deeds whose points a rule says; the others bring theirs along."""


class Withheld(TextChoices):
    """Why a deed brought no points."""

    DAY = "day", _("as often as a day allows")
    GIVER = "giver", _("as often as one person can praise in a day")
    BUDGET = "budget", _("this month's budget is used up")


class Share(TextChoices):
    """How an envelope is split."""

    LUCKY = "lucky", _("by luck")
    EQUAL = "equal", _("equally")


class Delivery(TextChoices):
    """Where a thing bought in the shop is."""

    ASKED = "asked", _("to be handed over")
    DELIVERED = "delivered", _("handed over")
    RETURNED = "returned", _("taken back")


class Span(TextChoices):
    """Which days a board counts."""

    WEEK = "7", _("7 days")
    MONTH = "30", _("30 days")
    EVER = "all", _("all time")
