"""Slides of a deck into the placeholders of the template."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

from anliku.exports.formats.pptx import master
from anliku.exports.formats.pptx.chart import insert_chart
from anliku.exports.formats.pptx.table import insert_table
from anliku.exports.formats.pptx.template import NAME
from anliku.exports.formats.pptx.words import Words, write_run
from anliku.exports.options import Options
from anliku.outline.deck import ChartSlide, Slide, TableSlide, TextSlide, TitleSlide, fit

if TYPE_CHECKING:
    from pptx.presentation import Presentation


class Pages:
    """The slides written so far, and what every further one needs."""

    def __init__(self, presentation: Presentation, title: str, options: Options) -> None:
        """Take an empty presentation; `title` stands at the foot of every slide."""
        self._slides = presentation.slides
        self._layouts = {layout.name: layout for layout in presentation.slide_layouts}
        self._footer = f"{fit.clipped(title, 1, 40)} · {NAME}"
        self._options = options

    def add(self, slide: Slide) -> None:
        """Write `slide`."""
        match slide:
            case TitleSlide():
                self._title(slide)
            case TextSlide():
                self._text(slide)
            case TableSlide():
                page = self._page("表格", slide)
                insert_table(page.placeholders[master.TABLE_INDEX], slide)
            case ChartSlide():
                page = self._page("图表", slide)
                insert_chart(page.placeholders[master.CHART_INDEX], slide.chart)
                Words(page.placeholders[master.REMARK]).add(slide.remark)
            case _:
                raise TypeError(f"幻灯片不认识 {type(slide).__name__}")

    def add_address(self, url: str) -> None:
        """Give the last slide the address and a QR code of it; its text moves into a narrower column."""
        import segno

        page = self._slides[len(self._slides) - 1]
        picture = io.BytesIO()
        colour = f"#{master.INK}"
        segno.make(url, error="m", micro=False).save(picture, kind="png", scale=8, border=1, dark=colour, light=None)
        picture.seek(0)
        left, top, width, height = map(master.emu, master.QR_BOX)
        shape = page.shapes.add_picture(picture, left, top, width, height)
        shape.name = "二维码"
        _describe(shape, f"二维码：{url}")
        Words(page.placeholders[master.BODY_INDEX]).add(url, link=url, bullet=None)

    def _page(self, layout: str, slide: Slide) -> Any:
        page = self._slides.add_slide(self._layouts[layout])
        Words(page.shapes.title).add(slide.title)
        kicker = Words(page.placeholders[master.KICKER])
        if layout == "章节":
            kicker.add(slide.number if isinstance(slide, TitleSlide) else "")
        elif slide.kicker:
            kicker.add(slide.kicker)
            if slide.mark:
                kicker.tail(f"　{slide.mark}", colour="accent3")
        else:
            kicker.remove()
        if layout not in ("标题", "章节"):
            self._furniture(page)
        self._notes(page, slide)
        return page

    def _furniture(self, page: Any) -> None:
        """Footer and number, which python-pptx leaves on the layout."""
        for shape in page.slide_layout.placeholders:
            if shape.placeholder_format.idx in (master.FOOTER, master.NUMBER):
                element = copy.deepcopy(shape._element)
                element.nvSpPr.cNvPr.set("id", str(max(int(other.shape_id) for other in page.shapes) + 1))
                for child in list(element.spPr):
                    element.spPr.remove(child)
                for child in list(element.txBody.bodyPr.getparent().iterchildren("{*}lstStyle")):
                    for level in list(child):
                        child.remove(level)
                page.shapes._spTree.append(element)
        foot = next(shape for shape in page.placeholders if shape.placeholder_format.idx == master.FOOTER)
        write_run(foot.text_frame.paragraphs[0], self._footer)

    def _title(self, slide: TitleSlide) -> None:
        page = self._page("标题" if slide.opening else "章节", slide)
        words = Words(page.placeholders[master.BODY_INDEX])
        for text, colour in ((slide.subtitle, None), (slide.lead, "tx1" if slide.opening else None)):
            if text:
                words.add(text, colour=colour)
        if not (slide.subtitle or slide.lead):
            words.remove()

    def _text(self, slide: TextSlide) -> None:
        last = bool(self._options.site_url) and slide.kicker == "出处"
        page = self._page("出处" if last else "正文", slide)
        words = Words(page.placeholders[master.BODY_INDEX])
        if slide.lead:
            words.add(slide.lead, size=fit.LEAD, bullet=None)
        number = slide.first
        for point in slide.points:
            if point.label:
                words.add(point.text, label=point.label, bullet=None)
            elif slide.numbered:
                words.add(point.text, bullet=number)
                number += 1
            else:
                words.add(point.text)

    def _notes(self, page: Any, slide: Slide) -> None:
        """Talking points, sources and the address of the page the slide is about."""
        url = self._options.url(slide.to) if slide.to else ""
        paragraphs = [
            *(("讲解：", *slide.talk) if slide.talk else ()),
            *(("出处：", *slide.sources) if slide.sources else ()),
            *((f"网页：{url}",) if url else ()),
        ]
        frame = page.notes_slide.notes_text_frame
        for number, text in enumerate(paragraphs):
            write_run(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), text)
        for shape in list(page.notes_slide.placeholders):
            if shape.placeholder_format.type is not None and shape.placeholder_format.type.name == "SLIDE_NUMBER":
                shape._element.getparent().remove(shape._element)


def _describe(shape: Any, text: str) -> None:
    """Set the alternative text of a shape."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)
