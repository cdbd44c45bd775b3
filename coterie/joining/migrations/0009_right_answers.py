from django.db import migrations

from coterie.kit.clock import now

AT_ONCE = 500


def list_right_answers(apps, schema_editor):
    rows = apps.get_model("joining", "Question").objects.exclude(expected="").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for row in some:
            row.right = [row.expected]
        rows.bulk_update(some, ["right"])
        last = some[-1].pk


def retire_steps_that_ask_nothing(apps, schema_editor):
    asking = apps.get_model("joining", "Question").objects.filter(retired_at=None).values("threshold")
    steps = apps.get_model("joining", "Threshold").objects.filter(kind="questions")
    steps.exclude(pk__in=asking).update(retired_at=now())


class Migration(migrations.Migration):
    """The one answer that opened the door becomes a list of right ones."""

    dependencies = [
        ("joining", "0008_thresholds"),
    ]

    operations = [
        migrations.RunPython(list_right_answers, migrations.RunPython.noop),
        migrations.RunPython(retire_steps_that_ask_nothing, migrations.RunPython.noop),
    ]
