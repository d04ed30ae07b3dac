"""What a browser prints: two pages, the address and its code, no menu; « Imprimer » where a script can print."""

import re
import urllib.request

from playwright.sync_api import Page, expect

from tests.community.paper.pdfs import read
from tests.journeys.conftest import Site


def addresses(site: Site) -> list[str]:
    """One sheet, one film, one sound and one written testimonial of the demonstration."""
    listed = urllib.request.urlopen(f"{site.url}/sitemap-pages.xml").read().decode()  # noqa: S310 – our own site
    names = ("tenu-a-deux", "par-la-vitre", "le-premier-mot", "crayon-rouge")
    found = [next(one for one in re.findall("<loc>(.*?)</loc>", listed) if name in one) for name in names]
    return [site.url + re.sub("^https?://[^/]+", "", one) for one in found]


def letters_of(text: str) -> str:
    """Without what a line that ends adds or takes: by the width of its figures, an address takes one line or two."""
    return "".join(re.findall(r"[a-z0-9]", text.casefold()))


def test_a_browser_prints_two_pages_with_the_address_and_its_code(demo_site: Site, page: Page) -> None:
    for address in addresses(demo_site):
        page.goto(address)
        found = read(page.pdf(format="A4"))
        told = page.locator(".printed-foot__address").text_content() or ""
        assert found.pages <= 2, address
        assert found.codes == [told]
        assert told.endswith(re.sub("^https?://[^/]+", "", address))
        assert letters_of(told) in letters_of(found.text)
        for word in ("Se connecter", "Imprimer", "Télécharger en PDF"):
            assert word not in found.text


def test_imprimer_prints_and_the_pdf_stays_without_a_script(demo_site: Site, page: Page) -> None:
    sheet = addresses(demo_site)[0]
    page.add_init_script("window.print = () => document.documentElement.setAttribute('data-printed', '')")
    page.goto(sheet)
    page.get_by_role("button", name="Imprimer").click()
    expect(page.locator("html")).to_have_attribute("data-printed", "")
    link = page.get_by_role("link", name="Télécharger en PDF").get_attribute("href") or ""
    assert read(page.request.get(demo_site.url + link).body()).pages <= 2


def test_data_for_machines_is_no_fault_of_the_page(demo_site: Site, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    for address in (demo_site.url, *addresses(demo_site)):
        page.goto(address)
        assert page.locator('script[type="application/ld+json"]').count() == 1
        manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((r) => r.json())")
        assert manifest["lang"] == "fr"
    assert said == []
