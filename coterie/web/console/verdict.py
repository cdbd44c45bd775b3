"""What the review says in words: the weakest step, and how a group is."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coterie.review.enums import GroupState, Hint, Step
from coterie.review.queries.alarms import Alarm
from coterie.review.queries.words import in_a_row, percent, whole_number
from coterie.review.rules.lever import Lever, Verdict

FEW = 10

STATES: dict[str, tuple[Promise, str]] = {
    GroupState.LIVELY: (gettext_lazy("lively"), "leaf"),
    GroupState.QUIET: (gettext_lazy("quiet"), "amber"),
    GroupState.DORMANT: (gettext_lazy("dormant"), "red"),
    GroupState.ZOMBIE: (gettext_lazy("zombie"), "red"),
}
"""The word and the tone of each state of a group."""
PASSAGES: dict[Step, Promise] = {
    Step.SEEN: gettext_lazy("the first look"),
    Step.SCANNED: gettext_lazy("from the first look to the scan"),
    Step.JOINED: gettext_lazy("from the scan to joining"),
    Step.SPOKE: gettext_lazy("from joining to the first message"),
    Step.RITUAL: gettext_lazy("from the first message to the first ritual"),
    Step.BOUGHT: gettext_lazy("from the first message to the first order"),
    Step.INVITED: gettext_lazy("from the first order to the first invitation"),
    Step.INVITEE_JOINED: gettext_lazy("from an invitation to a friend who joins"),
}
"""How each step is passed, for the middle of a sentence."""
ADVICE: dict[Step, Promise] = {
    Step.SEEN: gettext_lazy("show the public page where your people read."),
    Step.SCANNED: gettext_lazy("write one reason to come above the code, and hang it where people wait."),
    Step.JOINED: gettext_lazy("take one question away at the door, and say what happens this week."),
    Step.SPOKE: gettext_lazy("answer every newcomer by name within ten minutes, with one easy question."),
    Step.RITUAL: gettext_lazy("tell whoever joins at which hour you meet next."),
    Step.BOUGHT: gettext_lazy("show newcomers what others bought here, and let them say why."),
    Step.INVITED: gettext_lazy("ask those who wrote this week to bring one friend."),
    Step.INVITEE_JOINED: gettext_lazy("let the friend land in the group where the host sits."),
}
"""What helped elsewhere at each step."""


def verdict_sentence(verdict: Verdict) -> str:
    """Say which step is worth the next effort, what it brings and what to try, or why none is named.

    The first paragraph is the verdict, the second what follows from it.
    """
    if not isinstance(verdict.step, Hint):
        best = verdict.levers[0]
        return paragraphs(named(best), in_a_row(worth(best), advice(best.step)))
    if verdict.step == Hint.UNDECIDED:
        return undecided(verdict.levers)
    return paragraphs(*hint_sentences(verdict.step))


def paragraphs(*sentences: str) -> str:
    """Part the verdict from what follows."""
    return "\n\n".join(sentences)


def named(lever: Lever) -> str:
    """Name the weakest step."""
    return _("Your weakest step is %(step)s: %(own)s go on, good communities reach %(aim)s.") % rates(lever)


def worth(lever: Lever) -> str:
    """Say what the step is worth, and how sure that is."""
    said = _("It is the best lever with %(sure)s probability and worth about %(gain)s more people at the end.")
    return said % {"sure": percent(lever.p_best), "gain": people(lever.gain)}


def people(number: float) -> str:
    """Write an expected number of people: a small one with a decimal, for half a person is worth half the work."""
    return whole_number(number) if number >= FEW else number_format(round(number, 1), decimal_pos=1, use_l10n=True)


def undecided(levers: Sequence[Lever]) -> str:
    """Say between which two steps it is not decided, or that the only one that can be judged holds."""
    first, second = levers[0], next((lever for lever in levers[1:] if lever.p_best > 0), None)
    if second is None:
        said = _(
            "No step is weak enough to name. Of those that can be judged, %(step)s comes closest: "
            "%(own)s go on, good communities reach %(aim)s."
        )
        return paragraphs(said % rates(first), advice(first.step))
    said = _(
        "Two steps are worth about the same: %(step)s (%(own)s go on, good communities reach %(aim)s) and "
        "%(other)s (%(other_own)s and %(other_aim)s)."
    )
    other = {f"other_{key}": value for key, value in rates(second).items()}
    words = {**rates(first), **other, "other": other["other_step"]}
    return paragraphs(said % words, in_a_row(_("Begin with what costs you less."), advice(first.step)))


def rates(lever: Lever) -> dict[str, str]:
    """Return how a step does and what good communities reach, in words."""
    return {"step": str(PASSAGES[lever.step]), "own": percent(lever.own), "aim": percent(lever.aim)}


def advice(step: Step) -> str:
    """Return what is worth a try at a step."""
    return _("Try this: %(advice)s") % {"advice": ADVICE[step]}


def hint_sentences(hint: Hint) -> tuple[str, str]:
    """Say why no step is named, and what helps."""
    return {
        Hint.MEASUREMENT: (
            _("Nothing can be judged yet: nobody was seen on the way in."),
            _("Print a live code and hang it where your people are; from then on every step is counted."),
        ),
        Hint.VOLUME: (
            _("Too few people came to judge a step."),
            _("Thirty are enough. Hang the code in one more place, and ask three members to bring a friend."),
        ),
        Hint.NONE: (
            _("No step is below what good communities reach."),
            _("Keep the rhythm, and bring more people in: every new one now goes as far as elsewhere."),
        ),
    }[hint]


def told_alarms(alarms: Iterable[Alarm], groups: Mapping[int, str]) -> list[str]:
    """Return the sentences of alarms, those about one group with its name before them."""
    return [
        f"{groups[alarm.group]}: {alarm.why}" if alarm.group is not None and alarm.group in groups else alarm.why
        for alarm in alarms
    ]
