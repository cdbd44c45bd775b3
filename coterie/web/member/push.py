"""Letting this browser be told, and no more."""

from base64 import urlsafe_b64encode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.reach.domain.push import own_public_key
from coterie.reach.domain.push_device import add_push_device, remove_push_device
from coterie.web.member.place import Standing, member_page, own_or_404


class DeviceForm(forms.Form):
    """What a browser says of itself."""

    endpoint = forms.CharField(max_length=600)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=40)


@require_POST
@member_page("profile")
def push(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Let this browser be told of what is for its owner, or no more; only scripts ask for it."""
    own_or_404(standing)
    if request.POST.get("on") == "0":
        remove_push_device(endpoint=request.POST.get("endpoint", ""), actor=standing.actor, now=now())
        return HttpResponse(status=204)
    form = DeviceForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("This browser cannot be reached."), field="endpoint")
    add_push_device(**form.cleaned_data, actor=standing.actor, now=now())
    return HttpResponse(status=204)


def key_shown() -> str:
    """Return the public key as scripts take it."""
    return urlsafe_b64encode(own_public_key()).decode().rstrip("=")
