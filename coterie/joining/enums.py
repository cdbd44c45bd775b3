"""The closed lists of joining."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Strategy(TextChoices):
    """How a live code chooses among slots with room."""

    FILL_IN_ORDER = "fill_in_order", _("Fill in order")
    LEAST_FULL = "least_full", _("Least full first")


class CodeState(TextChoices):
    """What the operator set; full and expired are derived when read."""

    ON = "on", _("on")
    PAUSED = "paused", _("paused")


class SlotState(TextChoices):
    """What a slot is at a moment: always derived, never stored."""

    OPEN = "open", _("open")
    FULL = "full", _("full")
    EARLY = "early", _("not open yet")
    EXPIRED = "expired", _("expired")


class TicketState(TextChoices):
    """What became of a visitor's ticket."""

    HELD = "held", _("seat held")
    JOINED = "joined", _("joined")
    RELEASED = "released", _("seat released")
    WAITING = "waiting", _("waiting")


class StepKind(TextChoices):
    """What a visitor does to enter."""

    RULES = "rules", _("Accept the rules")
    QUESTIONS = "questions", _("Answer questions")


class QuestionKind(TextChoices):
    """How a question is answered."""

    TEXT = "text", _("In own words")
    CHOICE = "choice", _("One of several")


class Verdict(StrEnum):
    """Who looked at a live code; only a person takes a seat."""

    PERSON = "person"
    AGAIN = "again"
    BOT = "bot"
    PREVIEW = "preview"
    PREFETCH = "prefetch"
    EMBEDDED = "embedded"
    HEAD = "head"
