"""What the site is, in two sentences that leave the first screen of a telephone to the search: where nobody changed it."""

from django.db import migrations

FORMER = (
    "Des associations, des coopératives et des entreprises de l’économie sociale et solidaire racontent ici "
    "comment elles impliquent les personnes pour qui elles agissent. Cherchez un exemple proche de votre "
    "situation et lisez : tout se lit sans compte. Sous chaque récit, les membres du réseau se répondent."
)
FEWER = (
    "Des associations, des coopératives, des entreprises solidaires racontent comment elles impliquent les personnes "
    "pour qui elles agissent. Cherchez un exemple proche du vôtre : tout se lit sans compte."
)


def say(apps, former, wanted):
    """On the page, and in the version that the admin would show next."""
    HomePage = apps.get_model("home", "HomePage")
    Revision = apps.get_model("wagtailcore", "Revision")
    HomePage.objects.filter(introduction=former).update(introduction=wanted)
    latest = HomePage.objects.filter(latest_revision__isnull=False).values_list("latest_revision", flat=True)
    for revision in Revision.objects.filter(pk__in=list(latest)):
        if revision.content.get("introduction") == former:
            revision.content["introduction"] = wanted
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("home", "0002_true_words")]

    operations = [
        migrations.RunPython(
            lambda apps, _schema: say(apps, FORMER, FEWER), lambda apps, _schema: say(apps, FEWER, FORMER)
        )
    ]
