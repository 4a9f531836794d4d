"""A gateway on a disk that fills up: it takes nothing it cannot keep, says 503 and never a negative MDN, reads on for
whoever asks, and goes on by itself when there is room again.

usage: full_disk.py PROGRAM        (ends with 77 where no small file system can be mounted)
"""
import collections
import subprocess
import sys
import tempfile
from pathlib import Path

from driver import Gateway, as2_sender, http_sender, until

DISK = "24m"


def fill(folder):
    """Takes all room that is left; returns the file to remove."""
    ballast = folder / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass
    return ballast


def check(gateway):
    by_http, by_as2 = http_sender(gateway), as2_sender(gateway)
    thanked = collections.Counter()

    def send_all(first, count):
        taken = 0
        for number in range(first, first + count):
            for name, send in (("POSTER", by_http), ("SIGNER", by_as2)):
                if send(number):
                    thanked[f"{name}-{number}"] += 1
                    taken += 1
        return taken

    if send_all(1, 20) != 40:
        sys.exit("FAULT: not all is taken while there is room")
    gateway.wait_until_idle()
    ballast = fill(gateway.folder)
    # What SQLite's log had room for may still be taken; then all of it is refused.
    numbers = iter(range(100, 1000))
    until(lambda: send_all(next(numbers), 1) == 0, "it takes messages on a full disk")
    status, _ = gateway.ask("GET", "/healthz")
    if status != 200 or not any(gateway.shipments()):
        sys.exit("FAULT: it does not answer while the disk is full")
    ballast.unlink()
    until(lambda: by_http(1000) and by_as2(1000), "it takes nothing although there is room again")
    thanked.update(("POSTER-1000", "SIGNER-1000"))
    gateway.wait_until_idle()
    until(lambda: set(thanked) <= set(gateway.shipments()), "what was thanked for is lost")
    twice = [name for name, count in collections.Counter(gateway.shipments()).items() if count > 1]
    if twice:
        sys.exit(f"FAULT: in the evidence twice: {twice}")
    return len(thanked)


def main():
    folder = Path(tempfile.mkdtemp(prefix="weighbridge-full-"))
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)], capture_output=True, check=False).returncode != 0:
        print("no small file system can be mounted here")
        sys.exit(77)
    try:
        gateway = Gateway(sys.argv[1], disk / "gateway")
        gateway.start()
        thanked = check(gateway)
        if gateway.stop() != 0:
            sys.exit("FAULT: it did not end well")
        print(f"{thanked} messages thanked for, all there once")
        print(gateway.verified())
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


main()
