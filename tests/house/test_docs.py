"""What the documentation lists is what the code has: after a change, `make docs` writes it anew."""

import re

import click
import pytest

from docs import reference
from tests.house.plan import ROOT, contexts

HANDBOOK = ROOT / "docs" / "handbook"
HEADINGS = ("Words", "Promises", "Imports", "Tells", "Listens")


@pytest.mark.parametrize("name", reference.PAGES)
def test_page_says_what_the_code_has(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == reference.page(name), "run `make docs`"


def test_schema_of_the_api_is_the_one_kept():
    kept = (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")

    assert kept == reference.openapi(), "run `make docs`, and say in CHANGELOG.md what changed for those who call"


def test_every_command_and_option_explains_itself():
    from coterie.cli.program import program

    mute = [
        f"{name} {' '.join(parameter.opts)}"
        for name, command in reference.walk(program, "coterie")
        for parameter in [command, *command.params]
        if not isinstance(parameter, click.Argument) and not parameter.help
    ]  # fmt: skip

    assert mute == []


@pytest.mark.parametrize("heading", HEADINGS)
def test_heading_of_every_readme_is_explained(heading):
    assert f"**{heading}**" in (HANDBOOK / "house.md").read_text(encoding="utf-8")


def test_every_context_is_on_the_plan():
    plan = (HANDBOOK / "house.md").read_text(encoding="utf-8")

    assert [
        context.name for context in contexts(ROOT) if f"](../../coterie/{context.name}/README.md)" not in plan
    ] == []


def test_every_target_of_the_makefile_explains_itself():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()

    assert [target for target in targets if not re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)] == []


def pages():
    yield from (ROOT / name for name in ("README.md", "STYLE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))
    yield from sorted((ROOT / "coterie").rglob("README.md"))


def links(page):
    yield from re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))


def test_every_link_between_pages_leads_somewhere():
    lost = [f"{page} -> {target}" for page in pages() for target in links(page) if not (page.parent / target).exists()]

    assert lost == []


def test_every_decision_has_its_parts():
    parts = ["Context", "Decision", "Consequences", "Alternatives", "What enforces it"]
    lacking = {}
    for page in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        if headings != parts:
            lacking[page.name] = headings

    assert lacking == {}
