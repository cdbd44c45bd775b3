from datetime import UTC, datetime, timedelta

import pytest

from coterie.accounts import rules
from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.api_token import MOST, create_api_token, revoke_api_token, use_api_token
from coterie.accounts.models import Account, ApiToken
from coterie.accounts.queries.tokens import actor_of_token, api_tokens_of, token_for
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def alice():
    return open_account(name="Alice", now=NOW)


def made(account, *, name="robot", scopes=("read_member", "see_review"), **facts):
    actor = facts.pop("actor", Actor(account=account.pk))
    return create_api_token(account=account.pk, name=name, scopes=scopes, actor=actor, now=NOW, **facts)


def test_token_acts_for_its_account_within_its_scopes(alice):
    secret = made(alice).secret

    assert actor_of_token(token_for(secret, NOW)) == Actor(
        account=alice.pk, via="api", scopes=frozenset({"read_member", "see_review"})
    )


def test_token_keeps_only_a_digest_and_the_prefix(alice):
    new = made(alice)

    assert new.secret.startswith(f"coterie_{new.token.prefix}_")
    assert len(new.secret) == 8 + 12 + 1 + 43
    assert new.secret.rsplit("_", 1)[-1] not in str(list(ApiToken.objects.values()))


def test_token_tells_its_scopes_and_its_end(alice):
    token = made(alice, scopes=["see_review", "read_member", "see_review"]).token

    revoke_api_token(token=token.pk, actor=Actor(account=alice.pk), now=NOW)

    kinds = ("api_token_created", "api_token_revoked")
    rows = LoggedEvent.objects.filter(kind__in=kinds).order_by("id").values_list("kind", "subject", "data")
    assert list(rows) == [
        ("api_token_created", token.pk, {"scopes": ["read_member", "see_review"]}),
        ("api_token_revoked", token.pk, {}),
    ]


def test_revoked_token_opens_nothing_and_is_revoked_once(alice):
    new = made(alice)

    for _ in range(2):
        revoke_api_token(token=new.token.pk, actor=Actor(account=alice.pk), now=NOW)

    assert token_for(new.secret, NOW) is None
    assert list(api_tokens_of(alice.pk, NOW)) == []
    assert LoggedEvent.objects.filter(kind="api_token_revoked").count() == 1


def test_expired_token_opens_nothing(alice):
    secret = made(alice, expires_at=LATER).secret

    assert token_for(secret, LATER - timedelta(seconds=1)) is not None
    assert token_for(secret, LATER) is None


def test_token_of_an_inactive_account_opens_nothing(alice):
    secret = made(alice).secret
    Account.objects.update(is_active=False)

    assert token_for(secret, NOW) is None


def test_wrong_secrets_open_nothing(alice):
    secret = made(alice).secret
    end = "A" if secret[-1] != "A" else "B"
    odd = ["", "coterie", "coterie__", "é", f"coterie_{chr(0) * 12}_{secret[21:]}"]
    wrong = [*odd, secret[:-1], secret[:-1] + end, secret[8:], f"other_{secret[8:]}"]

    assert [token_for(text, NOW) for text in wrong] == [None] * len(wrong)


def test_every_secret_is_compared_even_without_a_row(alice, monkeypatch):
    compared = []
    monkeypatch.setattr(rules.hmac, "compare_digest", lambda one, two: compared.append(len(one) == len(two)))

    token_for(made(alice).secret, NOW)
    token_for(f"coterie_{'2' * 12}_{'A' * 43}", NOW)

    assert compared == [True, True]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["Everything!"]}, "scopes"),
        ({"expires_at": NOW}, "expires_at"),
    ],
)
def test_token_with_a_wrong_fact_names_it(alice, facts, field):
    with pytest.raises(Invalid) as refused:
        made(alice, **facts)

    assert refused.value.field == field


def test_token_is_made_and_revoked_by_its_person_alone(alice):
    mallory, token = open_account(name="Mallory", now=NOW), made(alice).token
    others = [Actor(account=mallory.pk), Actor(), Actor(account=alice.pk, via="api", scopes=frozenset({"see_review"}))]

    for actor in others:
        with pytest.raises(NotFound):
            made(alice, actor=actor)
        with pytest.raises(NotFound):
            revoke_api_token(token=token.pk, actor=actor, now=NOW)
    assert api_tokens_of(alice.pk, NOW).count() == 1


def test_tokens_end_at_fifty(alice):
    ApiToken.objects.bulk_create(
        ApiToken(account=alice, name="old", digest=str(number), created_at=NOW) for number in range(MOST)
    )

    with pytest.raises(Conflict):
        made(alice)


def test_use_is_noted_once_a_minute(alice, django_assert_num_queries):
    new = made(alice)

    use_api_token(secret=new.secret, now=NOW)
    with django_assert_num_queries(1):
        use_api_token(secret=new.secret, now=NOW + timedelta(seconds=59))
    new.token.refresh_from_db()
    assert new.token.last_used_at == NOW

    actor = use_api_token(secret=new.secret, now=NOW + timedelta(seconds=61))
    new.token.refresh_from_db()
    assert new.token.last_used_at == NOW + timedelta(seconds=61)
    assert actor == actor_of_token(token_for(new.secret, NOW))


def test_use_of_a_wrong_secret_notes_nothing(alice):
    made(alice)

    assert use_api_token(secret="coterie_x_y", now=NOW) is None
    assert ApiToken.objects.get().last_used_at is None
