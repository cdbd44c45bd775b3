"""Tables of joining."""

from coterie.joining.models.answer import Answer
from coterie.joining.models.bait import Bait
from coterie.joining.models.bait_delivery import BaitDelivery
from coterie.joining.models.bait_text import BaitText
from coterie.joining.models.channel import Channel
from coterie.joining.models.channel_cost import ChannelCost
from coterie.joining.models.host_task import HostTask
from coterie.joining.models.invitation import Invitation
from coterie.joining.models.landing_page import LandingPage, LandingVersion
from coterie.joining.models.landing_test import LandingTest, LandingVisit
from coterie.joining.models.live_code import LiveCode
from coterie.joining.models.newcomer import Newcomer
from coterie.joining.models.onboarding import Onboarding
from coterie.joining.models.passage import Passage
from coterie.joining.models.placement import Placement
from coterie.joining.models.poster import Poster
from coterie.joining.models.print_run import PrintRun
from coterie.joining.models.promised_bait import PromisedBait
from coterie.joining.models.question import Question
from coterie.joining.models.redeem_batch import RedeemBatch
from coterie.joining.models.redeem_code import RedeemCode
from coterie.joining.models.reply import Reply
from coterie.joining.models.slot import Slot
from coterie.joining.models.threshold import Threshold
from coterie.joining.models.ticket import Ticket
from coterie.joining.models.touch import Touch
from coterie.joining.models.unknown_word import UnknownWord
from coterie.joining.models.waiting_address import WaitingAddress

__all__ = [
    "Answer",
    "Bait",
    "BaitDelivery",
    "BaitText",
    "Channel",
    "ChannelCost",
    "HostTask",
    "Invitation",
    "LandingPage",
    "LandingTest",
    "LandingVersion",
    "LandingVisit",
    "LiveCode",
    "Newcomer",
    "Onboarding",
    "Passage",
    "Placement",
    "Poster",
    "PrintRun",
    "PromisedBait",
    "Question",
    "RedeemBatch",
    "RedeemCode",
    "Reply",
    "Slot",
    "Threshold",
    "Ticket",
    "Touch",
    "UnknownWord",
    "WaitingAddress",
]
