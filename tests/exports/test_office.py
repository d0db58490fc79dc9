"""Exported files opened by the programs readers use: LibreOffice, and epubcheck for electronic books."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from anliku.exports import FORMATS
from anliku.exports.options import Options
from anliku.exports.selection import single
from anliku.model import Library
from anliku.outline.blocks import Heading
from anliku.outline.deck import deck
from anliku.outline.pack import Pack, citation, cites, pack
from anliku.outline.writer import Writer
from pypdf import PdfReader
from real import library as real_library

pytestmark = pytest.mark.office

PACKS = (("topic", "deliberation"), ("case", "wuhou"), ("practice", "shared-grandma"), ("challenge", "parking"))


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def made(library: Library, kind: str, name: str) -> tuple[Pack, Writer]:
    w = Writer(library)
    (selection,) = single(library, kind, [name])  # type: ignore[arg-type]
    return pack(selection, w, "0"), w


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def as_pdf(source: Path) -> PdfReader:
    """`source` as LibreOffice prints it."""
    office = shutil.which("soffice")
    assert office, "没有 LibreOffice；运行 make test-exports"
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return PdfReader(source.with_suffix(".pdf"))


def headings(made: Pack) -> list[str]:
    titles = [chapter.title for chapter in made.chapters]
    return titles + [b.text for chapter in made.chapters for b in chapter.blocks if isinstance(b, Heading)]


@pytest.mark.parametrize(("kind", "name"), PACKS, ids=[f"{kind}-{name}" for kind, name in PACKS])
@pytest.mark.parametrize("style", ["标准", "公文式"])
def test_word_files_keep_every_heading_in_libreoffice(
    library: Library, tmp_path: Path, kind: str, name: str, style: str
) -> None:
    whole, w = made(library, kind, name)
    source = tmp_path / "handout.docx"
    source.write_bytes(FORMATS["docx"].write(whole, w, Options(style=style)))  # type: ignore[arg-type]
    printed = squeezed("".join(page.extract_text() for page in as_pdf(source).pages))
    lost = [text for text in headings(whole) if squeezed(text) not in printed]
    assert lost == []


@pytest.mark.parametrize(("kind", "name"), PACKS, ids=[f"{kind}-{name}" for kind, name in PACKS])
def test_slides_keep_every_title_in_libreoffice(library: Library, tmp_path: Path, kind: str, name: str) -> None:
    whole, w = made(library, kind, name)
    source = tmp_path / "slides.pptx"
    source.write_bytes(FORMATS["pptx"].write(whole, w, Options()))
    reader = as_pdf(source)
    slides = deck(whole, w, 90)
    assert len(reader.pages) == len(slides)
    for page, slide in zip(reader.pages, slides, strict=True):
        assert squeezed(slide.title) in squeezed(page.extract_text())


@pytest.mark.parametrize(("kind", "name"), PACKS, ids=[f"{kind}-{name}" for kind, name in PACKS])
@pytest.mark.parametrize("name_of_format", ["docx", "docx 公文式", "pptx", "xlsx"])
def test_office_files_keep_to_the_schemas(
    library: Library, tmp_path: Path, kind: str, name: str, name_of_format: str
) -> None:
    whole, w = made(library, kind, name)
    extension, _, style = name_of_format.partition(" ")
    source = tmp_path / f"pack.{extension}"
    source.write_bytes(FORMATS[extension].write(whole, w, Options(style="公文式" if style else "标准")))
    command = [str(Path(sys.executable).parent / "openxml-audit"), "-f", "office2019", "-m", "0", str(source)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-500:]
    assert "Errors: 0" in ran.stdout


@pytest.mark.parametrize(("kind", "name"), PACKS, ids=[f"{kind}-{name}" for kind, name in PACKS])
def test_books_pass_epubcheck(library: Library, tmp_path: Path, kind: str, name: str) -> None:
    whole, w = made(library, kind, name)
    source = tmp_path / "book.epub"
    source.write_bytes(FORMATS["epub"].write(whole, w, Options()))
    command = [sys.executable, "-m", "epubcheck", str(source)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "ERROR" not in ran.stdout + ran.stderr


def test_every_citation_stands_in_every_format(library: Library) -> None:
    import io
    import zipfile

    from openpyxl import load_workbook

    whole, w = made(library, "practice", "courtyard-meeting")
    texts = {squeezed(citation(cite, w)) for cite in cites(whole.chapters)}
    assert texts

    def inside(content: bytes, *suffixes: str) -> str:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.endswith(suffixes)]
            return squeezed("".join(re.sub(r"<[^>]+>", "", archive.read(name).decode()) for name in names))

    def written(name: str) -> bytes:
        return FORMATS[name].write(whole, w, Options())

    plain = {
        "docx": inside(written("docx"), "footnotes.xml"),
        "epub": inside(written("epub"), ".xhtml"),
        "html": squeezed(re.sub(r"<[^>]+>", "", written("html").decode())),
        "md": squeezed(written("md").decode()),
    }
    for name, text in plain.items():
        clean = text.replace("\\", "").replace("&amp;", "&").replace("&#x27;", "'")
        assert [one for one in texts if one not in clean] == [], name
    pdf = PdfReader(io.BytesIO(written("pdf")))
    printed = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert [one for one in texts if one[:24] not in printed] == []
    places = {cell.value for row in load_workbook(io.BytesIO(written("xlsx")))["做法"].iter_rows() for cell in row}
    assert {cite.at for cite in cites(whole.chapters)} & places
