from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WHOLE = 10_000
"""All of something, in basis points."""
HOLDS = (7, 14, 30, 60, 90)
"""For how many days a commission may be held."""


class PartnerState(TextChoices):
    """Where a partner stands."""

    APPLIED = "applied", _("applied")
    APPROVED = "approved", _("partner")
    REJECTED = "rejected", _("not taken")
    SUSPENDED = "suspended", _("suspended")
    BANNED = "banned", _("banned")


class Touch(TextChoices):
    """Whose customer somebody becomes who opened links of several partners."""

    FIRST = "first", _("of the partner whose link was opened first")
    LAST = "last", _("of the partner whose link was opened last")


class Buyer(TextChoices):
    """Whose order a rate is for."""

    ANY = "any", _("every customer")
    NEW = "new", _("a customer's first order")
    REPEAT = "repeat", _("every order after the first")


class How(TextChoices):
    """How a customer was bound to a partner."""

    LINK = "link", _("by the partner's link")
    CODE = "code", _("by the partner's code")


class Uncounted(TextChoices):
    """Why an order of a partner's customer brings no commission."""

    NOT_PARTNER = "not_partner", _("Whose customer it was, was no partner then.")
    OVER = "over", _("The time in which the customer counts was over.")


class EntryKind(TextChoices):
    """What happened to a commission."""

    EARNED = "earned", _("earned")
    REVERSED = "reversed", _("taken back")
    HELD = "held", _("held")
    RELEASED = "released", _("let go")


class Standing(TextChoices):
    """Where a commission is: read from its entries, never kept."""

    PENDING = "pending", _("waits for the end of its hold")
    HELD = "held", _("held")
    AVAILABLE = "available", _("to be paid out")
    IN_PAYOUT = "in_payout", _("put together, not paid yet")
    PAID = "paid", _("paid")
    REVERSED = "reversed", _("taken back")


class PayoutState(TextChoices):
    """Where the money for one partner is."""

    PREPARED = "prepared", _("prepared")
    SENT = "sent", _("sent")
    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")


class TransferWhy(TextChoices):
    """Why a payout by WeChat failed, as WeChat calls it."""

    OVERDUE = "OVERDUE_CLOSE", _("Nobody confirmed it in WeChat within a day.")
    CANCELLED = "CANCELLED", _("It was called back.")
    NAME = "NAME_NOT_CORRECT", _("The WeChat account is verified in another name than the partner's papers.")
    UNVERIFIED = "REALNAME_CHECK_FAIL", _("The WeChat account is verified in no name.")
    QUOTA = "TRANSFER_QUOTA_EXCEED", _("It is more than WeChat lets you send at once, or to one person in a day.")


class DealState(TextChoices):
    """Where a company stands that a partner registered."""

    REGISTERED = "registered", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class TextFor(TextChoices):
    """Where a ready text is to be passed on."""

    MOMENTS = "moments", _("WeChat Moments")
    GROUP = "group", _("A group")
    MAIL = "mail", _("E-mail")
    VIDEO = "video", _("Short video")


class WorkState(TextChoices):
    """Where work stands that a partner handed in for a bounty."""

    HANDED_IN = "handed_in", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    SENT_BACK = "sent_back", _("sent back")
