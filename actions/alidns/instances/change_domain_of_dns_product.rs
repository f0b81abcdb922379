//! `ChangeDomainOfDnsProduct` has an instance serve another domain than the one that it serves, or none.

use serde::Serialize;

use super::bound::{self, ID};
use crate::alidns::{
    faults::{BAD_DOMAIN, NO_DOMAIN, NO_INSTANCE, OTHERS_DOMAIN},
    hosted::{self, ALL_RESOURCES},
    records::changes::CLIENT,
    tables::domains,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::alidns) struct ChangeDomainOfDnsProduct {
    id: String,
    domain: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    original_domain: Option<String>,
}

impl Action for ChangeDomainOfDnsProduct {
    const NAME: &'static str = "ChangeDomainOfDnsProduct";
    const DOC: &'static str = "Changes the domain of an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.required(ID)?;
        p.optional(flag("Force").doc("Taken, without effect."))?;
        p.optional(CLIENT)?;
        Ok(Self { id, domain: p.optional(text("NewDomain").doc("The domain; none unbinds."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let instance = bound::instance(cx, &self.id)?;
        if let Some(name) = &self.domain {
            hosted::domain(cx.tx, &account, name)?;
        }
        let original = domains::of_instance(cx.tx, &account, &instance.id)?.pop();
        let original_domain = original.as_ref().map(|it| it.shown.clone());
        if let Some(mut domain) = original {
            bound::unbind(cx, &mut domain)?;
        }
        if let Some(name) = &self.domain {
            bound::bind(cx, &instance, name)?;
        }
        Ok(Response { original_domain })
    }
}
