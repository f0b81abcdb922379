//! `ChangeDomainDkimRecord` gives a domain another DKIM key. Its record has to be set anew.

use serde::Serialize;

use crate::dm::{
    domains::domain_records,
    faults::NO_DOMAIN,
    tables::{Owner, domains},
};
use crate::{Access, Action, Cx, Fault, Params, Problem, Result, int, text};

pub(in crate::dm) struct ChangeDomainDkimRecord {
    name: String,
    bits: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    changed: bool,
    hostname: String,
    dkim_public_key: String,
    dkim_rsa_length: i64,
}

impl Action for ChangeDomainDkimRecord {
    const NAME: &'static str = "ChangeDomainDkimRecord";
    const DOC: &'static str = "Changes the DKIM key of a domain.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let bits =
            int("DkimRsaLength").range(1024, 2048).doc("The length of the key: 1024 or 2048.");
        Ok(Self {
            name: p.required(text("Domain").doc("The name of the domain."))?,
            bits: p.default(bits, domain_records::USUAL_BITS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if ![1024, 2048].contains(&self.bits) {
            let problem = Problem::NotOneOf(&["1024", "2048"]);
            let bad = crate::ParameterError { name: "DkimRsaLength", problem };
            return Err(bad.worded(crate::dm::faults::wording));
        }
        let name = self.name.to_ascii_lowercase();
        let found = domains::named(cx.tx, owner.region, &name)?;
        let mut it = found.filter(|it| it.account == owner.account).ok_or(NO_DOMAIN)?;
        let changed = it.bits != self.bits;
        if changed {
            it.public_key = domain_records::new_public_key(cx, self.bits)?;
            it.bits = self.bits;
            it.records.dkim = domain_records::is_for_tests(&it.name);
            domains::put(cx.tx, owner, &mut it)?;
        }
        Ok(Response {
            changed,
            hostname: domain_records::dkim_host(&it),
            dkim_public_key: domain_records::dkim_text(&it),
            dkim_rsa_length: it.bits,
        })
    }
}
