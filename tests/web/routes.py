"""All addresses of the product, read from the URLconf."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes(resolver: URLResolver | None = None, before: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name with namespace, route) of every address below a resolver."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            below = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, route, below)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", route
