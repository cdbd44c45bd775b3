from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0002_target"),
    ]

    operations = [
        migrations.AddField(
            model_name="community",
            name="accent",
            field=models.CharField(choices=[("red", "seal red"), ("clay", "clay"), ("pine", "pine green"), ("lake", "lake blue"), ("ink", "ink blue"), ("plum", "plum")], default="red", max_length=8),
        ),
        migrations.AddField(
            model_name="community",
            name="logo",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="community",
            name="number_pattern",
            field=models.CharField(default="No.#", max_length=20),
        ),
    ]
