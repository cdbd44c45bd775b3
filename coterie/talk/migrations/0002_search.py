from django.db import migrations

from coterie.talk.migrations import _search


class Migration(migrations.Migration):
    dependencies = [("talk", "0001_initial")]

    operations = [migrations.RunPython(_search.create, _search.drop, elidable=False)]
