//! `DescDomain` answers a domain: the DNS records that it needs, and which of them are there.
//!
//! Modelled: what is not recorded of a domain's answer, such as the name of its MX record abroad.

use serde::Serialize;

use crate::dm::{
    domains::domain_records::{self, DMARC, MX, TRACKING},
    faults::NO_DOMAIN,
    lists::{minutes, status},
    tables::Owner,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int};

pub(in crate::dm) struct DescDomain {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    domain_id: String,
    domain_name: String,
    domain_status: String,
    domain_type: String,
    default_domain: &'static str,
    create_time: String,
    tl_domain_name: String,
    host_record: String,
    icp_status: &'static str,
    dns_txt: String,
    spf_record: String,
    spf_record_v2: String,
    dns_spf: String,
    spf_auth_status: String,
    mx_record: &'static str,
    dns_mx: &'static str,
    mx_auth_status: String,
    cname_record: &'static str,
    tracef_record: &'static str,
    cname_auth_status: String,
    cname_confirm_status: String,
    #[serde(rename = "DkimRR")]
    dkim_rr: String,
    dkim_public_key: String,
    dkim_rsa_length: i64,
    dkim_auth_status: String,
    dmarc_host_record: String,
    dmarc_record: &'static str,
    dns_dmarc: &'static str,
    dmarc_auth_status: i64,
}

impl Action for DescDomain {
    const NAME: &'static str = "DescDomain";
    const DOC: &'static str = "Queries a domain and its DNS records.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let now = flag("RequireRealTimeDnsRecords");
        p.optional(now.doc("Whether to look at the DNS records; they are always known here."))?;
        Ok(Self { id: p.required(int("DomainId").doc("The domain."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let it = domain_records::find(cx, self.id)?;
        let (host, top) = domain_records::split(&it.name);
        let records = it.records;
        let spf = domain_records::spf(owner.region);
        let full = format!("v=spf1 {spf} -all");
        let found = |is_there: bool, value: &'static str| if is_there { value } else { "" };
        Ok(Response {
            domain_id: it.id.to_string(),
            domain_status: status(records.are_enough()),
            default_domain: "0",
            create_time: minutes(it.made),
            tl_domain_name: top.to_owned(),
            host_record: host.to_owned(),
            icp_status: "1",
            dns_txt: if records.ownership { it.ownership_text.clone() } else { String::new() },
            dns_spf: if records.spf { full.clone() } else { String::new() },
            spf_record: spf,
            spf_record_v2: full,
            spf_auth_status: status(records.spf),
            mx_record: MX,
            dns_mx: found(records.mx, MX),
            mx_auth_status: status(records.mx),
            cname_record: TRACKING.0,
            tracef_record: TRACKING.1,
            cname_auth_status: status(records.cname),
            cname_confirm_status: status(records.cname),
            dkim_rr: domain_records::dkim_host(&it),
            dkim_public_key: domain_records::dkim_text(&it),
            dkim_rsa_length: it.bits,
            dkim_auth_status: status(records.dkim),
            dmarc_host_record: domain_records::below("_dmarc", host),
            dmarc_record: DMARC,
            dns_dmarc: found(records.dmarc, DMARC),
            dmarc_auth_status: (!records.dmarc).into(),
            domain_type: it.ownership_text,
            domain_name: it.name,
        })
    }
}
