import coterie.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0002_parked_keys"),
    ]

    operations = [
        migrations.AlterField(
            model_name="parkedevent",
            name="key",
            field=models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True),
        ),
    ]
