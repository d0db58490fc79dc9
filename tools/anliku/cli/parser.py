"""Arguments of the command line, with Chinese help and Chinese complaints."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

_COMPLAINTS = (
    (r"argument (\S+): invalid choice: (\d+) \(choose from (.*)\)", "没有“{1}”；可选：{2}"),
    (r"the following arguments are required: (.*)", "还缺：{0}"),
    (r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)", "没有“{1}”；可选：{2}"),
    (r"unrecognized arguments: (.*)", "不认识：{0}"),
    (r"argument (\S+): expected one argument", "{0} 后面要跟一个值"),
    (r"argument (\S+): invalid int value: '(.*)'", "{0} 应是整数，不是“{1}”"),
    (r"argument (\S+): ignored explicit argument '(.*)'", "{0} 后面不跟值，去掉“{1}”"),
    (r"ambiguous option: (.*?) could match (.*)", "{0} 不明确，可能是：{1}"),
)


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any) -> str:
        # argparse asks with an empty prefix for what a subcommand's usage begins with.
        return super()._format_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; misuse ends with exit code 2."""

    def __init__(self, **options: Any) -> None:
        """As `argparse.ArgumentParser`."""
        super().__init__(**{**options, "formatter_class": _Help, "add_help": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and how to call, and leave with 2."""
        text = message
        for pattern, chinese in _COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                # Python 3.11 quotes the choices, later versions do not.
                text = chinese.format(*(part.replace("'", "") for part in found.groups())) + self._nearest(found)
                break
        self.print_usage(sys.stderr)
        print(f"{self.prog}：{text}\n查看说明：{self.prog} --help", file=sys.stderr)
        self.exit(2)

    @staticmethod
    def _nearest(found: re.Match[str]) -> str:
        if found.re.groups < 3:
            return ""
        choices = re.findall(r"[\w-]+", found[3])
        near = get_close_matches(found[2], choices, n=1, cutoff=0.5)
        return f"。是不是“{near[0]}”？" if near else ""


def parser(version: str) -> Parser:
    """The parser of all commands."""
    top = Parser(prog="anliku", description="案例库：检查案例，生成可搜索、互相链接的社区治理实践库。")
    top.add_argument("--version", action="version", version=f"anliku {version}", help="显示版本")
    top.add_argument(
        "-C", "--root", default=".", metavar="DIR", help="资料库所在文件夹（有 cases/ 和 kb/），默认当前文件夹"
    )
    commands = top.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=Parser)

    check = commands.add_parser("check", help="检查全部案例和知识，或只检查几个案例文件")
    check.add_argument("files", nargs="*", metavar="FILE", help="案例文件；不写就检查全部")
    check.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")
    check.add_argument("--strict", action="store_true", help="提醒也算错误")
    check.add_argument("--skip", action="append", default=[], metavar="CODE", help="不报告某个代码，可写多次")

    build = commands.add_parser("build", help="检查并生成网站")
    build.add_argument("-o", "--output", metavar="DIR", help="网站写到哪里，默认按 mkdocs.yml（site/）")
    build.add_argument("--no-packs", action="store_true", help="不做资料包（Word、PDF 等），快得多")

    serve = commands.add_parser("serve", help="在本机预览网站，文件一改就重新生成")
    serve.add_argument("--port", type=int, default=8000, metavar="N", help="端口，默认 8000")

    new = commands.add_parser("new", help="新建一个案例文件，里面有填写说明")
    new.add_argument("id", metavar="ID", help="案例编号，如 jinjiang-wufuyuan")

    tag = commands.add_parser("tag", help="看机器在案例里认出了哪些做法和关键词，以及理由")
    tag.add_argument("ids", nargs="*", metavar="ID", help="案例编号；不写就看全部")

    listing = commands.add_parser("list", help="列出编号和名称，填写时查用")
    listing.add_argument("kind", choices=KINDS, metavar="KIND", help=f"列什么：{'、'.join(KINDS)}")
    listing.add_argument("text", nargs="?", default="", metavar="TEXT", help="只列名称、别名或编号里含这段文字的")

    _export(commands.add_parser("export", help="导出资料包（Word、PDF、幻灯片等）或全部网页"))

    search = commands.add_parser(
        "search",
        help="在库里搜索，和网站上的搜索同样的规则、同样的次序",
        epilog="退出码：0 找到了；1 没有找到，或资料库有错误；2 用法不对。",
    )
    search.add_argument("query", nargs="+", metavar="QUERY", help="要找的词，或一句话")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="最多几条，至少 1，默认 10")
    search.add_argument(
        "--json", action="store_true", help="输出 JSON，供程序读取；资料库有错误时，输出与 check --json 同样的列表"
    )

    verify = commands.add_parser("verify", help="拿原文核对案例：数字、用语、照抄的文字（编者用）")
    verify.add_argument("ids", nargs="*", metavar="ID", help="案例编号；不写就核对全部")
    verify.add_argument("--sources", required=True, metavar="DIR", help="原文所在的文件夹，每份一个 UTF-8 文本文件")
    verify.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")

    stats = commands.add_parser("stats", help="看案例库有多完整：缺什么、多久没有核对（编者用）")
    stats.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")

    commands.add_parser("schema", help="按模型重写 kb/schema/ 里的 JSON Schema（维护者用）")
    return top


def _export(export: Parser) -> None:
    export.add_argument(
        "what",
        choices=EXPORTS,
        metavar="WHAT",
        help="专题 topic、做法 practice、难题 challenge、案例 case、地区 region、自选 selection、全部网页 pages",
    )
    export.add_argument("ids", nargs="*", metavar="ID", help="编号或名称，可写几个；pages 后面写一个空文件夹")
    export.add_argument(
        "-f", "--format", default="docx,pdf", metavar="F", help=f"格式，用逗号隔开：{'、'.join(FORMATS)}；默认 docx,pdf"
    )
    export.add_argument("-o", "--output", default=".", metavar="DIR", help="写到哪个文件夹，默认当前文件夹")
    export.add_argument("--title", default="", metavar="T", help="资料的标题；几个编号加上标题，就合成一份")
    export.add_argument(
        "--practice", action="append", default=[], metavar="ID", help="selection：收入这个做法，可写多次"
    )
    export.add_argument("--case", action="append", default=[], metavar="ID", help="selection：收入这个案例，可写多次")
    export.add_argument("--query", default="", metavar="Q", help="selection：收入搜索结果里靠前的做法、案例和难题")
    export.add_argument(
        "--style", choices=("标准", "公文式"), default="标准", metavar="S", help="Word 版式：标准、公文式"
    )
    export.add_argument(
        "--minutes", type=int, choices=(45, 90, 180), default=90, metavar="N", help="课件给多长的课：45、90、180 分钟"
    )


EXPORTS: Sequence[str] = ("topic", "practice", "challenge", "case", "region", "selection", "pages")
FORMATS: Sequence[str] = ("docx", "pdf", "pptx", "epub", "xlsx", "html", "md", "zip")
KINDS: Sequence[str] = ("practices", "challenges", "topics", "metrics", "cases")
