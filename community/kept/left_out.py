"""The tables that no visitor's page reads: writing in them leaves what is kept as it is. Every other table raises.

`tests/community/kept/test_tables_read.py` watches what visitors' pages ask of the database, and refuses any of these.
"""

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "kept_generation": "the generation itself",
    "kept_raise": "the generation itself",
    "django_migrations": "what was migrated: the generation is closed meanwhile, and raised after",
    "django_session": "who reads",
    "throttles": "how often somebody tried",
    "community_addresschange": "another address for an account",
    "community_notification": "mails that wait",
    "community_invitation": "who is asked to come in",
    "community_askedcode": "codes that somebody asked for, to come in",
    "community_handover": "who takes over a structure, for its team",
    "community_accountact": "the journal of the accounts, for facilitators",
    "community_entryrequest": "who asks to come in: for facilitators",
    "community_parcoursnews": "what was written to those who asked",
    "community_matter": "what waits for a facilitator's look: what is held is seen by its author, who is no visitor",
    "community_report": "who reported what: for facilitators",
    "community_decision": "the journal of moderation, for facilitators",
    "community_sentlately": "how often somebody wrote",
    "community_trustsettings": "whose contributions are read before they appear",
    "community_commentversion": "the words that a comment had before, for facilitators",
    "community_conversationvisit": "when each person last came upon news",
    "community_archive": "what somebody takes along",
    "community_departure": "who is leaving",
    "community_filetoremove": "what they leave on the disk",
    "search_searchlog": "searches are counted apart, at each reading",
    "search_indexstate": "how an index is, for facilitators",
    "mfa_authenticator": "what people enter with",
    "usersessions_usersession": "where accounts are open",
    "account_emailaddress": "stays empty: a member's address is on their own row",
    "account_emailconfirmation": "stays empty",
    "wagtailcore_revision": "drafts and former versions: visitors read what is published",
    "wagtailcore_pagelogentry": "the admin's history",
    "wagtailcore_modellogentry": "the admin's history",
    "wagtailcore_referenceindex": "where things are used, for the admin",
    "wagtailcore_task": "reviews",
    "wagtailcore_taskstate": "reviews",
    "wagtailcore_workflow": "reviews",
    "wagtailcore_workflowstate": "reviews",
    "wagtailcore_workflowtask": "reviews",
    "wagtailcore_workflowpage": "reviews",
    "wagtailcore_workflowcontenttype": "reviews",
    "wagtailcore_groupapprovaltask": "reviews",
    "wagtailcore_groupapprovaltask_groups": "reviews",
    "practices_reviewtask": "reviews",
    "practices_reviewtask_groups": "reviews",
    "practices_throwndraft": "the waste basket",
    "practices_visitorquestion": "where to write to a visitor who asked: for mails",
    "practices_toldstructure": "who was told of a question: shown to nobody",
    "wagtailcore_comment": "the editors' own remarks, switched off",
    "wagtailcore_commentreply": "the editors' own remarks, switched off",
    "wagtailcore_pagesubscription": "the editors' own mails, switched off",
    "wagtailcore_uploadedfile": "uploads that are not finished",
    "wagtailadmin_admin": "the admin's own",
    "wagtailadmin_editingsession": "who is editing",
    "wagtailadmin_formstate": "the admin's own",
    "wagtailusers_userprofile": "how each person sees the admin",
    "wagtailsearch_indexentry": "the admin's own search",
    "wagtailsearch_indexentry_fts": "the admin's own search",
    "wagtailsearchpromotions_querydailyhits": "Wagtail's own count of searches, not used",
}

COLUMNS: Mapping[str, frozenset[str]] = {
    "wagtailcore_page": frozenset(
        {
            "draft_title",
            "has_unpublished_changes",
            "latest_revision_id",
            "latest_revision_created_at",
            "locked",
            "locked_at",
            "locked_by_id",
        }
    ),
    "community_member": frozenset(
        {
            *("email", "entry_key", "entrusted_at", "last_login", "password"),
            *("work", "can_help", "photo", "read_before", "read_before_since"),
        }
    ),
}
"""What changes while people work, on rows that pages read, and that no page shows."""

INSERTIONS: Mapping[str, str] = {
    "community_siterendition": "a picture in a size not asked before: the page that asks makes it, and shows the same",
}
"""Tables where a new row changes no page; a changed or deleted one does."""
