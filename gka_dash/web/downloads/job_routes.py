"""Long work as pages: ask for it, see how far it is, stop it, fetch what was made. Works without a script."""

from typing import Any, Final

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_file, url_for

from gka_dash.exports.files import FILES, STORY_FILES
from gka_dash.model.dates import dutch_date
from gka_dash.model.selection import Selection, write_query
from gka_dash.model.summary import filters_text
from gka_dash.web.downloads.counter import OFTEN, Counter, clock_time
from gka_dash.web.downloads.file_routes import ZIP, explained, of_region, sheets_of
from gka_dash.web.downloads.jobs import BUSY, DONE, SHEETS, STORY, Job, Order, Refused

NOT_HERE: Final = (
    "Deze taak is er niet (meer)",
    "De link klopt niet, of het bestand is na een uur opgeruimd. Maak het opnieuw.",
)
FROM_ELSEWHERE: Final = ("Dit kan alleen vanaf het dashboard", "Ga naar de kaart en begin daar opnieuw.")


def add_jobs(blueprint: Blueprint, counter: Counter) -> None:
    """Register the addresses of long work."""
    wrapped = explained(counter)

    @blueprint.get("/bladen/<code>")
    @wrapped
    def sheets(code: str) -> Response:
        order, words = sheets_order(counter, code, counter.selection(counter.query))
        return counter.page("begin", order=order, words=words, preview=bool(counter.services.base))

    @blueprint.get("/verhaal/<name>")
    @wrapped
    def story(name: str) -> Response:
        order, words = story_order(counter, name, counter.selection(counter.query).region)
        return counter.page("begin", order=order, words=words, preview=bool(counter.services.base))

    @blueprint.post("/taken")
    @wrapped
    def start() -> Response:
        if _from_elsewhere():
            return counter.message(403, *FROM_ELSEWHERE)
        if not counter.starts.allows(counter.address):
            return counter.message(429, *OFTEN, wait=60)
        order = _asked(counter)
        try:
            key = counter.jobs.start(order, counter.address)
        except Refused as reason:
            return counter.message(429, "Even wachten", str(reason), wait=30)
        return redirect(url_for("downloads.job", key=key), code=303)  # type: ignore[return-value]

    @blueprint.get("/taken/<key>")
    def job(key: str) -> Response:
        found = counter.jobs.find(key)
        if found is None:
            return counter.message(404, *NOT_HERE)
        return counter.page("taak", job=found, words=job_words(found), busy=found.state.status == BUSY)

    @blueprint.get("/taken/<key>/stand")
    def how_far(key: str) -> Response:
        found = counter.jobs.find(key)
        if found is None:
            abort(404)
        answer = jsonify(busy=found.state.status == BUSY, **job_words(found))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @blueprint.post("/taken/<key>/stop")
    def stop(key: str) -> Response:
        if _from_elsewhere():
            return counter.message(403, *FROM_ELSEWHERE)
        counter.jobs.stop(key)
        return redirect(url_for("downloads.job", key=key), code=303)  # type: ignore[return-value]

    @blueprint.get("/taken/<key>/bestand")
    def result(key: str) -> Response:
        found = counter.jobs.find(key)
        if found is None or found.state.status != DONE:
            return counter.message(404, *NOT_HERE)
        kind = FILES.get(found.order.kind)
        return send_file(
            counter.jobs.result(found),
            mimetype=kind.media_type if kind else ZIP,
            as_attachment=True,
            download_name=found.state.name,
            max_age=0,
        )


def _from_elsewhere() -> bool:
    """Whether a form of another website was sent here: it would start work in the name of its visitor."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


def sheets_order(counter: Counter, code: str, chosen: Selection) -> tuple[Order, str]:
    """What it takes to make the sheets of a region, and what is said of it beforehand. 404 for no region."""
    region = of_region(counter, code, chosen)
    view, number = counter.services.of(region), len(sheets_of(counter, region))
    order = Order(
        SHEETS,
        region.region,
        f"A4-bladen van {view.region_name}",
        query=write_query(region),
        mark=counter.services.stamp.mark,
    )
    words = (
        f"{number} bladen in één zip-bestand: één van {view.region_name} en één van elke gemeente. "
        f"Stand op {dutch_date(view.day)}. Filter: {filters_text(view)}."
    )
    return order, words


def story_order(counter: Counter, name: str, region: str, kind: str = "pptx") -> tuple[Order, str]:
    """What it takes to make a story as a file. 404 for a story that is not there."""
    if name not in counter.services.stories:
        abort(404)
    story, region = counter.bench.story(name, region)
    about = f" ({counter.services.vocabulary.regions[region]})" if region else ""
    order = Order(
        STORY,
        name,
        f"Dia's van het verhaal ‘{story.title}’{about}",
        kind=kind,
        region=region,
        mark=counter.services.stamp.mark,
    )
    return (
        order,
        f"{len(story.steps)} stappen, elk met tekst, kaart, grafieken en notities. U kunt alles aanpassen.",
    )


def _asked(counter: Counter) -> Order:
    """The order in a form; 400 for what no form of ours sends."""
    form = request.form
    what, of, query = (form.get(name, "") for name in ("wat", "van", "keuze"))
    if what == SHEETS:
        return sheets_order(counter, of or "NL", counter.selection(query))[0]
    if what != STORY or form.get("soort") not in STORY_FILES:
        abort(400)
    return story_order(counter, of, form.get("regio", ""), form["soort"])[0]


def job_words(job: Job) -> dict[str, Any]:
    """What a page or script says of a job."""
    state = job.state
    now = f" Nu: {state.label}." if state.label else ""
    text = f"{state.done} van {state.total} klaar.{now}" if state.total else "De taak begint."
    if job.stopping:
        text = "De taak stopt."
    return {
        "status": state.status,
        "done": state.done,
        "total": state.total,
        "text": text,
        "until": clock_time(job.until) if job.ended else "",
        "size": f"{state.size / 1_000_000:.1f}".replace(".", ",") + " MB",
    }
