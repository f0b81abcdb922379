//! `GetMainDomainName` splits a name into the domain that is registered and what is in front of it. A longer domain that the
//! account hosts comes first, unless the control API says otherwise, so that clients find it.

use serde::Serialize;

use crate::alidns::{
    faults::BAD_DOMAIN,
    hosted,
    names::{self, DomainName},
    tables::settings,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::alidns) struct GetMainDomainName {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    #[serde(rename = "RR")]
    rr: String,
    domain_name: String,
    domain_level: usize,
}

impl Action for GetMainDomainName {
    const NAME: &'static str = "GetMainDomainName";
    const DOC: &'static str = "Queries the domain that a name belongs to.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(text("InputString").len(1, 128).doc("The name."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let name = self.name.trim().trim_end_matches('.').to_lowercase();
        let registered = names::registered(&name).to_owned();
        let parsed = DomainName::parse(&registered).ok_or(BAD_DOMAIN)?;
        let rest = names::rr_under(&name, &registered).ok_or(BAD_DOMAIN)?.to_owned();
        if rest != "@" && rest.split('.').any(|label| !is_label(label)) {
            return Err(BAD_DOMAIN.into());
        }
        let in_front = if rest == "@" { 0 } else { rest.split('.').count() };
        let domain_level = in_front + 1;
        if !settings::read(cx.tx, &account)?.public_suffixes_only
            && let Some(found) = hosted::domain_above(cx.tx, &account, &name)?
        {
            let rr =
                [&found.shown, &found.name].into_iter().find_map(|it| names::rr_under(&name, it));
            let rr = rr.ok_or(BAD_DOMAIN)?.to_owned();
            return Ok(Response { rr, domain_name: found.shown, domain_level });
        }
        Ok(Response { rr: rest, domain_name: parsed.shown, domain_level })
    }
}

fn is_label(label: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || "-_*".contains(c) || names::is_chinese(c);
    !label.is_empty() && label.len() <= 63 && label.chars().all(letters)
}
