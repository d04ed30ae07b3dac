"""The address that people may write to: a setting of the site, which the mails of the apps below end with."""

from home.models import SiteSettings


def address_of_contact() -> str:
    """The address of contact of the site, "" while nobody has given one."""
    addresses = SiteSettings.objects.filter(site__is_default_site=True).values_list("contact_address", flat=True)
    return addresses.first() or ""
