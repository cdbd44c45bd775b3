"""Step 8: the review, and its tables."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.web.console.period_form import PeriodForm
from coterie.web.place import console_page
