import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0004_profiles"),
        ("groups", "0002_reading_and_pace"),
        ("members", "0006_letters_of_pieces"),
        ("rituals", "0004_day_after_joining"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Column",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("format", models.CharField(choices=[("text", "Text"), ("picture", "Picture"), ("audio", "Sound"), ("video", "Film")], default="text", max_length=8)),
                ("rhythms", models.JSONField(default=list)),
                ("warned_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("profile", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="communities.profile")),
            ],
            options={
                "db_table": "rituals_columns",
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("kind", models.CharField(choices=[("text", "a text"), ("picture", "a picture"), ("audio", "a link to a sound"), ("video", "a link to a film"), ("link", "another link")], max_length=8)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("picture", models.CharField(blank=True, max_length=64)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("rights", models.CharField(choices=[("own", "our own"), ("licensed", "licensed"), ("quoted", "quoted, with its source"), ("unclear", "not clear")], max_length=8)),
                ("tags", models.JSONField(default=list)),
                ("tag_line", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "rituals_materials",
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("body", models.TextField(blank=True, max_length=20000)),
                ("format", models.CharField(choices=[("text", "Text"), ("picture", "Picture"), ("audio", "Sound"), ("video", "Film")], default="text", max_length=8)),
                ("is_public", models.BooleanField(default=False)),
                ("to_mail", models.BooleanField(default=False)),
                ("to_feed", models.BooleanField(default=False)),
                ("planned_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("published_at", models.DateTimeField(null=True)),
                ("said", models.JSONField(default=list)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("approved_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("author", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("column", models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name="pieces", to="rituals.column")),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("groups", models.ManyToManyField(db_table="rituals_piece_groups", related_name="+", to="groups.group")),
                ("materials", models.ManyToManyField(db_table="rituals_piece_materials", related_name="pieces", to="rituals.material")),
                ("submitted_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "rituals_pieces",
            },
        ),
        migrations.CreateModel(
            name="PieceOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.BigIntegerField()),
                ("paid_at", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("piece", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="orders", to="rituals.piece")),
            ],
            options={
                "db_table": "rituals_piece_orders",
            },
        ),
        migrations.CreateModel(
            name="PieceReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor", models.BigIntegerField(null=True)),
                ("seen_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("joined_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("member", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("piece", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="rituals.piece")),
            ],
            options={
                "db_table": "rituals_piece_readers",
            },
        ),
        migrations.CreateModel(
            name="Spark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.CharField(max_length=300)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("hot", models.BooleanField(default=False)),
                ("noted_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("piece", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="sparks", to="rituals.piece")),
            ],
            options={
                "db_table": "rituals_sparks",
            },
        ),
        migrations.AddConstraint(
            model_name="column",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="rituals_column_named"),
        ),
        migrations.AddConstraint(
            model_name="column",
            constraint=models.UniqueConstraint(condition=models.Q(("archived_at", None)), fields=("community", "name"), name="rituals_column_named_once"),
        ),
        migrations.AddIndex(
            model_name="material",
            index=models.Index(fields=["community", "archived_at"], name="rituals_materials_of"),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="rituals_material_named"),
        ),
        migrations.AddIndex(
            model_name="piece",
            index=models.Index(fields=["community", "-published_at"], name="rituals_pieces_out"),
        ),
        migrations.AddIndex(
            model_name="piece",
            index=models.Index(fields=["column", "-published_at"], name="rituals_pieces_of_column"),
        ),
        migrations.AddIndex(
            model_name="piece",
            index=models.Index(condition=models.Q(("published_at", None)), fields=["planned_at"], name="rituals_pieces_to_publish"),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="rituals_piece_named"),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(condition=models.Q(("approved_at", None), ("submitted_at__isnull", False), _connector="OR"), name="rituals_piece_approved_once_submitted"),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(condition=models.Q(("published_at", None), ("approved_at__isnull", False), _connector="OR"), name="rituals_piece_published_once_approved"),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(condition=models.Q(("to_feed", False), ("is_public", True), _connector="OR"), name="rituals_piece_feed_is_public"),
        ),
        migrations.AddConstraint(
            model_name="pieceorder",
            constraint=models.UniqueConstraint(fields=("piece", "order"), name="rituals_order_once_per_piece"),
        ),
        migrations.AddIndex(
            model_name="piecereader",
            index=models.Index(fields=["community", "visitor"], name="rituals_readings_of_visitor"),
        ),
        migrations.AddIndex(
            model_name="piecereader",
            index=models.Index(fields=["member", "seen_at"], name="rituals_readings_of_member"),
        ),
        migrations.AddConstraint(
            model_name="piecereader",
            constraint=models.UniqueConstraint(fields=("piece", "visitor"), name="rituals_reader_once_per_visitor"),
        ),
        migrations.AddConstraint(
            model_name="piecereader",
            constraint=models.UniqueConstraint(fields=("piece", "member"), name="rituals_reader_once_per_member"),
        ),
        migrations.AddConstraint(
            model_name="piecereader",
            constraint=models.CheckConstraint(condition=models.Q(("visitor__isnull", False), ("member__isnull", False), _connector="OR"), name="rituals_reader_known"),
        ),
        migrations.AddIndex(
            model_name="spark",
            index=models.Index(fields=["community", "-noted_at"], name="rituals_sparks_of"),
        ),
        migrations.AddConstraint(
            model_name="spark",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="rituals_spark_said"),
        ),
    ]
