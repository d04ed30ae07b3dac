"""Every model of the app, one story a file."""

from practices.models.adoptions import Adoption
from practices.models.glossary import GlossaryPage, GlossaryTerm
from practices.models.levers import Lever, Topic
from practices.models.passages import TranscriptPassage
from practices.models.pictures import PracticePicture
from practices.models.reports import EventPhoto, EventReportIndexPage, EventReportPage
from practices.models.requests import (
    HelpfulAnswer,
    PracticeRequestIndexPage,
    PracticeRequestPage,
    SheetFromAnswer,
    ToldStructure,
)
from practices.models.review import ReviewTask
from practices.models.sheets import PracticeAttachment, PracticeIndexPage, PracticePage
from practices.models.testimonials import ConsentRecord, TestimonialIndexPage, TestimonialPage
from practices.models.visitor_questions import VisitorQuestion
from practices.models.wastebasket import ThrownDraft

__all__ = [
    "Adoption",
    "ConsentRecord",
    "EventPhoto",
    "EventReportIndexPage",
    "EventReportPage",
    "GlossaryPage",
    "GlossaryTerm",
    "HelpfulAnswer",
    "Lever",
    "PracticeAttachment",
    "PracticeIndexPage",
    "PracticePage",
    "PracticePicture",
    "PracticeRequestIndexPage",
    "PracticeRequestPage",
    "ReviewTask",
    "SheetFromAnswer",
    "TestimonialIndexPage",
    "TestimonialPage",
    "ThrownDraft",
    "ToldStructure",
    "Topic",
    "TranscriptPassage",
    "VisitorQuestion",
]
