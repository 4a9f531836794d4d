#!/usr/bin/env python3
"""An AS2 partner that is not ours: Python's HTTP and MIME, the openssl program's CMS.

usage: peer_server.py FOLDER   (keys in FOLDER; writes its port to FOLDER/port)

The path says how it behaves: /good, /unsigned, /wrong-mic, /other-id, /stranger, /refuse, /garbage,
/busy, /nothing. What it decrypted and verified is left in FOLDER/received, its opinion in
FOLDER/opinion."""
import base64
import email
import hashlib
import http.server
import os
import subprocess
import sys

folder = sys.argv[1]


def openssl(*arguments, data):
    done = subprocess.run(["openssl", *arguments], input=data, capture_output=True, cwd=folder)
    if done.returncode != 0:
        raise ValueError(done.stderr.decode())
    return done.stdout


def split(entity):
    header, _, body = entity.partition(b"\r\n\r\n")
    return email.message_from_bytes(header + b"\r\n\r\n"), body


def unpack(fields, body, notes):
    """The content, and what its MIC is over."""
    entity, over = None, body
    while True:
        kind = fields.get_content_type()
        if kind == "application/pkcs7-mime" and fields.get_param("smime-type") == "compressed-data":
            import zlib
            start = body.index(b"\x78\x9c")
            entity = zlib.decompressobj().decompress(body[start:])
            notes.append("compressed")
        elif kind == "application/pkcs7-mime":
            entity = openssl("cms", "-decrypt", "-inform", "DER", "-binary", "-recip", "them.pem",
                             "-inkey", "them.key", data=body)
            notes.append("encrypted")
        elif kind == "multipart/signed":
            mark = b"--" + fields.get_param("boundary").encode()
            parts = body.split(mark)
            entity = parts[1][2:-2]
            signature = base64.b64decode(split(parts[2][2:])[1])
            with open(os.path.join(folder, "signed"), "wb") as file:
                file.write(entity)
            openssl("cms", "-verify", "-inform", "DER", "-binary", "-content", "signed", "-CAfile",
                    "us.pem", "-purpose", "any", "-out", "/dev/null", data=signature)
            notes.append("signed")
            fields, body = split(entity)
            inner, _ = unpack(fields, body, notes)
            return inner, entity
        else:
            return body, over
        fields, body = split(entity)
        over = entity


def mdn(fields, over, mode):
    algorithm = fields.get("Disposition-Notification-Options", "sha1").split("micalg=optional,")[-1]
    algorithm = algorithm.split(",")[0].strip() or "sha1"
    mic = base64.b64encode(hashlib.new(algorithm.replace("-", ""), over).digest()).decode()
    if mode == "/wrong-mic":
        mic = base64.b64encode(hashlib.sha256(b"x").digest()).decode()
    about = "<other@us>" if mode == "/other-id" else fields["Message-ID"]
    what = "processed/error: decryption-failed" if mode == "/refuse" else "processed"
    report = ("Content-Type: multipart/report; report-type=disposition-notification; boundary=r\r\n"
              "\r\n--r\r\nContent-Type: text/plain\r\n\r\nreceived\r\n--r\r\n"
              "Content-Type: message/disposition-notification\r\n\r\n"
              f"Original-Message-ID: {about}\r\n"
              f"Disposition: automatic-action/MDN-sent-automatically; {what}\r\n"
              f"Received-Content-MIC: {mic}, {algorithm}\r\n\r\n--r--\r\n").encode()
    if mode == "/unsigned":
        return split(report)
    signer = "stranger" if mode == "/stranger" else "them"
    der = openssl("cms", "-sign", "-binary", "-outform", "DER", "-signer", f"{signer}.pem", "-inkey",
                  f"{signer}.key", data=report)
    return split(b"Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; "
                 b"micalg=sha256; boundary=s\r\n\r\n--s\r\n" + report +
                 b"\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n"
                 b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(der) +
                 b"\r\n--s--\r\n")


class Partner(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        notes, status = [], 200
        fields, answer = email.message_from_string("Content-Type: text/plain\n\n"), b""
        try:
            content, over = unpack(self.headers, body, notes)
            with open(os.path.join(folder, "received"), "wb") as file:
                file.write(content)
            if self.path == "/garbage":
                answer = b"<html>Hello</html>"
            elif self.path == "/busy":
                status = 503
            elif self.path != "/nothing":
                fields, answer = mdn(self.headers, over, self.path)
        except Exception as trouble:  # whatever it is, the test shows it
            notes.append(repr(trouble))
            status = 500
        with open(os.path.join(folder, "opinion"), "w") as file:
            file.write(" ".join(notes) + "\n" + str(self.headers))
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, " ".join(value.split()))
        if status == 503:
            self.send_header("Retry-After", "42")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Partner)
with open(os.path.join(folder, "port.new"), "w") as file:
    file.write(str(server.server_port))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
server.serve_forever()
