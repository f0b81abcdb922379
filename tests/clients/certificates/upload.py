"""The part of cloud-cert-renewer, a renewal tool, that uploads a certificate, as it is: host and protocol are in its code.

A second upload of the same name finds the first one, as the tool does when it is run again.
"""

import datetime
import sys

from alibabacloud_credentials.client import Client as Credentials
from cloud_cert_renewer.clients.alibaba import CasCertUploader
from cloud_cert_renewer.errors import CloudApiError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "www.example.com")])
now = datetime.datetime.now(datetime.timezone.utc)
certificate = (
    x509.CertificateBuilder()
    .subject_name(name)
    .issuer_name(name)
    .public_key(key.public_key())
    .serial_number(x509.random_serial_number())
    .not_valid_before(now - datetime.timedelta(hours=1))
    .not_valid_after(now + datetime.timedelta(days=90))
    .add_extension(x509.SubjectAlternativeName([x509.DNSName("www.example.com")]), critical=False)
    .sign(key, hashes.SHA256())
)
pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
private = key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
).decode()

credentials = Credentials()
first = CasCertUploader.upload_or_reuse_certificate(pem, private, "renewed", credentials)
again = CasCertUploader.upload_or_reuse_certificate(pem, private, "renewed", credentials)
if first != again:
    sys.exit(f"uploaded twice: {first} and {again}")
try:
    CasCertUploader.upload_user_certificate(pem, private, "renewed", credentials)
    sys.exit("a second certificate of the same name was not refused")
except CloudApiError as refused:
    if not CasCertUploader._is_duplicate_name_error(refused):
        sys.exit(f"the tool does not know this for a name that is taken: {refused}")
print(first)
