"""What the document shows until Dash has drawn: header and, on the first page, the map itself."""

from html import escape

_HEADER = (
    '<header class="header"><a class="brand" href="/">'
    '<span class="brand-name">Landkaart Gelijke Kansen</span>'
    '<span class="brand-line">Gemeenten, agenda\'s en interventies van de GKA</span></a></header>'
)

_FOR_NOW = "Voorlopige weergave"


def page(title: str) -> str:
    """Header and title of a page that is being fetched."""
    return (
        f'<div class="shell">{_HEADER}<section class="body" aria-label="{_FOR_NOW}">'
        f'<p class="first-title" role="status">{escape(title)}: wordt geladen…</p></section></div>'
    )


def map_page(title: str, status: str, attribution: str) -> str:
    """The first page with the map in its place; assets/vroeg.js draws it."""
    return (
        f'<div class="shell">{_HEADER}<section class="body" aria-label="{_FOR_NOW}">'
        '<div class="filter-column">'
        '<div class="filters card first-filters"></div></div>'
        '<div class="page page-map"><div class="column-map">'
        f'<div class="card map-card"><h2>{escape(title)}</h2><p class="status">{escape(status)}</p>'
        '<div class="map-area"><div id="eerste-legenda" class="legend"></div>'
        '<div id="eerste-kaart" class="map-host"></div></div>'
        f'<div class="map-foot"><p class="attribution">{escape(attribution)}</p></div></div></div>'
        '<div class="column-charts"></div></div></section></div>'
    )
