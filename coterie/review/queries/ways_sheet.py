"""The comparison of ways in words and rows."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from coterie.kit.money import Money
from coterie.review.queries.sheet import Cell, Sheet
from coterie.review.queries.ways import Figures, Sums, Way
from coterie.review.queries.words import money, percent
from coterie.review.rules.bargain import Bargain, Measure, bargain
from coterie.review.rules.bargain import Way as Bargained

COUNTS = ("views", "visitors", "joins", "activated", "pending")
Names = Mapping[int | None, str]


def ways_sheet(channels: Sequence[Way], codes: Sequence[Way], *, names: Names, places: Names, currency: str) -> Sheet:
    """Return the table: each channel, then its placements.

    `names` says what channels are called, `places` what the codes of placements are.
    """
    now = (*COUNTS, "cost", "cost_per_join", "revenue")
    lines = [(way, "") for way in channels] + [(way, places.get(way.code, "")) for way in codes if way.code in places]
    lines.sort(key=lambda line: (names.get(line[0].channel, ""), line[1]))
    return Sheet(
        title=_("Where people come from"),
        sentence=ways_sentence(channels, names, currency),
        columns=(_("Channel"), _("Placement"), *heads(), *(_("%s before") % head for head in heads()), _("Currency")),
        names=("channel", "placement", *now, *(f"{name}_before" for name in now), "currency"),
        rows=[
            (names.get(way.channel, ""), place, *cells(way.now, currency), *cells(way.before, currency), currency)
            for way, place in lines
        ],
    )


def heads() -> tuple[str, ...]:
    """Return the headings of the figures."""
    return (
        _("Views"), _("Visitors"), _("Joined"), _("Activated"), _("Still have time"), _("Cost"), _("Cost per join"),
        _("Later revenue"),
    )  # fmt: skip


def cells(figures: Figures | None, currency: str) -> tuple[Cell, ...]:
    """Return one period's figures; amounts in major units of the currency."""
    if figures is None:
        return (None,) * len(heads())
    return (
        *(getattr(figures, name) for name in COUNTS),
        major(figures.costs.get(currency), currency),
        major(figures.cost_per_join(currency), currency),
        major(figures.revenue.get(currency), currency),
    )


def major(minor: int | None, currency: str) -> str | None:
    """Return an amount as CSV has it."""
    return None if minor is None else str(Money(minor, currency).decimal)


def ways_sentence(channels: Sequence[Way], names: Names, currency: str) -> str:
    """Name the best and the worst channel, and say when there are too few people to tell."""
    if not any(way.now.visitors or way.now.joins for way in channels):
        return _("Nobody came in these days. Hang a code up, and see here what it brings and costs.")
    found = bargain([way.bargained(currency) for way in channels])
    if found is None:
        return _("All people came by one channel. Open a second one to see which is better.")
    told = money_sentence(found, names, currency) if found.measure == Measure.MONEY else visitors_sentence(found, names)
    return told if found.sure else f"{told} {caveat(found)}"


def money_sentence(found: Bargain, names: Names, currency: str) -> str:
    """Compare by what a join costs."""
    words = {"best": names.get(found.best.channel, ""), "worst": names.get(found.worst.channel, "")}
    if not found.best.joins:
        return _("No channel that cost money brought anybody.")
    words["cost"] = price(found.best, currency)
    if not found.worst.joins:
        words["spent"] = money(Money(found.worst.cost, currency))
        told = _(
            "Best: %(best)s, where a join costs %(cost)s. Worst: %(worst)s, which cost %(spent)s and brought nobody."
        )
        return told % words
    words["worst_cost"] = price(found.worst, currency)
    return _("Best: %(best)s, where a join costs %(cost)s. Worst: %(worst)s, where it costs %(worst_cost)s.") % words


def price(way: Bargained, currency: str) -> str:
    """Return what a join costs, in words."""
    return money(Money((2 * way.cost + way.joins) // (2 * way.joins), currency))


def visitors_sentence(found: Bargain, names: Names) -> str:
    """Compare by how many visitors join."""
    words = {"best": names.get(found.best.channel, ""), "worst": names.get(found.worst.channel, "")}
    words["rate"] = percent(found.best.joins / found.best.visitors)
    words["worst_rate"] = percent(found.worst.joins / found.worst.visitors)
    told = _("Best: %(best)s, where %(rate)s of the visitors join. Worst: %(worst)s with %(worst_rate)s.")
    return told % words


def caveat(found: Bargain) -> str:
    """Say how likely the order is not chance alone."""
    few = _("These are few people: the order is right with a probability of %(chance)s, so do not act on it yet.")
    return few % {"chance": percent(found.chance)}


def shown(sums: Sums) -> str:
    """Write amounts of several currencies, side by side."""
    return " + ".join(money(Money(minor, currency)) for currency, minor in sorted(sums.items()))
