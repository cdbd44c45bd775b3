"""What the API says of buying together."""

from datetime import datetime

from ninja import Field, Schema

from coterie.market.enums import TeamState


class TermsIn(Schema):
    """So many people who pay within so many hours have it at this price each, in minor units: less than alone."""

    people: int = Field(ge=2, le=50)
    hours: int = Field(ge=1, le=168, description="From the first payment on")
    price: int = Field(ge=1, le=10**11)


class TermsOut(Schema):
    """For how many people, within how many hours, it costs how much each, in minor units."""

    people: int
    hours: int
    price: int


class TeamOut(Schema):
    """A team: `paid` of `people` have paid, `free` seats nobody holds; it ends when its hours are over."""

    key: str
    variant: str
    people: int
    paid: int
    free: int
    price: int
    began_at: datetime | None
    ends_at: datetime | None
    state: TeamState


class TeamRow(TeamOut):
    """A team of a community; `offer` is the key of what is bought."""

    offer: str
