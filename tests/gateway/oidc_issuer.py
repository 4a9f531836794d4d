"""A small OpenID provider for tests: whoever asks is signed in, as FOLDER/issuer.json says.

usage: oidc_issuer.py PORT FOLDER
FOLDER/issuer.json: {"alg": "RS256" or "ES256", "claims": {...}, "head": {...}, "break": "..."}; `claims`
and `head` are laid over the right ones (null leaves one out), `break` is "signature" (another key signs) or
"rotate" (the keys in the set are new ones from the next question on). The client is weighbridge, its
secret s3cret. Codes hold once, and only with the verifier of their challenge (RFC 7636).
"""
import base64
import hashlib
import json
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

port, folder = int(sys.argv[1]), Path(sys.argv[2])
issuer = f"http://127.0.0.1:{port}"
codes, spent = {}, set()


def openssl(*words, data=b""):
    return subprocess.run(["openssl", *words], input=data, capture_output=True, check=True).stdout


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make_key(name, alg):
    path = str(folder / f"{name}-{alg}.pem")
    kind = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"] if alg == "RS256" else [
        "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
    openssl("genpkey", *kind, "-out", path)
    return path


def jwk(path, alg, kid):
    if alg == "RS256":
        modulus = openssl("rsa", "-in", path, "-noout", "-modulus").decode().strip().split("=")[1]
        return {"kty": "RSA", "use": "sig", "kid": kid, "alg": alg, "n": b64(bytes.fromhex(modulus)), "e": "AQAB"}
    point = openssl("pkey", "-in", path, "-pubout", "-outform", "DER")[-64:]
    return {"kty": "EC", "crv": "P-256", "use": "sig", "kid": kid, "x": b64(point[:32]), "y": b64(point[32:])}


def raw_ecdsa(der):
    numbers, at = [], 2
    for _ in range(2):
        size = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2:at + 2 + size], "big").to_bytes(32, "big"))
        at += 2 + size
    return b"".join(numbers)


def sign(path, alg, what):
    der = openssl("dgst", "-sha256", "-sign", path, data=what)
    return der if alg == "RS256" else raw_ecdsa(der)


keys = {alg: {name: make_key(name, alg) for name in ("first", "second", "stranger")} for alg in ("RS256", "ES256")}
current = {"name": "first"}


def how():
    return json.loads((folder / "issuer.json").read_text())


def id_token(code):
    setting = how()
    alg = setting.get("alg", "RS256")
    if setting.get("break") == "rotate":
        current["name"] = "second"
    now = int(time.time())
    claims = {"iss": issuer, "aud": "weighbridge", "sub": "4711", "iat": now, "exp": now + 300, "nonce": code["nonce"],
              "name": "Maria Ortiz", "preferred_username": "M.Ortiz", "groups": ["edi-clerks", "everybody"]}
    claims.update(setting.get("claims", {}))
    head = {"alg": alg, "typ": "JWT", "kid": current["name"]}
    head.update(setting.get("head", {}))
    parts = [b64(json.dumps({k: v for k, v in part.items() if v is not None}).encode()) for part in (head, claims)]
    signer = "stranger" if setting.get("break") == "signature" else current["name"]
    if head["alg"] == "none":
        return ".".join(parts) + "."
    return ".".join(parts) + "." + b64(sign(keys[alg][signer], alg, ".".join(parts).encode()))


class Issuer(BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/.well-known/openid-configuration":
            self.answer(200, {"issuer": how().get("issuer", issuer), "authorization_endpoint": issuer + "/authorize",
                              "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/keys"})
        elif url.path == "/keys":
            name = current["name"]
            self.answer(200, {"keys": [jwk(keys[alg][name], alg, name) for alg in keys]})
        elif url.path == "/authorize":
            wanted = {"response_type": "code", "client_id": "weighbridge", "code_challenge_method": "S256"}
            if any(query.get(name) != value for name, value in wanted.items()) or "openid" not in query["scope"].split():
                return self.answer(400, {"error": "invalid_request"})
            code = hashlib.sha256(self.path.encode()).hexdigest()
            codes[code] = query
            self.send_response(302)
            self.send_header("Location", query["redirect_uri"] + "?" + urlencode({"state": query["state"], "code": code}))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.answer(404, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        code = codes.get(form.get("code"))
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        fits = code is not None and form["code"] not in spent and form.get("grant_type") == "authorization_code"
        fits = fits and code["code_challenge"] == challenge and code["redirect_uri"] == form.get("redirect_uri")
        if not fits or form.get("client_secret") != "s3cret":
            return self.answer(400, {"error": "invalid_grant"})
        spent.add(form["code"])
        self.answer(200, {"access_token": "not looked at", "token_type": "Bearer", "id_token": id_token(code)})

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", port), Issuer).serve_forever()
