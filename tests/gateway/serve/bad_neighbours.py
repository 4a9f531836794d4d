"""A gateway with bad neighbours: connections that say nothing, clients that send a header or a body a byte at a time,
and uploads into a drop folder that break off. Whoever behaves is served all the while.

usage: bad_neighbours.py PROGRAM [--idle N]
"""
import argparse
import resource
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path

from driver import Gateway, attempt, http_sender, ship_notice, until

DEADLINE = 2  # of headers and bodies, in seconds
SLOW = 200
ROOM = 60  # seconds for what must happen soon, on a busy machine


def resident_kib(process):
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def connect(gateway):
    return socket.create_connection(("127.0.0.1", gateway.port), timeout=ROOM)


def is_closed(client):
    """Whether the gateway has ended this connection; what it said before does not count."""
    client.setblocking(False)
    try:
        while client.recv(4096):
            pass
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def answer_times(gateway, count):
    """Of requests on connections of their own, in order of their length."""
    times = []
    for _ in range(count):
        began = time.monotonic()
        if gateway.ask("GET", "/healthz")[0] != 200:
            sys.exit("FAULT: it is not healthy")
        times.append(time.monotonic() - began)
    return sorted(times)


def with_idle_connections(gateway, count, send, numbers):
    before = resident_kib(gateway.process)
    idle = [connect(gateway) for _ in range(count)]
    times = answer_times(gateway, 100)
    for number in (next(numbers) for _ in range(10)):
        until(lambda number=number: attempt(send, number), "a message is not taken beside idle connections")
    told = gateway.ask("GET", "/metrics")[1].decode()
    open_now = [line for line in told.splitlines() if line.startswith("weighbridge_http_connections ")]
    if float(open_now[0].split()[1]) < count:
        sys.exit(f"FAULT: of {count} connections it has {open_now[0]}")
    grown = resident_kib(gateway.process) - before
    for client in idle:
        client.close()
    print(f"{count} idle connections: {grown / count:.1f} KiB each; /healthz beside them: "
          f"median {times[50] * 1000:.1f} ms, 99th of 100 {times[98] * 1000:.1f} ms; 10 messages taken")


def with_slow_clients(gateway, send, numbers):
    """Half of them never end their header, the others their body."""
    head = "POST /api/v1/messages HTTP/1.1\r\nHost: x\r\n"
    body = head + f"Authorization: Bearer {gateway.token}\r\nContent-Type: application/edi-x12\r\nContent-Length: 1000000\r\n\r\n"
    slow = [connect(gateway) for _ in range(SLOW)]
    began = time.monotonic()
    for number, client in enumerate(slow):
        client.sendall((head + "X-Slow: " if number % 2 else body).encode())
    taken = 0
    while slow:
        for client in slow:
            try:
                client.send(b"I")
            except OSError:
                pass
        time.sleep(0.2)
        slow = [client for client in slow if not is_closed(client)]
        taken += attempt(send, next(numbers))
        if time.monotonic() - began > ROOM:
            sys.exit(f"FAULT: {len(slow)} slow clients are not cut off after {ROOM} s")
    if taken == 0:
        sys.exit("FAULT: no message is taken beside slow clients")
    print(f"{SLOW} slow clients: all cut off after {time.monotonic() - began:.1f} s (deadline {DEADLINE} s); "
          f"{taken} messages taken meanwhile")


def with_torn_drops(gateway):
    """Uploads that break off, that stop and go on, and that are renamed only when they are whole."""
    into, error, done = (gateway.drop / name for name in ("in", "error", "done"))
    texts = {number: ship_notice("DROPPER", number) for number in range(1, 31)}

    def middle(number):
        return len(texts[number]) * number // 31 + 1

    for number, text in texts.items():
        name = f"asn-{number}.edi" + (".tmp" if number % 3 == 0 else "")
        (into / name).write_text(text[:middle(number)])
    for number in range(2, 31, 3):  # these go on before they were given up
        try:
            with open(into / f"asn-{number}.edi", "r+", encoding="ascii") as file:
                file.seek(0, 2)
                file.write(texts[number][middle(number):])
        except FileNotFoundError:  # this machine is slower than the gateway's patience
            (into / f"asn-{number}.edi").write_text(texts[number])
    until(lambda: all((error / f"asn-{number}.edi").exists() for number in range(1, 31, 3)), "a torn file is not refused")
    for number in range(1, 31, 3):
        if "ends in the middle" not in (error / f"asn-{number}.edi.reason.txt").read_text():
            sys.exit("FAULT: a torn file is refused for another reason")
        (into / f"asn-{number}.edi").write_text(texts[number])  # once more, whole
    for number in range(3, 31, 3):
        if (done / f"asn-{number}.edi").exists() or (error / f"asn-{number}.edi.tmp").exists():
            sys.exit("FAULT: a file is taken under its name for the upload")
        (into / f"asn-{number}.edi.tmp").write_text(texts[number])
        (into / f"asn-{number}.edi.tmp").rename(into / f"asn-{number}.edi")
    until(lambda: all((done / f"asn-{number}.edi").exists() for number in texts), "a file that became whole is not taken")
    gateway.wait_until_idle()
    dropped = sorted(name for name in gateway.shipments() if name.startswith("DROPPER-"))
    if dropped != sorted(f"DROPPER-{number}" for number in texts):
        sys.exit(f"FAULT: in the evidence there are {dropped}")
    print("30 torn drops: 10 refused with their reason and taken when they came whole, 10 that went on and 10 that were "
          "renamed taken once, nothing else")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--idle", type=int, default=1000)
    asked = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < asked.idle + 500:
        print(f"only {hard} files may be open here")
        sys.exit(77)
    resource.setrlimit(resource.RLIMIT_NOFILE, (asked.idle + 500, hard))
    folder = Path(tempfile.mkdtemp(prefix="weighbridge-bad-"))
    gateway = Gateway(asked.program, folder / "gateway")
    (gateway.folder / "conf.d").mkdir()
    (gateway.folder / "conf.d" / "deadlines.yaml").write_text(
        f"http: {{deadlines: {{header: {DEADLINE}s, body: {DEADLINE}s, idle: 600s}}}}\n")
    partner = gateway.folder / "partners" / "dropper.yaml"
    partner.write_text(partner.read_text().replace("settle: 100ms", "settle: 300ms, patience: 3s"))
    gateway.start()
    send, numbers = http_sender(gateway), iter(range(1, 100_000))
    with_idle_connections(gateway, asked.idle, send, numbers)
    with_slow_clients(gateway, send, numbers)
    with_torn_drops(gateway)
    if gateway.stop() != 0:
        sys.exit("FAULT: it did not end well")
    print(gateway.verified())
    shutil.rmtree(folder)


main()
