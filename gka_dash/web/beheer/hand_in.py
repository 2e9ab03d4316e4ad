"""From a file to a publication: hand in, look at the check and the differences, publish."""

from flask import Blueprint, Response, abort, flash, request, url_for

from gka_dash.errors import SourceError, StoreConflict, StoreError
from gka_dash.model.diff import difference
from gka_dash.model.provenance import Provenance
from gka_dash.model.stamp import home_time
from gka_dash.sources.incoming import file_name, read_incoming
from gka_dash.store.publication import Draft
from gka_dash.web.beheer.check import Check, checked, publishable, unreadable
from gka_dash.web.beheer.desk import Desk
from gka_dash.web.beheer.guard import form_fault
from gka_dash.web.beheer.publications import see
from gka_dash.web.beheer.words import shown

BUSY = "Er wordt al een bestand van u of van anderen gecontroleerd. Wacht even en probeer het dan opnieuw."


def add_hand_in(blueprint: Blueprint, desk: Desk) -> None:
    """Register the pages for bringing in a file."""

    @blueprint.get("/inleveren")
    def upload() -> Response:
        return desk.page("inleveren", megabytes=desk.settings.upload_bytes // 1_000_000)

    @blueprint.post("/inleveren")
    def hand_in() -> Response:
        with desk.slots.one(desk.account.subject) as room:
            if not room:
                return desk.message(429, "Even wachten", BUSY, (url_for("beheer.upload"), "Opnieuw"))
            return form_fault(desk) or _read(desk)

    @blueprint.get("/controle/<token>")
    def check(token: str) -> Response:
        return _check_page(desk, token)

    @blueprint.post("/controle/<token>/publiceren")
    def publish(token: str) -> Response:
        return _publish(desk, token)

    @blueprint.post("/controle/<token>/weggooien")
    def drop(token: str) -> Response:
        _own_draft(desk, token)
        desk.books.drop_draft(token)
        flash("Het concept is weggegooid. Er is niets gepubliceerd.")
        return see(url_for("beheer.overview"))


def _read(desk: Desk) -> Response:
    """Check the file and keep the outcome; the file itself is gone when this ends."""
    file = request.files.get("file")
    if file is None or not file.filename:
        flash("Kies eerst een bestand.", "fout")
        return see(url_for("beheer.upload"))
    limit = desk.settings.upload_bytes
    name, data = file_name(file.filename), file.stream.read(limit + 1)
    file.close()
    latest = desk.latest()
    try:
        incoming = read_incoming(name, data, latest.dataset, limit)
        dataset, provenance = checked(incoming, latest.number), incoming.provenance
    except SourceError as error:
        dataset, provenance = unreadable(latest.dataset, str(error)), Provenance()
    desk.books.drop_expired()
    draft = desk.books.keep_draft(
        dataset, who=desk.account.who, file_name=name, provenance=provenance, base=latest.number
    )
    desk.log(f"bestand gecontroleerd: {Check.of(dataset).sentence}")
    return see(url_for("beheer.check", token=draft.token))


def _check_page(desk: Desk, token: str) -> Response:
    draft, latest = _own_draft(desk, token), desk.latest()
    found = Check.of(draft.dataset)
    diff = None if found.errors else difference(latest.dataset, draft.dataset)
    return desk.page(
        "controle",
        draft=draft,
        check=found,
        diff=diff,
        tables=shown(diff) if diff else (),
        newer=latest if draft.base != latest.number else None,
        preview=f"/voorbeeld/{token}/",
        moment=home_time,
    )


def _publish(desk: Desk, token: str) -> Response:
    """Publish once: the draft is gone afterwards, and a second click finds what the first one made."""
    draft = desk.books.draft(token)
    if draft is None:
        return _second_click(desk)
    _refuse_other(desk, draft)
    if Check.of(draft.dataset).errors:
        abort(400)
    dataset, why = publishable(draft.dataset), request.form.get("why", "")
    try:
        made = desk.books.publish(
            dataset, who=desk.account.who, why=why, base=draft.base, provenance=draft.provenance
        )
    except StoreConflict as conflict:
        latest = desk.latest()
        if latest.who == desk.account.who and difference(latest.dataset, dataset).is_empty:
            return see(url_for("beheer.publication", number=latest.number))
        flash(str(conflict), "fout")
        return see(url_for("beheer.check", token=token))
    except StoreError as error:
        flash(str(error), "fout")
        return see(url_for("beheer.check", token=token))
    desk.books.drop_draft(token)
    desk.log(f"publicatie {made.number} gemaakt")
    flash(f"Publicatie {made.number} is gemaakt. Iedereen ziet haar binnen enkele seconden.")
    return see(url_for("beheer.publication", number=made.number))


def _second_click(desk: Desk) -> Response:
    """A draft that is gone: to the publication that its owner has just made of it, if there is one."""
    latest = desk.latest()
    if latest.who != desk.account.who or request.form.get("base") != str(latest.base):
        abort(404)
    return see(url_for("beheer.publication", number=latest.number))


def _own_draft(desk: Desk, token: str) -> Draft:
    draft = desk.books.draft(token)
    if draft is None:
        abort(404)
    _refuse_other(desk, draft)
    return draft


def _refuse_other(desk: Desk, draft: Draft) -> None:
    """Who was sent a private link may look, and not publish."""
    if draft.who != desk.account.who:
        abort(404)
