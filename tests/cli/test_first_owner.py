"""What an empty install says when it starts."""

import getpass

import pytest
from django.test import Client

from coterie.accounts.models import Account
from coterie.cli.first_owner import EMAIL, first_word, link_of
from tests.cast import Cast


@pytest.mark.django_db
def test_an_empty_install_prints_a_way_to_the_five_questions(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000"
    monkeypatch.setattr(getpass, "getuser", lambda: "wen")

    said = first_word()
    first_word()

    link = said.removeprefix("Begin as its owner: http://127.0.0.1:8000")
    page = Client().get(link, follow=True)
    assert page.redirect_chain[-1][0] == "/console/begin"
    assert "Five questions" in page.content.decode()
    assert list(Account.objects.values_list("email", "name")) == [(EMAIL, "Wen")]


@pytest.mark.django_db
def test_an_install_that_others_reach_prints_no_link(settings: object) -> None:
    settings.BASE_URL = "https://community.example.org"

    assert first_word() == "Nobody owns it yet: coterie createowner EMAIL"
    assert not Account.objects.exists()


def test_an_install_with_a_community_says_nothing(cast: Cast) -> None:
    assert first_word() == ""
    assert "next=" not in link_of(cast.accounts["alice"])
