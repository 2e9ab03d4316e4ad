"""What was published, by whom and why, and how to go back."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for

from gka_dash.errors import StoreConflict, StoreError
from gka_dash.model.diff import difference
from gka_dash.model.draft import hidden_count
from gka_dash.model.stamp import home_time
from gka_dash.store.publication import Publication
from gka_dash.web.beheer.desk import Desk
from gka_dash.web.beheer.words import shown, today

MOST_LINES = 200


def add_publications(blueprint: Blueprint, desk: Desk) -> None:
    """Register the overview and the page of a publication."""

    @blueprint.get("/")
    def overview() -> Response:
        latest = desk.latest()
        return desk.page(
            "overzicht",
            latest=latest,
            hidden=hidden_count(latest.dataset, today()),
            lines=desk.books.lines(MOST_LINES),
            moment=home_time,
        )

    @blueprint.get("/publicatie/<int:number>")
    def publication(number: int) -> Response:
        return _publication_page(desk, number)

    @blueprint.post("/publicatie/<int:number>/terugzetten")
    def bring_back(number: int) -> Response:
        return _bring_back(desk, number)


def _publication_page(desk: Desk, number: int) -> Response:
    found, latest = desk.books.get(number), desk.latest()
    if found is None:
        abort(404)
    before = None if found.base is None else desk.books.get(found.base)
    made = difference(before.dataset, found.dataset) if before else None
    return desk.page(
        "publicatie",
        publication=found,
        latest=latest,
        made=made,
        tables=shown(made) if made else (),
        back=difference(latest.dataset, found.dataset).sentence,
        moment=home_time,
    )


def _bring_back(desk: Desk, number: int) -> Response:
    """Undo once: who clicks twice, or after somebody else published, changes nothing more."""
    latest = desk.latest()
    if request.form.get("seen") != str(latest.number):
        return _not_again(desk, latest, number)
    try:
        made = desk.books.undo(number, who=desk.account.who, why=request.form.get("why", ""))
    except StoreConflict:
        return _not_again(desk, desk.latest(), number)
    except StoreError as error:
        flash(str(error), "fout")
        return see(url_for("beheer.publication", number=number))
    desk.log(f"publicatie {number} teruggezet als publicatie {made.number}")
    flash(f"Publicatie {number} is teruggezet. Dit is nu publicatie {made.number}.")
    return see(url_for("beheer.publication", number=made.number))


def _not_again(desk: Desk, latest: Publication, number: int) -> Response:
    if latest.undone == number and latest.who == desk.account.who:
        return see(url_for("beheer.publication", number=latest.number))
    flash(
        f"Er is intussen publicatie {latest.number} gemaakt door {latest.who}. Er is niets veranderd.", "fout"
    )
    return see(url_for("beheer.publication", number=number))


def see(address: str) -> Response:
    """After a form: to a page that can be loaded again without sending the form again."""
    answer: Response = redirect(address, 303)  # type: ignore[assignment]
    return answer
