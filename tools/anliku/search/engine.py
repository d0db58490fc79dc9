"""Engine: the search itself, the same steps as engine.js takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from anliku.search.cut import NOTHING, Known
from anliku.search.entry import EntryKind
from anliku.search.index import Index
from anliku.search.known import known_of
from anliku.search.query import Plan, Reader
from anliku.search.ranking import KEPT_LEAST, Ranked, Scores, ranked, scores, weak
from anliku.search.spelling import misspelt, nearest
from anliku.search.table import Postings
from anliku.search.terms import EXACT, terms_of
from anliku.text.normalise import bare

RERANKED = 6
"""The best entries whose text is read for the literal phrase; a question is put in anybody's words, so not for it."""
CORRECTED_PERCENT = 90
CORRECTIONS_MOST = 2
NAME_MOST = 8
SCATTERED = 800
"""Characters up to which a query may be a misspelt name, and thousandths of it that no entry covers then."""
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
    weak: bool = False
    """Whether nothing that was found fits well; there are ten results at most then."""


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
        plan, known = self._read(query)
        found = self._scores(plan)
        corrections: list[tuple[str, str]] = []
        if self._misspelt(plan, found):
            corrections = self._corrections(plan)
            if not corrections:
                plan = self.reader.plan(query, self._missing, known=known)
                found = self._scores(plan)
        listed = self._ranked(plan, found)
        for _, text in corrections:
            other, _ = self._read(text)
            listed = _merged(listed, self._ranked(other, self._scores(other)))
        if not listed:
            plan = self.reader.plan(query, lone=True, known=known)
            found = self._scores(plan)
            listed = self._ranked(plan, found)
        is_weak = not corrections and weak(found, listed, plan.question)
        if is_weak:
            listed = listed[:KEPT_LEAST]
        if not plan.question:
            listed = self._reranked(listed, plan.phrase)
        suggested = tuple(label for label, _ in corrections)
        if not listed:
            suggested = tuple(nearest(plan.whole, self.index.lexicon.labels, self.reader.sounds))
        results = tuple(self._result(item) for item in listed[:limit])
        return Answer(results, tuple(plan.also()), suggested, plan.question, is_weak)

    def _read(self, query: str) -> tuple[Plan, Known]:
        """The plan of a query, read again with what the index knows of it."""
        plan = self.reader.plan(query)
        known = known_of(plan, self._look, self.index.entries)
        return (plan, known) if known == NOTHING else (self.reader.plan(query, known=known), known)

    def _look(self, term: str) -> Postings | None:
        return self.index.look(term)

    def _misspelt(self, plan: Plan, found: Scores) -> bool:
        """Whether it may be misspelt.

        A question where much of it is unknown, for spoken sentences always hold unknown pairs; a name where any of it
        is, or where it is short, called nothing and nowhere whole: 民主树 is made of words that are known.
        """
        typed = plan.typed()
        missing = sum(map(self._missing, typed))
        if plan.question:
            return missing * UNKNOWN_SHARE > len(typed)
        scattered = bool(typed) and len(plan.phrase) <= NAME_MOST and not found.called
        return missing > 0 or (scattered and max(found.coverage.values(), default=0) < SCATTERED)

    def _missing(self, term: str) -> bool:
        return not self.index.knows(term)

    def _corrections(self, plan: Plan) -> list[tuple[str, str]]:
        """Labels one slip away from a span that is no label, and the query with the label in its place."""
        found = []
        for at, span in enumerate(plan.spans):
            if all(self.index.knows(term) for term in (EXACT + span, *terms_of(span))):
                continue
            for label in misspelt(span, self.index.lexicon.labels, self.reader.sounds):
                found.append((label, " ".join((*plan.spans[:at], label, *plan.spans[at + 1 :]))))
        return found[:CORRECTIONS_MOST]

    def _scores(self, plan: Plan) -> Scores:
        return scores(plan, self._look, self.index, self.parents)

    def _ranked(self, plan: Plan, found: Scores) -> list[Ranked]:
        return ranked(found, plan.question, self._look, self.index, self.parents)

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
