"""The address of a list: filter, order and page live in it, so that it can be sent to somebody."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


def address_with(request: HttpRequest, **changes: object) -> str:
    """Return the query of this request with some parameters changed; an empty value takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


def sort_state(request: HttpRequest, name: str) -> dict[str, str]:
    """Return the address that sorts by `name`, and how the list is sorted by it now."""
    now = request.GET.get("sort", "")
    state = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    wanted = f"-{name}" if state == "ascending" else name
    return {"url": address_with(request, sort=wanted, page=""), "state": state}


def page_links(request: HttpRequest, page: Page[Any]) -> dict[str, object]:
    """Return the links of a paginated list: numbers with gaps, and the neighbours."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(number, address_with(request, page=number) if isinstance(number, int) else "") for number in numbers]
    before = address_with(request, page=page.number - 1) if page.has_previous() else ""
    after = address_with(request, page=page.number + 1) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after}
