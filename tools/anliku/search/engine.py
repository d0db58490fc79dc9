"""Engine: the search itself, the same steps as engine.js takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from anliku.search.entry import EntryKind
from anliku.search.index import Index
from anliku.search.query import Plan, Reader
from anliku.search.ranking import Ranked, ranked, scores
from anliku.search.spelling import misspelt, nearest
from anliku.search.table import Postings
from anliku.search.terms import terms_of
from anliku.text.normalise import bare

RERANKED = 6
"""The best entries whose text is read for the literal phrase; a question is put in anybody's words, so not for it."""
CORRECTED_PERCENT = 90
CORRECTIONS_MOST = 2
UNKNOWN_SHARE = 2
"""A question is taken to be misspelt when more than one part in this many of what was typed is unknown."""


@dataclass(frozen=True)
class Result:
    """One place of the flat list."""

    kind: EntryKind
    id: str
    path: str
    title: str
    score: int
    context: str = ""
    """The line under the title: the case, the place, the family."""


@dataclass(frozen=True)
class Answer:
    """What a query found, best first, and what was done to find it."""

    results: tuple[Result, ...]
    also: tuple[str, ...] = ()
    """Words that were searched as well."""
    suggested: tuple[str, ...] = ()
    """Labels the reader may have meant."""
    question: bool = False


@dataclass
class Searcher:
    """Searches one index."""

    index: Index
    reader: Reader = field(init=False)
    parents: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what every query needs."""
        self.reader = Reader(self.index.lexicon)
        self.parents = self.index.parents()

    def answer(self, query: str, limit: int = 10) -> Answer:
        """The first `limit` results for `query`, and how they were found."""
        plan = self.reader.plan(query)
        corrections: list[tuple[str, str]] = []
        if self._misspelt(plan):
            corrections = self._corrections(plan)
            if not corrections:
                plan = self.reader.plan(query, self._missing)
        listed = self._ranked(plan)
        for _, text in corrections:
            listed = _merged(listed, self._ranked(self.reader.plan(text)))
        if not listed:
            plan = self.reader.plan(query, lone=True)
            listed = self._ranked(plan)
        if not plan.question:
            listed = self._reranked(listed, plan.phrase)
        also = tuple(plan.also())
        suggested = tuple(label for label, _ in corrections)
        if not listed:
            suggested = tuple(nearest(plan.whole, self.index.lexicon.labels))
        return Answer(tuple(self._result(item) for item in listed[:limit]), also, suggested, plan.question)

    def _look(self, term: str) -> Postings | None:
        return self.index.look(term)

    def _misspelt(self, plan: Plan) -> bool:
        """Whether so much of the query is unknown that it may be misspelt; spoken sentences always hold unknown pairs."""
        typed = plan.typed()
        missing = sum(map(self._missing, typed))
        return missing * UNKNOWN_SHARE > len(typed) if plan.question else missing > 0

    def _missing(self, term: str) -> bool:
        return not self.index.knows(term)

    def _corrections(self, plan: Plan) -> list[tuple[str, str]]:
        """Labels one slip away from a span with an unknown pair, and the query with the label in its place."""
        found = []
        for at, span in enumerate(plan.spans):
            if not any(map(self._missing, terms_of(span))):
                continue
            for label in misspelt(span, self.index.lexicon.labels, self.reader.sounds):
                found.append((label, " ".join((*plan.spans[:at], label, *plan.spans[at + 1 :]))))
        return found[:CORRECTIONS_MOST]

    def _ranked(self, plan: Plan) -> list[Ranked]:
        return ranked(
            scores(plan, self._look, self.index, self.parents), plan.question, self._look, self.index, self.parents
        )

    def _reranked(self, listed: list[Ranked], phrase: str) -> list[Ranked]:
        """`listed` with its best entries put in order of how literally they hold the phrase."""
        head = [Ranked(self._literal(item, phrase), item.entry) for item in listed[:RERANKED]]
        head.sort(key=lambda item: (-item.score, item.entry))
        return head + listed[RERANKED:]

    def _literal(self, item: Ranked, phrase: str) -> int:
        if len(phrase) < 3:
            return item.score
        entry = self.index.entries[item.entry]
        text = bare("\n".join((entry.title, *(piece.text for piece in entry.pieces))))
        triples = [phrase[at : at + 3] for at in range(len(phrase) - 2)]
        held = sum(triple in text for triple in triples)
        whole = 30 if phrase in text else 0
        return item.score * (100 + 40 * held // len(triples) + whole) // 100

    def _result(self, item: Ranked) -> Result:
        entry = self.index.entries[item.entry]
        return Result(entry.kind, entry.id, entry.path, entry.title, item.score, entry.context)


def _merged(one: list[Ranked], other: list[Ranked]) -> list[Ranked]:
    """Both lists as one; an entry keeps its better score."""
    scores = {item.entry: item.score for item in one}
    for item in other:
        scores[item.entry] = max(scores.get(item.entry, 0), item.score * CORRECTED_PERCENT // 100)
    return sorted((Ranked(score, entry) for entry, score in scores.items()), key=lambda item: (-item.score, item.entry))
