"""The authority's folder: who may read it, what it signs, how it changes over the years."""

from __future__ import annotations

import http.server
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sync.central.identity import Authority, AuthorityError, certificates
from sync.central.identity.authority import CA, CA_KEY, CODES_KEY, NEXT, NEXT_KEY, NEXT_TAG, REVOKED, write_file
from sync.central.identity.revocations import Revocation, Revocations, RevocationsDamagedError
from sync.protocol import canonical, statements
from sync.protocol.base import instant
from sync.protocol.messages import Ack

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.create(tmp_path / "centre" / "authority", "Nordwind", NOW)


def code_of(directory: Path) -> str:
    with pytest.raises(AuthorityError) as caught:
        Authority(directory)
    return caught.value.code


def ack() -> Ack:
    return Ack(register_id="r1", epoch=1, seq=2, hash="0" * 64, at=instant(NOW))


def test_only_its_owner_reads_it(authority: Authority) -> None:
    assert authority.directory.stat().st_mode & 0o777 == 0o700
    authority.revocations.append(revocation())
    assert {path.stat().st_mode & 0o777 for path in authority.directory.iterdir()} == {0o600}
    assert {path.name for path in authority.directory.iterdir()} == {CA, CA_KEY, CODES_KEY, REVOKED}


@pytest.mark.parametrize("name", ["", CA_KEY, CA, CODES_KEY])
@pytest.mark.parametrize("mode", [0o750, 0o604])
def test_what_others_may_read_is_not_opened(authority: Authority, name: str, mode: int) -> None:
    path = authority.directory / name if name else authority.directory
    path.chmod(mode)
    assert code_of(authority.directory) == "too_open"


def test_it_opens_as_it_was_made(authority: Authority) -> None:
    again = Authority(authority.directory)
    assert (again.public_key, again.certificate_pem, again.spki) == (
        authority.public_key,
        authority.certificate_pem,
        authority.spki,
    )
    assert again.hash_secret("ABCD1234") == authority.hash_secret("ABCD1234") != authority.hash_secret("ABCD1235")
    assert len(authority.fingerprint.split(":")) == 32


def test_one_that_is_there_is_never_replaced(authority: Authority) -> None:
    with pytest.raises(AuthorityError, match="exists"):
        Authority.create(authority.directory, "Other", NOW)


@pytest.mark.parametrize("name", [CA_KEY, CA, CODES_KEY])
def test_damage_is_told(authority: Authority, name: str) -> None:
    path = authority.directory / name
    for data in (b"", b"nonsense", path.read_bytes()[:20]):
        path.write_bytes(data)
        assert code_of(authority.directory) in {"damaged", "missing"}
    path.unlink()
    assert code_of(authority.directory) == "missing"


def test_a_key_of_another_kind_or_another_ca_is_told(authority: Authority, tmp_path: Path) -> None:
    other = Authority.create(tmp_path / "other", "Other", NOW)
    write_file(authority.directory / CA, (other.directory / CA).read_bytes())
    assert code_of(authority.directory) == "damaged"
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_file(authority.directory / CA_KEY, pem)
    assert code_of(authority.directory) == "damaged"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AuthorityError, match="not_writable"):
        Authority.create(tmp_path / "file" / "authority", "Nordwind", NOW)


def test_statements_are_the_cas(authority: Authority, tmp_path: Path) -> None:
    signed = authority.sign_statement("ack", ack())
    assert statements.verify("ack", signed, *authority.public_keys) == ack()
    other = Authority.create(tmp_path / "other", "Other", NOW)
    with pytest.raises(statements.StatementError, match="bad_signature"):
        statements.verify("ack", signed, other.public_key)


# --- TLS


def test_a_leaf_bears_the_fixed_name_and_is_short_lived(authority: Authority) -> None:
    chain, _key = authority.issue_leaf(["centre.example", "127.0.0.1", "centre.example"], NOW)
    leaf, ca = x509.load_pem_x509_certificates(chain)
    assert ca == authority.certificate
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["centre.omnitill", "centre.example"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
    assert leaf.not_valid_after_utc == NOW + certificates.LEAF_LIFE
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    leaf.verify_directly_issued_by(authority.certificate)


def test_a_leaf_ends_with_its_ca(authority: Authority) -> None:
    chain, _key = authority.issue_leaf([], NOW + certificates.CA_LIFE - timedelta(days=2))
    assert x509.load_pem_x509_certificate(chain).not_valid_after_utc == authority.certificate.not_valid_after_utc


@pytest.mark.parametrize("name", ["a b", "", "härz.example", "x/y", "a\nb"])
def test_what_is_no_name_is_refused(authority: Authority, name: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        authority.issue_leaf([name], NOW)


def test_when_a_leaf_is_renewed(authority: Authority, tmp_path: Path) -> None:
    chain, _key = authority.issue_leaf(["a"], NOW)
    leaf, ca = x509.load_pem_x509_certificate(chain), authority.certificate
    other = Authority.create(tmp_path / "other", "Other", NOW).certificate
    assert not certificates.needs_renewal(leaf, ca, ["a"], NOW)
    assert certificates.needs_renewal(leaf, ca, ["a", "b"], NOW)
    assert certificates.needs_renewal(leaf, other, ["a"], NOW)
    assert certificates.needs_renewal(leaf, ca, ["a"], NOW + timedelta(days=11))
    assert certificates.needs_renewal(ca, ca, ["a"], NOW)  # bears no name


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
        pass


def fetch(trusted: str, port: int, name: str = certificates.CENTRE_NAME) -> str:
    """What a register does: one CA alone, the fixed name, the dates of the leaf not judged."""
    context = ssl.create_default_context(cadata=trusted)
    context.verify_flags |= ssl.VerifyFlags(0x200000)  # X509_V_FLAG_NO_CHECK_TIME
    with httpx.Client(verify=context, trust_env=False) as client:
        return client.get(f"https://127.0.0.1:{port}/", extensions={"sni_hostname": name}).text


@pytest.mark.parametrize("issued", [NOW, NOW - timedelta(days=900), NOW + timedelta(days=900)])
def test_a_client_that_trusts_this_ca_alone_reaches_the_centre_whatever_its_clock(
    authority: Authority, tmp_path: Path, issued: datetime
) -> None:
    chain, key = authority.issue_leaf([], issued)
    write_file(tmp_path / "leaf.pem", chain + key)
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "leaf.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    other = Authority.create(tmp_path / "other", "Nordwind", NOW)  # of the same name
    try:
        port = server.server_address[1]
        assert fetch(authority.certificate_pem, port) == "ok"
        with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
            fetch(other.certificate_pem, port)
        with pytest.raises(httpx.ConnectError, match="Hostname mismatch"):
            fetch(authority.certificate_pem, port, "elsewhere.example")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# --- the next CA


def test_the_next_ca_is_announced_by_the_present_one(authority: Authority) -> None:
    assert authority.next_announcement() is None
    coming = authority.prepare_next("Nordwind", NOW)
    assert authority.prepare_next("Nordwind", NOW) == coming
    body = canonical.decode(authority.next_announcement() or b"")
    assert isinstance(body, dict)
    pem = str(body["certificate"]).encode()
    assert x509.load_pem_x509_certificate(pem) == coming
    key = Ed25519PublicKey.from_public_bytes(authority.public_key)
    key.verify(bytes.fromhex(str(body["signature"])), NEXT_TAG + pem)  # raises unless it holds


def test_after_the_change_what_the_former_ca_signed_still_counts(authority: Authority) -> None:
    signed = authority.sign_statement("ack", ack())
    secret = authority.hash_secret("ABCD1234")
    coming = authority.prepare_next("Nordwind", NOW)
    changed = authority.advance()
    assert changed.certificate == coming
    assert changed.public_key != authority.public_key
    assert changed.public_keys == (changed.public_key, authority.public_key)
    assert statements.verify("ack", signed, *changed.public_keys) == ack()
    assert changed.hash_secret("ABCD1234") == secret
    assert not (changed.directory / NEXT_KEY).exists()
    with pytest.raises(AuthorityError, match="missing"):
        changed.advance()


def test_a_change_that_a_crash_cut_short_goes_on(authority: Authority) -> None:
    authority.prepare_next("Nordwind", NOW)
    directory = authority.directory
    write_file(directory / "former.pem", authority.certificate_pem.encode())
    write_file(directory / CA_KEY, (directory / NEXT_KEY).read_bytes())  # and here the power went
    half = Authority(directory)
    assert half.public_key != authority.public_key
    assert x509.load_pem_x509_certificate(half.certificate_pem.encode()).public_key() == half.certificate.public_key()
    whole = half.advance()
    assert whole.public_keys[0] == half.public_key
    assert authority.public_key in whole.public_keys
    assert not (directory / NEXT).exists()


def test_nothing_can_be_written_any_more(authority: Authority) -> None:
    authority.prepare_next("Nordwind", NOW)
    (authority.directory / "former.pem").mkdir(mode=0o700)
    with pytest.raises(AuthorityError):
        authority.advance()
    assert Authority(authority.directory).public_key == authority.public_key


# --- revocations


def revocation(key: str = "ab") -> Revocation:
    return Revocation(at=instant(NOW), register_id="r1", public_key=key, operator="anna", reason='"stolen"\nat night')


def test_revocations_are_only_added(tmp_path: Path) -> None:
    file = Revocations(tmp_path / REVOKED)
    assert file.all() == []
    file.append(revocation("a"), revocation("b"))
    file.append(revocation("c"))
    file.append()
    assert [entry.public_key for entry in file.all()] == ["a", "b", "c"]
    assert file.all()[0] == revocation("a")


def test_a_line_that_was_torn_off_is_not_counted_and_not_built_on(tmp_path: Path) -> None:
    file = Revocations(tmp_path / REVOKED)
    file.append(revocation("a"))
    whole = file.path.read_bytes()
    for torn in (20, len(whole) - 1):
        file.path.write_bytes(whole + whole[:torn])
        held = [entry.public_key for entry in file.all()]
        assert held == ["a"] * (1 if torn == 20 else 2)
        file.append(revocation("b"))
        assert [entry.public_key for entry in file.all()] == [*held, "b"]
    file.path.write_bytes(whole[:20])
    file.append(revocation("c"))
    assert [entry.public_key for entry in file.all()] == ["c"]


def test_a_damaged_line_is_told_and_never_passed_over(tmp_path: Path) -> None:
    file = Revocations(tmp_path / REVOKED)
    file.append(revocation("a"), revocation("b"))
    file.path.write_bytes(b"x" + file.path.read_bytes())
    with pytest.raises(RevocationsDamagedError, match="line 1"):
        file.all()
