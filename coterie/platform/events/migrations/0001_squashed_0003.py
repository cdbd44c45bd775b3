import coterie.kit.ids
import coterie.platform.events.models.logged_event
from django.db import migrations, models

from coterie.platform.events.migrations import _log


class Migration(migrations.Migration):

    replaces = [("events", "0001_initial"), ("events", "0002_parked_keys"), ("events", "0003_parked_keys_once")]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunPython(_log.order, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("receiver", models.TextField(primary_key=True, serialize=False)),
                ("tx", models.BigIntegerField(default=0)),
                ("event", models.BigIntegerField(default=0)),
                ("holder", models.TextField(blank=True, default="")),
                ("lease_until", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "event_cursors",
            },
        ),
        migrations.CreateModel(
            name="LoggedEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("tx", models.BigIntegerField(db_default=coterie.platform.events.models.logged_event.WritingTransaction(), editable=False)),
                ("at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("community", models.BigIntegerField(null=True)),
                ("actor", models.BigIntegerField(null=True)),
                ("subject", models.BigIntegerField(null=True)),
                ("visitor", models.BigIntegerField(null=True)),
                ("member", models.BigIntegerField(null=True)),
                ("group", models.BigIntegerField(null=True)),
                ("campaign", models.BigIntegerField(null=True)),
                ("channel", models.BigIntegerField(null=True)),
                ("code", models.BigIntegerField(null=True)),
                ("order", models.BigIntegerField(null=True)),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "events",
                "indexes": [models.Index(fields=["community", "id"], name="events_community"), models.Index(fields=["kind", "id"], name="events_kind"), models.Index(condition=models.Q(("tx__gt", 0)), fields=["tx", "id"], name="events_order")],
            },
        ),
        migrations.CreateModel(
            name="ParkedEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("receiver", models.TextField()),
                ("event", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("community", models.BigIntegerField(default=0)),
                ("state", models.TextField(choices=[("waiting", "waiting"), ("parked", "parked")])),
                ("attempts", models.SmallIntegerField(default=0)),
                ("due", models.DateTimeField()),
                ("error", models.TextField(blank=True, default="")),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "parked_events",
                "indexes": [models.Index(condition=models.Q(("state", "waiting")), fields=["receiver", "community", "id"], name="parked_waiting")],
                "constraints": [models.UniqueConstraint(fields=("receiver", "event"), name="parked_once_per_receiver")],
            },
        ),
        migrations.RunPython(_log.guard, migrations.RunPython.noop),
    ]
