"""The sheet of a sample as a page to look at: each row drawn, its place on the paper, and its values. One HTML file that loads
nothing and runs nothing."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from pipeline.harmless import harmless
from pipeline.sample.sheet import Line

HEAD = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font-family: "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; max-width: 70rem; margin: 1rem auto; padding: 0 1rem }}
section {{ border-top: 2px solid #888; margin-top: 2rem }}
img {{ max-width: 100%; border: 1px solid #ccc }}
table {{ border-collapse: collapse; margin: .5rem 0; unicode-bidi: isolate }}
th, td {{ border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere }}
th {{ background: #f2f2f2; font-weight: normal }}
.none {{ color: #999 }}
h2 {{ font-size: 1.1rem; overflow-wrap: anywhere }}
</style></head><body>
"""
CHECK = """<p>紙面と値を見比べ、<code>sheet.csv</code> の <code>verdict</code> に <b>right</b>・<b>wrong</b>・<b>unclear</b>（正・誤・不明でもよい）を
記入する。wrong なら正しい値を <code>should_be</code> に書く（紙面に何もなければ <code>-</code>）。空の値は「印字がない」で、そのとおりなら right。<br>
Hold each value against the paper and write <b>right</b>, <b>wrong</b> or <b>unclear</b> into <code>verdict</code> of <code>sheet.csv</code>; of a wrong
one write what the paper says into <code>should_be</code> (<code>-</code> where it says nothing). An empty value means that nothing is printed.</p>
"""
BLIND = """<p>値は伏せてある。紙面を見て <code>sheet.csv</code> の <code>should_be</code> に値を記入する（紙面に何もなければ <code>-</code>）。<br>
Values are hidden: write what the paper says into <code>should_be</code> of <code>sheet.csv</code> (<code>-</code> where it says nothing).</p>
"""
AFTER = "<p><code>shingikai sample read sheet.csv</code></p>\n"


def rendered(
    title: str,
    sizes: Mapping[str, int],
    lines: Sequence[Line],
    sources: Mapping[str, str],
    pictures: Mapping[str, bytes | str],
    about: Mapping[str, str],
) -> str:
    """The page. `sources`: row id → where it comes from; `pictures`: row id → PNG, or why there is none; `about`: field → what
    it means."""
    blind = any(line.value is None for line in lines)
    rows = [(row_id, list(of_row)) for row_id, of_row in groupby(lines, key=lambda line: line.row_id)]
    parts = [HEAD.format(title=_safe(title)), f"<h1>{_safe(title)}</h1>\n", BLIND if blind else CHECK, AFTER]
    parts.append(_strata(sizes, [of_row[0].stratum for _, of_row in rows]))
    for n, (row_id, of_row) in enumerate(rows, 1):
        parts.append(f"<section><h2>{n}. {_safe(row_id)}</h2>\n<p>{_safe(of_row[0].stratum)} · {_safe(sources[row_id])}</p>\n")
        parts += [_picture(pictures[row_id]), _values(of_row, about, blind), "</section>\n"]
    return "".join([*parts, "</body></html>\n"])


def _strata(sizes: Mapping[str, int], drawn: Sequence[str]) -> str:
    rows = "".join(
        f"<tr><td>{_safe(name)}</td><td>{size}</td><td>{drawn.count(name)}</td></tr>" for name, size in sizes.items()
    )
    return f"<table><tr><th>層 / stratum</th><th>行数 / rows</th><th>抽出 / drawn</th></tr>{rows}</table>\n"


def _picture(picture: bytes | str) -> str:
    if isinstance(picture, str):
        return f"<p>{_safe(picture)}</p>\n"
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(picture).decode()}">\n'


def _values(lines: Iterable[Line], about: Mapping[str, str], blind: bool) -> str:
    rows = []
    for line in lines:
        value = f"<td>{_safe(line.value)}</td>" if line.value else '<td class="none">（なし / none）</td>'
        rows.append(f"<tr><th>{_safe(line.field)}</th><td>{_safe(about.get(line.field, ''))}</td>{'' if blind else value}</tr>")
    return f"<table>{''.join(rows)}</table>\n"


def _safe(words: str) -> str:
    return escape(harmless(words))
