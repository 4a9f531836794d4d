#!/usr/bin/env python3
"""Makes config/standards/x12 from a folder of facts about X12.

    tools/make_x12_standards.py FACTS... config/standards/x12

Each folder FACTS holds x12-RELEASE.tsv (segments and elements), x12-sets.tsv (transaction sets),
x12-codes.tsv (meanings of codes) and x12-codevalues-RELEASE.tsv (all valid codes), or some of them;
tools/x12_facts is one. The format that comes out is described in docs/formats/standards.md. Running
it again gives the same bytes.
"""

import csv
import pathlib
import re
import sys

SET_NAMES = {
    "810": ("IN", "Invoice"),
    "812": ("CD", "Credit/Debit Adjustment"),
    "820": ("RA", "Payment Order/Remittance Advice"),
    "824": ("AG", "Application Advice"),
    "850": ("PO", "Purchase Order"),
    "855": ("PR", "Purchase Order Acknowledgment"),
    "856": ("SH", "Ship Notice/Manifest"),
    "860": ("PC", "Purchase Order Change Request - Buyer Initiated"),
    "861": ("RC", "Receiving Advice/Acceptance Certificate"),
    "944": ("RE", "Warehouse Stock Transfer Receipt Advice"),
    "947": ("AW", "Warehouse Inventory Adjustment Advice"),
    "997": ("FA", "Functional Acknowledgment"),
    "999": ("FA", "Implementation Acknowledgment"),
}


def rows(facts, name):
    """The rows of the files of that name, folder by folder."""
    for folder in facts:
        path = folder / name
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def compact_notes(text):
    """'R0203 P in composite 07: P0304' becomes 'R0203 07:P0304'."""
    notes, composite = [], ""
    text = re.sub(r"(?:P )?in composite (\d\d): ?", r"\1: ", text)
    for word in text.split():
        if re.fullmatch(r"\d\d:", word):
            composite = word
        else:
            notes.append(composite + word)
            composite = ""
    return " ".join(notes)


def segments(facts, out, release):
    lines = [f"# X12 {release}: segments and their elements. See docs/formats/standards.md.",
             "# S tag name notes | position element type min max requirement name"]
    tag = None
    for row in rows(facts, f"x12-{release}.tsv"):
        if row["segment"] != tag:
            tag = row["segment"]
            lines.append("\t".join(["S", tag, row["segment_name"],
                                    compact_notes(row["syntax_notes"])]).rstrip("\t"))
        lines.append("\t".join([row["position"], row["element_id"], row["type"], row["min"] or "0",
                                row["max"] or "0", row["req"], row["element_name"]]))
    write(out / release / "segments.tsv", lines)


def sets(facts, out, release):
    lines = [f"# X12 {release}: transaction sets. See docs/formats/standards.md.",
             "# S set group name | segment requirement max_use loop loop_requirement loop_repeat"]
    current = None
    for row in rows(facts, "x12-sets.tsv"):
        if row["version"] != release:
            continue
        if row["set"] != current:
            current = row["set"]
            lines.append("\t".join(["S", current, *SET_NAMES[current]]))
        lines.append("\t".join([row["segment"], row["req"], row["max_use"], row["loop_path"],
                                row["loop_req"], row["loop_repeat"]]).rstrip("\t"))
    write(out / release / "sets.tsv", lines)


def codes(facts, out, release):
    known = [f"{row['element_id']}\t{row['values']}"
             for row in rows(facts, f"x12-codevalues-{release}.tsv")]
    if not known:
        return
    lines = [f"# X12 {release}: all valid codes of a data element. See docs/formats/standards.md.",
             "# element codes", *known]
    write(out / release / "codes.tsv", lines)


def meanings(facts, out):
    lines = ["# X12: what codes mean, for display. See docs/formats/standards.md.",
             "# element code meaning"]
    lines += sorted({f"{row['element_id']}\t{row['code']}\t{row['meaning']}"
                     for row in rows(facts, "x12-codes.tsv")})
    write(out / "meanings.tsv", lines)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    *facts, out = (pathlib.Path(name) for name in sys.argv[1:])
    for release in sorted({path.stem.removeprefix("x12-")
                           for folder in facts for path in folder.glob("x12-0*.tsv")}):
        segments(facts, out, release)
        sets(facts, out, release)
        codes(facts, out, release)
    meanings(facts, out)


if __name__ == "__main__":
    main()
