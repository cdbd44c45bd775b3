"""The API: its routers, its doors, its errors."""

from coterie import __version__
from coterie.api import (
    audience,
    badges,
    baits,
    ballots,
    challenges,
    channels,
    code_hours,
    code_pictures,
    code_shelf,
    codes,
    columns,
    communities,
    content,
    door,
    doorway,
    entry,
    envelopes,
    files,
    gatherings,
    groups,
    guests,
    identity,
    imports,
    joining,
    landings,
    later,
    letters,
    levels,
    machinery,
    materials,
    me,
    members,
    onboarding,
    orders,
    outside,
    own_pieces,
    pieces,
    placements,
    points,
    polls,
    portrait,
    posters,
    profiles,
    rallies,
    reading,
    replies,
    review,
    rituals,
    rooms,
    seed,
    sessions,
    shop,
    shopping,
    signs,
    slots,
    staff,
    talk,
    things,
    threads,
    today,
    trials,
    ways,
)
from coterie.api.once import once
from coterie.api.plain import PlainParser
from coterie.api.problem import map_errors
from coterie.api.schema import DocumentedAPI
from coterie.api.token import TokenAuth

api = DocumentedAPI(
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

PARTS = (
    communities, identity, staff, members, badges, groups, codes, code_shelf, code_pictures, code_hours, slots,
    outside, channels, placements, ways, baits, replies, things, landings, posters, door, entry, doorway, joining,
    talk, threads, polls, later, reading, signs, files, rituals, sessions, challenges, guests, audience, gatherings,
    ballots, trials, rallies, points, levels, shop, envelopes, letters, me, rooms, today, imports, review, portrait,
    onboarding, orders, machinery, seed, profiles, columns, materials, pieces, own_pieces, content,
    shopping,
)  # fmt: skip

for part in PARTS:
    api.add_router("", part.router)
