from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderState(TextChoices):
    """Where an order stands."""

    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Waiting for payment")
    PAID = "paid", _("Paid")
    PARTIALLY_REFUNDED = "partially_refunded", _("Partially refunded")
    REFUNDED = "refunded", _("Refunded")
    CANCELLED = "cancelled", _("Cancelled")


class OfferKind(TextChoices):
    """What is sold."""

    PRODUCT = "product", _("Product")
    COURSE = "course", _("Course")
    SERVICE = "service", _("Service")
    PLAN = "plan", _("Plan")
    TICKET = "ticket", _("Ticket")
    BUNDLE = "bundle", _("Bundle")


class OfferState(TextChoices):
    """Whether an offer can be bought."""

    DRAFT = "draft", _("being written")
    OPEN = "open", _("for sale")
    CLOSED = "closed", _("no longer for sale")
    HIDDEN = "hidden", _("for sale on another page")


class PaymentState(TextChoices):
    """Where a payment stands."""

    ASKED = "asked", _("asked for")
    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")


class RefundState(TextChoices):
    """Whether the money is back."""

    ASKED = "asked", _("to be given back")
    DONE = "done", _("given back")
    FAILED = "failed", _("could not be given back")


class BenefitKind(TextChoices):
    """What a purchase opens."""

    GROUP = "group", _("a group")
    OFFER = "offer", _("what the offer holds")


class Period(TextChoices):
    """In what a plan's time is counted."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class PlanState(TextChoices):
    """Where a member's plan stands."""

    TRIAL = "trial", _("being tried")
    ACTIVE = "active", _("running")
    GRACE = "grace", _("to be paid")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class LectureKind(TextChoices):
    """What a lecture is."""

    TEXT = "text", _("a text")
    AUDIO = "audio", _("a recording")
    VIDEO = "video", _("a video elsewhere")
    FILE = "file", _("a file to keep")


class Opens(TextChoices):
    """When a lecture opens."""

    NOW = "now", _("at once")
    DATE = "date", _("on a day")
    DAYS = "days", _("some days after buying")


class ProjectKind(TextChoices):
    """What becomes of the money when the goal is missed."""

    ALL_OR_NOTHING = "all_or_nothing", _("All or nothing")
    KEEP_IT_ALL = "keep_it_all", _("What comes is kept")


class ProjectState(TextChoices):
    """Where a project stands."""

    DRAFT = "draft", _("being written")
    RUNNING = "running", _("running")
    WON = "won", _("made it")
    LOST = "lost", _("missed its goal")
    CANCELLED = "cancelled", _("called off")


class PledgeState(TextChoices):
    """Where a pledge stands; read from its order."""

    HELD = "held", _("waits for its money")
    FAILED = "failed", _("the payment failed")
    PAID = "paid", _("paid")
    REFUNDED = "refunded", _("given back")
    CANCELLED = "cancelled", _("came to nothing")


class ProfitLine(TextChoices):
    """A line of the profit statement; what it costs is below zero."""

    REVENUE = "revenue", _("Sold here")
    REFUNDS = "refunds", _("Given back")
    ELSEWHERE = "elsewhere", _("Orders of elsewhere, less refunds")
    GOODS = "goods", _("Goods")
    FEES = "fees", _("Fees of payment providers")
    REWARDS = "rewards", _("Rewards of campaigns")
    COMMISSION = "commission", _("Commission of partners")
    CHANNELS = "channels", _("Channels")


class LadderState(TextChoices):
    """Where a test of prices stands."""

    DRAFT = "draft", _("being prepared")
    RUNNING = "running", _("running")
    DECIDED = "decided", _("decided")


class LadderBy(TextChoices):
    """Who sees the same price: one person, or a whole group."""

    PERSON = "person", _("each person sees one price")
    GROUP = "group", _("each group sees one price")


class KnownBy(TextChoices):
    """By what somebody is known who was shown a price."""

    VISITOR = "visitor", _("browser")
    MEMBER = "member", _("member")


class NoticeOutcome(TextChoices):
    """What became of something that a provider told."""

    DONE = "done", _("taken")
    DUPLICATE = "duplicate", _("known already")
    WAITING = "waiting", _("waits for what comes before it")
    UNKNOWN = "unknown", _("about a payment that is not known here")
    REFUSED = "refused", _("refused")
    TROUBLE = "trouble", _("somebody has to look")


class NoticeWhy(TextChoices):
    """Why something that a provider told was not simply taken."""

    FORGED = "forged", _("The provider did not sign it.")
    UNREADABLE = "unreadable", _("It cannot be read.")
    ELSEWHERE = "elsewhere", _("It is about a payment of another community.")
    AMOUNT = "amount", _("Another amount was paid than was asked for; nothing was booked.")
    TOO_MUCH = "too_much", _("More was given back at the provider than is left of the order.")
    NOT_BACK = "not_back", _("The provider could not give the money back.")
    DISPUTED = "disputed", _("The buyer disputes the payment with their bank.")
    TWICE = "twice", _("The buyer paid twice. Give the second payment back at the provider.")


class Verdict(TextChoices):
    """How a line of a statement stands to the books."""

    MATCHED = "matched", _("agrees")
    DIFFERENT = "different", _("another amount")
    NOT_HERE = "not_here", _("missing with us")
    NOT_THERE = "not_there", _("missing with them")
    FEE = "fee", _("a fee of its own")
    OTHER = "other", _("something else")


class Happening(TextChoices):
    """What happened at a provider, as it tells of it."""

    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")
    REFUNDED = "refunded", _("given back")
    DISPUTED = "disputed", _("disputed")
    TRANSFER = "transfer", _("money that was sent")
    FEE = "fee", _("a fee of its own")
    OTHER = "other", _("something else")


class TeamState(TextChoices):
    """Where a team that buys together stands."""

    OPEN = "open", _("still open")
    COMPLETE = "complete", _("complete")
    MISSED = "missed", _("did not come together")
