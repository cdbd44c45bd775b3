"""On a phone, with script and without, in both languages: to the door, out to buy, and back in."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.install import new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.joining.domain.threshold import StepDraft
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.joining.doors import code_of
from tests.joining.steps import set_steps
from tests.market.stall import on_sale
cast = call_cast(now=now())
row, code = on_sale(cast, left=9, price=0), code_of(cast)
set_steps(cast, StepDraft(kind="payment", offer=row.offer_id), code=code)
facts = {"lifetime": timedelta(hours=1), "now": now()}
link = make_one_time_link(account=cast.accounts["stranger"].pk, **facts)
print(json.dumps({"stranger": link, "code": code.slug}))
"""
SAID = {
    "en": {"buy": "See it and buy it", "shop": "Buy", "order": "Order now", "back": "Back to the door", "join": "Join"},
    "zh-CN": {"buy": "查看并购买", "shop": "购买", "order": "提交订单", "back": "回到入口", "join": "加入"},
}


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_stranger_buys_and_comes_back(tmp_path: Path, browser: Browser, language: str, script: bool) -> None:
    install, said = new_install(tmp_path / "data"), SAID[language]
    facts = install.python(STAGE)
    with install.serving():
        sam = phone(browser, language, script=script)
        sam.goto(f"{install.address}/c/table/join?code={facts['code']}")
        assert sam.locator("html").evaluate("page => page.scrollWidth <= screen.width")
        sam.get_by_role("button", name=said["buy"]).click()
        sam.get_by_role("button", name=said["shop"], exact=True).first.click()
        sam.goto(f"{install.address}/enter/{facts['stranger']}?next=/o/pen/checkout")
        sam.locator("input[name=name]").fill("Sam")
        sam.locator("input[name=rules]").check()
        sam.get_by_role("button", name=said["order"]).click()
        sam.get_by_role("button", name=said["back"]).click()

        expect(sam).to_have_url(f"{install.address}/c/table/join?code={facts['code']}")
        assert sam.locator("html").evaluate("page => page.scrollWidth <= screen.width")
