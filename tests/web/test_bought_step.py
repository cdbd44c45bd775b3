"""A stranger before a door that asks for something bought here: out to the shop, and back in."""

from typing import Any

import pytest
from django.test import Client

from coterie.groups.queries.seat import seats_in
from coterie.joining.domain.threshold import StepDraft, drafts_at
from coterie.joining.models import LiveCode
from coterie.kit.clock import now
from coterie.market.domain.offer import close_offer
from coterie.market.domain.paying import confirm_payment
from coterie.market.models import Order, Variant
from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast
from tests.joining.doors import code_of
from tests.joining.steps import set_steps
from tests.market.clubs import a_club
from tests.market.stall import on_sale

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers)
    return answer.content.decode()


def door(cast: Cast) -> tuple[Variant, LiveCode]:
    """Let a code be entered by whoever has bought a pen."""
    row, code = on_sale(cast, left=9), code_of(cast)
    set_steps(cast, StepDraft(kind="payment", offer=row.offer_id), code=code)
    return row, code


def test_a_stranger_buys_and_comes_back_in(cast: Cast) -> None:
    (row, code), client = door(cast), Client()
    at = f"/c/table/join/payment?code={code.slug}"
    assert client.get(f"/c/table/join?code={code.slug}")["Location"] == at
    assert ("Pen" in page(client, at), "See it and buy it" in page(client, at)) == (True, True)
    refused = client.post(at)
    assert (refused.status_code, "You have not bought this yet" in refused.content.decode()) == (200, True)

    assert client.post(f"/c/table/join/payment/offer?code={code.slug}")["Location"] == "/o/pen"
    client.force_login(cast.accounts["stranger"], backend=BACKEND)
    said: dict[str, Any] = {"variant": row.key, "quantity": "1", "name": "Sam", "rules": "on"}
    home = client.post("/o/pen/checkout", said)["Location"]
    waiting = page(client, home)
    assert ("As soon as it is paid you can go in." in waiting, at in waiting) == (True, True)
    confirm_payment(payment=Order.objects.get().payments.get().pk, evidence="7", actor=cast.actor("alice"), now=now())
    assert "It is paid: you can go in now." in page(client, home)

    assert client.post(at)["Location"] == f"/c/table/join?code={code.slug}"
    assert "Back to the door" not in page(client, home)
    entered = client.post(f"/c/table/join?code={code.slug}", {"name": "Sam", "rules": "on"})

    assert (entered.status_code, len(seats_in(cast.actor("stranger"), cast.table.pk))) == (302, 1)


def test_without_such_a_step_one_is_led_on(cast: Cast) -> None:
    assert Client().post("/c/table/join/payment/offer")["Location"] == "/c/table/join"
    assert Client().post("/c/table/join/approval/offer")["Location"] == "/c/table/join"
    assert Client().post("/c/table/join/nothing/offer").status_code == 404


def test_what_is_no_longer_for_sale_is_said(cast: Cast) -> None:
    row, code = door(cast)
    close_offer(offer=row.offer_id, actor=cast.actor("alice"), now=now())

    assert "It is not for sale now." in page(Client(), f"/c/table/join/payment?code={code.slug}")


def test_builder_chooses_what_is_bought(cast: Cast) -> None:
    pen, club, alice = on_sale(cast), a_club(cast), Client()
    alice.force_login(cast.accounts["alice"], backend=BACKEND)
    shown = page(alice, "/console/table/thresholds")
    assert shown.count(f'value="{club.offer_id}"') == 2
    kinds = ("questions", "invitation", "referral", "purchase", "redeem", "approval", "payment", "plan")
    form = {"s-TOTAL_FORMS": "8", "s-INITIAL_FORMS": "8"} | {f"s-{at}-kind": kind for at, kind in enumerate(kinds)}
    form |= {"s-6-on": "on", "s-7-on": "on", "s-7-offer": str(club.offer_id)}

    refused = alice.post("/console/table/thresholds", form)
    assert (refused.status_code, "Choose what is to be bought." in refused.content.decode()) == (200, True)
    assert alice.post("/console/table/thresholds", form | {"s-6-offer": str(pen.offer_id)}).status_code == 302

    assert [(step.kind, step.offer) for step in drafts_at(cast.table.pk, None)] == [
        ("rules", None), ("payment", pen.offer_id), ("plan", club.offer_id),
    ]  # fmt: skip
    assert "What you buy" in page(alice, "/console/table/thresholds/preview/payment")
