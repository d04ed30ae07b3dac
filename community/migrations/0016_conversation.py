"""The conversation: openings, quotes, held comments, earlier words, reactions, mentions, cards, closing, visits."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0015_no_references_to_people'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='peercomment',
            name='held_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='retenu le'),
        ),
        migrations.AddField(
            model_name='peercomment',
            name='opening',
            field=models.CharField(blank=True, choices=[('retain', 'Ce que je retiens'), ('question', 'Ma question')], db_default='', default='', max_length=10, verbose_name='ouverture'),
        ),
        migrations.AddField(
            model_name='peercomment',
            name='quoted_comment',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='community.peercomment', verbose_name='commentaire cité'),
        ),
        migrations.AddField(
            model_name='peercomment',
            name='quoted_second',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='moment cité, en secondes'),
        ),
        migrations.AddField(
            model_name='peercomment',
            name='quoted_text',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='passage cité'),
        ),
        migrations.CreateModel(
            name='CommentAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('second', models.PositiveIntegerField(blank=True, null=True, verbose_name='moment, en secondes')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='community.peercomment', verbose_name='commentaire')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'page jointe à un commentaire',
                'verbose_name_plural': 'pages jointes aux commentaires',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='texte')),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='remplacé le')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='community.peercomment', verbose_name='commentaire')),
            ],
            options={
                'verbose_name': 'version d’un commentaire',
                'verbose_name_plural': 'versions des commentaires',
                'ordering': ['replaced_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConversationState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='fermée le')),
                ('sentence', models.CharField(blank=True, max_length=300, verbose_name='raison')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'état d’une conversation',
                'verbose_name_plural': 'états des conversations',
            },
        ),
        migrations.CreateModel(
            name='ConversationVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='dernière visite')),
                ('unread_since', models.DateTimeField(verbose_name='non lu depuis')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'visite d’une conversation',
                'verbose_name_plural': 'visites des conversations',
                'constraints': [models.UniqueConstraint(fields=('member', 'page'), name='one_visit_a_conversation')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spelled', models.CharField(max_length=255, verbose_name='nom écrit')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='community.peercomment', verbose_name='commentaire')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                ('structure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.structurepage', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('member__isnull', False), ('structure', None)), models.Q(('member', None), ('structure__isnull', False)), _connector='OR'), name='a_mention_names_one'), models.UniqueConstraint(fields=('comment', 'member'), name='a_person_is_named_once'), models.UniqueConstraint(fields=('comment', 'structure'), name='a_structure_is_named_once')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merci', 'Merci'), ('reconnais', 'Je me reconnais')], max_length=10, verbose_name='réaction')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='community.peercomment', verbose_name='commentaire')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
            ],
            options={
                'verbose_name': 'réaction',
                'verbose_name_plural': 'réactions',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('comment', 'member', 'kind'), name='one_reaction_of_a_kind')],
            },
        ),
    ]
