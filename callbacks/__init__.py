"""One module per conversation: register(app, services). Bodies parse, call the core and return."""

from dash import Dash

from callbacks import grafieken, kaart, lijst, navigatie, selectie, uitleg, vergelijken
from gka_dash.web.services import Services


def register_all(app: Dash, services: Services) -> None:
    """Register every callback."""
    for conversation in (navigatie, selectie, kaart, grafieken, lijst, uitleg, vergelijken):
        conversation.register(app, services)
