"""Kills a running gateway with SIGKILL again and again while an AS2 sender, an HTTP sender and a drop folder are
in use, starts it again on the same files, and looks whether what it thanked for is there, once.

usage: wire_kill.py PROGRAM [--kills N] [--seed N]

Each sender repeats a message under the same key until it is thanked for it: by a signed MDN that says `processed`, by
202, by the file in done/. The AS2 messages are signed and encrypted by the openssl program. At the end each message
must be in the message monitor under one id and in the evidence once, the drop folder must have exactly one
acknowledgment for each message, and the ledger must verify.
"""
import argparse
import collections
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--kills", type=int, default=8)
parser.add_argument("--seed", type=int, default=20260302)
asked = parser.parse_args()
chance = random.Random(asked.seed)
folder = Path(tempfile.mkdtemp(prefix="weighbridge-wire-"))
drop = folder / "drop"
ending = threading.Event()
thanked = collections.defaultdict(set)  # channel -> shipment numbers


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


port = free_port()


def run(*words, data=None):
    return subprocess.run(words, input=data, check=True, capture_output=True).stdout


def ship_notice(sender, number):
    control = f"{number:09d}"
    shipment = f"{sender}-{number}"
    segments = [
        f"ISA*00*          *00*          *ZZ*{sender:<15}*ZZ*HARBORDIST     *260302*0915*U*00401*{control}*0*P*>",
        f"GS*SH*{sender}*HARBORDIST*20260302*0915*{number}*X*004010", "ST*856*1001", f"BSN*00*{shipment}*20260302*0915*0001",
        "DTM*011*20260302", "HL*1**S*1", "N1*ST*HARBOR DISTRIBUTION*92*DC01", "HL*2*1*O*1", f"PRF*PO-{number % 7}***20260220",
        "HL*3*2*I*0", "LIN*10*VN*NF-100", "SN1*10*48*EA", "CTT*3*48", "SE*12*1001", f"GE*1*{number}", f"IEA*1*{control}"]
    return "~\n".join(segments) + "~\n"


def make_key(name):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}",
        "-addext", "subjectKeyIdentifier=hash", "-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem"))
    os.chmod(folder / f"{name}.key", 0o600)


def prepare():
    for name in ("HARBOR", "SIGNER"):
        make_key(name)
    for name in ("in", "working", "done", "error", "outbox"):
        (drop / name).mkdir(parents=True)
    (folder / "partners").mkdir()
    (folder / "partners" / "signer.yaml").write_text(
        "partner: signer\nversion: 1.0.0\nas2:\n  id: SIGNER\n  certificates:\n    - {file: SIGNER.pem}\n"
        "  receive: {signed: required, encrypted: required}\n")
    (folder / "partners" / "dropper.yaml").write_text(
        f"partner: dropper\nversion: 1.0.0\nfolder: {{path: {drop}, settle: 100ms, rescan: 1s}}\n")
    (folder / "gateway.yaml").write_text(
        f"configuration: .\nhttp: {{listen: '127.0.0.1:{port}'}}\nworker: {{poll: 50ms}}\noutbox: {{poll: 50ms}}\n"
        "as2:\n  host: harbor.example\n  stations:\n    - id: HARBOR\n      credentials:\n        - {file: HARBOR.pem, key: HARBOR.key}\n")


class Gateway:
    def __init__(self):
        self.log = open(folder / "log", "ab")
        self.start()

    def start(self):
        self.process = subprocess.Popen([asked.program, "serve", "--config", str(folder / "gateway.yaml")], stdout=self.log, stderr=self.log)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                sys.exit(f"the gateway ended by itself:\n{(folder / 'log').read_text()[-3000:]}")
            try:
                if ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        sys.exit("the gateway is not ready within a minute")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def ask(method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def keep_sending(channel, send):
    """One message after the other; each until it is thanked for, now and then once more although it was."""
    own = random.Random(f"{asked.seed} {channel}")
    number = 1
    while not ending.is_set():
        chosen = own.randint(1, number) if own.random() < 0.2 else number
        try:
            if send(chosen):
                thanked[channel].add(chosen)
                number += chosen == number
                continue
        except OSError:
            pass
        time.sleep(0.02)


def http_sender(token):
    def send(number):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"http-{number}", "Content-Type": "application/edi-x12"}
        return ask("POST", "/api/v1/messages", ship_notice("POSTER", number), headers)[0] == 202
    return send


def as2_sender():
    made = {}

    def secured(number):
        if number not in made:
            entity = ("Content-Type: application/edi-x12\r\n\r\n" + ship_notice("SIGNER", number).replace("\n", "\r\n")).encode()
            signed = run("openssl", "cms", "-sign", "-signer", str(folder / "SIGNER.pem"), "-inkey", str(folder / "SIGNER.key"),
                         "-outform", "SMIME", "-crlfeol", data=entity)
            made[number] = run("openssl", "cms", "-encrypt", "-binary", "-outform", "DER", "-aes256", str(folder / "HARBOR.pem"), data=signed)
        return made[number]

    def send(number):
        headers = {"AS2-Version": "1.2", "AS2-From": "SIGNER", "AS2-To": "HARBOR", "Message-ID": f"<{number}@signer.example>",
                   "Content-Type": "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                   "Disposition-Notification-To": "edi@signer.example",
                   "Disposition-Notification-Options": "signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256"}
        status, body = ask("POST", "/as2", secured(number), headers)
        if status == 200 and b"automatic-action/MDN-sent-automatically; processed\r\n" not in body:
            sys.stderr.write(body.decode("utf-8", "replace"))
            os._exit(1)
        return status == 200
    return send


def drop_sender():
    """A dropped file is the gateway's from then on: it is dropped once, ten ahead, and thanked for by standing in done/."""
    dropped = set()

    def drop_once(number):
        if number in dropped:
            return
        dropped.add(number)
        written = drop / "in" / f"asn-{number}.edi.tmp"
        written.write_text(ship_notice("DROPPER", number))
        written.rename(drop / "in" / f"asn-{number}.edi")

    def send(number):
        for ahead in range(number, number + 10):
            drop_once(ahead)
        while not ending.is_set():
            if (drop / "done" / f"asn-{number}.edi").exists():
                return True
            time.sleep(0.01)
        return False
    return send


def pages(path, token, member):
    cursor = ""
    while True:
        status, body = ask("GET", f"{path}?limit=1000{cursor}", headers={"Authorization": f"Bearer {token}"})
        assert status == 200, body
        page = json.loads(body)
        yield from page[member]
        if not page.get("next"):
            return
        cursor = f"&cursor={page['next']}"


def wait_until_idle(token):
    for _ in range(1200):
        waiting = sum(1 for row in pages("/api/v1/messages", token, "messages") if row["state"] in ("taken", "waiting"))
        if waiting == 0 and not any((drop / "in").iterdir()) and not any((drop / "working").iterdir()):
            return
        time.sleep(0.1)
    sys.exit("work is left over after two minutes")


def main():
    prepare()
    token = run(asked.program, "token", "create", "--config", str(folder / "gateway.yaml"), "--name", "driver", "--role", "admin").decode().split("\n")[0]
    gateway = Gateway()
    senders = [threading.Thread(target=keep_sending, args=pair, daemon=True)
               for pair in (("POSTER", http_sender(token)), ("SIGNER", as2_sender()), ("DROPPER", drop_sender()))]
    for sender in senders:
        sender.start()
    for _ in range(asked.kills):
        time.sleep(chance.uniform(0.02, 0.9))
        gateway.kill()
        gateway.start()
    time.sleep(0.5)
    ending.set()
    for sender in senders:
        sender.join()
    wait_until_idle(token)
    time.sleep(1)

    faults = []
    seen = collections.Counter(row["receipt"]["document"]["number"] for row in pages("/api/v1/receipts", token, "receipts"))
    for channel, numbers in thanked.items():
        for number in numbers:
            if seen[f"{channel}-{number}"] != 1:
                faults.append(f"{channel}-{number} is in the evidence {seen[f'{channel}-{number}']} times")
    faults += [f"{name} is in the evidence {count} times" for name, count in seen.items() if count != 1]
    acknowledged = collections.Counter()
    for answer in (drop / "outbox").iterdir():
        for segment in answer.read_text().split("~"):
            if segment.strip().startswith("AK1*"):
                acknowledged[segment.strip().split("*")[2]] += 1
    dropped = {name.split("-")[1] for name in seen if name.startswith("DROPPER-")}
    if set(acknowledged) != dropped or set(acknowledged.values()) - {1}:
        faults.append(f"acknowledgments in the folder: {sum(acknowledged.values())} of {len(dropped)} messages")
    gateway.process.terminate()
    if gateway.process.wait() != 0:
        faults.append("it did not end well")
    verified = run(asked.program, "ledger", "verify", "--store", str(folder / "weighbridge.db")).decode().strip()
    print(f"{asked.kills} kills; thanked for: " + ", ".join(f"{channel} {len(numbers)}" for channel, numbers in sorted(thanked.items())))
    print(verified)
    for fault in faults[:20]:
        print("FAULT:", fault)
    if not faults:
        subprocess.run(["rm", "-rf", str(folder)], check=False)
    sys.exit(1 if faults else 0)


main()
