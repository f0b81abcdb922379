//! `ListApplications` lists the applications of a region, newest first.
//!
//! Assumed: the newest is first; `AppName` is the whole name, and with `FieldType=appName` a part of it.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    configuration::of_application,
    tags::{Shown, read_tags},
};
use crate::{
    Access, Action, Cx, Params, Result, Success, flag,
    request::page::Page,
    sae::{
        WITHOUT_TRACE, current_page,
        tables::{
            applications::{self, Application},
            namespaces,
        },
    },
    text,
};

pub(in crate::sae) struct ListApplications {
    name: Option<String>,
    namespace: Option<String>,
    field: Option<String>,
    value: Option<String>,
    /// Members of a configuration, and the text that each has to have.
    members: [(&'static str, Option<String>); 4],
    tags: Vec<(String, String)>,
    order_by: Option<String>,
    ascending: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    applications: Vec<Item>,
    current_page: i64,
    page_size: i64,
    total_size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    app_deleting_status: bool,
    app_description: String,
    app_id: String,
    app_name: String,
    #[serde(flatten)]
    shown: Map<String, Value>,
    instances: i64,
    namespace_id: String,
    namespace_name: String,
    region_id: String,
    running_instances: i64,
    tags: Vec<Shown>,
}

/// What is shown of a configuration: the member, and its name in the list.
const SHOWN: &[(&str, &str)] = &[
    ("BaseAppId", "BaseAppId"),
    ("Cpu", "Cpu"),
    ("DiskSize", "DiskSize"),
    ("ImageUrl", "ImageUrl"),
    ("IsStateful", "IsStateful"),
    ("Labels", "Labels"),
    ("Memory", "Mem"),
    ("NewSaeVersion", "NewSaeVersion"),
    ("PackageUrl", "PackageUrl"),
    ("ProgrammingLanguage", "ProgrammingLanguage"),
    ("ResourceType", "ResourceType"),
    ("VpcId", "VpcId"),
];

impl Action for ListApplications {
    const NAME: &'static str = "ListApplications";
    const DOC: &'static str = "Lists the applications of a region, newest first.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/listApplications");
    const ACCESS: Access = Access::List;
    const SUCCESS: Option<Success> = Some(WITHOUT_TRACE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let field = text("FieldType").one_of(&["appName", "appIds", "slbIps", "instanceIps"]);
        let order_by = text("OrderBy").one_of(&["running", "instances"]);
        let mut member = |name| -> Result<(&'static str, Option<String>)> {
            Ok((name, p.optional(text(name).doc("Only those that were created with it."))?))
        };
        let members = [
            member("AppSource")?,
            member("IsStateful")?,
            member("NewSaeVersion")?,
            member("ProgrammingLanguage")?,
        ];
        Ok(Self {
            name: p.optional(text("AppName").doc("Only the one of this name."))?,
            namespace: p.optional(text("NamespaceId").doc("Only those in this namespace."))?,
            field: p.optional(field.doc("What FieldValue is."))?,
            value: p.optional(text("FieldValue").doc("A part of the name, ids or addresses."))?,
            members,
            tags: read_tags(p)?,
            order_by: p.optional(order_by.doc("By how many instances run, or are to run."))?,
            ascending: p.default(flag("Reverse").doc("Whether the least is first."), false)?,
            page: current_page(p, 200)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (account, region) = (cx.caller.account.clone(), cx.region.to_owned());
        let mut found = Vec::new();
        for app in applications::all(cx.tx, (&account, &region))? {
            if self.matches(cx, &app)? {
                found.push(app);
            }
        }
        match self.order_by.as_deref() {
            Some("running") => found.sort_by_key(|app| app.running),
            Some(_) => found.sort_by_key(|app| app.deployed.replicas),
            None => {}
        }
        if self.order_by.is_some() && !self.ascending {
            found.reverse();
        }
        let total_size = found.len();
        let mut applications = Vec::new();
        for app in self.page.of(found) {
            applications.push(item(cx, app)?);
        }
        let Page { number, size } = self.page;
        Ok(Response {
            data: Data { applications, current_page: number, page_size: size, total_size },
        })
    }
}

impl ListApplications {
    fn matches(&self, cx: &mut Cx<'_>, app: &Application) -> Result<bool> {
        let value = self.value.as_deref().unwrap_or_default();
        let by_field = match self.field.as_deref() {
            Some("appName") => app.name.contains(value),
            Some("appIds") => value.split(',').any(|id| id.trim() == app.id),
            // No application has a load balancer or an instance with an address.
            Some(_) => value.is_empty(),
            None => true,
        };
        let plain = by_field
            && self.name.as_ref().is_none_or(|it| *it == app.name)
            && self.namespace.as_ref().is_none_or(|it| *it == app.namespace);
        if !plain {
            return Ok(false);
        }
        if self.members.iter().any(|(_, wanted)| wanted.is_some()) {
            let configuration = of_application(app)?;
            let has = |name: &str, wanted: &str| match configuration.get(name) {
                Some(Value::String(it)) => it == wanted,
                Some(Value::Bool(it)) => wanted.parse() == Ok(*it),
                _ => false,
            };
            let all = |(name, wanted): &(&str, Option<String>)| {
                wanted.as_ref().is_none_or(|wanted| has(name, wanted))
            };
            if !self.members.iter().all(all) {
                return Ok(false);
            }
        }
        if self.tags.is_empty() {
            return Ok(true);
        }
        let own = applications::tags(cx.tx, &app.id)?;
        Ok(self.tags.iter().all(|tag| own.contains(tag)))
    }
}

fn item(cx: &mut Cx<'_>, app: Application) -> Result<Item> {
    let (account, region) = (&*cx.caller.account, cx.region);
    let namespace = namespaces::namespace(cx.tx, (account, region), &app.namespace)?;
    let mut configuration = of_application(&app)?;
    let shown = SHOWN
        .iter()
        .filter_map(|(member, name)| Some(((*name).to_owned(), configuration.remove(*member)?)));
    let shown = shown.collect();
    let tags = applications::tags(cx.tx, &app.id)?;
    Ok(Item {
        app_deleting_status: app.deleting,
        app_description: app.description,
        app_id: app.id,
        app_name: app.name,
        shown,
        instances: app.deployed.replicas,
        namespace_id: app.namespace,
        namespace_name: namespace.map(|it| it.name).unwrap_or_default(),
        region_id: app.region,
        running_instances: app.running,
        tags: tags.into_iter().map(Shown::from).collect(),
    })
}
