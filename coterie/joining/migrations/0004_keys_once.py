import coterie.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("joining", "0003_keys"),
    ]

    operations = [
        migrations.AlterField(
            model_name="channel",
            name="key",
            field=models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True),
        ),
        migrations.AlterField(
            model_name="question",
            name="key",
            field=models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True),
        ),
    ]
