"""Kills a running gateway with SIGKILL again and again while an AS2 sender, an HTTP sender and a drop folder are
in use, starts it again on the same files, and looks whether what it thanked for is there, once.

usage: wire_kill.py PROGRAM [--kills N] [--seed N]

Each sender repeats a message under the same key until it is thanked for it: by a signed MDN that says `processed`, by
202, by the file in done/. At the end each message must be in the evidence once, the drop folder must have exactly one
acknowledgment for each message, and the ledger must verify.
"""
import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from driver import Gateway, as2_sender, drop_sender, faults, http_sender, keep_sending, until


def files(gateway, folder):
    """How many stand there; what is being written begins with a dot."""
    return sum(1 for _ in (gateway.drop / folder).glob("[!.]*"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=20260302)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="weighbridge-kill-"))
    gateway = Gateway(asked.program, folder / "gateway")
    gateway.start()

    ending = threading.Event()
    thanked = {"POSTER": set(), "SIGNER": set(), "DROPPER": set()}
    sends = {"POSTER": http_sender(gateway), "SIGNER": as2_sender(gateway), "DROPPER": drop_sender(gateway, ending)}
    senders = [threading.Thread(target=keep_sending, args=(send, thanked[name], ending, random.Random(f"{asked.seed} {name}"), 0.05), daemon=True)
               for name, send in sends.items()]
    for sender in senders:
        sender.start()
    chance = random.Random(asked.seed)
    for _ in range(asked.kills):
        time.sleep(chance.uniform(0.02, 0.9))
        gateway.kill()
        gateway.start()
    time.sleep(0.5)
    ending.set()
    for sender in senders:
        sender.join()
    gateway.wait_until_idle(seconds=1800)
    until(lambda: files(gateway, "outbox") >= files(gateway, "done"), "acknowledgments are left over", seconds=1800)

    found = list(faults(gateway, thanked))
    if gateway.stop() != 0:
        found.append("it did not end well")
    print(f"{asked.kills} kills; thanked for: " + ", ".join(f"{name} {len(numbers)}" for name, numbers in thanked.items()))
    print(gateway.verified())
    for fault in found[:20]:
        print("FAULT:", fault)
    if found:
        sys.exit(f"the files are in {folder}")
    shutil.rmtree(folder)


main()
