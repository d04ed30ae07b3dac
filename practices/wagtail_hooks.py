"""What the app adds to Wagtail's admin: levers, words of the glossary, keywords, agreements."""

from wagtail.snippets.models import register_snippet

from practices.admin import ConsentRecordViewSet, GlossaryTermViewSet, LeverViewSet, TopicViewSet

for viewset in (LeverViewSet, GlossaryTermViewSet, TopicViewSet, ConsentRecordViewSet):
    register_snippet(viewset)
