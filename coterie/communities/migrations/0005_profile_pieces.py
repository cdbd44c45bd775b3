
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0004_profiles"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="pieces",
            field=models.JSONField(default=list),
        ),
    ]
