"""How the server runs; `make run`, the Procfile and a hand-typed `gunicorn app:server` all read this file."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gunicorn.http import wsgi

from gka_dash.errors import GkaError
from gka_dash.settings import Settings

try:
    _settings = Settings.from_environment()
except GkaError as problem:
    sys.exit(str(problem))

bind = f"{_settings.host}:{_settings.port}"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # 210 MB instead of 314
control_socket_disable = True  # it would be a file in somebody's home folder
loglevel = _settings.log_level.lower()
keepalive = 15

_all_headers = wsgi.Response.default_headers
# Which server answers is nobody's business.
wsgi.Response.default_headers = lambda response: [
    line for line in _all_headers(response) if not line.startswith("Server:")
]
