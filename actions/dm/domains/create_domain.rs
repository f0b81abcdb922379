//! `CreateDomain` creates a domain. Mail may be sent from it once its DNS records are there.

use serde::Serialize;

use crate::dm::{
    domains::domain_records::{self, USUAL_BITS, is_domain},
    faults::{SAME_DOMAIN, TAKEN_DOMAIN},
    tables::{
        Owner,
        domains::{self, Domain, Records},
        settings,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::ids, text};

pub(in crate::dm) struct CreateDomain {
    name: String,
    selector: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    domain_id: String,
}

impl Action for CreateDomain {
    const NAME: &'static str = "CreateDomain";
    const DOC: &'static str = "Creates a domain that mail is sent from.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[SAME_DOMAIN, TAKEN_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = text("DomainName").form("domain name", is_domain);
        let selector = text("dkimSelector").line(1, 63);
        Ok(Self {
            name: p.required(name.doc("The name."))?,
            selector: p.optional(selector.doc("The selector of its DKIM record."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let name = self.name.to_ascii_lowercase();
        if let Some(found) = domains::named(cx.tx, owner.region, &name)? {
            return Err(
                if found.account == owner.account { SAME_DOMAIN } else { TAKEN_DOMAIN }.into()
            );
        }
        let auto = settings::read(cx.tx, owner)?.auto_verify;
        let is_there = auto.unwrap_or_else(|| domain_records::is_for_tests(&name));
        let mut domain = Domain {
            selector: self.selector.unwrap_or_else(|| format!("aliyun-{}", owner.region)),
            bits: USUAL_BITS,
            public_key: domain_records::new_public_key(cx, USUAL_BITS)?,
            ownership_text: ids::hex(cx.random, 20),
            records: if is_there { Records::ALL } else { Records::default() },
            made: cx.now,
            name,
            ..Domain::default()
        };
        domains::put(cx.tx, owner, &mut domain)?;
        Ok(Response { domain_id: domain.id.to_string() })
    }
}
