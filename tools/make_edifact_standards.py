#!/usr/bin/env python3
"""Makes config/standards/edifact from a folder of facts about EDIFACT.

    tools/make_edifact_standards.py FACTS config/standards/edifact

FACTS holds edifact-messages.tsv (messages and their segment groups), edifact-segments.tsv (segments,
elements and components) and edifact-codes.tsv (meanings of codes); tools/edifact_orders.txt adds the
order messages. The format that comes out is that of the X12 tables, described in
docs/formats/standards.md. Running it again gives the same bytes.
"""

import csv
import pathlib
import re
import sys

DIRECTORIES = ("D96A", "D01B")
MESSAGE_NAMES = {
    "APERAK": "Application error and acknowledgement",
    "CONTRL": "Syntax and service report",
    "DESADV": "Despatch advice",
    "INVOIC": "Invoice",
    "RECADV": "Receiving advice",
}
# How the facts write names from which the punctuation is lost.
NAMES = {
    "allowancecharge": "allowance/charge",
    "chargeallowance": "charge/allowance",
    "date ortime orperiod": "date/time/period",
    "datetimeperiod": "date/time/period",
    "document ormessage": "document/message",
    "documentmessage": "document/message",
    "duty ortax orfee": "duty/tax/fee",
    "dutytaxfee": "duty/tax/fee",
    "place orlocation": "place/location",
    "placelocation": "place/location",
}
TYPES = {"a": "A", "an": "AN", "n": "R"}
# Composites that the facts know in part only.
CORRECTIONS = {
    ("D01B", "C819"): [("3229", "C", "an..9", "country sub-entity name code"),
                       ("1131", "C", "an..17", "code list identification code"),
                       ("3055", "C", "an..3", "code list responsible agency code"),
                       ("3228", "C", "an..70", "country sub-entity name")],
}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def spelled(name):
    for wrong, right in NAMES.items():
        name = re.sub(rf"\b{wrong}\b", right, name)
    return name


def element_format(text):
    """'an..35' becomes ('AN', 1, 35); of 'an..14 (an..35 in S4)' the larger counts."""
    if text == "composite":
        return "COMP", 0, 0
    found = re.findall(r"\b(an|a|n)(\.\.)?(\d+)", text)
    kind = "an" if any(k == "an" for k, _, _ in found) else found[0][0]
    low = min(1 if dots else int(size) for _, dots, size in found)
    return TYPES[kind], low, max(int(size) for _, _, size in found)


# Meanings that the facts cut short or do not have.
MEANINGS = {
    ("0083", "7"): "this level acknowledged, next lower level acknowledged if not explicitly rejected",
    ("1153", "ACW"): "reference number to previous message",
    ("1153", "AGI"): "request number",
    ("1229", "1"): "added",
    ("1229", "2"): "deleted",
    ("1229", "3"): "changed",
    ("1229", "4"): "no action",
    ("1229", "5"): "accepted without amendment",
    ("1229", "6"): "accepted with amendment",
    ("1229", "7"): "not accepted",
    ("1229", "10"): "not found",
    ("4451", "AAI"): "general information",
    ("4451", "AAO"): "error description",
    ("4451", "ABO"): "discrepancy information",
    ("4465", "2"): "goods below specification",
    ("4465", "3"): "damaged goods",
    ("4465", "4"): "short delivery",
    ("4465", "5"): "price query",
    ("4465", "14"): "wrong delivery",
    ("4465", "17"): "transport damage",
    ("4465", "26"): "taxes",
    ("4465", "32"): "goods not delivered",
    ("4465", "35"): "goods returned",
    ("4465", "56"): "discount",
    ("4465", "10E"): "incorrect references",
    ("4465", "11E"): "incorrect charge",
    ("4465", "13E"): "incorrect product identification",
    ("4465", "ZZZ"): "mutually defined",
}

# Lists that are short enough to be known whole; the codes of the facts are added to them. Qualifiers
# of which a directory has hundreds (1153, 2005, 3035, 5025, 6063 ...) are not checked.
TWO_LETTERS = [a + b for a in "AB" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
WHOLE_LISTS = {
    "1225": [str(n) for n in range(1, 71)],
    "1229": [str(n) for n in range(1, 109)],
    "5125": ["AA" + c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
            + ["AB" + c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] + ["CAL", "INF", "INV", "ZZZ"],
    "5283": [str(n) for n in range(1, 10)],
    "5463": list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "6343": [str(n) for n in range(1, 20)],
    "6347": [str(n) for n in range(1, 13)],
    "7077": list("ABCDEFSX"),
    "7143": TWO_LETTERS + [
        "CC", "CG", "CL", "CR", "CV", "DR", "DW", "EC", "EF", "EMD", "EN", "FS", "GB", "GN", "GS",
        "HS", "IB", "IN", "IS", "IT", "IZ", "MA", "MF", "MN", "MP", "NB", "ON", "PD", "PL", "PO",
        "PPI", "PV", "QS", "RC", "RN", "RU", "RY", "SA", "SG", "SK", "SN", "SRS", "SRT", "SRU",
        "SRV", "SRW", "SRX", "SRY", "SRZ", "SS", "SSA", "SSB", "SSC", "SSD", "SSE", "SSF", "SSG",
        "SSH", "SSI", "SSJ", "SSK", "SSL", "SSM", "SSN", "SSO", "SSP", "SSQ", "SSR", "SSS", "SST",
        "SSU", "SSV", "SSW", "SSX", "SSY", "SSZ", "ST", "STA", "STB", "STC", "STD", "STE", "STF",
        "STG", "STH", "STI", "STJ", "STK", "STL", "STM", "STN", "STO", "STP", "STQ", "STR", "STS",
        "STT", "STU", "STV", "STW", "STX", "STY", "STZ", "SUA", "SUB", "SUC", "SUD", "SUE", "SUF",
        "SUG", "SUH", "SUI", "SUJ", "SUK", "SUL", "SUM", "TG", "UA", "UP", "VN", "VP", "VS", "VX",
        "ZZZ"],
}


class Segment:
    def __init__(self, tag, name):
        self.tag, self.name, self.elements = tag, spelled(name), []

    def add(self, position, element, status, text, name):
        kind, low, high = element_format(text)
        self.elements.append("\t".join([position, element, kind, str(low), str(high), status,
                                        spelled(name)]))

    def lines(self):
        return ["\t".join(["S", self.tag, self.name]), *self.elements]


def complete_composites(segments):
    """The facts list the components of a composite once; where it stands again they are the same."""
    parts = {}
    for segment in segments.values():
        for i, line in enumerate(segment.elements):
            fields = line.split("\t")
            if fields[2] != "COMP":
                continue
            own = [row for row in segment.elements[i + 1:] if row.startswith(fields[0] + ".")]
            if own:
                parts.setdefault(fields[1], [row.split(".", 1)[1] for row in own])
    for segment in segments.values():
        completed = []
        for i, line in enumerate(segment.elements):
            completed.append(line)
            fields = line.split("\t")
            following = segment.elements[i + 1:i + 2]
            alone = not following or not following[0].startswith(fields[0] + ".")
            if fields[2] == "COMP" and alone:
                completed += [f"{fields[0]}.{row}" for row in parts.get(fields[1], [])]
        segment.elements = completed


def segments_of(facts, directory):
    """All segments of a directory by tag; the service segments are in each."""
    found = {}
    corrected = set()  # positions whose components are not the facts'
    for row in rows(facts / "edifact-segments.tsv"):
        if row["version"] not in (directory, "S3/S4") or row["segment"] == "UNA":
            continue
        place = (row["segment"], row["position"].partition(".")[0])
        if "." in row["position"] and place in corrected:
            continue
        segment = found.setdefault(row["segment"], Segment(row["segment"], row["segment_name"]))
        segment.add(row["position"], row["id"], row["status"], row["format"], row["name"])
        for n, known in enumerate(CORRECTIONS.get((directory, row["id"]), []), 1):
            corrected.add(place)
            segment.add(f"{row['position']}.{n:02}", *known)
    return found


class OrderFacts:
    """What edifact_orders.txt says."""

    def __init__(self, path):
        self.pieces, self.messages, self.segments = {}, [], []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line:
                continue
            if line.startswith("$") and not self.messages:
                name, _, text = line.partition(" ")
                self.pieces[name] = text
            elif line.startswith("= "):
                directory, message, name = line[2:].split(" ", 2)
                self.messages.append([directory, message, name.capitalize(), ""])
            elif line.startswith("+ "):
                directory, tag, name = line[2:].split(" ", 2)
                self.segments.append((directory, Segment(tag, name)))
                self.position = [0, 0]
            elif self.segments:
                self.add_element(line)
            else:
                self.messages[-1][3] += " " + line

    def add_element(self, line):
        element, status, text, name = line.split(" ", 3)
        if element.startswith("."):
            self.position[1] += 1
            position = "%02d.%02d" % tuple(self.position)
        else:
            self.position = [self.position[0] + 1, 0]
            position = "%02d" % self.position[0]
        self.segments[-1][1].add(position, element.lstrip("."), status, text, name)

    def rows(self, grammar):
        """Yields segment, status, max, group (path of numbers), group status, group max."""
        while "$" in grammar:
            grammar = re.sub(r"\$\w+", lambda m: self.pieces[m.group()], grammar)
        path, groups = [], 0
        for tag, must, times, mark in re.findall(r"([A-Z]{3})?(!)?(\d+)?([{}])?", grammar):
            if tag and mark == "{":
                groups += 1
                path.append(str(groups))
                yield tag, "M", "1", "/".join(path), "M" if must else "C", times or "1"
            elif tag:
                yield tag, "M" if must else "C", times or "1", "/".join(path), "", ""
            if mark == "}":
                path.pop()


class LoopNames:
    """Groups go by their first segment, so that a map reads one and the same path in every
    directory: SG10/SG15 of DESADV is CPS/LIN. The second of its name beside another is TAX2."""

    def __init__(self):
        self.paths, self.taken = {"": ""}, set()

    def opened(self, group, tag):
        outer = self.paths[group.rpartition("/")[0]]
        number = 1
        while True:
            name = tag if number == 1 else f"{tag}{number}"
            path = f"{outer}/{name}" if outer else name
            if path not in self.taken:
                break
            number += 1
        self.taken.add(path)
        self.paths[group] = path
        return path


def unpacked(lines):
    """Some senders leave out CPS: then the lines stand in the message itself. The copy of their group
    comes behind all packages; the validator tells that CPS is missing."""
    packed = [i for i, line in enumerate(lines) if "\tCPS" in line]
    items = [line.replace("\tCPS/LIN", "\tLIN") for line in lines if "\tCPS/LIN" in line]
    return lines[:packed[-1] + 1] + items + lines[packed[-1] + 1:] if items else lines


def with_later_groups(lines):
    """D.01B stands in for all later directories, where PYT took the place of PAT (in D.14B): the
    groups of both are there."""
    found, copies = [], []
    for line in lines:
        path = line.split("\t")[3].split("/") if line.count("\t") >= 3 else []
        if "PAT" not in path:
            found += copies
            copies = []
        found.append(line)
        if "PAT" in path:
            copies.append(re.sub(r"\bPAT\b", "PYT", line))
    return found + copies


def message_lines(message, name, facts):
    lines = ["\t".join(["S", message, "", name])]
    names = LoopNames()
    for tag, status, times, group, group_status, group_max in facts:
        loop = names.opened(group, tag) if group_status else names.paths[group]
        lines.append("\t".join([tag, status, times, loop, group_status, group_max]).rstrip("\t"))
    return unpacked(lines)


def messages_of(facts, orders, directory):
    """The messages of a directory with their rows, by type."""
    found = {}
    for row in rows(facts / "edifact-messages.tsv"):
        if row["version"] in (directory, "2/3/4"):
            found.setdefault(row["message"], (MESSAGE_NAMES[row["message"]], []))[1].append(
                (row["segment"], row["status"], row["max"], row["group"] or "",
                 row["group_status"] or "", row["group_max"] or ""))
    for where, message, name, grammar in orders.messages:
        if where == directory:
            found[message] = (name, list(orders.rows(grammar)))
    return found


def directory_tables(facts, out, orders, directory):
    segments = segments_of(facts, directory)
    segments.update({segment.tag: segment for where, segment in orders.segments
                     if where == directory})
    complete_composites(segments)
    lines = [f"# EDIFACT {directory}: segments and their elements. See docs/formats/standards.md.",
             "# S tag name | position element type min max requirement name"]
    for tag in sorted(segments):
        lines += segments[tag].lines()
    write(out / directory / "segments.tsv", lines)

    lines = [f"# EDIFACT {directory}: messages. See docs/formats/standards.md.",
             "# S message | segment requirement max_use group group_requirement group_repeat"]
    for message, (name, rows_) in sorted(messages_of(facts, orders, directory).items()):
        found = message_lines(message, name, rows_)
        lines += with_later_groups(found) if directory == DIRECTORIES[-1] else found
        unknown = {row[0] for row in rows_} - segments.keys()
        if unknown:
            sys.exit(f"{directory} {message}: no facts about {', '.join(sorted(unknown))}")
    write(out / directory / "sets.tsv", lines)
    codes(facts, out, directory)


def codes(facts, out, directory):
    known = {element: set(codes) for element, codes in WHOLE_LISTS.items()}
    for row in rows(facts / "edifact-codes.tsv"):
        if row["element_id"] in known:
            known[row["element_id"]].add(row["code"])
    lines = [f"# EDIFACT {directory}: codes of the data elements whose lists are known whole.",
             "# element codes"]
    lines += ["\t".join([element, " ".join(sorted(known[element]))]) for element in sorted(known)]
    write(out / directory / "codes.tsv", lines)


def meanings(facts, out):
    found = {}
    for row in rows(facts / "edifact-codes.tsv"):
        key = (row["element_id"], row["code"])
        if row["label"] not in found.setdefault(key, []):
            found[key].append(row["label"])
    found.update({key: [label] for key, label in MEANINGS.items()})
    lines = ["# EDIFACT: what codes mean, for display. See docs/formats/standards.md.",
             "# element code meaning"]
    lines += sorted("\t".join([*key, "; ".join(labels)]) for key, labels in found.items())
    write(out / "meanings.tsv", lines)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    facts, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    orders = OrderFacts(pathlib.Path(__file__).with_name("edifact_orders.txt"))
    for directory in DIRECTORIES:
        directory_tables(facts, out, orders, directory)
    meanings(facts, out)


if __name__ == "__main__":
    main()
