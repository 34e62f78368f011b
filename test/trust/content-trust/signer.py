"""Makes keys and signs metadata as Notary v1 has them, by the cryptography library of Python. One request a line, one answer a line."""

import base64
import datetime
import hashlib
import json
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

keys = []
Encoding, Format = serialization.Encoding, serialization.PublicFormat


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def key_id(kind, public):
    return hashlib.sha256(canonical({"keytype": kind, "keyval": {"private": None, "public": public}})).hexdigest()


def make(kind, bits):
    if kind.startswith("ecdsa"):
        return ec.generate_private_key({256: ec.SECP256R1(), 384: ec.SECP384R1(), 224: ec.SECP224R1()}[bits or 256])
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, bits or 2048)
    return ed25519.Ed25519PrivateKey.generate()


def certificate(key, name, start, end):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(datetime.datetime.fromisoformat(start))
    builder = builder.not_valid_after(datetime.datetime.fromisoformat(end))
    builder = builder.add_extension(x509.BasicConstraints(False, None), True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def new_key(request):
    kind = request["kind"]
    same = request.get("same")
    key = make(kind, request.get("bits")) if same is None else keys[same]
    bare = kind.replace("-x509", "")
    public = key.public_key()
    if kind == "ed25519":
        held = public.public_bytes(Encoding.Raw, Format.Raw)
    elif kind == bare:
        held = public.public_bytes(Encoding.DER, Format.SubjectPublicKeyInfo)
    else:
        held = certificate(key, request["name"], request["from"], request["to"])
    text = base64.b64encode(held).decode()
    spki = base64.b64encode(public.public_bytes(Encoding.DER, Format.SubjectPublicKeyInfo)).decode()
    keys.append(key)
    return {
        "index": len(keys) - 1,
        "id": key_id(kind, text),
        "canonicalId": key_id(bare, text if kind == "ed25519" else spki),
        "value": {"keytype": kind, "keyval": {"private": None, "public": text}},
    }


def sign(request):
    key, message = keys[request["key"]], canonical(request["signed"])
    method = request["method"]
    if method == "ecdsa":
        r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
        size = (key.curve.key_size + 7) // 8
        signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
    elif method == "ecdsa-der":
        signature = key.sign(message, ec.ECDSA(hashes.SHA256()))
    elif method == "rsapss":
        signature = key.sign(message, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    elif method == "rsapss-20":
        signature = key.sign(message, padding.PSS(padding.MGF1(hashes.SHA256()), 20), hashes.SHA256())
    elif method == "rsapkcs1v15":
        signature = key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    elif method == "rsapkcs1v15-sha1":
        signature = key.sign(message, padding.PKCS1v15(), hashes.SHA1())
    else:
        signature = key.sign(message)
    return {"sig": base64.b64encode(signature).decode()}


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps((sign if "signed" in request else new_key)(request)), flush=True)
