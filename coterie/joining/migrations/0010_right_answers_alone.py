from django.db import migrations


class Migration(migrations.Migration):
    """Nothing reads the one answer any more."""

    dependencies = [
        ("joining", "0009_right_answers"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="question",
            name="expected",
        ),
    ]
