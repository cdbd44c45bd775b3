from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress

from coterie.accounts.domain.account import change_profile, open_account
from coterie.accounts.domain.email import confirm_email
from coterie.accounts.domain.owner import ensure_owner
from coterie.accounts.domain.sign_in import record_sign_in
from coterie.accounts.models import Account
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def told(kind):
    return list(LoggedEvent.objects.filter(kind=kind).order_by("id").values_list("actor", "data"))


def proved(account):
    return list(EmailAddress.objects.filter(user=account.pk).values_list("email", "verified", "primary"))


def test_account_without_email_is_known_by_name_alone():
    account = open_account(name=" Dan\x00 ", now=NOW)

    assert (account.name, account.email, account.has_usable_password()) == ("Dan", None, False)
    assert proved(account) == []
    assert told("account_created") == [(account.pk, {})]


def test_account_with_email_keeps_it_in_small_letters_and_proved():
    account = open_account(name="Alice", email=" Alice@Example.ORG ", now=NOW)

    assert account.email == "alice@example.org"
    assert proved(account) == [("alice@example.org", True, True)]


def test_many_accounts_have_no_email():
    for name in ("Dan", "Nina", "Eve"):
        open_account(name=name, now=NOW)

    assert Account.objects.filter(email=None).count() == 3


@pytest.mark.parametrize("name", ["", "  ", "\x00"])
def test_account_without_name_is_refused(name):
    with pytest.raises(Invalid) as refused:
        open_account(name=name, now=NOW)

    assert refused.value.field == "name"


def test_account_with_a_taken_address_is_refused_and_nothing_kept():
    open_account(name="Alice", email="alice@example.org", now=NOW)

    with pytest.raises(Conflict) as refused:
        open_account(name="Mallory", email="ALICE@example.org", now=NOW)

    assert refused.value.field == "email"
    assert Account.objects.count() == 1
    assert len(told("account_created")) == 1


@pytest.mark.parametrize("email", ["alice", "alice@", "@example.org", "a b@example.org"])
def test_account_with_a_malformed_address_is_refused(email):
    with pytest.raises(Invalid):
        open_account(name="Alice", email=email, now=NOW)


def test_confirmed_address_replaces_the_one_before():
    account = open_account(name="Alice", email="alice@example.org", now=NOW)

    confirm_email(account=account.pk, email="Alice@New.example", now=NOW)

    account.refresh_from_db()
    assert account.email == "alice@new.example"
    assert proved(account) == [("alice@new.example", True, True)]
    assert told("email_confirmed") == [(account.pk, {})]


def test_confirming_the_same_address_again_tells_nothing():
    account = open_account(name="Alice", email="alice@example.org", now=NOW)

    confirm_email(account=account.pk, email="alice@example.org", now=NOW)

    assert told("email_confirmed") == []


def test_confirming_an_address_of_somebody_else_is_refused():
    open_account(name="Alice", email="alice@example.org", now=NOW)
    mallory = open_account(name="Mallory", now=NOW)

    with pytest.raises(Conflict):
        confirm_email(account=mallory.pk, email="alice@example.org", now=NOW)

    mallory.refresh_from_db()
    assert mallory.email is None


def test_profile_changes_tell_which_fields():
    account = open_account(name="Alice", now=NOW)

    changed = change_profile(
        account=account.pk, name="Alice Li", language="zh-hans", timezone="Asia/Shanghai",
        actor=Actor(account=account.pk), now=NOW,
    )  # fmt: skip

    assert (changed.name, changed.language, changed.timezone) == ("Alice Li", "zh-hans", "Asia/Shanghai")
    assert told("account_changed") == [(account.pk, {"fields": ["language", "name", "timezone"]})]


def test_profile_unchanged_tells_nothing():
    account = open_account(name="Alice", now=NOW)

    change_profile(account=account.pk, name="Alice", language="", timezone="", actor=Actor(account=account.pk), now=NOW)

    assert told("account_changed") == []


@pytest.mark.parametrize(("field", "value"), [("name", " "), ("language", "tlh"), ("timezone", "Mars/Olympus")])
def test_profile_with_a_wrong_field_names_it(field, value):
    account = open_account(name="Alice", now=NOW)
    facts = {"name": "Alice", "language": "", "timezone": "", field: value}

    with pytest.raises(Invalid) as refused:
        change_profile(account=account.pk, actor=Actor(account=account.pk), now=NOW, **facts)

    assert refused.value.field == field


@pytest.mark.parametrize("scopes", [None, frozenset({"write_member"})])
def test_profile_of_somebody_else_and_through_a_token_is_not_found(scopes):
    alice, mallory = (open_account(name=name, now=NOW) for name in ("Alice", "Mallory"))
    actor = Actor(account=(mallory if scopes is None else alice).pk, scopes=scopes)

    with pytest.raises(NotFound):
        change_profile(account=alice.pk, name="Fool", language="", timezone="", actor=actor, now=NOW)


def test_owner_is_opened_once_and_called_after_the_address():
    first = ensure_owner(email="Owner@example.org", now=NOW)
    again = ensure_owner(email="owner@example.org", name="Alice", now=NOW)

    assert (again.pk, again.name, again.email) == (first.pk, "owner", "owner@example.org")
    assert proved(first) == [("owner@example.org", True, True)]


def test_owner_may_get_a_password_that_is_strong_enough():
    with pytest.raises(Invalid) as refused:
        ensure_owner(email="owner@example.org", password="short", now=NOW)
    account = ensure_owner(email="owner@example.org", password="bells over the harbour", now=NOW)

    assert refused.value.field == "password"
    assert account.check_password("bells over the harbour")


def test_sign_in_tells_the_way():
    account = open_account(name="Dan", now=NOW)

    record_sign_in(account=account.pk, way="joining", now=NOW)

    assert told("account_signed_in") == [(account.pk, {"way": "joining"})]


def test_sign_in_by_an_unknown_way_is_a_mistake():
    with pytest.raises(ValueError, match="magic"):
        record_sign_in(account=1, way="magic", now=NOW)
