"""One page of every kind."""

from __future__ import annotations

PAGES = {
    "home": "index.html",
    "case": "cases/wuhou.html",
    "practice": "practices/courtyard-meeting.html",
    "challenge": "challenges/illegal-structures.html",
    "topic": "topics/deliberation.html",
    "region": "regions/510107.html",
    "metric": "metrics/resident-population.html",
    "cases": "cases/index.html",
    "practices": "practices/index.html",
    "challenges": "challenges/index.html",
    "topics": "topics/index.html",
    "regions": "regions/index.html",
    "metrics": "metrics/index.html",
    "terms": "terms.html",
    "about": "about.html",
    "guide": "contribute/guide.html",
    "training": "training/index.html",
    "search": "search.html",
}
CHECKED = ("home", "case", "practice", "challenge", "topic", "practices", "terms", "about", "search")
"""Kinds that axe looks at."""
