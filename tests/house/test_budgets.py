"""Nothing is longer than STYLE.md allows; what is excused stands in a list that only shrinks."""

import subprocess

import pytest

from tests.house import budgets
from tests.house.plan import ROOT


def allowed(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def excesses():
    return budgets.excesses(ROOT)


@pytest.fixture(scope="module")
def figures():
    return budgets.figures(ROOT)


def test_nothing_is_over_its_budget(excesses):
    excused = allowed(budgets.ALLOWED.read_text())

    assert [str(excess) for excess in excesses if excess.name not in excused] == []


def test_list_of_excused_holds_only_what_needs_it(excesses):
    needed = {excess.name for excess in excesses}

    assert [name for name in allowed(budgets.ALLOWED.read_text()) if name not in needed] == []


def test_list_of_excused_never_grows():
    path = budgets.ALLOWED.relative_to(ROOT).as_posix()
    command = ["git", "log", "--format=%H", "--", path]
    commits = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    shown = [subprocess.run(["git", "show", f"{commit}:{path}"], cwd=ROOT, capture_output=True, text=True, check=False)
             for commit in commits]  # fmt: skip
    shortest = min((len(allowed(each.stdout)) for each in shown), default=0)

    assert len(allowed(budgets.ALLOWED.read_text())) <= shortest


@pytest.mark.parametrize(
    ("figure", "most"),
    [
        ("function_median", budgets.FUNCTION_MEDIAN),
        ("function_p90", budgets.FUNCTION_P90),
        ("file_median", budgets.FILE_MEDIAN),
    ],
)
def test_house_stays_small_in_the_middle(figures, figure, most):
    assert figures[figure] <= most
