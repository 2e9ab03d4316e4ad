"""What the document shows until Dash has drawn: header and, on the first page, the map itself."""

from html import escape

_HEADER = (
    '<div class="header"><a class="brand" href="/"><span class="brand-name">Landkaart Gelijke Kansen</span>'
    '<span class="brand-line">Gemeenten, agenda\'s en interventies van de GKA</span></a></div>'
)


def page(title: str) -> str:
    """Header and title of a page that is being fetched."""
    return (
        f'<div class="shell">{_HEADER}<div class="body">'
        f'<p class="first-title" role="status">{escape(title)}: wordt geladen…</p></div></div>'
    )


def map_page(title: str, status: str, attribution: str) -> str:
    """The first page with the map in its place; assets/vroeg.js draws it."""
    return (
        f'<div class="shell">{_HEADER}<div class="body"><div class="filter-column">'
        '<div class="filters card first-filters"></div></div>'
        '<div class="page page-map"><div class="column-map">'
        f'<div class="card map-card"><h2>{escape(title)}</h2><p class="status">{escape(status)}</p>'
        '<div class="map-area"><div id="eerste-legenda" class="legend"></div>'
        '<div id="eerste-kaart" class="map-host"></div></div>'
        f'<div class="map-foot"><p class="attribution">{escape(attribution)}</p></div></div></div>'
        '<div class="column-charts"></div></div></div></div>'
    )
