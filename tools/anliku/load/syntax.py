"""What libyaml complains about, in words a contributor understands."""

from __future__ import annotations

PROBLEMS = {
    "mapping values are not allowed": ("这里多了一个冒号，或缩进不对", "含“: ”的文字要用引号括起来；同级字段左边对齐"),
    "mapping keys are not allowed": ("这里不能用问号开头", "以“? ”开头的文字加引号"),
    "could not find expected ':'": ("字段名后面缺冒号", "字段写成“名称: 内容”，冒号后空一格；接着上一行的文字要缩进"),
    "did not find expected key": ("缩进或引号不对，这里应当是一个字段", "检查上一行的引号是否成对、左边是否对齐"),
    "did not find expected '-' indicator": ("列表缩进不对", "同一列表的“-”要左边对齐"),
    "found character that cannot start any token": (
        "文字不能以这个字符开头（Tab、@、%、`）",
        "缩进用空格，以这些字符开头的文字加引号",
    ),
    "found a tab character": ("缩进里有 Tab", "缩进只用半角空格，每级两个"),
    "found unexpected end of stream": ("这里的引号没有成对", "补上另一半引号"),
    "found unexpected document indicator": ("这里的引号没有成对", "补上另一半引号"),
    "did not find expected ',' or '}'": ("花括号里缺逗号或没有收尾", "写成 {名称: 内容, 名称: 内容}，逗号用半角"),
    "did not find expected ',' or ']'": ("方括号里缺逗号或没有收尾", "写成 [一, 二]，逗号用半角"),
    "did not find expected node content": ("这里缺内容，或多了逗号、括号", "补上内容，或删掉多余的符号"),
    "block sequence entries are not allowed": ("这里不能写列表", "列表另起一行，放在字段名下面"),
    "did not find expected comment or line break": ("“>”或“|”后面不能直接写文字", "给文字加引号，或另起一行缩进着写"),
    "indentation indicator": ("“>”或“|”后面不能直接写文字", "给文字加引号，或另起一行缩进着写"),
    "did not find expected alphabetic or numeric character": ("文字不能以“*”或“&”开头", "给这段文字加引号"),
    "found undefined alias": ("文字不能以“*”开头", "给这段文字加引号"),
    "tag": ("文字不能以“!”开头", "给这段文字加引号"),
    "did not find expected '!'": ("文字不能以“!”开头", "给这段文字加引号"),
    "did not find expected whitespace or line break": ("文字不能以“!”开头", "给这段文字加引号"),
    "URI": ("文字不能以“!”开头", "给这段文字加引号"),
    "found unknown escape character": ("双引号里的反斜线“\\”有特殊含义", "换成单引号，或写成“\\\\”"),
    "did not find expected hexdecimal number": ("双引号里的反斜线“\\”有特殊含义", "换成单引号，或写成“\\\\”"),
    "character escape code": ("双引号里的反斜线“\\”有特殊含义", "换成单引号，或写成“\\\\”"),
    "control characters are not allowed": ("文件里有不可见的控制字符", "删掉从别处粘贴来的不可见字符"),
    "found unexpected ':'": ("括号里的冒号用法不对", "冒号后空一格；含冒号的文字加引号"),
    "unexpected non-alphabetical": ("以“%”开头的一行会被当成指令", "删掉这一行；文字以“%”开头时加引号"),
    "directive": ("以“%”开头的一行会被当成指令", "删掉这一行；文字以“%”开头时加引号"),
    "incompatible YAML document": ("以“%”开头的一行会被当成指令", "删掉这一行"),
    "version number": ("以“%”开头的一行会被当成指令", "删掉这一行"),
    "did not find expected <document start>": ("文件中间多出了一份文档", "一个文件只写一份，删掉后一份"),
    "nesting": ("嵌套太深", "对照字段说明，检查缩进和括号"),
}
"""A part of libyaml's English, and what we say instead."""

UNREADABLE = ("这里的 YAML 写法读不懂", "检查这一行和上一行的缩进、冒号、引号和括号")

OPENED_EARLIER = (
    "found unexpected end of stream",
    "found unexpected document indicator",
    "did not find expected ',' or '}'",
    "did not find expected ',' or ']'",
)
"""Where the reader should look at the opening quote or bracket, not at where libyaml gave up."""


def explain(problem: str) -> tuple[str, str]:
    """Message and hint for libyaml's `problem`."""
    return next((said for english, said in PROBLEMS.items() if english in problem), UNREADABLE)
