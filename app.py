"""The WSGI entry point: `gunicorn app:server`."""

from gka_dash.settings import Settings
from gka_dash.web.app_factory import create_app
from gka_dash.web.prepare import ensure_built

settings = Settings.from_environment()
ensure_built(settings)
server = create_app(settings).server
