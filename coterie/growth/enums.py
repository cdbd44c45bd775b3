from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignKind(TextChoices):
    """Who gets something for friends."""

    INDIVIDUAL = "individual", _("who brings friends")
    TWO_SIDED = "two_sided", _("who brings friends, and the friends")
    GROUP = "group", _("all together")
    TEAM = "team", _("teams")


class CampaignState(TextChoices):
    """Where a campaign stands; that its time has come or is over is derived from its dates."""

    DRAFT = "draft", _("being written")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class RecordKind(TextChoices):
    """What the referral ledger knows of a friend; the last three are told, and never counted by."""

    SCANNED = "scanned", _("opened the link")
    JOINED = "joined", _("joined")
    SPOKE = "spoke", _("spoke for the first time")
    BOUGHT = "bought", _("bought")
    REFUNDED = "refunded", _("got the money back")
    LEFT = "left", _("left")
    REVIEWED = "reviewed", _("was looked at by a host")
    QUALIFIED = "qualified", _("counts")
    REVOKED = "revoked", _("counts no more")
    RESTORED = "restored", _("counts again")


TOLD = frozenset({RecordKind.QUALIFIED, RecordKind.REVOKED, RecordKind.RESTORED})


class Medium(TextChoices):
    """In what a personal link was passed on."""

    LINK = "link", _("the link itself")
    CHAT = "chat", _("the words for a chat")
    LETTER = "letter", _("the words of a letter")
    POSTER = "poster", _("the poster")
    CODE = "code", _("the QR code alone")


class Standing(TextChoices):
    """Where a friend stands in a campaign: one word for page, letter and reward."""

    LOOKED = "looked", _("looked, did not join yet")
    WAITING = "waiting", _("joined, does not count yet")
    COUNTS = "counts", _("counts")
    LEFT = "left", _("left before it counted")
    REVOKED = "revoked", _("counted, and left")
    UNCOUNTED = "uncounted", _("does not count")


class Reason(TextChoices):
    """Why a friend does not count, or not yet."""

    STAY = "stay", _("has to stay a while yet")
    SPEAK = "speak", _("has to speak yet")
    BUY = "buy", _("has to buy something yet")
    MEMBER = "member", _("was a member before")
    OURSELVES = "ourselves", _("came from the inviter's own browser")
    TAKES_PART = "takes_part", _("took part in the campaign before")
    TWICE = "twice", _("came from a browser of which somebody counts already")
    LATE = "late", _("came after the end")
    REFUSED = "refused", _("a host looked at it and decided against it")
    HELD = "held", _("is being looked at")


class RewardKind(TextChoices):
    """What a milestone brings."""

    POINTS = "points", _("points")
    BADGE = "badge", _("a badge")
    COUPON = "coupon", _("a coupon of one's own")
    THING = "thing", _("a thing that hosts hand over")
    ACCESS = "access", _("access to what an offer opens")
    CODE = "code", _("a code that opens an offer, to use or to give away")
    ENVELOPE = "envelope", _("a red envelope for the group")


class Side(TextChoices):
    """Whose reward it is."""

    INVITER = "inviter", _("who invited")
    FRIEND = "friend", _("the friend")
    GROUP = "group", _("all together, every so many friends")
    TEAM = "team", _("each of a team of so many people")


class TeamStanding(TextChoices):
    """Where a team stands: read off the fold, as everything is."""

    OPEN = "open", _("still open")
    COMPLETE = "complete", _("complete")
    MISSED = "missed", _("did not come together")


class GrantState(TextChoices):
    """Where a reward is."""

    PENDING = "pending", _("waits for approval")
    APPROVED = "approved", _("approved, to be handed over")
    DELIVERED = "delivered", _("handed over")
    REFUSED = "refused", _("refused")
    CLAWED_BACK = "clawed_back", _("taken back")


WAITING = (GrantState.PENDING, GrantState.APPROVED)
"""Rewards in these states wait for a host."""
RESERVED = (GrantState.PENDING, GrantState.APPROVED, GrantState.DELIVERED)
"""Rewards in these states use up budget and stock."""


class Signal(TextChoices):
    """What makes a friend look as if nobody new had come; each has a weight."""

    BROWSER = "browser", _("several people from one browser")
    INVITERS = "inviters", _("the browser of somebody who takes part")
    BURST = "burst", _("many within a minute")
    HASTE = "haste", _("gone within minutes")
    RING = "ring", _("came together, and silent")
    MAIL = "mail", _("throwaway e-mail address")


class Strictness(TextChoices):
    """How suspicious a friend has to be to be held."""

    MILD = "mild", _("mild")
    USUAL = "usual", _("usual")
    STRICT = "strict", _("strict")


class HoldState(TextChoices):
    """What became of a friend who was held."""

    WAITING = "waiting", _("waits for a decision")
    PASSED = "passed", _("let through")
    REFUSED = "refused", _("refused")
    GONE = "gone", _("nothing to decide any more")
