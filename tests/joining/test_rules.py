"""Who is a person, and who a visitor is."""

from collections import Counter
from pathlib import Path

import pytest

from coterie.joining.enums import Verdict
from coterie.joining.rules import cookie_of, verdict, visitor_in
from coterie.kit.ids import new_visitor

LABELLED = [
    line.split("\t") for line in (Path(__file__).parent / "agents.tsv").read_text(encoding="utf-8").splitlines()
]


FAR, NEAR = ("198.41.0.4", 40_000), ("127.0.0.1", 40_000)


def test_list_is_long_enough() -> None:
    counted = Counter(label for label, _agent in LABELLED)

    assert (counted["bot"] + counted["preview"] + counted["tool"] >= 60, counted["person"] >= 40) == (True, True)


@pytest.mark.parametrize(("label", "agent"), LABELLED)
def test_agent_is_judged_as_labelled(label: str, agent: str) -> None:
    who, sign = verdict("GET", {b"user-agent": agent.encode()}, FAR)

    assert who == ("bot" if label == "tool" else label)
    assert bool(sign) == (label != "person")


@pytest.mark.parametrize("agent", [agent for label, agent in LABELLED if label == "tool"])
def test_tool_on_ones_own_network_is_in_somebodys_hand(agent: str) -> None:
    headers = {b"user-agent": agent.encode()}

    assert [verdict("GET", headers, client)[0] for client in (NEAR, ("192.168.1.7", 1), None)] == ["person"] * 3


@pytest.mark.parametrize(
    ("method", "headers", "wanted"),
    [
        ("HEAD", {}, (Verdict.HEAD, "method")),
        ("GET", {b"purpose": b"prefetch"}, (Verdict.PREFETCH, "purpose")),
        ("GET", {b"sec-purpose": b"prefetch;prerender"}, (Verdict.PREFETCH, "purpose")),
        ("GET", {b"x-moz": b"prefetch"}, (Verdict.PREFETCH, "purpose")),
        ("GET", {b"x-purpose": b"preview"}, (Verdict.PREVIEW, "purpose")),
        ("GET", {b"sec-fetch-dest": b"image"}, (Verdict.EMBEDDED, "sec-fetch-dest")),
        ("GET", {b"sec-fetch-dest": b"document"}, (Verdict.PERSON, "")),
    ],
)
def test_request_tells_what_looks(method: str, headers: dict[bytes, bytes], wanted: tuple[str, str]) -> None:
    assert verdict(method, headers) == wanted


def test_cookie_comes_back_as_the_visitor() -> None:
    visitor = new_visitor()

    assert visitor_in(cookie_of(visitor)) == visitor


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: "1" + c, lambda c: c.swapcase(), lambda _: "é.é"])
def test_forged_cookie_is_nobody(change) -> None:
    assert visitor_in(change(cookie_of(new_visitor()))) is None


def test_cookies_of_two_visitors_cannot_be_mixed() -> None:
    one, other = cookie_of(new_visitor()).split("."), cookie_of(new_visitor()).split(".")

    assert visitor_in(f"{one[0]}.{other[1]}") is None
