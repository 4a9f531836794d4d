#!/usr/bin/env python3
"""Draws what a terminal shows as an SVG picture, for the README.

  COLUMNS=100 build/release/weighbridge reconcile examples/march-2026 --as-of 2026-04-05 --color always \
    | tools/screenshot.py --lines 1-9,30-60 > docs/images/reconcile.svg
"""
import argparse
import html
import re
import sys

COLOURS = {"32": "#7ec699", "33": "#e5c07b", "31": "#f07178"}
CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.43, 19, 16


def style_of(codes, style):
    """The SVG attributes after an SGR sequence."""
    style = dict(style)
    for code in codes.split(";"):
        if code in ("", "0"):
            style = {}
        elif code == "1":
            style["font-weight"] = "bold"
        elif code == "2":
            style["fill"] = "#8b93a1"
        elif code == "4":
            style["text-decoration"] = "underline"
        elif code in COLOURS:
            style["fill"] = COLOURS[code]
    return style


def spans(line, style):
    """The SVG of one line, and the style that is on at its end."""
    out, column = [], 0
    for index, piece in enumerate(re.split(r"\x1b\[([0-9;]*)m", line)):
        if index % 2 == 1:
            style = style_of(piece, style)
        elif piece:
            attributes = "".join(f' {name}="{value}"' for name, value in style.items())
            x = MARGIN + column * CELL_WIDTH
            out.append(f'<tspan x="{x:.1f}" textLength="{len(piece) * CELL_WIDTH:.1f}"{attributes}>{html.escape(piece)}</tspan>')
            column += len(piece)
    return "".join(out), style


def chosen(lines, wanted):
    for part in wanted.split(","):
        first, _, last = part.partition("-")
        yield from lines[int(first) - 1:int(last or first)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", default="1-40", help="which lines to draw, such as 1-9,30-60")
    lines = list(chosen(sys.stdin.read().splitlines(), parser.parse_args().lines))
    columns = max((len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines), default=0)
    width, height = 2 * MARGIN + columns * CELL_WIDTH, 2 * MARGIN + len(lines) * LINE_HEIGHT
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}" '
          'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14" fill="#d7dce4">')
    print('<rect width="100%" height="100%" rx="8" fill="#1d2129"/>')
    style = {}
    for row, line in enumerate(lines):
        drawn, style = spans(line, style)
        if drawn:
            print(f'<text xml:space="preserve" y="{MARGIN + (row + 0.75) * LINE_HEIGHT:.1f}">{drawn}</text>')
    print("</svg>")


if __name__ == "__main__":
    main()
