"""Many live codes at once: made, changed, filed; and copies of one."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from coterie.api.codes import CodeIn, CodeOut, code_at, shown
from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.code_batch import NewCode, create_codes
from coterie.joining.domain.code_copy import copy_code
from coterie.joining.domain.code_shelf import change_codes, rename_folder
from coterie.joining.enums import CodeState
from coterie.joining.queries.codes import codes_visible_to, folders_visible_to
from coterie.kit.clock import now

router = Router(tags=["live codes"])


class CodeInBatch(CodeIn):
    """A code to make; `link` leads to an address elsewhere in place of groups, `channel` may be a name."""

    channel: str | None = Field(None, max_length=60, description="key or name of a channel")
    link: str = Field("", max_length=500)


class Batch(Schema):
    """Codes to make, all or none."""

    codes: list[CodeInBatch] = Field(min_length=1, max_length=1000)


class Changes(Schema):
    """What to do with some codes: a state, a folder, or both."""

    codes: list[str] = Field(min_length=1, max_length=1000, description="their signs")
    state: CodeState | None = None
    folder: str | None = Field(None, max_length=40, description='"" takes them out of theirs')


class Made(Schema):
    """The codes that were made, in the order of asking."""

    codes: list[CodeOut]


class Folders(Schema):
    """Names of folders."""

    folders: list[str]


class Count(Schema):
    """How many codes it concerned."""

    count: int


class Renaming(Schema):
    """A folder and its other name; "" takes its codes out."""

    folder: str = Field(max_length=40)
    name: str = Field(max_length=40)


class Title(Schema):
    """What a copy is called."""

    title: str = Field(min_length=1, max_length=60)


@router.post("/communities/{slug}/code-batches", response={201: Made})
def batch(request: HttpRequest, slug: str, body: Batch) -> Status[Made]:
    """Make up to a thousand codes, all or none; the answer keeps their order."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    codes = [new_code_of(code) for code in body.codes]
    made = create_codes(community=community.pk, codes=codes, actor=actor_of(request), now=now())
    rows = codes_visible_to(actor_of(request), community.pk).in_bulk([code.pk for code in made])
    return Status(201, Made(codes=[shown(rows[code.pk]) for code in made]))


def new_code_of(body: CodeInBatch) -> NewCode:
    """Return what the verb takes."""
    facts: dict[str, Any] = body.dict()
    own = {name: facts.pop(name) for name in ("groups", "link", "slots", "capacity")}
    own["groups"] = tuple(own["groups"])
    return NewCode(channel=facts.pop("channel") or "", facts=facts, **own)  # type: ignore[arg-type]  # as CodeFacts


@router.post("/communities/{slug}/code-changes", response=Count)
def change_many(request: HttpRequest, slug: str, body: Changes) -> dict[str, int]:
    """Switch or file many codes, all or none."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    given: dict[str, Any] = {"state": body.state or "", "folder": body.folder}
    return {"count": change_codes(community=community.pk, codes=body.codes, **given, **hand(request))}


def hand(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"actor": actor_of(request), "now": now()}


@router.get("/communities/{slug}/code-folders", response=Folders)
def folders(request: HttpRequest, slug: str) -> dict[str, list[str]]:
    """List the folders that hold codes."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return {"folders": folders_visible_to(actor_of(request), community.pk)}


@router.put("/communities/{slug}/code-folders", response=Count)
def rename(request: HttpRequest, slug: str, body: Renaming) -> dict[str, int]:
    """Call a folder otherwise; under the name of another one the two become one."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return {"count": rename_folder(community=community.pk, folder=body.folder, name=body.name, **hand(request))}


@router.post("/communities/{slug}/codes/{code}/copies", response={201: CodeOut})
def copy(request: HttpRequest, slug: str, code: str, body: Title) -> Status[CodeOut]:
    """Make a code with the settings, slots and steps of this one."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    return Status(201, shown(copy_code(code=row.pk, title=body.title, actor=actor_of(request), now=now())))
