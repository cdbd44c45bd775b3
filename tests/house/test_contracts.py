"""The import contracts hold, and no context escapes them."""

from tests.house import contracts
from tests.house.plan import ROOT, contexts


def test_house_keeps_every_import_contract():
    said = contracts.said(ROOT)

    assert ", 0 broken." in said, said


def test_every_context_and_the_review_have_their_rooms_under_contract():
    names = [f"coterie.{context.name}" for context in contexts(ROOT)]

    assert sorted(contracts.listed("rooms", "containers")) == sorted([*names, "coterie.review"])


def test_review_may_import_no_context():
    names = [f"coterie.{context.name}" for context in contexts(ROOT)]

    assert sorted(contracts.listed("review", "forbidden_modules")) == names


def test_every_context_has_its_models_protected():
    sections = contracts.read().sections()
    owners = [section.removeprefix(f"{contracts.PREFIX}models-") for section in sections if ":models-" in section]

    with_models = [context.name for context in contexts(ROOT) if (context / "models").exists()]
    assert sorted(owners) == sorted([*with_models, "review"])
