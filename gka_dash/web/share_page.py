"""What the dialog to share a page says, as HTML: the link, its QR code, and the code for another website."""

from dataclasses import dataclass
from html import escape
from typing import Final

from gka_dash.exports.qr import qr_svg

QR_PATH: Final = "/delen/qr"
WIDTHS: Final = (280, 2000)
HEIGHTS: Final = (240, 2000)
USUAL_HEIGHT: Final = 640
DRAFT_NOTE: Final = (
    "Dit is een voorbeeld van gegevens die nog niet gepubliceerd zijn. Wie deze link heeft, kan ze bekijken."
)

_DIALOG: Final = """
<div class="card-head dialog-head"><h2 id="delen-titel">Delen</h2>
<button type="button" class="close" data-share="close" aria-label="Sluit delen">×</button></div>
<div class="share-body">
<p class="share-what">{title}</p>
{note}
<section aria-labelledby="delen-link-kop">
<h3 id="delen-link-kop">Link</h3>
<p class="soft">Wie de link opent, ziet dezelfde pagina met dezelfde keuzes.</p>
<div class="share-row"><label class="visually-hidden" for="delen-link">Link naar deze pagina</label>
<input id="delen-link" class="form-control" type="text" readonly value="{link}">
<button type="button" class="button" data-share="copy" data-from="delen-link">Kopieer link</button></div>
</section>
<section aria-labelledby="delen-qr-kop">
<h3 id="delen-qr-kop">QR-code</h3>
<div class="share-qr"><div class="share-code" role="img" aria-label="QR-code met de link">{qr}</div>
<div><p class="soft">Scan de code met de camera van een telefoon. De code is hier gemaakt: niemand anders
krijgt de link.</p>
<div class="buttons"><button type="button" class="button" data-share="big">Toon groot</button>
<a class="button" href="{qr_path}.svg?{qr_query}" download="gka-qr.svg">Bewaar als SVG</a>
<a class="button" href="{qr_path}.png?{qr_query}" download="gka-qr.png">Bewaar als PNG</a></div></div></div>
</section>
<section aria-labelledby="delen-code-kop">
<h3 id="delen-code-kop">Op een eigen website</h3>
{embed}
</section>
<p class="share-said" role="status" id="delen-melding"></p>
</div>
"""

_EMBED: Final = """
<p class="soft">Deze code zet de kaart met uw keuzes in een pagina van: {hosts}.</p>
<form class="share-form" data-embed="{address}" data-title="{title}">
<fieldset><legend>Wat staat er?</legend>
<label><input type="radio" name="beeld" value="" checked> Kaart om aan te klikken</label>
<label><input type="radio" name="beeld" value="stil"> Stilstaand beeld</label>
<label><input type="checkbox" name="legenda" value="uit" checked data-off> Legenda</label>
<label><input type="checkbox" name="filters" value="aan"> Filters</label>
{fixed}</fieldset>
<fieldset class="share-size"><legend>Hoe groot, in pixels?</legend>
<label>Breedte <input type="number" class="form-control" name="breedte" min="{widths[0]}" max="{widths[1]}"
 placeholder="hele breedte"></label>
<label>Hoogte <input type="number" class="form-control" name="hoogte" min="{heights[0]}" max="{heights[1]}"
 value="{height}" required></label></fieldset>
</form>
<label for="delen-code">Code voor uw website</label>
<textarea id="delen-code" class="form-control" rows="4" readonly spellcheck="false"></textarea>
<div class="buttons">
<button type="button" class="button" data-share="copy" data-from="delen-code">Kopieer code</button>
<button type="button" class="button" data-share="preview" aria-expanded="false"
 aria-controls="delen-voorbeeld">Toon voorbeeld</button></div>
<div id="delen-voorbeeld" class="share-preview" tabindex="0" role="region"
 aria-label="Voorbeeld" hidden></div>
"""

_FIXED: Final = (
    '<label><input type="checkbox" name="gebied" value="vast"> Alleen {region}: wie kijkt, kan niet naar een '
    "andere regio</label>"
)
NOT_ALLOWED: Final = (
    '<p class="share-no">Op deze server mag de kaart niet op een andere website staan. Een beheerder kan dat '
    "toestaan met de instelling <code>GKA_EMBED_HOSTS</code>: daar staan de adressen van de websites die het "
    "mogen, bijvoorbeeld <code>https://www.voorbeeld.nl</code>.</p>"
)
NOT_OF_A_DRAFT: Final = '<p class="share-no">Een voorbeeld kan niet op een andere website staan.</p>'


@dataclass(frozen=True)
class Shared:
    """What is shared: ``link`` is the whole address, ``qr_query`` what the routes of the code are asked.

    ``embed`` is the whole address of the map for another website; ``region`` the name of the chosen region.
    """

    title: str
    link: str
    qr_query: str
    embed: str
    region: str = ""
    hosts: tuple[str, ...] = ()
    is_draft: bool = False


def share_dialog(shared: Shared) -> str:
    """The inside of the dialog."""
    return _DIALOG.format(
        title=escape(shared.title),
        note=f'<p class="share-no">{DRAFT_NOTE}</p>' if shared.is_draft else "",
        link=escape(shared.link),
        qr=qr_svg(shared.link, f"QR-code met de link naar: {shared.title}"),
        qr_path=QR_PATH,
        qr_query=escape(shared.qr_query),
        embed=NOT_OF_A_DRAFT if shared.is_draft else _embed(shared),
    )


def _embed(shared: Shared) -> str:
    if not shared.hosts:
        return NOT_ALLOWED
    return _EMBED.format(
        hosts=escape(", ".join(shared.hosts)),
        address=escape(shared.embed),
        title=escape(shared.title),
        fixed=_FIXED.format(region=escape(shared.region)) if shared.region else "",
        widths=WIDTHS,
        heights=HEIGHTS,
        height=USUAL_HEIGHT,
    )
