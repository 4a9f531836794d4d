"""A gateway on a disk that fails: fsync, fdatasync, writes and truncations return EIO now and then, while an AS2
sender, an HTTP sender and a drop folder are in use. It may refuse, and it may end by itself, with a status that says
why; what it thanked for must be there once.

usage: bad_disk.py PROGRAM [--rounds N]        (ends with 77 where libfiu is not installed)
"""
import argparse
import collections
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from driver import Gateway, as2_sender, drop_sender, faults, http_sender, keep_sending

LIBRARIES = [Path("/usr/lib/fiu/fiu_run_preload.so"), Path("/usr/lib/fiu/fiu_posix_preload.so")]
POINTS = {"posix/io/sync/fsync": 0.05, "posix/io/sync/fdatasync": 0.02, "posix/io/rw/pwrite": 0.01, "posix/io/rw/write": 0.01,
          "posix/io/rw/ftruncate": 0.1}
EIO = 5
# With 3 and 4 it does not start on such a disk; 70 is a failed fsync: nobody knows what is on the disk.
STATUSES = {0, 3, 4, 70}


def start_with(gateway, point, chance):
    """Starts it where `point` fails with the given chance; returns its end, when it does not even start."""
    os.environ.update({"LD_PRELOAD": " ".join(map(str, LIBRARIES)), "FIU_CTRL_FIFO": "",
                       "FIU_ENABLE": f"enable_random name={point},probability={chance},failinfo={EIO}"})
    try:
        gateway.launch()
    finally:
        for name in ("LD_PRELOAD", "FIU_CTRL_FIFO", "FIU_ENABLE"):
            del os.environ[name]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    if not all(library.exists() for library in LIBRARIES):
        print("libfiu is not installed")
        sys.exit(77)
    folder = Path(tempfile.mkdtemp(prefix="weighbridge-disk-"))
    gateway = Gateway(asked.program, folder / "gateway")
    gateway.start()
    gateway.stop()
    ending = threading.Event()
    thanked = {"POSTER": set(), "SIGNER": set(), "DROPPER": set()}
    sends = {"POSTER": http_sender(gateway), "SIGNER": as2_sender(gateway), "DROPPER": drop_sender(gateway, ending)}
    senders = [threading.Thread(target=keep_sending, args=(send, thanked[name], ending, random.Random(name)), daemon=True)
               for name, send in sends.items()]
    for sender in senders:
        sender.start()
    ends, found = collections.Counter(), []
    for number in range(asked.rounds):
        point = list(POINTS)[number % len(POINTS)]
        start_with(gateway, point, POINTS[point])
        until = time.monotonic() + 2
        while gateway.process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        by_itself = gateway.process.poll()
        status = gateway.stop() if by_itself is None else by_itself
        ends[f"{point.rsplit('/', 1)[1]}: {'ended by itself' if by_itself is not None else 'stopped'} with {status}"] += 1
        if status not in STATUSES:
            found.append(f"it ended with {status} where {point} fails")
    gateway.start()
    time.sleep(0.5)
    ending.set()
    for sender in senders:
        sender.join()
    gateway.wait_until_idle()
    time.sleep(1)  # for the last acknowledgments
    found += faults(gateway, thanked, gateway.queued("outbox"))
    if gateway.stop() != 0:
        found.append("it did not end well")
    print(f"{asked.rounds} rounds; thanked for: " + ", ".join(f"{name} {len(numbers)}" for name, numbers in thanked.items()))
    for end, times in sorted(ends.items()):
        print(f"  {end}: {times}")
    print(gateway.verified())
    for fault in found[:20]:
        print("FAULT:", fault)
    if found:
        sys.exit(f"the files are in {folder}")
    shutil.rmtree(folder)


main()
