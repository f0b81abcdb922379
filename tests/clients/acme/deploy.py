"""What a certificate tool does with a certificate that it has got: uploads it, sets it on a CDN domain, and reads it back.

Usage: deploy.py FULLCHAIN KEY DOMAIN. The hosts are the vendor's, over HTTPS.
"""

import sys
import time
from pathlib import Path

from alibabacloud_cas20200407 import client as cas, models as cas_models
from alibabacloud_cdn20180510 import client as cdn, models as cdn_models
from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_tea_openapi.models import Config

chain, key, domain = Path(sys.argv[1]).read_text(), Path(sys.argv[2]).read_text(), sys.argv[3]


def config(host):
    return Config(credential=Credentials(), endpoint=host)


certificates = cas.Client(config("cas.aliyuncs.com"))
uploaded = certificates.upload_user_certificate(
    cas_models.UploadUserCertificateRequest(name=f"certbot-{domain}", cert=chain, key=key)
).body

cdn = cdn.Client(config("cdn.aliyuncs.com"))
cdn.add_cdn_domain(
    cdn_models.AddCdnDomainRequest(
        domain_name=domain,
        cdn_type="web",
        sources='[{"content":"192.0.2.10","type":"ipaddr","priority":"20","port":80}]',
    )
)
for _ in range(100):
    detail = cdn.describe_cdn_domain_detail(cdn_models.DescribeCdnDomainDetailRequest(domain_name=domain))
    if detail.body.get_domain_detail_model.domain_status == "online":
        break
    time.sleep(0.1)
else:
    sys.exit("the domain does not go online")

# As certimate does it: the id and the region, without a name.
cdn.set_cdn_domain_sslcertificate(
    cdn_models.SetCdnDomainSSLCertificateRequest(
        domain_name=domain,
        sslprotocol="on",
        cert_type="cas",
        cert_id=uploaded.cert_id,
        cert_region="cn-hangzhou",
    )
)
info = cdn.describe_domain_certificate_info(cdn_models.DescribeDomainCertificateInfoRequest(domain_name=domain))
[row] = info.body.cert_infos.cert_info
found = (row.server_certificate_status, row.cert_type, row.cert_id, row.server_certificate.strip())
if found != ("on", "cas", str(uploaded.cert_id), chain.strip()):
    sys.exit(f"the domain has another certificate: {found}")

rows = certificates.list_cloud_resources(
    cas_models.ListCloudResourcesRequest(cloud_product="CDN", keyword=domain, current_page=1, show_size=50)
).body
if [str(it.cert_id) for it in rows.data] != [str(uploaded.cert_id)]:
    sys.exit(f"the certificate service lists another one: {rows.data}")
print(uploaded.cert_id)
