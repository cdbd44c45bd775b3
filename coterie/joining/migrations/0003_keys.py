from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from coterie.kit.ids import new_key

AT_ONCE = 500


def give_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("Channel", "Question"):
        rows = apps.get_model("joining", name).objects
        while some := list(rows.filter(key=None)[:AT_ONCE]):
            for row in some:
                row.key = new_key()
            rows.bulk_update(some, ["key"])


class Migration(migrations.Migration):
    """Channels and questions are given the keys by which the outside knows them."""

    dependencies = [
        ("joining", "0002_waiting_tickets"),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="key",
            field=models.CharField(max_length=12, null=True, editable=False),
        ),
        migrations.AddField(
            model_name="question",
            name="key",
            field=models.CharField(max_length=12, null=True, editable=False),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
