"""The page for an address that does not exist."""

from layouts import parts
from layouts.elements import html


def build(code: str) -> html.Div:
    """Says what was asked for, as far as that is safe to show, and offers the ways back."""
    shown = "".join(sign for sign in code if sign.isalnum())[:20]
    asked = f"Er is geen gemeente of regio met de code {shown}." if shown else "Dit adres kennen wij niet."
    return html.Div(
        [
            *parts.page_heading("Deze pagina bestaat niet", asked),
            html.P(
                [
                    parts.inside("Naar de kaart", "/", class_name="button"),
                    " ",
                    parts.inside("Alle gemeenten", "/gemeenten"),
                ]
            ),
        ],
        className="page-missing",
    )
