"""Puts the downloads on a server: one call."""

import hashlib

from flask import Blueprint, Flask

from gka_dash.exports.bench import Borders
from gka_dash.exports.files import Tools
from gka_dash.settings import Settings
from gka_dash.web.downloads.counter import Counter
from gka_dash.web.downloads.file_routes import add_files
from gka_dash.web.downloads.job_routes import add_jobs
from gka_dash.web.downloads.jobs import Jobs
from gka_dash.web.manifest import Manifest
from gka_dash.web.services import Services
from gka_dash.web.static_build import APP_CSS, TASK_JS

PATH = "/download"
FOLDER = "taken"  # in the state folder: what long work leaves for every worker to see


def add_downloads(server: Flask, services: Services, settings: Settings) -> Counter:
    """Register everything under /download; gives what they share."""
    manifest = Manifest.load(settings.build_dir)
    borders = Borders(Tools(settings.build_dir))
    jobs = Jobs(settings.state_dir / FOLDER)
    styles, scripts = (manifest.url(APP_CSS),), (manifest.url(TASK_JS),)
    build = hashlib.blake2b("\n".join(sorted(manifest.names)).encode(), digest_size=8).hexdigest()
    counter = Counter(settings, services, borders, jobs, styles, scripts, build)
    blueprint = Blueprint("downloads", __name__, url_prefix=PATH, template_folder="templates")
    add_files(blueprint, counter)
    add_jobs(blueprint, counter)
    server.register_blueprint(blueprint)
    return counter
