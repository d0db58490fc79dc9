"""A pack as one self-contained page, for screen and for paper."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from anliku.exports.options import Options
from anliku.exports.xhtml import ChapterWriter, Notes, Places, anchor, call_id, colophon, outline, source_items, text
from anliku.outline.blocks import Ref
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

LIBRARY = "社区治理实践库（anliku）"
FEW = 4
"""Up to so many chapters, the table of contents also lists their sections."""


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The page, UTF-8; no script, no request, one inline style sheet that its CSP names by hash."""
    css = files("anliku.exports").joinpath("styles/html.css").read_text("utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = text(pack.selection.title)
    address = options.url(pack.chapters[0].to) if pack.chapters else ""
    return (
        f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="{text(pack.lead)}">
<title>{title} · {text(pack.subtitle)}</title>
<style>{css}</style>
</head>
<body>
<a class="skip" href="#body">跳到正文</a>
<header class="cover">
<p class="kicker">{text(pack.subtitle)}</p>
<h1>{title}</h1>
<p class="lead">{text(pack.lead)}</p>
<p class="muted">{LIBRARY}{f" · 资料核对至 {text(pack.date)}" if pack.date else ""}</p>
</header>
<div class="book">
{_contents(pack)}
<main id="body">
{_chapters(pack, w, options)}
<section class="chapter" id="sources"><header class="chapter-head"><h1>来源</h1></header>
{source_items(pack, w)}
</section>
<footer class="chapter colophon" id="colophon"><h1>版权与使用</h1>
{colophon(pack, address)}
</footer>
</main>
</div>
</body>
</html>
"""
    ).encode()


def _contents(pack: Pack) -> str:
    lines = []
    for index, chapter in enumerate(pack.chapters):
        inner = "".join(
            f'<li><a href="#{anchor(index, text(name))}">{text(words)}</a></li>' for name, words in outline(chapter)
        )
        nested = f"<ol>{inner}</ol>" if inner and len(pack.chapters) <= FEW else ""
        lines.append(f'<li><a href="#{anchor(index)}">{text(chapter.title)}</a>{nested}</li>')
    lines += ['<li><a href="#sources">来源</a></li>', '<li><a href="#colophon">版权与使用</a></li>']
    return (
        f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">目录</h2><ol>{"".join(lines)}</ol></nav>'
    )


def _chapters(pack: Pack, w: Writer, options: Options) -> str:
    places = Places(pack)

    def href(to: Ref) -> str:
        if inside := places.find(to):
            return f"#{inside[1]}"
        if url := options.url(to):
            return url
        brief = places.brief(to)
        return f"#{brief[1]}" if brief else ""

    out = []
    for index, document in enumerate(pack.chapters):
        writer = ChapterWriter(index, w, href)
        body = writer.chapter(document)
        out.append(f'<section class="chapter">{body}\n{_notes(index, writer.notes)}</section>')
    return "\n".join(out)


def _notes(chapter: int, notes: Notes) -> str:
    """The endnotes of a chapter, each with a way back to every place that calls it."""
    if not notes.found:
        return ""
    lines = []
    for note in notes.found.values():
        back = "".join(
            f' <a class="back" role="doc-backlink" href="#{call_id(chapter, note.number, use)}" '
            f'aria-label="回到正文（出处 {note.number}{f"，第 {use} 次" if note.uses > 1 else ""}）">'
            f"↩{use if note.uses > 1 else ''}</a>"
            for use in range(1, note.uses + 1)
        )
        lines.append(f'<li id="{anchor(chapter, f"n{note.number}")}">{text(note.text)}{back}</li>')
    name = anchor(chapter, "notes")
    return (
        f'<section class="notes" role="doc-endnotes" aria-labelledby="{name}"><p class="notes-title" id="{name}">'
        f"本章出处</p><ol>{''.join(lines)}</ol></section>"
    )
