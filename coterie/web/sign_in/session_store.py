"""Sessions in the database, where each process sees at once that one was ended; read with every page."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from coterie.kit.clock import now
from coterie.kit.db.prepared import Prepared

_kept = Prepared(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at).values_list("session_data"),
    str,
    datetime,
)


class SessionStore(db.SessionStore):
    """Django's own store, whose one frequent question is prepared."""

    def load(self) -> dict[str, object]:
        """Return what the session holds; an unknown or ended one becomes a new one."""
        rows = _kept(self.session_key, now()) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0][0])
