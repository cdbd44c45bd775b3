from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def look_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    links = apps.get_model("growth", "ReferralRecord").objects.filter(kind="scanned").values("participant")
    apps.get_model("growth", "Participant").objects.filter(pk__in=links).update(due_at=models.F("began_at"))


class Migration(migrations.Migration):
    """Participants know how many friends counted last; of those before it is seen within minutes."""

    dependencies = [
        ("growth", "0009_team_words"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="counting",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="participant",
            name="joined",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["campaign", "-counting", "-joined", "began_at"], name="growth_participants_first"),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["campaign", "visitor"], name="growth_participants_browser"),
        ),
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
