"""Reading the numbers of a campaign as people write them: in a file, a form, a call. All three mean the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext as _

from coterie.growth.rules.campaign import EVERYBODY, Campaign, Reward, Team
from coterie.kit.errors import Invalid

MOST_MONEY, MOST_CYCLES, MOST_REWARDS, MOST_WORDS = 1e12, 400, 20, 60


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which numbers a field lies, and whether it counts things."""

    least: float
    most: float
    whole: bool = False


SHARE, MONEY = Bound(0, 1), Bound(0, MOST_MONEY)
BOUNDS = {
    "seeds": Bound(1, 1_000_000, whole=True),
    "cycle_days": Bound(0.1, 365),
    "horizon_days": Bound(1, 3650),
    "population": Bound(1, EVERYBODY, whole=True),
    "joins": SHARE,
    "activation": SHARE,
    "commission": SHARE,
    "fraud_share": SHARE,
    "fixed_cost": MONEY,
    "budget": MONEY,
}
INVITATIONS = {"mean": Bound(0, 100), "dispersion": Bound(0.01, 1_000_000)}
ORDER = {"rate": Bound(0, 100), "value": MONEY, "margin": SHARE}
REWARD = {"at": Bound(1, 1000, whole=True), "cost": MONEY}
TEAM = {
    "people": Bound(2, 20, whole=True),
    "cost": MONEY,
    "hours": Bound(1, 720),
    "stock": Bound(0, 1_000_000_000, whole=True),
}
ALL_BOUNDS = {**BOUNDS, **INVITATIONS, **ORDER, **REWARD, **TEAM}
NEEDED = ("seeds", "invitations", "cycle_days", "horizon_days")
PARTS = ("invitations", "order", "rewards", "team")
NO_ORDER = {"rate": 0, "value": 0}


def campaign_of(given: object) -> Campaign:
    """Return the campaign that a file describes. Raises Invalid with the field that is wrong, and its bound."""
    fields = part(given, "", (*BOUNDS, *PARTS), NEEDED)
    invitations = numbers("invitations", part(fields["invitations"], "invitations", (*INVITATIONS,), (*INVITATIONS,)))
    order = numbers("order", part(fields.get("order", NO_ORDER), "order", (*ORDER,), ("rate", "value")))
    own = numbers("", {name: one for name, one in fields.items() if name in BOUNDS})
    whole = {name: int(own.pop(name)) for name in ("seeds", "population") if name in own}
    team = team_of(fields["team"]) if "team" in fields else None
    prizes = {"rewards": rewards_of(fields.get("rewards", ())), "team": team}
    made = Campaign(**whole, **own, **invitations, **order, **prizes)  # type: ignore[arg-type]  # each has what it holds
    if made.cycles > MOST_CYCLES:
        refuse("horizon_days", _("at most %(most)s cycles") % {"most": MOST_CYCLES})
    if made.population < made.seeds:
        refuse("population", _("at least as many as the seeds, %(seeds)s") % {"seeds": made.seeds})
    return made


def part(given: object, path: str, names: Collection[str], needed: Collection[str]) -> Mapping[str, object]:
    """Return the fields of a part; all that are needed are there, and none without a name."""
    if not isinstance(given, Mapping):
        refuse(path, _("names and values of its fields are wanted"))
    for name in given:
        if name not in names:
            refuse(under(path, str(name)), _("no such field; there are %(names)s") % {"names": ", ".join(names)})
    for name in needed:
        if name not in given:
            refuse(under(path, name), _("must be given"))
    return given


def rewards_of(given: object) -> tuple[Reward, ...]:
    """Return the rewards in the order in which they are written."""
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > MOST_REWARDS:
        refuse("rewards", _("a list of at most %(most)s is wanted") % {"most": MOST_REWARDS})
    return tuple(reward_of(one, f"rewards[{place}]") for place, one in enumerate(given, start=1))


def reward_of(given: object, path: str) -> Reward:
    """Return one reward."""
    fields = dict(part(given, path, (*REWARD, "kind"), (*REWARD,)))
    kind = fields.pop("kind", "")
    if not isinstance(kind, str) or len(kind) > MOST_WORDS:
        refuse(under(path, "kind"), _("words of at most %(most)s letters are wanted") % {"most": MOST_WORDS})
    found = numbers(path, fields)
    return Reward(int(found["at"]), found["cost"], kind)


def team_of(given: object) -> Team:
    """Return what teams get."""
    found = numbers("team", part(given, "team", (*TEAM,), ("people", "cost")))
    stock = int(found["stock"]) if "stock" in found else None
    return Team(int(found["people"]), found["cost"], found.get("hours"), stock)


def numbers(path: str, given: Mapping[str, object]) -> dict[str, float]:
    """Return numbers that lie within their bounds."""
    return {name: number(under(path, name), one, ALL_BOUNDS[name]) for name, one in given.items()}


def number(path: str, given: object, bound: Bound) -> float:
    """Return a number that lies within its bound."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        refuse(path, _("a number is wanted"))
    if not bound.least <= given <= bound.most:
        limits = {"least": f"{bound.least:,.10g}", "most": f"{bound.most:,.10g}"}
        refuse(path, _("must lie between %(least)s and %(most)s") % limits)
    if bound.whole and given != int(given):
        refuse(path, _("a whole number is wanted"))
    return float(given)


def under(path: str, name: str) -> str:
    """Return the name of a field within a part."""
    return f"{path}.{name}" if path else name


def refuse(path: str, why: str) -> NoReturn:
    """Say what is wrong with a field."""
    raise Invalid(f"{path}: {why}" if path else why, field=path or None)
