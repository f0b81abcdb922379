//! `DescribeCACertificateList` lists the authorities, the newest first.
//!
//! None is forbidden, imported or of another company here: a list of such is empty.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    pca::{
        parameters,
        tables::{
            Owner,
            certificates::{self, Filter, PcaCertificate},
        },
        view::{self, Facts},
    },
    request::page::Page,
    text,
};

pub(in crate::pca) struct DescribeCACertificateList {
    identifier: Option<String>,
    resource_group: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    issuer: Option<String>,
    valid: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    certificate_list: Vec<Item>,
    current_page: i64,
    page_count: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    #[serde(flatten)]
    facts: Facts,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<i64>,
}

impl Action for DescribeCACertificateList {
    const NAME: &'static str = "DescribeCACertificateList";
    const DOC: &'static str = "Queries the authorities.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("CertType").one_of(&["root", "subRoot", "externalCa"]);
        let state = text("CaStatus").one_of(&["issue", "forbidden", "revoke"]);
        let issuer = text("IssuerType").one_of(&["local", "iTrusChina", "external"]);
        let valid = text("ValidStatus").one_of(&["valid", "notValid"]);
        Ok(Self {
            identifier: p.optional(parameters::identifier())?,
            resource_group: p.optional(parameters::group("Only those of this group."))?,
            kind: p.optional(kind.doc("Only those of this kind."))?,
            state: p.optional(state.doc("Only those in this state."))?,
            issuer: p.optional(issuer.doc("Only those that come from there."))?,
            valid: p.optional(valid.doc("Only those that are valid, or have expired."))?,
            page: Page::current_and_show(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let is = |it: &Option<String>, words: &[&str]| {
            it.as_deref().is_some_and(|it| words.contains(&it))
        };
        let kinds = match self.kind.as_deref() {
            Some("root") => ("ROOT", "ROOT"),
            Some("subRoot") => ("SUB_ROOT", "SUB_ROOT"),
            _ => ("ROOT", "SUB_ROOT"),
        };
        let none = is(&self.kind, &["externalCa"])
            || is(&self.state, &["forbidden"])
            || is(&self.issuer, &["iTrusChina", "external"]);
        let filter = Filter {
            kinds: if none { ("", "") } else { kinds },
            identifier: self.identifier.as_deref(),
            resource_group: self.resource_group.as_deref(),
            revoked: self.state.as_deref().map(|it| it == "revoke"),
            valid: self.valid.as_deref().map(|it| it == "valid"),
            now: cx.now,
        };
        let (found, total_count) = certificates::list(cx.tx, owner, &filter, self.page)?;
        Ok(Response {
            certificate_list: found.into_iter().map(Item::from).collect(),
            current_page: self.page.number,
            page_count: view::pages(total_count, self.page.size),
            show_size: self.page.size,
            total_count,
        })
    }
}

impl From<PcaCertificate> for Item {
    fn from(it: PcaCertificate) -> Self {
        Self { facts: Facts::of(&it), alias: it.alias, years: it.years }
    }
}
