"""What the review says in words: the weakest step, and how a group is."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coterie.review.enums import GroupState, Hint
from coterie.review.queries.alarms import Alarm
from coterie.review.queries.words import percent, step_name, whole_number
from coterie.review.rules.lever import Verdict

STATES: dict[str, tuple[Promise, str]] = {
    GroupState.LIVELY: (gettext_lazy("lively"), "leaf"),
    GroupState.QUIET: (gettext_lazy("quiet"), "amber"),
    GroupState.DORMANT: (gettext_lazy("dormant"), "red"),
    GroupState.ZOMBIE: (gettext_lazy("zombie"), "red"),
}
"""The word and the tone of each state of a group."""


def verdict_sentence(verdict: Verdict) -> str:
    """Name the weakest step and what it is worth, or say why none is named."""
    if isinstance(verdict.step, Hint):
        return hint_sentence(verdict.step)
    lever = verdict.levers[0]
    return _(
        "The weakest step is “%(step)s”: %(own)s go on, good communities reach %(aim)s. "
        "It is the best lever with %(sure)s probability and would bring about %(gain)s more people to the end."
    ) % {
        "step": step_name(verdict.step),
        "own": percent(lever.own),
        "aim": percent(lever.aim),
        "sure": percent(lever.p_best),
        "gain": whole_number(lever.gain),
    }


def hint_sentence(hint: Hint) -> str:
    """Say why no step is named."""
    return {
        Hint.UNDECIDED: _("No step stands out yet: the candidates are too close to tell."),
        Hint.MEASUREMENT: _("Nothing can be judged yet: print a code, so that looks and joins are seen."),
        Hint.VOLUME: _("Too few people came to judge a step. Bring more people in first."),
        Hint.NONE: _("No step is below what good communities reach."),
    }[hint]


def told_alarms(alarms: Iterable[Alarm], groups: Mapping[int, str]) -> list[str]:
    """Return the sentences of alarms, those about one group with its name before them."""
    return [
        f"{groups[alarm.group]}: {alarm.why}" if alarm.group is not None and alarm.group in groups else alarm.why
        for alarm in alarms
    ]
