"""Every model of the app, one story a file."""

from community.comments.models import PeerComment
from community.models.address_changes import AddressChange
from community.models.codes import AskedCode
from community.models.conversation import (
    CommentAttachment,
    CommentVersion,
    ConversationState,
    ConversationVisit,
    Mention,
    Reaction,
)
from community.models.files import SiteDocument, SiteImage, SiteMedia, SiteRendition
from community.models.handovers import Handover
from community.models.invitations import Invitation
from community.models.journal import AccountAct
from community.models.levels import InvolvementLevel
from community.models.members import Member
from community.models.moderation import Decision, Matter, Report, SentLately, TrustSettings
from community.models.notifications import Notification
from community.models.parcours import ParcoursIndexPage, ParcoursPage, Participation, Session
from community.models.requests import EntryRequest, ParcoursNews
from community.models.rights import Archive, Departure, FileToRemove
from community.models.structures import StructureIndexPage, StructurePage
from community.models.teams import Membership, TeamSpace

__all__ = [
    "AccountAct",
    "AddressChange",
    "Archive",
    "AskedCode",
    "CommentAttachment",
    "CommentVersion",
    "ConversationState",
    "ConversationVisit",
    "Decision",
    "Departure",
    "EntryRequest",
    "FileToRemove",
    "Handover",
    "Invitation",
    "InvolvementLevel",
    "Matter",
    "Member",
    "Membership",
    "Mention",
    "Notification",
    "ParcoursIndexPage",
    "ParcoursNews",
    "ParcoursPage",
    "Participation",
    "PeerComment",
    "Reaction",
    "Report",
    "SentLately",
    "Session",
    "SiteDocument",
    "SiteImage",
    "SiteMedia",
    "SiteRendition",
    "StructureIndexPage",
    "StructurePage",
    "TeamSpace",
    "TrustSettings",
]
