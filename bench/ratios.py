#!/usr/bin/env python3
"""Prints one benchmark program's results (Google Benchmark's JSON) as rates and as ratios.

A benchmark whose name begins with "baseline/" is what the others of its program are measured
against: every other line gets a column with its rate divided by the baseline's, in the same run."""
import json
import statistics
import sys

PREFIX = "baseline/"


def rates(path):
    """Median bytes per second (else items per second) by benchmark name, in the order they ran."""
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    samples = {}
    for run in runs:
        if run.get("run_type", "iteration") != "iteration":
            continue
        if run.get("error_occurred"):
            sys.exit(f"{run['name']}: {run.get('error_message', 'failed')}")
        rate = run.get("bytes_per_second") or run.get("items_per_second") or 1e9 / run["real_time"]
        unit = "MB/s" if "bytes_per_second" in run else "/s"
        samples.setdefault(run["run_name"], ([], unit))[0].append(rate)
    return {name: (statistics.median(values), unit) for name, (values, unit) in samples.items()}


def shown(rate, unit):
    return f"{rate / 1e6:,.0f} MB/s" if unit == "MB/s" else f"{rate:,.0f} /s"


def main():
    measured = rates(sys.argv[1])
    baselines = [name for name in measured if name.startswith(PREFIX)]
    print(f"\n{sys.argv[1].split('/')[-1].removesuffix('.json')}")
    width = max(len(name) for name in measured)
    heads = ["of " + name.removeprefix(PREFIX) for name in baselines]
    print(" " * width, f"{'rate':>14}", *(f"{head:>{max(12, len(head))}}" for head in heads), sep="  ")
    for name, (rate, unit) in measured.items():
        cells = [f"{rate / measured[base][0]:.3f}" for base in baselines]
        print(f"{name:<{width}}", f"{shown(rate, unit):>14}",
              *(f"{cell:>{max(12, len(head))}}" for cell, head in zip(cells, heads)), sep="  ")


if __name__ == "__main__":
    main()
