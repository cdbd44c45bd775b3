"""The API: its routers, its doors, its errors."""

from ninja import NinjaAPI

from coterie import __version__
from coterie.api import codes, communities, door, groups, me, members, orders, review, slots, staff, talk
from coterie.api.once import once
from coterie.api.plain import PlainParser
from coterie.api.problem import map_errors
from coterie.api.token import TokenAuth

api = NinjaAPI(
    title="Coterie",
    version=__version__,
    description="What the pages can do, for programs. Tokens are made on the page of your account.",
    auth=TokenAuth(),
    parser=PlainParser(),
    urls_namespace="api",
    docs_url=None,
)
map_errors(api)
api.add_decorator(once, mode="view")

for part in (communities, staff, members, groups, codes, slots, door, talk, me, review, orders):
    api.add_router("", part.router)
