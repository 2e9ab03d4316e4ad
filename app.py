"""The WSGI entry point: `gunicorn app:server`."""

from gka_dash.settings import Settings
from gka_dash.web.app_factory import create_app
from gka_dash.web.prepare import ensure_built
from gka_dash.web.site import site_parts

settings = Settings.from_environment()
ensure_built(settings)
server = create_app(settings, site_parts(settings)).server
