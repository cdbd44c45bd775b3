import json

import pytest

from coterie.review.enums import Step
from coterie.review.queries.report import as_json, report_of
from tests.review.chance import college, random_story, retail
from tests.review.story import Story, after

CONTRACT = {
    "messages", "authors", "members", "lurker_share", "gini", "top1_share", "top10_share", "dau_mau", "first_response",
    "newcomers", "funnel", "retention", "leaders", "group_state", "alarms", "weakest", "profit",
}  # fmt: skip


def blanks(value, path=""):
    """Yield the path of every None."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from blanks(inner, f"{path}.{name}".lstrip("."))
    elif value is None:
        yield path


@pytest.mark.parametrize("story", [Story(), random_story(1)], ids=["nothing", "chance"])
def test_the_contract_is_kept_and_whatever_is_missing_has_a_reason(story):
    found = as_json(report_of(story.log()))
    json.dumps(found, allow_nan=False)
    reasons = found.pop("reasons")

    assert found.keys() >= CONTRACT
    assert found["first_response"].keys() >= {"median_s", "answered_share"}
    assert found["weakest"].keys() >= {"step", "p_best", "gain"}
    assert [step["step"] for step in found["funnel"]] == list(Step)
    for path in blanks({name: value for name, value in found.items() if name not in ("weakest", "funnel")}):
        assert path in reasons or path.split(".")[0] in reasons, path
    for step in found["funnel"]:
        assert (step["entered"] is None) == (f"funnel.{step['step']}" in reasons)


def test_other_communities_are_not_seen():
    story = random_story(3)
    before = as_json(report_of(story.log(now=after(150))))
    for day in range(50):
        story.message(after(day), 1, community=8)
        story.tell(after(day), "page_seen", community=8, visitor=day)
        story.tell(after(day), "member_joined", community=None, member=day)

    assert as_json(report_of(story.log(now=after(150)))) == before


def test_what_comes_after_the_period_changes_nothing():
    story = random_story(3)
    early = [row for row in story.rows if row["at"] < after(60)]

    whole = as_json(report_of(story.log(since=after(20), until=after(60), now=after(150))))
    cut = as_json(report_of(Story(early).log(since=after(20), until=after(60), now=after(150))))

    assert whole == cut


def test_the_order_of_writing_does_not_matter():
    story = random_story(4)
    reversed_story = Story([*reversed(story.rows)])

    there, back = (as_json(report_of(one.log(now=after(150))), {1: "Alice"}) for one in (story, reversed_story))

    assert there == back
    assert {leader["member"] for leader in there["leaders"] if leader["id"] == 1} == {"Alice"}


def test_a_real_network_is_reviewed():
    found = as_json(report_of(college().log()))

    assert (found["messages"], found["authors"], found["group_state"]) == (59_835, 1350, "lively")
    assert 0.1 < found["dau_mau"] < 0.2
    assert found["first_response"]["answered_share"] > found["first_response"]["answered"] / found["messages"] - 0.01
    assert len(found["leaders"]) == 20


def test_real_sales_are_reviewed():
    profit = as_json(report_of(retail().log()))["profit"]

    assert (profit["invoices"], profit["customers"]) == (18_532, 4_338)
    assert profit["revenue"] == pytest.approx(8_911_408, abs=1)
    assert round(profit["top20_share"], 3) == 0.746
