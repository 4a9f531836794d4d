"""A gateway whose wall clock jumps, forward and back, while messages come in: what it thanked for is there once, in an
order that holds, and nothing waits for a time that has been.

usage: clock_jumps.py PROGRAM        (ends with 77 where libfaketime is not installed)
"""
import collections
import glob
import os
import shutil
import sys
import tempfile
from pathlib import Path

from driver import Gateway, attempt, http_sender, until

# By how much the clock is wrong, one after the other; steady clocks go on as they were.
JUMPS = ("+0", "+3d", "-2d", "+0", "-1h", "+400d", "+0")
MESSAGES = 5  # at each of those times


def main():
    found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
    if not found:
        print("libfaketime is not installed")
        sys.exit(77)
    folder = Path(tempfile.mkdtemp(prefix="weighbridge-clock-"))
    gateway = Gateway(sys.argv[1], folder / "gateway")
    offset = folder / "offset"
    offset.write_text(JUMPS[0] + "\n")
    os.environ.update({"LD_PRELOAD": found[0], "FAKETIME_TIMESTAMP_FILE": str(offset), "FAKETIME_NO_CACHE": "1",
                       "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
    gateway.start()
    for name in ("LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE", "FAKETIME_NO_CACHE", "FAKETIME_DONT_FAKE_MONOTONIC"):
        del os.environ[name]
    send, number = http_sender(gateway), 0
    for jump in JUMPS:
        offset.write_text(jump + "\n")
        for number in range(number + 1, number + 1 + MESSAGES):
            until(lambda number=number: attempt(send, number), f"message {number} is not taken at {jump}")
    expected = collections.Counter(f"POSTER-{each}" for each in range(1, number + 1))
    until(lambda: collections.Counter(gateway.shipments()) == expected, "not each message is in the evidence once")
    gateway.wait_until_idle()
    if gateway.stop() != 0:
        sys.exit("FAULT: it did not end well")
    print(f"{len(JUMPS) - 1} jumps between {JUMPS[2]} and {JUMPS[5]}: {number} messages thanked for, all there once")
    print(gateway.verified())
    shutil.rmtree(folder)


main()
