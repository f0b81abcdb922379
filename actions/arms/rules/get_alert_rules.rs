//! `GetAlertRules` lists alert rules, newest first (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        id_lists::{self, ids},
        region,
        rules::alert_rule::{RuleView, TYPES, json, status},
        tables::alert_rules,
    },
    request::page::Page,
    text,
};

pub(in crate::arms) struct GetAlertRules {
    ids: Option<Vec<i64>>,
    names: Option<Vec<String>>,
    kind: Option<String>,
    status: Option<String>,
    cluster: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    page_bean: PageBean,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PageBean {
    alert_rules: Vec<RuleView>,
    page: i64,
    size: i64,
    total: usize,
}

impl Action for GetAlertRules {
    const NAME: &'static str = "GetAlertRules";
    const DOC: &'static str = "Lists alert rules.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let names =
            text("AlertNames").form("JSON list of texts", |it| json::<Vec<String>>(it).is_some());
        let list = p.optional(ids("AlertIds").doc("Only these rules."))?;
        let names = p.optional(names.doc("Only rules with these names, a JSON list."))?;
        let status = text("AlertStatus").one_of(&["RUNNING", "STOPPED"]);
        Ok(Self {
            ids: list.and_then(|list| id_lists::parse(&list)),
            names: names.as_deref().and_then(json),
            kind: p.optional(text("AlertType").one_of(TYPES).doc("Only of this type."))?,
            status: p.optional(status.doc("Only those that are in force, or not."))?,
            cluster: p.optional(text("ClusterId").line(1, 255).doc("Only of this cluster."))?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let mut found = alert_rules::all(cx.tx, &account)?;
        found.retain(|rule| {
            let cluster = rule.definition.rest.get("ClusterId").and_then(|it| it.as_str());
            self.ids.as_ref().is_none_or(|ids| ids.contains(&rule.id))
                && self.names.as_ref().is_none_or(|names| names.contains(&rule.name))
                && self.kind.as_ref().is_none_or(|kind| *kind == rule.definition.kind)
                && self.status.as_deref().is_none_or(|it| it == status(rule))
                && self.cluster.as_deref().is_none_or(|it| cluster == Some(it))
        });
        let Page { number: page, size } = self.page;
        let total = found.len();
        let alert_rules = self.page.of(found).map(|rule| RuleView::of(rule, &account)).collect();
        Ok(Response { page_bean: PageBean { alert_rules, page, size, total } })
    }
}
