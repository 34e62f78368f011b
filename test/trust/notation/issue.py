"""Certificates, lists, OCSP answers and COSE envelopes for tests: made by cryptography and cbor2, none of it by our own code.

Reads lists of tasks, one on each line of standard input; writes the list of their results on one line each. Certificates and their
keys are remembered by name.
"""
import base64
import datetime
import json
import sys

import cbor2
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

CURVES = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1, "P-256K": ec.SECP256K1, "P-224": ec.SECP224R1}
HASHES = {"SHA1": hashes.SHA1, "SHA256": hashes.SHA256, "SHA384": hashes.SHA384, "SHA512": hashes.SHA512}
NAMES = {"C": NameOID.COUNTRY_NAME, "ST": NameOID.STATE_OR_PROVINCE_NAME, "L": NameOID.LOCALITY_NAME,
         "O": NameOID.ORGANIZATION_NAME, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME, "CN": NameOID.COMMON_NAME,
         "EMAIL": NameOID.EMAIL_ADDRESS}
USAGES = {"digitalSignature": "digital_signature", "nonRepudiation": "content_commitment",
          "keyEncipherment": "key_encipherment", "dataEncipherment": "data_encipherment",
          "keyAgreement": "key_agreement", "keyCertSign": "key_cert_sign", "cRLSign": "crl_sign",
          "encipherOnly": "encipher_only", "decipherOnly": "decipher_only"}
# What COSE calls the algorithm of a key: label, hash.
RSA = {2048: (-37, "SHA256"), 3072: (-38, "SHA384"), 4096: (-39, "SHA512")}
EC = {256: (-7, "SHA256"), 384: (-35, "SHA384"), 521: (-36, "SHA512")}

known = {}


def when(seconds):
    return datetime.datetime.utcfromtimestamp(seconds)


def key_of(kind):
    if kind.startswith("RSA-"):
        return rsa.generate_private_key(65537, int(kind[4:]))
    return ec.generate_private_key(CURVES[kind]())


def name_of(parts):
    return x509.Name([x509.RelativeDistinguishedName([x509.NameAttribute(NAMES[k], v) for k, v in part]) for part in parts])


def extensions_of(builder, task):
    basic = task.get("basicConstraints")
    if basic:
        builder = builder.add_extension(x509.BasicConstraints(basic["ca"], basic.get("pathLength")), basic.get("critical", True))
    usage = task.get("keyUsage")
    if usage:
        bits = {attribute: name in usage["bits"] for name, attribute in USAGES.items()}
        builder = builder.add_extension(x509.KeyUsage(**bits), usage.get("critical", True))
    purposes = task.get("purposes")
    if purposes:
        oids = [x509.ObjectIdentifier(oid) for oid in purposes["oids"]]
        builder = builder.add_extension(x509.ExtendedKeyUsage(oids), purposes.get("critical", False))
    if task.get("ocsp"):
        access = [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(u)) for u in task["ocsp"]]
        builder = builder.add_extension(x509.AuthorityInformationAccess(access), False)
    if task.get("crl"):
        points = [x509.DistributionPoint([x509.UniformResourceIdentifier(u) for u in point], None, None, None) for point in task["crl"]]
        builder = builder.add_extension(x509.CRLDistributionPoints(points), False)
    if task.get("noCheck"):
        builder = builder.add_extension(x509.OCSPNoCheck(), False)
    for oid, critical, value in task.get("further", []):
        builder = builder.add_extension(x509.UnrecognizedExtension(x509.ObjectIdentifier(oid), bytes.fromhex(value)), critical)
    return builder


def certificate(task):
    key = known[task["keyOf"]][1] if task.get("keyOf") else key_of(task.get("key", "P-256"))
    subject = name_of(task["subject"])
    issuer, issuer_key = known[task["issuer"]] if task.get("issuer") else (None, key)
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject)
               .public_key(key.public_key()).serial_number(int(str(task["serial"]), 0) if task.get("serial") else x509.random_serial_number())
               .not_valid_before(when(task["from"])).not_valid_after(when(task["until"])))
    made = extensions_of(builder, task).sign(issuer_key, HASHES[task.get("hash", "SHA256")]())
    known[task["name"]] = (made, key)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return {"certificate": base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode(), "key": pem.decode()}


def crl(task):
    issuer, key = known[task["issuer"]]
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
    builder = builder.last_update(when(task["from"])).next_update(when(task["until"]))
    for entry in task.get("entries", []):
        revoked = x509.RevokedCertificateBuilder().serial_number(known[entry["of"]][0].serial_number).revocation_date(when(entry["at"]))
        if entry.get("reason"):
            revoked = revoked.add_extension(x509.CRLReason(x509.ReasonFlags(entry["reason"])), False)
        if entry.get("invalid"):
            revoked = revoked.add_extension(x509.InvalidityDate(when(entry["invalid"])), False)
        builder = builder.add_revoked_certificate(revoked.build())
    for count in range(task.get("others", 0)):
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder().serial_number(1000 + count).revocation_date(when(task["from"])).build())
    if task.get("delta") is not None:
        builder = builder.add_extension(x509.DeltaCRLIndicator(task["delta"]), True)
    point = task.get("point")
    if point:
        names = [x509.UniformResourceIdentifier(u) for u in point.get("addresses", [])] or None
        builder = builder.add_extension(x509.IssuingDistributionPoint(
            names, None, point.get("users", False), point.get("authorities", False), None, point.get("indirect", False), False), True)
    if task.get("freshest"):
        points = [x509.DistributionPoint([x509.UniformResourceIdentifier(task["freshest"])], None, None, None)]
        builder = builder.add_extension(x509.FreshestCRL(points), False)
    made = builder.sign(known[task.get("signer", task["issuer"])][1], HASHES["SHA256"]())
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def answer(task):
    one, issuer = known[task["of"]][0], known[task["issuer"]][0]
    responder, key = known[task.get("responder", task["issuer"])]
    status = getattr(ocsp.OCSPCertStatus, task["status"])
    revoked = when(task["at"]) if task["status"] == "REVOKED" else None
    builder = ocsp.OCSPResponseBuilder().add_response(
        one, issuer, HASHES[task.get("hash", "SHA1")](), status, when(task["from"]),
        when(task["until"]) if task.get("until") else None, revoked, None)
    encoding = ocsp.OCSPResponderEncoding.NAME if task.get("byName") else ocsp.OCSPResponderEncoding.HASH
    builder = builder.responder_id(encoding, responder)
    if task.get("sends"):
        builder = builder.certificates([known[name][0] for name in task["sends"]])
    if task.get("nonce"):
        builder = builder.add_extension(x509.OCSPNonce(bytes.fromhex(task["nonce"])), False)
    made = builder.sign(key, HASHES["SHA256"]())
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def value_of(value):
    """JSON with what it cannot say: {"$time": 1}, {"$bytes": "..."}, {"$map": [[key, value], ...]}."""
    if isinstance(value, dict):
        if "$time" in value:
            return cbor2.CBORTag(1, value["$time"])
        if "$tag" in value:
            return cbor2.CBORTag(value["$tag"][0], value_of(value["$tag"][1]))
        if "$bytes" in value:
            return base64.b64decode(value["$bytes"])
        return {key_: value_of(one) for key_, one in value["$map"]}
    if isinstance(value, list):
        return [value_of(one) for one in value]
    return value


def sign(key, data):
    if isinstance(key, rsa.RSAPrivateKey):
        hash_ = HASHES[RSA[key.key_size][1]]()
        return key.sign(data, padding.PSS(padding.MGF1(hash_), hash_.digest_size), hash_)
    size = (key.curve.key_size + 7) // 8
    r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(HASHES[EC[key.curve.key_size][1]]())))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def cose(task):
    key = known[task["signer"]][1]
    payload = base64.b64decode(task["payload"])
    protected = cbor2.dumps(value_of(task["protected"]))
    signature = sign(key, cbor2.dumps(["Signature1", protected, b"", payload]))
    unprotected = value_of(task["unprotected"])
    message = [protected, unprotected, payload, signature]
    return base64.b64encode(cbor2.dumps(cbor2.CBORTag(task.get("tag", 18), message))).decode()


def check_cose(task):
    """Whether an envelope holds, by somebody else than us."""
    message = cbor2.loads(base64.b64decode(task["envelope"]))
    protected, unprotected, payload, signature = message.value
    key = x509.load_der_x509_certificate(unprotected[33][0]).public_key()
    data = cbor2.dumps(["Signature1", protected, b"", payload])
    try:
        if isinstance(key, rsa.RSAPublicKey):
            hash_ = HASHES[RSA[key.key_size][1]]()
            key.verify(signature, data, padding.PSS(padding.MGF1(hash_), hash_.digest_size), hash_)
        else:
            half = len(signature) // 2
            pair = utils.encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
            key.verify(pair, data, ec.ECDSA(HASHES[EC[key.curve.key_size][1]]()))
        return True
    except InvalidSignature:
        return False


DO = {"certificate": certificate, "crl": crl, "ocsp": answer, "cose": cose, "check-cose": check_cose}

for line in sys.stdin:
    print(json.dumps([DO[task["do"]](task) for task in json.loads(line)]), flush=True)
