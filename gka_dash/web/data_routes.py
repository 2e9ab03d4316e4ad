"""Open data and downloads: the same functions as the screen, as files."""

from flask import Flask, Response, abort, request

from gka_dash.exports.csv_table import table_csv
from gka_dash.exports.datapackage import datapackage
from gka_dash.exports.screen_csv import SCREENS, screen_csv
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.settings import Settings
from gka_dash.web.services import Services

BYTE_ORDER_MARK = "\ufeff"


def add_data_routes(server: Flask, services: Services, settings: Settings) -> None:
    """Register the addresses under /data/ and /export/<screen>.csv."""

    @server.get("/data/<name>.csv")
    def table(name: str) -> Response:
        if name not in TABLE_BY_NAME:
            abort(404)
        return _csv(table_csv(TABLE_BY_NAME[name], services.dataset.rows(name)), f"{name}.csv")

    @server.get("/data/datapackage.json")
    def package() -> dict[str, object]:
        return datapackage(services.version, services.dataset)

    @server.get("/data/gemeenten.geojson")
    def boundaries() -> Response:
        # Not send_file: what it streams is neither compressed nor known by its content.
        content = (settings.build_dir / "open" / "gemeenten.geojson").read_bytes()
        return Response(content, mimetype="application/geo+json")

    @server.get("/export/<name>.csv")
    def screen(name: str) -> Response:
        if name not in SCREENS:
            abort(404)
        view = services.view(request.query_string.decode("utf-8", "replace"))
        # Excel only sees UTF-8 when the file begins with this mark.
        return _csv(BYTE_ORDER_MARK + screen_csv(view, name, services.version), f"gka-{name}.csv")


def _csv(text: str, filename: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(text, mimetype="text/csv", headers=disposition)
