"""The library, and the inbox of ideas."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import MB, refuse_large
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.rituals.domain.material import add_material, edit_material, set_picture, shelve_material
from coterie.rituals.domain.spark import drop_spark, note_spark
from coterie.rituals.enums import MaterialKind, Rights, SparkState
from coterie.rituals.models import Material, Spark
from coterie.rituals.queries.materials import materials_run_by, sifted, sparks_run_by, state_of_spark

router = Router(tags=["content"])
ALL, ONE = "/communities/{slug}/materials", "/communities/{slug}/materials/{key}"
IDEAS, IDEA = "/communities/{slug}/sparks", "/communities/{slug}/sparks/{key}"
LARGEST = 12 * MB


class MaterialIn(Schema):
    """A material: what it is, where it is from, and whether it may be used."""

    kind: MaterialKind
    title: str = Field(min_length=1, max_length=120)
    text: str = Field("", max_length=4000)
    link: str = Field("", max_length=500)
    source: str = Field("", max_length=200)
    rights: Rights
    tags: list[str] = Field(default_factory=list, max_length=12)


class MaterialOut(MaterialIn):
    """A material as it is kept; `used`: in how many pieces."""

    key: str
    picture: bool
    used: int
    created_at: datetime
    archived_at: datetime | None

    @staticmethod
    def resolve_picture(row: Material) -> bool:
        """Tell whether there is a picture."""
        return bool(row.picture)

    @staticmethod
    def resolve_used(row: Material) -> int:
        """Return in how many pieces it is."""
        return getattr(row, "used", 0)


class Sought(Schema):
    """Which part of the library."""

    kind: MaterialKind | None = None
    tag: str = Field("", max_length=30)
    word: str = Field("", max_length=60)


class On(Schema):
    """Whether it is so."""

    on: bool = True


class SparkIn(Schema):
    """An idea for a piece; `hot`: people talk of it now."""

    text: str = Field(min_length=1, max_length=300)
    link: str = Field("", max_length=500)
    hot: bool = False


class SparkOut(SparkIn):
    """An idea, who noted it, and where it stands."""

    key: str
    by: str
    noted_at: datetime
    state: SparkState
    piece: str | None


def spark_shown(row: Spark) -> dict[str, Any]:
    """Return an idea as the API shows one."""
    facts = {name: getattr(row, name) for name in ("text", "link", "hot", "key", "noted_at")}
    by, piece = row.account.name if row.account else "", row.piece.key if row.piece else None
    return {**facts, "by": by, "state": state_of_spark(row), "piece": piece}


def material_at(request: HttpRequest, slug: str, key: str, permission: str) -> Material:
    """Return a material of the library."""
    community = community_at(request, slug, permission)
    row = materials_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such material."))
    return row


def spark_at(request: HttpRequest, slug: str, key: str) -> Spark:
    """Return an idea of the inbox."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    row = sparks_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such idea."))
    return row


@router.get(ALL, response=Page[MaterialOut])
def materials(request: HttpRequest, slug: str, sought: Query[Sought], part: Query[Slice]) -> dict[str, object]:
    """List the library, newest first, by kind, tag and word."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    asked: dict[str, Any] = {"kind": sought.kind or "", "tag": sought.tag, "word": sought.word}
    return page_of(sifted(materials_run_by(actor_of(request), community.pk), **asked), part)


@router.post(ALL, response={201: MaterialOut})
def new_material(request: HttpRequest, slug: str, body: MaterialIn) -> Status[Material]:
    """Put something into the library."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    return Status(201, add_material(community=community.pk, actor=actor_of(request), now=now(), **body.dict()))


@router.get(ONE, response=MaterialOut)
def one(request: HttpRequest, slug: str, key: str) -> Material:
    """Show a material."""
    return material_at(request, slug, key, Permission.SEE_CONSOLE)


@router.put(ONE, response=MaterialOut)
def change(request: HttpRequest, slug: str, key: str, body: MaterialIn) -> Material:
    """Change a material."""
    row = material_at(request, slug, key, Permission.EDIT_RITUALS)
    edit_material(material=row.pk, actor=actor_of(request), now=now(), **body.dict())
    return material_at(request, slug, key, Permission.EDIT_RITUALS)


@router.put(f"{ONE}/shelf", response=MaterialOut)
def shelve(request: HttpRequest, slug: str, key: str, body: On) -> Material:
    """Put a material away, or take it out again."""
    row = material_at(request, slug, key, Permission.EDIT_RITUALS)
    shelve_material(material=row.pk, on=body.on, actor=actor_of(request), now=now())
    return material_at(request, slug, key, Permission.EDIT_RITUALS)


@router.post(f"{ONE}/picture", response=MaterialOut)
def picture(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> Material:
    """Keep a picture in place of the one before."""
    row = material_at(request, slug, key, Permission.EDIT_RITUALS)
    refuse_large(picture, LARGEST, "picture")
    set_picture(material=row.pk, picture=picture.read(), actor=actor_of(request), now=now())
    return material_at(request, slug, key, Permission.EDIT_RITUALS)


@router.get(IDEAS, response=Page[SparkOut])
def sparks(request: HttpRequest, slug: str, part: Query[Slice], state: SparkState | None = None) -> dict[str, object]:
    """List the inbox of ideas, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(sparks_run_by(actor_of(request), community.pk, state or ""), part, spark_shown)


@router.post(IDEAS, response={201: SparkOut})
def new_spark(request: HttpRequest, slug: str, body: SparkIn) -> Status[dict[str, Any]]:
    """Note an idea."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    row = note_spark(community=community.pk, actor=actor_of(request), now=now(), **body.dict())
    return Status(201, spark_shown(row))


@router.put(f"{IDEA}/drop", response=SparkOut)
def drop(request: HttpRequest, slug: str, key: str, body: On) -> dict[str, Any]:
    """Drop an idea, or take it up again."""
    row = spark_at(request, slug, key)
    return spark_shown(drop_spark(spark=row.pk, on=body.on, actor=actor_of(request), now=now()))
