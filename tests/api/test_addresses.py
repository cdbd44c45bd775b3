"""Addresses of the API are found in a tree: each leads where it led in the list, and is called as it was."""

import re

from django.urls import URLPattern, resolve
from django.urls.resolvers import RoutePattern

from coterie.api.addresses import Pattern, by_route, tree
from coterie.api.program import api

PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")


def listed() -> dict[str, URLPattern]:
    return by_route(api.urls[0])


def value(place: re.Match[str]) -> str:
    return "7" if place[1] == "int" else "zz7"


def test_every_address_leads_where_it_led() -> None:
    wrong = []
    for route, one in listed().items():
        found = resolve("/api/v1/" + PLACE.sub(value, route))
        if (found.url_name, found.route) != (one.name, f"api/v1/{route}"):
            wrong.append(route)

    assert wrong == []


def test_a_word_comes_before_a_place_for_a_value() -> None:
    def view() -> None: ...

    routes = ["<slug>/all", "mine/<key>", "<slug>/one"]
    made = [URLPattern(RoutePattern(route, is_endpoint=True), view, name=route) for route in routes]

    found = tree((str(one.pattern), one) for one in made)

    assert [str(one.pattern) for one in found] == ["mine/<key>", "<slug>/"]
    assert most_siblings(found) == 2


def test_nobody_looks_through_all_of_them() -> None:
    assert most_siblings(tree(listed().items())) < len(listed()) / 2


def most_siblings(found: list[Pattern]) -> int:
    below = [most_siblings(one.url_patterns) for one in found if not isinstance(one, URLPattern)]
    return max(len(found), *below, 0)
