"""At start-up: every kind of mail has its template, so that no act fails for want of one."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode

from community.notifications.letters import template_of
from community.notifications.mails import MailKind, mail_kinds

BLOCKS = {"subject", "text", "why"}
"""What `emails/base.txt` leaves to each: without a subject, the first line of the text would become one."""


@register("mails")
def every_mail_has_its_template(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """E001: a mail could not be written, nor the act that it tells of. E002: it would lack a part."""
    return [fault for kind in mail_kinds() for fault in _faults(kind)]


def _faults(kind: MailKind) -> Iterator[CheckMessage]:
    name = template_of(kind=kind)
    try:
        nodes = _nodes_of(name)
    except (TemplateDoesNotExist, TemplateSyntaxError, UnicodeDecodeError) as fault:
        yield Error(f"The mail « {kind} » cannot be written: {name}: {fault}", obj=type(kind), id="community.E001")
        return
    filled = {node.name for node in nodes.get_nodes_by_type(BlockNode)}
    if lacking := sorted(BLOCKS - filled):
        yield Error(f"{name} does not fill {', '.join(lacking)}.", obj=type(kind), id="community.E002")


def _nodes_of(name: str) -> Any:
    """A template, once those that it extends and includes are read too: Django looks for them when it renders."""
    template: Any = get_template(name)
    nodes = template.template.nodelist
    others = [node.parent_name for node in nodes.get_nodes_by_type(ExtendsNode)]
    others += [node.template for node in nodes.get_nodes_by_type(IncludeNode)]
    for other in others:
        if called := other.resolve(Context()):
            get_template(called)
    return nodes
