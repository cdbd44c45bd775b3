"""The steps at the door as forms, one for each kind; each hands itself in."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.answer import answer_questions
from coterie.joining.domain.application import apply_to_join
from coterie.joining.domain.bought import Held, show_bought
from coterie.joining.domain.invitation import accept_invitation
from coterie.joining.domain.purchase import prove_purchase
from coterie.joining.domain.redeem_code import redeem_code
from coterie.joining.domain.referral import name_member
from coterie.joining.enums import StepKind
from coterie.joining.queries.progress import Step
from coterie.kit.actor import Actor
from coterie.market.queries.grants import offer_held
from coterie.market.queries.orders import paid_order
from coterie.market.queries.plans import plan_held
from coterie.market.queries.shop import AtDoor, offer_at_door
from coterie.web.public.answer_field import answer_field, answer_in
from coterie.web.public.doorway import Doorway


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand the form comes from: who asks, from which internet address, when."""

    actor: Actor
    origin: str
    now: datetime


class StepForm(forms.Form):
    """One step at the door."""

    template: ClassVar[str]
    button: ClassVar[Any] = _("Go on")

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step

    @abstractmethod
    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Call the verb of this step."""

    def guess(self, doorway: Doorway, hand: Hand) -> dict[str, Any]:
        """Return what every step that can be guessed at is told."""
        return {"visit": doorway.visit, "origin": hand.origin, "actor": hand.actor, "now": hand.now}


class QuestionsForm(StepForm):
    """Answers to the questions."""

    template = "public/steps/questions.html"
    button = _("Hand in")

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)
        for asked in step.asked:
            self.fields[asked.field] = answer_field(asked)

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Answer all questions."""
        visit = doorway.visit
        answers = {asked.question.pk: answer_in(self.cleaned_data[asked.field]) for asked in self.step.asked}
        facts: dict[str, Any] = {"community": visit.community, "code": visit.code, "visitor": visit.visitor}
        return answer_questions(**facts, answers=answers, actor=hand.actor, now=hand.now)


class ApprovalForm(StepForm):
    """An application."""

    template = "public/steps/approval.html"
    button = _("Ask to be let in")
    name = forms.CharField(
        label=_("Your name here"), max_length=60, widget=forms.TextInput({"autocomplete": "nickname"})
    )
    words = forms.CharField(
        label=_("A few words to the operators"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("To be told when they have decided. Nobody in the group sees it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Apply."""
        facts: dict[str, Any] = {"language": get_language() or "", "actor": hand.actor, "now": hand.now}
        return apply_to_join(visit=doorway.visit, **self.cleaned_data, **facts)


class InvitationForm(StepForm):
    """The key of an invitation, which its link carries."""

    template = "public/steps/invitation.html"
    button = _("Accept the invitation")
    key = forms.CharField(label=_("Invitation"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Accept the invitation."""
        return accept_invitation(key=self.cleaned_data["key"], **self.guess(doorway, hand))


class ReferralForm(StepForm):
    """The number of a member, or the key which a member's link carries."""

    template = "public/steps/referral.html"
    member = forms.CharField(label=_("Member number"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Name the member."""
        return name_member(member=self.cleaned_data["member"], **self.guess(doorway, hand))


class PurchaseForm(StepForm):
    """The number of an order."""

    template = "public/steps/purchase.html"
    number = forms.CharField(label=_("Order number"), max_length=100, widget=forms.TextInput({"autocomplete": "off"}))

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Prove the purchase."""
        return prove_purchase(number=self.cleaned_data["number"], orders=paid_order, **self.guess(doorway, hand))


class RedeemForm(StepForm):
    """A redeem code."""

    template = "public/steps/redeem.html"
    button = _("Redeem")
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "class": "input-code"}),
    )

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Redeem the code."""
        return redeem_code(code=self.cleaned_data["code"], **self.guess(doorway, hand))


class BoughtForm(StepForm):
    """What is bought here: nothing to fill in."""

    template = "public/steps/bought.html"
    button = _("I have it: go on")

    @property
    def offer(self) -> AtDoor | None:
        """What is to be bought."""
        return offer_at_door(self.step.row.offer) if self.step.row and self.step.row.offer else None

    def hand_in(self, *, doorway: Doorway, hand: Hand) -> object:
        """Show what one has."""
        facts: dict[str, Any] = {"member": doorway.member, "actor": hand.actor, "now": hand.now}
        kind = StepKind(self.step.kind)
        return show_bought(visit=doorway.visit, kind=kind, held=HELD[kind], **facts)


HELD: dict[str, Held] = {StepKind.PAYMENT: offer_held, StepKind.PLAN: plan_held}
"""Where it is looked up what somebody holds."""
FORMS: dict[str, type[StepForm]] = {
    StepKind.QUESTIONS: QuestionsForm,
    StepKind.APPROVAL: ApprovalForm,
    StepKind.INVITATION: InvitationForm,
    StepKind.REFERRAL: ReferralForm,
    StepKind.PURCHASE: PurchaseForm,
    StepKind.REDEEM: RedeemForm,
    StepKind.PAYMENT: BoughtForm,
    StepKind.PLAN: BoughtForm,
}
CARRIED = {"invitation": "key", "from": "member"}
"""What a link carries, and the field that it fills in."""
