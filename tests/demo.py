"""The demo for tests: played once in a run and copied."""

from pathlib import Path

from tests.install import Install, new_install, on_folder
from tests.once import copy_of

ENTER = """
import json
from coterie.cli.demo.command import demo_link
print(json.dumps(demo_link()))
"""
WAIT = """
from coterie.cli.demo.command import demo_community
from coterie.cli.demo.shop_lines import ADDRESSES
from coterie.communities.queries.communities import staff_of
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.domain.checkout import check_out
from coterie.market.domain.starting import keep_started
from coterie.market.models import Payment, ProviderAccount, Variant
from coterie.market.providers.port import Started

ProviderAccount.objects.update(is_on=True)
community, at = demo_community(), now()
owner = Actor(account=staff_of(community.pk).get(role="owner").account_id)
for name, started in (
    ("Desk stand", Started(external="cs_1", url="https://checkout.stripe.com/c/pay/cs_1")),
    ("Pocket box", Started(external="", code="weixin://wxpay/bizpayurl?pr=h3ADl1NE")),
):
    wanted = {Variant.objects.get(name=name).pk: 1}
    facts = {"wanted": wanted, "way": "stripe", "address": ADDRESSES[0], "actor": owner, "now": at}
    asked = check_out(community=community.pk, **facts).payments.get()
    keep_started(payment=asked.pk, started=started, actor=owner, now=at)
    if started.code:
        Payment.objects.filter(pk=asked.pk).update(provider="wechatpay")
        ProviderAccount.objects.create(community=community, provider="wechatpay", sealed=b"", is_on=True, changed_at=at)
Payment.objects.update(next_look_at=None)
print("null")
"""
"""Two orders of the owner that wait for providers, which nobody asks how it stands: the demo's keys are made up."""


def waiting_in(install: Install) -> None:
    """Let orders wait for a provider in a demo, for as long as a provider lets one pay."""
    install.python(WAIT)


def demo_in(folder: Path) -> tuple[Install, str]:
    """Return an install with the demo in a folder that is not there yet, and the link that enters it."""
    copy_of("demo", lambda played: new_install(played).run("demo"), folder)
    install = on_folder(folder)
    return install, str(install.python(ENTER))
