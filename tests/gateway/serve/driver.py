"""What the drivers of a running gateway share: its files, its process, and senders that a supplier could be.

The AS2 messages are signed and encrypted by the openssl program.
"""
import collections
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words, data=None):
    return subprocess.run(words, input=data, check=True, capture_output=True).stdout


def until(condition, what, seconds=60):
    """Waits for what must happen soon, with room for a busy machine."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"FAULT: {what}")
        time.sleep(0.05)


def attempt(send, number):
    """Whether the message was taken; a machine that is too busy to answer in time is none of a test's matter."""
    try:
        return send(number)
    except OSError:
        return False


def ship_notice(sender, number, item="NF-100"):
    control = f"{number:09d}"
    shipment = f"{sender}-{number}"
    segments = [
        f"ISA*00*          *00*          *ZZ*{sender:<15}*ZZ*HARBORDIST     *260302*0915*U*00401*{control}*0*P*>",
        f"GS*SH*{sender}*HARBORDIST*20260302*0915*{number}*X*004010", "ST*856*1001", f"BSN*00*{shipment}*20260302*0915*0001",
        "DTM*011*20260302", "HL*1**S*1", "N1*ST*HARBOR DISTRIBUTION*92*DC01", "HL*2*1*O*1", f"PRF*PO-{sender}-{number // 5}***20260220",
        "HL*3*2*I*0", f"LIN*10*VN*{item}", "SN1*10*48*EA", "CTT*3*48", "SE*12*1001", f"GE*1*{number}", f"IEA*1*{control}"]
    return "~\n".join(segments) + "~\n"


class Gateway:
    """A gateway in `folder`, with an AS2 partner SIGNER and a drop folder of the partner dropper."""

    def __init__(self, program, folder):
        self.program, self.folder, self.port = program, folder, free_port()
        self.drop = folder / "drop"
        self.settings = folder / "gateway.yaml"
        self.process = None
        self.prepare()
        self.token = run(program, "token", "create", "--config", str(self.settings), "--name", "driver", "--role", "admin").decode().split("\n")[0]

    def make_key(self, name):
        key = self.folder / f"{name}.key"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}",
            "-addext", "subjectKeyIdentifier=hash", "-keyout", str(key), "-out", str(self.folder / f"{name}.pem"))
        key.chmod(0o600)

    def prepare(self):
        self.folder.mkdir()
        for name in ("HARBOR", "SIGNER"):
            self.make_key(name)
        for name in ("in", "working", "done", "error", "outbox"):
            (self.drop / name).mkdir(parents=True)
        partners = self.folder / "partners"
        partners.mkdir()
        (partners / "signer.yaml").write_text(
            "partner: signer\nversion: 1.0.0\nas2:\n  id: SIGNER\n  certificates:\n    - {file: SIGNER.pem}\n"
            "  receive: {signed: required, encrypted: required}\n")
        (partners / "dropper.yaml").write_text(
            f"partner: dropper\nversion: 1.0.0\nfolder: {{path: {self.drop}, settle: 100ms, rescan: 1s}}\n")
        self.settings.write_text(
            f"configuration: .\nhttp: {{listen: '127.0.0.1:{self.port}'}}\nworker: {{poll: 50ms}}\noutbox: {{poll: 50ms}}\n"
            "intake: {room_check: 1s, retry_after: 1s}\n"
            "as2:\n  host: harbor.example\n  stations:\n    - id: HARBOR\n      credentials:\n        - {file: HARBOR.pem, key: HARBOR.key}\n")

    def launch(self):
        with open(f"{self.folder}.log", "ab") as log:
            self.process = subprocess.Popen([self.program, "serve", "--config", str(self.settings)], stdout=log, stderr=log)

    def start(self):
        self.launch()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                with open(f"{self.folder}.log", encoding="utf-8") as log:
                    sys.exit(f"the gateway ended by itself:\n{log.read()[-3000:]}")
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        sys.exit("the gateway is not ready within a minute")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait()

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def pages(self, path, member):
        cursor = ""
        while True:
            status, body = self.ask("GET", f"{path}?limit=1000{cursor}", headers={"Authorization": f"Bearer {self.token}"})
            if status != 200:
                sys.exit(f"{path}: {body}")
            page = json.loads(body)
            yield from page[member]
            if not page.get("next"):
                return
            cursor = f"&cursor={page['next']}"

    def shipments(self):
        """The numbers of all ship notices in the evidence, as often as each is there."""
        return [row["receipt"]["document"]["number"] for row in self.pages("/api/v1/receipts", "receipts")]

    def is_idle(self):
        return self.queued("jobs") == 0 and not any((self.drop / "in").iterdir()) and not any((self.drop / "working").iterdir())

    def wait_until_idle(self, seconds=120):
        until(self.is_idle, f"work is left over after {seconds} seconds", seconds)

    def queued(self, queue):
        """How many items wait in it, as the metrics tell."""
        _, body = self.ask("GET", "/metrics")
        start = f'weighbridge_queue_items{{queue="{queue}"}} '
        return next(int(float(line[len(start):])) for line in body.decode().splitlines() if line.startswith(start))

    def verified(self):
        """What `ledger verify` says; ends the run when it does not hold."""
        return run(self.program, "ledger", "verify", "--store", str(self.folder / "weighbridge.db")).decode().strip()


def http_sender(gateway, item=lambda number: "NF-100"):
    """Returns send(number): whether the message was thanked for. `item` says what the ship notice is of."""
    def send(number):
        headers = {"Authorization": f"Bearer {gateway.token}", "Idempotency-Key": f"http-{number}", "Content-Type": "application/edi-x12"}
        return gateway.ask("POST", "/api/v1/messages", ship_notice("POSTER", number, item(number)), headers)[0] == 202
    return send


def as2_sender(gateway, item=lambda number: "NF-100"):
    """The same. Any answer but an MDN that says `processed`, or 503, ends the run."""
    made = {}

    def file(name):
        return str(gateway.folder / name)

    def secured(number):
        if number not in made:
            entity = ("Content-Type: application/edi-x12\r\n\r\n" + ship_notice("SIGNER", number, item(number)).replace("\n", "\r\n")).encode()
            signed = run("openssl", "cms", "-sign", "-signer", file("SIGNER.pem"), "-inkey", file("SIGNER.key"),
                         "-outform", "SMIME", "-crlfeol", data=entity)
            made[number] = run("openssl", "cms", "-encrypt", "-binary", "-outform", "DER", "-aes256", file("HARBOR.pem"), data=signed)
        return made[number]

    def send(number):
        headers = {"AS2-Version": "1.2", "AS2-From": "SIGNER", "AS2-To": "HARBOR", "Message-ID": f"<{number}@signer.example>",
                   "Content-Type": "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                   "Disposition-Notification-To": "edi@signer.example",
                   "Disposition-Notification-Options": "signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256"}
        status, body = gateway.ask("POST", "/as2", secured(number), headers)
        if status == 503:
            return False
        if status != 200 or b"automatic-action/MDN-sent-automatically; processed\r\n" not in body:
            print("FAULT: AS2 was answered with", status, body.decode("utf-8", "replace"), flush=True)
            os._exit(1)
        return True
    return send


def drop_sender(gateway, ending):
    """The same. A dropped file is the gateway's from then on: it is dropped once, ten ahead, and thanked for by
    standing in done/. Gives up when `ending` is set."""
    dropped = set()

    def drop_once(number):
        if number in dropped:
            return
        dropped.add(number)
        written = gateway.drop / "in" / f"asn-{number}.edi.tmp"
        written.write_text(ship_notice("DROPPER", number))
        written.rename(gateway.drop / "in" / f"asn-{number}.edi")

    def send(number):
        for ahead in range(number, number + 10):
            drop_once(ahead)
        while not ending.is_set():
            if (gateway.drop / "done" / f"asn-{number}.edi").exists():
                return True
            time.sleep(0.01)
        return False
    return send


def keep_sending(send, thanked, ending, chance, pause=0.0):
    """One message after the other; each until it is thanked for, now and then once more although it was. So many seconds
    apart, where the gateway is to keep up with them for long."""
    number = 1
    while not ending.is_set():
        chosen = chance.randint(1, number) if chance.random() < 0.2 else number
        try:
            if send(chosen):
                thanked.add(chosen)
                number += chosen == number
                time.sleep(pause)
                continue
        except OSError:
            pass
        time.sleep(0.02)


def acknowledged(gateway):
    """How often each message of the drop folder was acknowledged."""
    times = collections.Counter()
    for answer in (gateway.drop / "outbox").glob("[!.]*"):  # what is being written begins with a dot
        for segment in answer.read_text().split("~"):
            words = segment.strip().split("*")
            if words[0] == "AK1":
                times[f"DROPPER-{words[2]}"] += 1
    return times


def faults(gateway, thanked, on_their_way=0):
    """What does not hold of what was thanked for. So many acknowledgments may still wait for their next try."""
    seen = collections.Counter(gateway.shipments())
    for channel, numbers in thanked.items():
        for number in numbers:
            if seen[f"{channel}-{number}"] == 0:
                yield f"{channel}-{number} was thanked for and is lost"
    yield from (f"{name} is in the evidence {count} times" for name, count in seen.items() if count > 1)
    answers = acknowledged(gateway)
    dropped = {name for name in seen if name.startswith("DROPPER-")}
    yield from (f"{name} has {count} acknowledgments" for name, count in answers.items() if count > 1 or name not in dropped)
    missing = sorted(dropped - set(answers))
    if len(missing) > on_their_way:
        yield f"{missing} have no acknowledgment"
