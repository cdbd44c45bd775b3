"""Why a figure is not there."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from coterie.review.enums import Hint, Step
from coterie.review.queries.profit_json import COSTS, profit_json

if TYPE_CHECKING:
    from coterie.review.queries.report import Report


def reasons_for(report: "Report") -> dict[str, str]:
    """Return a sentence for every figure that is None, by its path in the JSON."""
    return {
        **reasons_of_talk(report),
        **reasons_of_newcomers(report),
        **{f"funnel.{step}": reason_of_step(step) for step in report.funnel.missing},
        **reasons_of_money(report),
        **reason_of_verdict(report),
    }


def reasons_of_talk(report: "Report") -> dict[str, str]:
    """Explain what messages do not show."""
    found = {}
    if report.voices.authors == 0:
        silence = _("Nobody wrote in this time.")
        names = ("gini", "top1_share", "top10_share", "effective_speakers", "absence_factor")
        found.update(dict.fromkeys(names, silence))
    if report.membership.lurker_share is None:
        found["lurker_share"] = _("There were no members in this time.")
    if report.stickiness is None or report.stickiness.dau_mau is None:
        found["dau_mau"] = _("Monthly activity needs thirty days of history.")
    if report.group_state is None:
        found["group_state"] = _("Nobody has written yet.")
    if report.first_response is None:
        found["first_response"] = _(
            "Nobody replied to or mentioned anybody, so answers cannot be told from other messages."
        )
    elif report.first_response.median_s is None:
        found["first_response.median_s"] = _("More than half of the messages were never answered.")
    return found


def reasons_of_newcomers(report: "Report") -> dict[str, str]:
    """Explain what is not known of newcomers."""
    found = {}
    if report.newcomers.answered_10m_share is None:
        unseen = _("No answer to a newcomer was seen.")
        found.update(dict.fromkeys(("newcomers.answered_10m_share", "newcomers.median_answer_s"), unseen))
    elif report.newcomers.median_answer_s is None:
        found["newcomers.median_answer_s"] = _("More than half of the newcomers were never answered.")
    if report.newcomers.returned_share is None:
        found["newcomers.returned_share"] = _("Nobody's sixtieth day is over yet.")
    return found


def reason_of_step(step: Step) -> str:
    """Explain why a step of the funnel is blank."""
    if step in (Step.SEEN, Step.SCANNED):
        return _("No look at the public page or at a code was recorded for these people.")
    if step is Step.RITUAL:
        return _("No ritual has been held yet.")
    if step is Step.BOUGHT:
        return _("Nothing has been sold yet.")
    if step in (Step.INVITED, Step.INVITEE_JOINED):
        return _("Nobody has invited anybody yet.")
    return _("This did not happen yet.")


def reasons_of_money(report: "Report") -> dict[str, str]:
    """Explain what is missing from the profit statement."""
    found: dict[str, str] = {}
    told = profit_json(report.earnings, report.expenses)
    if report.earnings and report.expenses is None:
        found |= {f"profit.{name}": _("Costs are known of the whole community only.") for name in COSTS}
    elif report.earnings and told["roi"] is None:
        found["profit.roi"] = _("Nothing was spent.")
    if not report.earnings:
        found |= {f"profit.{name}": _("Nothing has been sold yet.") for name in COSTS}
        names = ("currency", "revenue", "revenue_minor", "paid", "refunds", "invoices", "customers", "top20_share")
        found.update({f"profit.{name}": _("Nothing has been sold yet.") for name in names})
    return found


def reason_of_verdict(report: "Report") -> dict[str, str]:
    """Explain why no weakest step is named."""
    reasons = {
        Hint.UNDECIDED: _("No step is the best lever with a probability of 60 %."),
        Hint.MEASUREMENT: _("The problem is measurement: no step of the funnel can be judged yet."),
        Hint.VOLUME: _("The problem is volume: fewer than thirty people came in."),
        Hint.NONE: _("Every step does as well as the best quarter of peers."),
    }
    return {"weakest.step": reasons[report.weakest.step]} if isinstance(report.weakest.step, Hint) else {}
