"""Making hundreds of live codes from a table: first all of it is looked at, then it is made, all or none."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.code_batch import NewCode, Plan, create_codes, plan_codes
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.reach.domain.code_table import CodeTable, WrongLine, read_code_table
from coterie.reach.formats.encoding import detect
from coterie.reach.formats.source import Source
from coterie.web.attempt import attempt
from coterie.web.console.code_shelf_form import TableForm
from coterie.web.place import console_page
from coterie.web.request import actor_of

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """A table that was read: its codes, what is wrong, and its text to hand in again."""

    codes: list[NewCode]
    wrong: list[WrongLine]
    text: str

    @property
    def shown(self) -> list[NewCode]:
        """The first codes."""
        return self.codes[:SHOWN]


@console_page("draw_in", Permission.EDIT_CODES)
def code_table(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what a table would make; make it when it was shown before and nothing is wrong."""
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    preview = None
    if request.method == "POST" and form.is_valid():
        preview = attempt(form, looked_at, data=form.data_given(), community=community.pk, actor=actor_of(request))
        if preview and not preview.wrong and not form.cleaned_data["file"]:
            return made(request, community, preview)
    return render(request, "console/code_table.html", {"form": form, "preview": preview})


def looked_at(*, data: bytes, community: int, actor: Actor) -> Preview:
    """Read a table and plan its codes."""
    with NamedTemporaryFile(suffix=".csv") as copy:
        copy.write(data)
        copy.flush()
        table: CodeTable = read_code_table(Source.of(Path(copy.name)))
    plan = plan_codes(community=community, codes=table.codes, actor=actor, now=now()) if table.codes else Plan()
    return Preview(table.codes, table.judged(plan), text_of(data))


def text_of(data: bytes) -> str:
    """Return the letters of a file."""
    encoding = detect(data)
    if encoding.wide:
        return data[encoding.mark :].decode(encoding.name, "replace")
    return "\n".join(encoding.text_of(line) for line in data[encoding.mark :].splitlines())


def made(request: HttpRequest, community: Community, preview: Preview) -> HttpResponse:
    """Make the codes and lead to the list."""
    made = create_codes(community=community.pk, codes=preview.codes, actor=actor_of(request), now=now())
    text = ngettext("%(n)s code is made.", "%(n)s codes are made.", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect("console:draw_in", community.slug)
