"""Open data and downloads: the same functions as the screen, as files."""

import json

from flask import Flask, Response, abort, request

from gka_dash.exports.csv_table import table_csv
from gka_dash.exports.datapackage import datapackage
from gka_dash.exports.geojson import with_facts
from gka_dash.exports.screen_csv import SCREENS, screen_csv
from gka_dash.model.regional import region_name
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.web.ground import Ground
from gka_dash.web.services import Services

BYTE_ORDER_MARK = "\ufeff"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_data_routes(server: Flask, services: Services, ground: Ground) -> None:
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
        content = with_facts(ground.geojson, services.dataset, services.version)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return Response(text, mimetype="application/geo+json")

    @server.get("/data/werkmap.xlsx")
    def whole_workbook() -> Response:
        region = request.args.get("regio", "")
        if region and region_name(services.dataset, region) is None:
            abort(404)
        name = f"gka-werkmap-{region}.xlsx" if region else "gka-werkmap.xlsx"
        return _file(services.workbook(region), WORKBOOK_TYPE, name)

    @server.get("/export/<name>.csv")
    def screen(name: str) -> Response:
        if name not in SCREENS:
            abort(404)
        view = services.view(request.query_string.decode("utf-8", "replace"))
        # Excel only sees UTF-8 when the file begins with this mark.
        return _csv(BYTE_ORDER_MARK + screen_csv(view, name, services.version), f"gka-{name}.csv")


def _csv(text: str, filename: str) -> Response:
    return _file(text, "text/csv", filename)


def _file(content: str | bytes, kind: str, filename: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, mimetype=kind, headers=disposition)
