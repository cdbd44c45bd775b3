"""Django as a WSGI application; the roof mounts it behind the edge."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
application = get_wsgi_application()
