"""The closed lists of joining."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Strategy(TextChoices):
    """How a live code chooses among slots with room."""

    FILL_IN_ORDER = "fill_in_order", _("Fill in order")
    ROUND_ROBIN = "round_robin", _("In turn")
    LEAST_FULL = "least_full", _("Least full first")
    WEIGHTED = "weighted", _("By chance, by weight")
    BY_CONDITION = "by_condition", _("By condition")


class Whom(TextChoices):
    """Which visitors a slot takes; a visitor is returning whose browser was at a door of ours before."""

    ANYBODY = "", _("Everybody")
    NEW = "new", _("New visitors")
    RETURNING = "returning", _("Returning visitors")


class Target(TextChoices):
    """What a slot leads to."""

    GROUP = "group", _("A group here")
    LINK = "link", _("An address elsewhere")
    PICTURE = "picture", _("The picture of a group's QR code")
    ROOM = "room", _("A room of a chat network")


class Unfit(TextChoices):
    """Why a slot takes no visitor like this one."""

    LANGUAGE = "language", _("for another language")
    HOURS = "hours", _("for another hour")
    WHOM = "whom", _("for other visitors")


class Match(TextChoices):
    """How a text calls for a reply."""

    EXACT = "exact", _("is the word")
    CONTAINS = "contains", _("has the word in it")
    FUZZY = "fuzzy", _("is nearly the word")


class WelcomeStep(TextChoices):
    """What a newcomer is led through."""

    WELCOME = "welcome", _("Welcome")
    NEEDS = "needs", _("Why you came")
    CHECK = "check", _("The rules in short")
    CARD = "card", _("Say who you are")


class Deed(TextChoices):
    """What a newcomer does in the first week."""

    SAY = "say", _("Say something")
    REACT = "react", _("Give a sign to what others say")
    REPLY = "reply", _("Answer somebody")
    RETURN = "return", _("Come back on another day and speak")


class CodeState(TextChoices):
    """What the operator set; full and expired are derived when read."""

    ON = "on", _("on")
    PAUSED = "paused", _("paused")
    ARCHIVED = "archived", _("put away")


class SlotState(TextChoices):
    """What a slot is at a moment: always derived, never stored."""

    OPEN = "open", _("open")
    FULL = "full", _("full")
    EARLY = "early", _("not open yet")
    EXPIRED = "expired", _("expired")


class HostTaskKind(TextChoices):
    """What a code asks its hosts for, the mildest first."""

    SEATS_80 = "seats_80", _("80 % of the seats are taken")
    SEATS_95 = "seats_95", _("95 % of the seats are taken")
    PICTURE_48 = "picture_48", _("The picture ends within 48 hours")
    PICTURE_24 = "picture_24", _("The picture ends within 24 hours")
    NO_ROOM = "no_room", _("No slot has room: people wait")


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
    INVITATION = "invitation", _("Come invited")
    REFERRAL = "referral", _("Name a member")
    PURCHASE = "purchase", _("Prove a purchase")
    REDEEM = "redeem", _("Redeem a code")
    APPROVAL = "approval", _("Be approved")
    PAYMENT = "payment", _("Buy something")
    PLAN = "plan", _("Have a plan")


class AfterTries(TextChoices):
    """What happens to a visitor whose answers were not right often enough."""

    CLOSED = "closed", _("the door stays closed")
    TOMORROW = "tomorrow", _("new tries after a day")
    OPERATOR = "operator", _("an operator decides")


class PassageState(TextChoices):
    """How a visitor stands before a step."""

    OPEN = "open", _("open")
    WAITING = "waiting", _("waiting")
    PASSED = "passed", _("passed")
    DECLINED = "declined", _("declined")


class QuestionKind(TextChoices):
    """How a question is answered."""

    TEXT = "text", _("In own words")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Several of several")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")


class BaitKind(TextChoices):
    """What a bait is."""

    FILE = "file", _("A file")
    LINK = "link", _("A link")
    TEXT = "text", _("One text for all")
    TEXTS = "texts", _("One text each, like coupons")


class BaitState(TextChoices):
    """What a bait is at a moment: always derived, never stored."""

    THERE = "there", _("there")
    OUT = "out", _("out")
    EXPIRED = "expired", _("expired")
    AWAY = "away", _("put away")


class Turn(TextChoices):
    """Which of a visitor's tagged links."""

    FIRST = "first", _("first")
    LAST = "last", _("last")


class Verdict(StrEnum):
    """Who looked at a live code; only a person takes a seat."""

    PERSON = "person"
    AGAIN = "again"
    BOT = "bot"
    PREVIEW = "preview"
    PREFETCH = "prefetch"
    EMBEDDED = "embedded"
    HEAD = "head"
    TOOL = "tool"


class Platform(TextChoices):
    """Where a channel is; what each allows is in `queries/platforms.py`."""

    WECHAT_MOMENTS = "wechat_moments", _("WeChat Moments")
    WECHAT_ACCOUNT = "wechat_account", _("WeChat official account")
    WECHAT_CHANNELS = "wechat_channels", _("WeChat Channels")
    XIAOHONGSHU = "xiaohongshu", _("Xiaohongshu")
    DOUYIN = "douyin", _("Douyin")
    WEIBO = "weibo", _("Weibo")
    ZHIHU = "zhihu", _("Zhihu")
    BILIBILI = "bilibili", _("Bilibili")
    TAOBAO = "taobao", _("Taobao")
    STORE = "store", _("Offline store")
    PRINT = "print", _("Print")
    EVENT = "event", _("Event")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    TELEGRAM = "telegram", _("Telegram")
    WHATSAPP = "whatsapp", _("WhatsApp")
    INSTAGRAM = "instagram", _("Instagram")
    FACEBOOK = "facebook", _("Facebook")
    X = "x", _("X")
    YOUTUBE = "youtube", _("YouTube")
    SEARCH = "search", _("Search engine")
    WEBSITE = "website", _("Website")
    FRIEND = "friend", _("Friends")
    OTHER = "other", _("Somewhere else")


class PosterDesign(TextChoices):
    """How a poster looks."""

    QUIET = "quiet", _("Quiet: paper and ink")
    BOLD = "bold", _("Bold: all in red")
    PORTRAIT = "portrait", _("Portrait: a face comes first")


class PosterForm(TextChoices):
    """What a poster is handed over as."""

    PNG = "png", _("PNG, to send to phones")
    PDF = "pdf", _("PDF, to print")


class PrintedFor(TextChoices):
    """Whose posters a print run makes."""

    MEMBERS = "members", _("each member, with name and title")
    CODES = "codes", _("each live code that is on")


class LandingDesign(TextChoices):
    """How a landing page looks."""

    LETTER = "letter", _("Letter: one quiet column")
    STAGE = "stage", _("Stage: a large red opening")
    HOST = "host", _("Host: a person welcomes")


class BlockKind(TextChoices):
    """What a part of a landing page is."""

    STORY = "story", _("Story")
    BENEFITS = "benefits", _("Benefits")
    PERSON = "person", _("Person")
    VOICES = "voices", _("Voices")
    SCHEDULE = "schedule", _("Schedule")
    QUESTIONS = "questions", _("Questions")
    CODE = "code", _("Code")


class Arm(TextChoices):
    """Which of two versions a visitor sees."""

    A = "a", "A"
    B = "b", "B"
