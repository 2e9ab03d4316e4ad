"""States that need a server or a computer of their own: the story that is there anyway judges them.

Each by the file of its story, in which `everywhere(..., "name")` runs it at every width.
"""

ELSEWHERE = {
    "test_story_borders.py": (
        "borders of that day are not installed",
        "chosen municipality that was merged later",
    ),
    "test_story_regions.py": ("own region on the map", "list of own regions"),
    "test_story_share.py": ("code for another website", "example of the map elsewhere"),
    "test_story_publications.py": (
        "there is a newer publication",
        "page of long ago",
        "preview of a draft",
        "origin of a changed value",
    ),
    "test_story_publish.py": (
        "Inloggen",
        "Overzicht",
        "Werkmap ophalen",
        "Bestand inleveren",
        "Controle met fouten",
        "Controle met verschillen",
        "Gepubliceerd",
        "Maak ongedaan",
        "Teruggezet",
        "Takenlijst",
        "U bent uitgelogd",
        "Het bestand is te groot",
        "U hebt geen toegang",
    ),
    "test_story_taking_along.py": (
        "task that runs",
        "task that was stopped",
        "task of which a part failed",
        "task that failed",
        "failure with its number",
    ),
    "test_story_offline.py": ("story in a file", "overview in a file", "chart in a file"),
}
