"""The house rules are tested themselves: each violation, planted in a small house, is caught and named."""

import pytest

from tests.house import budgets, contracts, rooms, skeleton

LONG_FUNCTION = "def much() -> int:\n    a = 0\n" + "    a += 1\n" * 40 + "    return a\n"
LONG_VIEW = "def page(request: HttpRequest) -> HttpResponse:\n    a = 0\n" + "    a += 1\n" * 15 + "    return a\n"
SLOW_VERB = "@transaction.atomic\ndef join(member: int) -> None:\n    ...\n"

IMPORTS = {
    "upward import between floors": ("kit/money.py", "import coterie.platform.events", "coterie.kit.money ->"),
    "upward import between contexts": ("accounts/rules.py", "import coterie.groups.rules", "coterie.accounts.rules ->"),
    "late upward import": (
        "members/queries/late.py",
        "def f():\n    from coterie.talk import rules",
        "coterie.members.queries.late ->",
    ),
    "sideways import of contexts": ("market/rules.py", "import coterie.joining.rules", "coterie.market.rules ->"),
    "sideways import of faces": ("api/codes.py", "import coterie.web", "coterie.api.codes ->"),
    "edge reaching for pages": ("edge/scan.py", "from coterie.web import views", "coterie.edge.scan ->"),
    "foreign models": ("talk/domain/post.py", "from coterie.members import models", "coterie.talk.domain.post"),
    "foreign models in the edge": ("edge/seat.py", "import coterie.groups.models", "coterie.edge.seat"),
    "room above": ("groups/rules.py", "import coterie.groups.domain", "coterie.groups.rules ->"),
    "query that writes": ("talk/queries/posts.py", "import coterie.talk.domain", "coterie.talk.queries.posts ->"),
    "review reaching for a context": ("review/lake.py", "import coterie.members.queries", "coterie.review.lake ->"),
    "machinery out of order": ("platform/live/far.py", "import coterie.platform.jobs", "coterie.platform.live.far ->"),
    "undeclared package": ("loyalty/rules.py", "", "- coterie.loyalty"),
    "stray services.py": ("groups/services.py", "", "- coterie.groups.services"),
}

TOUCH = "from coterie.groups.models import Group\ndef f(group: Group) -> int:\n    return Group.objects.count()\n"

LAWS = {
    "foreign models touched upstairs": ("web/pages.py", TOUCH, rooms.touched_models),
    "foreign models imported whole": ("api/pages.py", "import coterie.groups.models", rooms.touched_models),
    "http below floor 3": ("talk/domain/http.py", "import django.http", rooms.http_downstairs),
    "router below floor 3": ("platform/mail/api.py", "from ninja import Router", rooms.http_downstairs),
    "view in the edge": ("edge/view.py", "from django.shortcuts import render", rooms.http_downstairs),
    "engine outside the review": ("web/chart.py", "import ibis", rooms.engines),
    "text in an event": ("talk/domain/edit.py", "Edited(data={'text': text})", rooms.words_in_events),
    "stray room": ("groups/views.py", "", rooms.strangers),
    "file named after a kind": ("web/utils.py", "", rooms.kinds),
    "folder named after a kind": ("kit/common/dates.py", "", rooms.kinds),
    "signal": ("groups/models/group.py", "from django.db.models.signals import post_save", rooms.hidden_effects),
    "save override": ("talk/models/message.py", "class M:\n    def save(self): ...", rooms.hidden_effects),
    "model by name": ("talk/queries/m.py", "apps.get_model('groups.Group')", rooms.hidden_effects),
    "ambient time": ("members/domain/age.py", "clock.now()", rooms.ambient_time),
    "ambient time, long way": ("members/rules.py", "datetime.datetime.now()", rooms.ambient_time),
    "verb without actor": ("groups/domain/seat.py", SLOW_VERB, rooms.mute_verbs),
}

LONG_VERB = "@transaction.atomic\ndef pay(*, actor, now):\n    a = 0\n" + "    a += 1\n" * 25

SIZES = {
    "verb over budget": ("groups/domain/pay.py", LONG_VERB, "coterie/groups/domain/pay.py::pay"),
    "function over budget": ("kit/much.py", LONG_FUNCTION, "coterie/kit/much.py::much"),
    "view over budget": ("web/long.py", LONG_VIEW, "coterie/web/long.py::page"),
    "file over budget": ("kit/file.py", "a = 1\n" * 301, "coterie/kit/file.py"),
    "template over budget": ("web/templates/page.html", "<p>\n" * 81, "coterie/web/templates/page.html"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    root = tmp_path_factory.mktemp("sound")
    skeleton.build(root)
    return root


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    root = tmp_path_factory.mktemp("planted")
    skeleton.build(root)
    for name, text, _ in [*IMPORTS.values(), *LAWS.values(), *SIZES.values()]:
        skeleton.plant(root, name, text)
    return root


@pytest.fixture(scope="module")
def said(planted):
    return contracts.said(planted)


def test_sound_house_breaks_no_rule(sound):
    assert ", 0 broken." in contracts.said(sound)
    assert [finding for law in rooms.LAWS for finding in law(sound)] == []
    assert budgets.excesses(sound) == []


@pytest.mark.parametrize("name", IMPORTS)
def test_planted_import_is_caught(name, said):
    assert IMPORTS[name][2] in said


@pytest.mark.parametrize("name", LAWS)
def test_planted_breach_of_law_is_caught(name, planted):
    path, _, law = LAWS[name]

    assert any(finding.startswith(f"coterie/{path}") for finding in law(planted))


@pytest.mark.parametrize("name", SIZES)
def test_planted_excess_is_caught(name, planted):
    assert SIZES[name][2] in {excess.name for excess in budgets.excesses(planted)}


def test_naming_a_row_in_an_annotation_is_no_breach(tmp_path):
    skeleton.build(tmp_path)
    skeleton.plant(tmp_path, "web/pages.py", TOUCH.replace("Group.objects.count()", "group.taken"))

    assert list(rooms.touched_models(tmp_path)) == []


def test_readme_without_headings_is_caught(tmp_path):
    skeleton.build(tmp_path)
    (tmp_path / "coterie/groups/README.md").write_text("## Words\n")

    assert [finding.partition(" ")[0] for finding in rooms.readmes(tmp_path)] == ["coterie/groups/README.md"]
