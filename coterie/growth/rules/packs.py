"""Policy packs: what the law asks, as data with a version, in coterie/growth/packs."""

import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path

from coterie.growth.rules.policy import Pack, Promise, Rule

FOLDER = Path(__file__).resolve().parents[1] / "packs"
KINDS = frozenset(field.name for field in fields(Promise)) - {"currency"}
BY_CURRENCY = {"CNY": "cn", "USD": "us"}
ELSEWHERE = "eu"
"""The pack of a community in any other currency: most of the world asks what the European Union asks, or less."""


@cache
def packs() -> dict[str, Pack]:
    """Return all packs by their ids."""
    read = (pack_in(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {pack.id: pack for pack in read}


def pack_in(text: str) -> Pack:
    """Read a pack. Raises ValueError for a rule about something that nobody promises, or one that stands twice."""
    facts = tomllib.loads(text)
    rules = tuple(Rule(**rule) for rule in facts.pop("rules"))
    unknown = sorted({rule.kind for rule in rules} - KINDS)
    if unknown or len({rule.id for rule in rules}) < len(rules):
        raise ValueError(f"pack {facts['id']}: {unknown or 'a rule stands twice'}")
    return Pack(**facts, rules=rules)


def pack_for(currency: str) -> Pack:
    """Return the pack of a community that chose none: the one where its currency is at home."""
    return packs()[BY_CURRENCY.get(currency, ELSEWHERE)]
