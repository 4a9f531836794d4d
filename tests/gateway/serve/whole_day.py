"""A day of documents through a running gateway, and how much memory it needs on the way.

usage: whole_day.py PROGRAM [--documents N] [--senders N]

Orders with five shipments each, and for each shipment its ship notice, goods receipt and invoice; every one is a message
of its own. Ship notices are X12, those of one order in fifty come over AS2, signed and encrypted; the rest is JSON. Some
shipments are short and some invoices dear, so cases arise. Tells the resident memory after each twentieth of the day,
when all that came was judged.
"""
import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from driver import Gateway, as2_sender, attempt, http_sender, until

SHIPMENTS = 5
ITEMS = 2000
PRICES = 5000
DOCUMENTS = 1 + 3 * SHIPMENTS  # of an order


def item_of(shipment):
    return f"NF-{shipment // SHIPMENTS % ITEMS}"


def receipt(supplier, stage, kind, number, order, item, quantity, price=None):
    line = {"line": "1", "po": order, "po_line": "1", "item": {"vendor": item}, "quantity": str(quantity), "uom": "EA"}
    document = {"schema": "weighbridge.receipt/1", "stage": stage, "document": {"kind": kind, "number": number, "date": "2026-03-02"},
                "supplier": supplier, "currency": "USD", "lines": [line]}
    if price:
        line["unit_price"] = price
    return json.dumps(document)


class Day:
    """Sends the documents of an order in the order in which they happen."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.notices = {"POSTER": http_sender(gateway, item_of), "SIGNER": as2_sender(gateway, item_of)}

    def post(self, key, body):
        headers = {"Authorization": f"Bearer {self.gateway.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        return self.gateway.ask("POST", "/api/v1/receipts", body, headers)[0] == 202

    def documents(self, order):
        """One call for each, that returns whether it was thanked for."""
        supplier = "POSTER" if order % 50 else "SIGNER"
        name, item = f"PO-{supplier}-{order}", f"NF-{order % ITEMS}"
        # Invoices of one amount under numbers alike are looked at as repetitions of one another: few are here.
        price = f"{2 + order % PRICES // 100}.{order % 100:02d}"
        yield lambda: self.post(f"o-{order}", receipt(supplier, "ordered", "purchase_order", name, name, item, 48 * SHIPMENTS, price))
        for n in range(order * SHIPMENTS, (order + 1) * SHIPMENTS):
            yield lambda: self.notices[supplier](n)
            short, dear = n % 100 == 7, n % 100 == 42
            yield lambda: self.post(f"r-{n}", receipt(supplier, "received", "warehouse_receipt", f"WR-{n}", name, item, 40 if short else 48))
            yield lambda: self.post(f"i-{n}", receipt(supplier, "invoiced", "invoice", f"INV-{n * 7919}", name, item, 48, f"1{price}" if dear else price))


def resident_kib(gateway):
    with open(f"/proc/{gateway.process.pid}/status", encoding="ascii") as status:
        fields = dict(line.split(":", 1) for line in status)
    return int(fields["VmRSS"].split()[0])


def send_orders(day, orders):
    for order in orders:
        for send in day.documents(order):
            until(lambda: attempt(lambda _: send(), order), "it takes nothing any more", seconds=300)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--documents", type=int, default=960)
    parser.add_argument("--senders", type=int, default=4)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="weighbridge-day-"))
    gateway = Gateway(asked.program, folder / "gateway")
    gateway.start()
    day, orders = Day(gateway), asked.documents // DOCUMENTS
    began, curve = time.monotonic(), []
    part = max(1, orders // 20)
    for first in range(1, orders + 1, part):
        numbers = range(first, min(first + part, orders + 1))
        senders = [threading.Thread(target=send_orders, args=(day, numbers[i::asked.senders])) for i in range(asked.senders)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        until(lambda: gateway.queued("jobs") == 0, "what came is not judged", seconds=1800)
        curve.append(resident_kib(gateway))
        print(f"{numbers[-1] * DOCUMENTS:>7} documents  {time.monotonic() - began:7.0f} s  {curve[-1] / 1024:7.1f} MiB", flush=True)
    took = time.monotonic() - began
    if gateway.stop() != 0:
        sys.exit("FAULT: it did not end well")
    print(f"{orders * DOCUMENTS} documents in {took:.0f} s, {orders * DOCUMENTS / took:.0f} a second; {gateway.verified()}")
    # Caches fill in the first fifth; from then on a day must not show.
    settled, last = max(curve[:len(curve) // 5 + 1]), curve[-1]
    if last > settled * 1.25 + 16 * 1024:
        sys.exit(f"FAULT: memory grew from {settled} KiB to {last} KiB; the files are in {folder}")
    shutil.rmtree(folder)


main()
