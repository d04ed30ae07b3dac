"""An e-mail has one name in what the site says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0004_addresses_in_one_spelling")]

    operations = [
        # reason: the sentence that helps to fill the field says « e-mail »; the column does not change.
        migrations.AlterField(
            model_name="parcourspage",
            name="contact_role",
            field=models.EmailField(
                blank=True,
                help_text="Une adresse de service, pas l’e-mail d’une personne.",
                max_length=254,
                verbose_name="adresse de contact",
            ),
        ),
    ]
