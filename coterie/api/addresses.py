"""The addresses of the API as a tree: a call is looked for among the siblings of each step, not among all of them."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern
from ninja import NinjaAPI

from coterie.api.answer import in_form

Pattern = URLPattern | URLResolver
Urls = tuple[list[Pattern], str, str]


def urls_of(api: NinjaAPI) -> Urls:
    """Return the addresses of the API, each answering in its form."""
    patterns, app, namespace = api.urls
    return tree(by_route(patterns).items()), app, namespace


def by_route(patterns: Iterable[Pattern]) -> dict[str, URLPattern]:
    """Return each address once: those that differ in the method alone share one view."""
    found: dict[str, URLPattern] = {}
    for one in patterns:
        if isinstance(one, URLPattern):
            found.setdefault(str(one.pattern), one)
    return found


def tree(found: Iterable[tuple[str, URLPattern]]) -> list[Pattern]:
    """Return the tree of what is left of each address; at each step, words come before places for values."""
    steps: dict[str, list[tuple[str, URLPattern]]] = {}
    for rest, pattern in found:
        head, slash, tail = rest.partition("/")
        steps.setdefault(head + slash, []).append((tail, pattern))
    return [one for head in sorted(steps, key=is_place) for one in branch(head, steps[head])]


def is_place(step: str) -> bool:
    """Tell whether a step of an address is a place for a value."""
    return "<" in step


def branch(head: str, below: list[tuple[str, URLPattern]]) -> list[Pattern]:
    """Return a step with what follows it."""
    if len(below) > 1 and head.endswith("/"):
        return [path(head, include(tree(below)))]
    return [leaf(head + tail, one) for tail, one in below]


def leaf(rest: str, one: URLPattern) -> URLPattern:
    """Return the end of an address."""
    pattern = RoutePattern(rest, one.name, is_endpoint=True)
    return URLPattern(pattern, in_form(one.callback), one.default_args, one.name)
