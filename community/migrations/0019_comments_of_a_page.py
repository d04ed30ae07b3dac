from django.db import migrations

NAME = "community_comments_of_a_page"


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0018_what_the_site_made"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
    ]

    operations = [
        # reason: an index more, on the library's own table: nothing is lost. Its own are of one column each, and SQLite
        # looked at every comment below a question to read those of one.
        migrations.RunSQL(
            f"CREATE INDEX {NAME} ON django_comments (content_type_id, object_pk, submit_date, id)",
            f"DROP INDEX {NAME}",
        ),
    ]
