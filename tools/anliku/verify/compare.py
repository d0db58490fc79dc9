"""Records and a folder of originals -> Verification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from anliku.issues import Location
from anliku.load import Loaded, Records
from anliku.model import Case, Source
from anliku.verify.carried import Carried
from anliku.verify.explained import Ledger, read_ledger
from anliku.verify.figures import check_figures
from anliku.verify.originals import Folder, Original, read_folder
from anliku.verify.prose import Passage, kb_passages, names, passages
from anliku.verify.report import CaseReport, Finding, Kind, SourceMatch, Verification
from anliku.verify.runs import Originals, prepared
from anliku.verify.terms import unmentioned_terms
from anliku.verify.unsaid import unsaid_numbers


class UnknownCaseError(Exception):
    """Raised for ids that are no case; the message says so in Chinese."""


def verify(records: Records, root: Path, sources: Path, wanted: Sequence[str] = ()) -> Verification:
    """Every difference between the cases (all, or those `wanted`) and the originals in `sources`.

    Raises:
        NoOriginalsError: where `sources` is missing or empty.
        UnknownCaseError: where there is no such case.
    """
    broken = {name for group, name in records.broken if group == "cases"}
    known = {loaded.record.id for loaded in records.cases} | broken
    if unknown := sorted(set(wanted) - known):
        raise UnknownCaseError(f"没有案例“{'、'.join(unknown)}”；已有：{'、'.join(sorted(known))}")
    folder = read_folder(sources)
    chosen = sorted((c for c in records.cases if not wanted or c.record.id in wanted), key=lambda c: c.record.id)
    ledgers = {loaded.record.id: read_ledger(folder, loaded.record.id) for loaded in chosen}
    exempt = prepared(_declared_names(records, ledgers.values()))
    reports = [_case(loaded, folder, records, ledgers[loaded.record.id], exempt) for loaded in chosen]
    reports += [_broken(name) for name in sorted(broken) if not wanted or name in wanted]
    used = {match.original for report in reports for match in report.sources}
    held = Originals((item for item in folder.originals if item.name in used), exempt)
    return Verification(
        cases=tuple(sorted(reports, key=lambda report: report.case)),
        kb=tuple(_copied(kb_passages(records, root), held)),
        remarks=(*folder.problems, *_unmatched(folder, records)),
    )


def _declared_names(records: Records, ledgers: Iterable[Ledger]) -> frozenset[str]:
    everything: Iterable[Loaded[Any]] = chain(records.cases, records.concepts(), records.terms)
    declared = (name for loaded in everything for name in names(loaded.record))
    return frozenset(declared) | {text for ledger in ledgers for text in ledger.texts}


def _broken(name: str) -> CaseReport:
    message = f"案例 {name} 读不进来，没有核对 → 先运行 anliku check，改好再核对"
    return CaseReport(name, "", findings=(Finding(Kind.CASE_UNREADABLE, message, name, Location(f"cases/{name}.yml")),))


def _case(
    loaded: Loaded[Case], folder: Folder, records: Records, ledger: Ledger, exempt: tuple[str, ...]
) -> CaseReport:
    case = loaded.record
    findings = list(ledger.problems)
    originals: dict[str, Original] = {}
    for index, source in enumerate(case.sources):
        found = _match(source, loaded.at(("sources", index)), folder, ledger)
        if isinstance(found, Original):
            originals[source.id] = found
        elif found is not None:
            findings.append(found)
    checked = check_figures(loaded, originals, ledger)
    findings += checked.findings
    counts = {"数字": checked.total, "推算": len(checked.derived), "未核对": checked.without_original}
    counts |= dict.fromkeys(("原文数字", "已载", "略过", "原文用语", "已提到"), 0)
    carried = Carried(case, tuple(_labels(case, records)))
    documents = {item.sha256: item for item in originals.values()}.values()
    for item in documents:
        missing, tally = unsaid_numbers(item, carried, ledger)
        unnamed, terms, mentioned = unmentioned_terms(item, carried, ledger)
        findings += [*missing, *unnamed]
        for name, number in zip(
            ("原文数字", "已载", "略过", "原文用语", "已提到"),
            (tally.found, tally.carried, tally.left_out, terms, mentioned),
            strict=True,
        ):
            counts[name] += number
    findings += _copied(passages(loaded), Originals(documents, exempt))  # type: ignore[arg-type]  # Loaded is read-only
    if len(originals) == len(case.sources):
        findings += ledger.unused()  # what a document explains is unused while the document is missing
    return CaseReport(
        case=case.id,
        title=case.title,
        sources=tuple(
            SourceMatch(source.id, originals[source.id].name if source.id in originals else "")
            for source in case.sources
        ),
        counts=counts,
        derived=tuple(checked.derived),
        explained=ledger.used(),
        findings=tuple(findings),
    )


def _match(source: Source, location: Location, folder: Folder, ledger: Ledger) -> Original | Finding | None:
    """The document of `source`, or what is wrong; None where a curator explained why there is none."""
    if source.sha256 is None:
        if ledger.source(source.id):
            return None
        message = f"来源 {source.id} 没有校验值，无法核对 → 用 sha256sum 算出原文的值写进 sha256；没有原文的写进 {ledger.file}"
        return Finding(Kind.SOURCE_WITHOUT_SHA256, message, source.id, location)
    found = folder.find(source.sha256)
    if found is None:
        if ledger.source(source.id):
            return None
        message = f"来源 {source.id} 的原文不在文件夹里（没有校验值为 {source.sha256[:12]}… 的文件）"
        near = folder.resembling(source.title)
        hint = f"{near.name} 印有同一标题而校验值不同，核对是不是改动过" if near else "把原文放进去，或核对校验值"
        return Finding(Kind.SOURCE_MISSING, f"{message} → {hint}", source.id, location)
    if found.text is None:
        message = f"来源 {source.id} 的原文 {found.name} 不是 UTF-8 编码，没有核对 → 另存为 UTF-8，并重算校验值"
        return Finding(Kind.SOURCE_UNREADABLE, message, source.id, location, found.name)
    return found


def _labels(case: Case, records: Records) -> Iterator[str]:
    """Names of the concepts a case points to: its page shows them."""
    pointed = {item.practice for item in case.practices} | {item.challenge for item in case.challenges}
    concepts: Iterable[Loaded[Any]] = chain(records.practices, records.challenges)
    for loaded in concepts:
        if loaded.record.id in pointed:
            yield from (loaded.record.pref_label, *loaded.record.alt_label)


def _copied(pieces: Iterable[Passage], held: Originals) -> Iterator[Finding]:
    for passage in pieces:
        for run in held.runs(passage.text):
            size = sum(char.isalnum() for char in run.text)
            shown = " ".join(run.text.split())
            line = run.original.line(run.original_start)
            message = f"与原文（{run.original.name} 第 {line} 行）连续 {size} 字相同：“{shown}” → 用自己的话重写"
            location = passage.location(run.start)
            yield Finding(Kind.COPIED_RUN, message, shown, location, run.original.name, line)


def _unmatched(folder: Folder, records: Records) -> Iterator[str]:
    claimed = {source.sha256 for loaded in records.cases for source in loaded.record.sources}
    for item in folder.originals:
        if item.sha256 not in claimed:
            unread = "，也不是 UTF-8 编码" if item.text is None else ""
            yield f"{item.name}：没有案例用到它（校验值 {item.sha256}）{unread}"
