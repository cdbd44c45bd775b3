"""Moments in what is sent: always with their zone, else nobody knows when that is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from ninja import Schema
from pydantic import AwareDatetime

from coterie.api.program import api
from coterie.kit.clock import now
from coterie.rituals.models import Gathering
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.hours import a_service

NAIVE, AWARE = "2031-03-03T10:00:00", "2031-03-03T10:00:00+08:00"
SUPPER = {"title": "Supper", "places": 8, "starts_at": AWARE, "ends_at": "2031-03-03T12:00:00+08:00"}


def wrong_places(answer: Any) -> list[str]:
    """Return where a refused body is wrong."""
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    return [one["at"] for one in answer.json()["errors"]]


def test_time_of_a_service_without_a_zone_is_refused(cast: Cast) -> None:
    row, secret = a_service(cast), token_of(cast, "alice")
    place, body = f"/communities/table/offers/{row.offer.key}/times", {"places": 2, "minutes": 45}

    starts = (now() + timedelta(days=3)).replace(microsecond=0)

    refused = call("POST", place, secret, {**body, "starts_at": starts.replace(tzinfo=None).isoformat()})
    taken = call("POST", place, secret, {**body, "starts_at": starts.isoformat()})

    assert wrong_places(refused) == ["body.body.starts_at"]
    assert (taken.status_code, row.offer.appointments.get().starts_at) == (201, starts)


@pytest.mark.parametrize("name", ["starts_at", "ends_at"])
def test_gathering_without_a_zone_is_refused(cast: Cast, name: str) -> None:
    secret = token_of(cast, "alice")
    made = call("POST", "/communities/table/gatherings", secret, SUPPER)
    assert made.status_code == 201

    new = call("POST", "/communities/table/gatherings", secret, {**SUPPER, name: NAIVE})
    changed = call("PUT", f"/communities/table/gatherings/{made.json()['key']}", secret, {**SUPPER, name: NAIVE})

    assert (wrong_places(new), wrong_places(changed)) == ([f"body.body.{name}"], [f"body.body.{name}"])
    assert Gathering.objects.count() == 1


def test_every_moment_in_a_body_has_its_zone() -> None:
    seen = dict(moments_in_bodies())

    assert len(seen) > 20
    assert sorted(name for name, is_aware in seen.items() if not is_aware) == []


def moments_in_bodies() -> Iterator[tuple[str, bool]]:
    """Yield the moments of all that is sent, and whether each must have its zone."""
    for path, view in (
        (path, view) for _prefix, router in api._routers for path, view in router.path_operations.items()
    ):
        for operation in view.operations:
            for model in operation.models:
                if model.__ninja_param_source__ in ("body", "form"):
                    yield from moments_of(f"{operation.methods[0]} {path}", model)


def moments_of(place: str, model: type[Schema]) -> Iterator[tuple[str, bool]]:
    """Yield the moments of a schema and of those inside it."""
    for name, field in model.model_fields.items():
        kinds = [field.annotation, *get_args(field.annotation)]
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, Schema):
                yield from moments_of(f"{place} {name}", kind)
        if datetime in kinds or AwareDatetime in kinds:
            yield f"{place} {name}", AwareDatetime in kinds
