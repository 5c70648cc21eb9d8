"""A time-stamping authority for tests, with a throw-away root, on this machine only: openssl signs its answers."""

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

POLICY = "1.3.6.1.4.1.99999.1"  # of an invented authority

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

_CONFIG = """
[tsa]
default_tsa = this
[this]
serial = {folder}/serial
signer_digest = sha256
default_policy = {policy}
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
ess_cert_id_chain = no
clock_precision_digits = {digits}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A root and a signer in a folder of its own."""

    folder: Path

    @property
    def root(self) -> bytes:
        """The root's certificate in PEM form."""
        return (self.folder / "root.pem").read_bytes()

    def answer(self, request: bytes, *, chain: bool = False, bare: bool = False) -> bytes:
        """The response to a request, or the bare token; `chain` puts the root's certificate behind the signer's."""
        (self.folder / "query.tsq").write_bytes(request)
        command = ["ts", "-reply", "-config", "tsa.cnf", "-section", "this", "-queryfile", "query.tsq"]
        command += ["-signer", "signer.pem", "-inkey", "signer.key", "-out", "answer.tsr"]
        command += ["-chain", "chain.pem"] if chain else []
        command += ["-token_out"] if bare else []
        self._run(*command)
        return (self.folder / "answer.tsr").read_bytes()

    def sign(self, statement: bytes) -> bytes:
        """A token over any statement, as an authority signs that does not look at its own certificate first."""
        (self.folder / "statement.der").write_bytes(statement)
        self._run(
            "cms", "-sign", "-cades", "-binary", "-nodetach", "-econtent_type", "id-smime-ct-TSTInfo", "-md", "sha256",
            "-in", "statement.der", "-signer", "signer.pem", "-inkey", "signer.key", "-outform", "DER",
            "-out", "signed.der",
        )  # fmt: skip
        return (self.folder / "signed.der").read_bytes()

    def statement(self, request: bytes) -> bytes:
        """What a token says (TSTInfo), without the signature around it."""
        (self.folder / "bare.der").write_bytes(self.answer(request, bare=True))
        self._run("cms", "-verify", "-noverify", "-in", "bare.der", "-inform", "DER", "-out", "statement.der")
        return (self.folder / "statement.der").read_bytes()

    def _run(self, *command: str) -> None:
        done = subprocess.run(["openssl", *command], cwd=self.folder, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr.decode()


def authority(
    folder: Path, *, name: str = "Invented", usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
    critical: bool = True, more_usage: tuple[x509.ObjectIdentifier, ...] = (), since: datetime | None = None,
    until: datetime | None = None, digits: int = 0,
) -> Authority:  # fmt: skip
    """An authority whose signer has this extended key usage and is valid from `since` to `until`.

    Its times have so many digits behind the second.
    """
    folder.mkdir(parents=True)
    root_key, root = _certificate(f"{name} Root", None, is_ca=True, since=since)
    key, signer = _certificate(
        f"{name} Time Stamps", (root_key, root), usage=(usage, *more_usage), critical=critical, since=since, until=until
    )
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "chain.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "signer.pem").write_bytes(signer.public_bytes(Encoding.PEM))
    (folder / "signer.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "serial").write_text("0A\n")
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder, policy=POLICY, digits=digits))
    return Authority(folder=folder)


def _certificate(
    name: str, issuer: tuple[rsa.RSAPrivateKey, x509.Certificate] | None, *, is_ca: bool = False,
    usage: tuple[x509.ObjectIdentifier, ...] = (), critical: bool = True, since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:  # fmt: skip
    now = datetime.now(UTC)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[1].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since or now - timedelta(days=1))
        .not_valid_after(until or now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_key_usage(is_ca=is_ca), critical=True)
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=critical)
    return key, builder.sign(issuer[0] if issuer else key, hashes.SHA256())


def _key_usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca, key_cert_sign=is_ca, crl_sign=is_ca, content_commitment=not is_ca,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
