"""Whatever visitors do at the steps, in whatever order, and whatever operators change meanwhile, nothing is used twice."""

import contextlib

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.joining.domain.application import apply_to_join, approve_applications, decline_applications
from coterie.joining.domain.invitation import accepted, invite, revoke_invitation
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.purchase import proved
from coterie.joining.domain.redeem_code import make_redeem_codes, redeemed
from coterie.joining.domain.referral import named
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Invitation, Passage, RedeemCode
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Conflict, NotFound
from coterie.members.models import Member
from tests.cast import NOW, Cast
from tests.joining.steps import set_steps, standing
from tests.joining.test_join import enter

KINDS = ("invitation", "referral", "purchase", "redeem", "approval")
WHO = st.integers(1, 4)
DEEDS = st.one_of(
    st.tuples(st.sampled_from(KINDS), WHO, st.integers(0, 2)),
    st.tuples(st.sampled_from(("join", "approve", "decline")), WHO, st.just(0)),
    st.tuples(st.just("revoke"), st.just(0), st.integers(0, 2)),
    st.tuples(st.just("change"), st.just(0), st.integers(0, 2**15)),
)


class Story:
    """One door, three invitations, three codes, three orders, four visitors."""

    def __init__(self, cast: Cast, kinds: list[str]) -> None:
        self.cast, self.alice = cast, {"actor": cast.actor("alice"), "now": NOW}
        facts = {"community": cast.table.pk, **self.alice}
        self.invitations = [invite(invited="Lin", most=most, **facts) for most in (1, 1, 2)]
        _batch, self.codes = make_redeem_codes(title="Book", count=3, **facts)
        self.let(kinds)

    def let(self, kinds: list[str]) -> None:
        set_steps(self.cast, *(StepDraft(kind=kind) for kind in kinds))

    def visit(self, who: int) -> Visit:
        return Visit(self.cast.table.pk, None, who)

    def do(self, deed: str, who: int, which: int) -> None:
        """Do it; what is refused changes nothing."""
        before = self.counted()
        try:
            with transaction.atomic():
                getattr(self, deed)(who, which)
        except (ThresholdUnmet, NotFound, Conflict):
            assert self.counted() == before

    def counted(self) -> list[tuple[object, ...]]:
        rows = Passage.objects.order_by("threshold", "visitor").values_list("threshold", "visitor", "state", "order")
        return [*rows, *RedeemCode.objects.order_by("pk").values_list("visitor"), (Member.objects.count(),)]

    def invitation(self, who: int, which: int) -> None:
        accepted(visit=self.visit(who), key=self.invitations[which].key, actor=VISITOR, now=NOW)

    def referral(self, who: int, which: int) -> None:
        named(visit=self.visit(who), member=str(which + 1), actor=VISITOR, now=NOW)

    def purchase(self, who: int, which: int) -> None:
        proved(visit=self.visit(who), order=which or None, actor=VISITOR, now=NOW)

    def redeem(self, who: int, which: int) -> None:
        redeemed(visit=self.visit(who), code=self.codes[which], actor=VISITOR, now=NOW)

    def approval(self, who: int, _which: int) -> None:
        apply_to_join(visit=self.visit(who), name=f"Zoe {who}", actor=VISITOR, now=NOW)

    def approve(self, who: int, _which: int) -> None:
        rows = Passage.objects.filter(visitor=who).values_list("pk", flat=True)
        approve_applications(community=self.cast.table.pk, passages=list(rows), **self.alice)

    def decline(self, who: int, _which: int) -> None:
        rows = Passage.objects.filter(visitor=who).values_list("pk", flat=True)
        decline_applications(community=self.cast.table.pk, passages=list(rows), **self.alice)

    def revoke(self, _who: int, which: int) -> None:
        revoke_invitation(invitation=self.invitations[which].pk, **self.alice)

    def change(self, _who: int, which: int) -> None:
        self.let([kind for place, kind in enumerate(KINDS) if which >> place & 1])

    def join(self, who: int, _which: int) -> None:
        steps = standing(self.visit(who))
        due = all(done for kind, done in steps.items() if kind != "rules")
        now_asked = Passage.objects.filter(visitor=who, threshold__kind__in=steps, threshold__retired_at=None)
        spent = now_asked.exclude(member=None).exists()
        before = Member.objects.count()
        with contextlib.suppress(ThresholdUnmet):
            enter(self.cast, visitor=who, name=f"Zoe {who}")
        assert Member.objects.count() - before == (due and not spent)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kinds=st.lists(st.sampled_from(KINDS), unique=True), deeds=st.lists(DEEDS, max_size=25))
def test_steps_in_any_order(cast: Cast, kinds: list[str], deeds: list[tuple[str, int, int]]) -> None:
    point = transaction.savepoint()
    story = Story(cast, kinds)

    for deed in deeds:
        story.do(*deed)

    passed = Passage.objects.filter(state="passed")
    for row in Invitation.objects.all():
        assert row.used == passed.filter(invitation=row).count() <= row.most
    assert passed.filter(threshold__kind="redeem").count() == RedeemCode.objects.exclude(visitor=None).count()
    orders = list(passed.exclude(order=None).values_list("order", flat=True))
    assert len(orders) == len(set(orders))
    transaction.savepoint_rollback(point)
