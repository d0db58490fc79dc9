"""A trainer's pack as one zip: handout, slides, and for a case the three parts of case teaching."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from anliku.exports import FORMATS
from anliku.exports.options import Options
from anliku.outline.pack import Selection, pack
from anliku.outline.teaching import exercise_pack, teaching_packs
from anliku.outline.writer import Writer

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same content gives the same bytes."""

_README = """\
{title}

{lines}

标“教学设计，非原案事实”的是为上课编的，其余都可在来源中查到。
编写文字以 CC BY 4.0 许可使用，署名“社区治理实践库（anliku）”。
"""


def bundle(selection: Selection, w: Writer, options: Options) -> bytes:
    """The zip of a topic, a practice or a case.

    Raises:
        ExportError: where a part cannot be made.
    """
    files = list(_files(selection, w, options))
    lines = "\n".join(f"{name}：{what}" for name, what, _ in files)
    files.append(("请先读我.txt", "", _README.format(title=selection.title, lines=lines).encode("utf-8-sig")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, _, content in files:
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _files(selection: Selection, w: Writer, options: Options) -> Iterator[tuple[str, str, bytes]]:
    """Name, purpose and bytes of each file."""
    whole = pack(selection, w, options.version)
    yield "讲义.docx", "可编辑的讲义，含讨论题和练习", FORMATS["docx"].write(whole, w, options)
    yield "讲义.pdf", "打印用的讲义", FORMATS["pdf"].write(whole, w, options)
    yield "课件.pptx", f"{options.minutes} 分钟课件，备注里有出处", FORMATS["pptx"].write(whole, w, options)
    yield "数据.xlsx", "案例、做法、数字、来源", FORMATS["xlsx"].write(whole, w, options)
    exercise = exercise_pack(selection, w, options.version)
    if exercise is not None:
        yield (
            "练习与答案要点.docx",
            "练习、讨论题和答案要点，答案要点只给教师",
            FORMATS["docx"].write(exercise, w, options),
        )
    if selection.kind == "case" and len(selection.cases) == 1:
        uses = {
            "案例正文": "发给学员，写到要作决定为止",
            "揭示页": "讨论之后再发：实际怎么做、结果如何",
            "使用说明": "只给教师：目的、时间、思考题、分析思路、板书",
        }
        for name, part in teaching_packs(w.library.cases[selection.cases[0]], w, options.version):
            yield f"{name}.docx", uses[name], FORMATS["docx"].write(part, w, options)
