"""What a promise is in the eyes of the law, and which rules of a pack it breaks."""

import re
from dataclasses import dataclass
from datetime import date

MONEY = re.compile(
    r"\b(?:cash|paypal|venmo|(?:bank|money) transfer)\b|现金|红包|转账|打款|返现|提现|零钱"
    r"|^\W*(?:[$€£¥￥]\s?[\d.,]+|[\d.,]+\s?(?:[$€£¥￥]|元|块钱?|yuan|rmb|cny|usd|eur|gbp|dollars?|euros?|pounds?))\W*$",
    re.IGNORECASE,
)
"""Words for money, and an amount that stands alone."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a campaign or a plan for partners promises, as far as law cares. Each kind of rule is one of its fields."""

    levels: int = 1
    """How deep earnings go: own sales 1, those of partners whom one brought 2."""
    order_cap: int = 0
    """The largest share of an order's net that goes to partners in all, in basis points."""
    pays_for_heads: bool = False
    """Whether there is a reward for the number of people recruited to become partners."""
    buy_to_join: bool = False
    """Whether one has to pay or buy to become a partner."""
    cash_for_friends: bool = False
    """Whether friends who join are paid for in money."""
    share_for_reward: bool = False
    """Whether sharing itself is rewarded: nothing is asked of a friend but a tap."""
    largest_prize: int = 0
    """What the largest prize is worth that is drawn by chance, in minor units of `currency`."""
    uncapped_cash: bool = False
    """Whether there is no end to money for friends: no budget, and no number of how many there are."""
    untold_reward: bool = False
    """Whether who is invited does not learn that the inviter gets something."""
    writes_to_friends: bool = False
    """Whether we write to people whose address somebody else gave us."""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a pack: `kind` is the field of a promise that may not be above `limit`."""

    id: str
    kind: str
    limit: int
    title: str
    reason: str
    law: str
    article: str
    link: str
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The rules of one part of the world in one version."""

    id: str
    name: str
    version: str
    since: date
    rules: tuple[Rule, ...]

    def rule(self, number: str) -> Rule:
        """Return the rule with an id."""
        return next(rule for rule in self.rules if rule.id == number)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that a promise breaks; queries/policy_words.py says it to people."""

    rule: str


def refusals(promise: Promise, pack: Pack) -> tuple[Refusal, ...]:
    """Return the rules of a pack that a promise breaks, in the order of the pack."""
    return tuple(Refusal(rule.id) for rule in pack.rules if breaks(promise, rule))


def breaks(promise: Promise, rule: Rule) -> bool:
    """Tell whether a promise goes beyond a rule; an amount in another currency than the rule's is always beyond."""
    elsewhere = rule.currency and promise.currency not in ("", rule.currency)
    return int(getattr(promise, rule.kind)) > (0 if elsewhere else rule.limit)


def is_money(thing: str) -> bool:
    """Tell whether a thing that is promised is money by its name."""
    return MONEY.search(thing) is not None
