"""Ending one's sessions on other devices."""

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST


@require_POST
@login_required
def session_end(request: HttpRequest, number: int) -> HttpResponse:
    """End one session of one's own; ending the one in use signs out."""
    session = get_object_or_404(UserSession, pk=number, user=request.user.pk)
    end_sessions(request, [session])
    messages.success(request, _("This session is ended."))
    return redirect("usersessions_list")
