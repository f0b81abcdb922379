//! `GetInstanceDetail` shows an instance, its application and its certificate.
//!
//! While the domains are pending validation it shows the validation records. The company is shown
//! once there was an application (observed); city and province are the company's.

use serde::Serialize;

use crate::cas::{
    domains,
    faults::NOT_FOUND,
    instances::instance_flow,
    instances::instance_states,
    instances::instance_view::{self, InstanceFields},
    tables::{
        Owner, companies,
        instances::Instance,
        tags::{self, Tag as StoredTag},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct GetInstanceDetail {
    instance: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    #[serde(flatten)]
    fields: InstanceFields,
    auto_reissue_flag: i64,
    generate_csr_method: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    csr: Option<String>,
    validation_method: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_progress: Option<String>,
    contact_id_list: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company_id: Option<i64>,
    country_code: String,
    province: String,
    city: String,
    domain_validation_list: Vec<ValidationRecord>,
    ding_group_list: [(); 0],
    upgrade_status: &'static str,
    monitor_use_count: i64,
    total_monitor_count: i64,
    monitor_expand_flag: i64,
    deployment_use_count: i64,
    deployment_resource_count: i64,
    total_deployment_count: i64,
    tags: Vec<Tag>,
}

/// The validation record of a domain.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct ValidationRecord {
    domain: String,
    root_domain: String,
    validation_type: &'static str,
    validation_key: String,
    validation_value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Tag {
    tag_key: String,
    tag_value: String,
}

impl Action for GetInstanceDetail {
    const NAME: &'static str = "GetInstanceDetail";
    const DOC: &'static str = "Queries an instance.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { instance: p.required(text("InstanceId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let it = instance_flow::find(cx, &self.instance)?;
        let certificate = instance_view::certificate(cx, &it)?;
        let company = match it.company {
            Some(id) => companies::company(cx.tx, owner, id)?,
            None => None,
        };
        let (province, city, country) = match company {
            Some(company) => (company.province, company.city, company.country),
            None => ("Beijing".into(), "Beijing".into(), "CN".into()),
        };
        let tags = tags::of(cx.tx, owner, &it.id)?.into_iter().map(Tag::from).collect();
        Ok(Response {
            fields: InstanceFields::of(owner, &it, certificate.as_ref(), cx.now),
            auto_reissue_flag: it.auto_reissue.into(),
            order_progress: instance_states::pending(it.state.as_str())
                .then(|| it.state.to_string()),
            company_id: it.company.filter(|_| it.order_starts.is_some()),
            domain_validation_list: validation_records(&it),
            generate_csr_method: it.csr_method,
            csr: it.csr,
            validation_method: it.validation,
            contact_id_list: it.contacts,
            country_code: it.country.unwrap_or(country),
            province,
            city,
            ding_group_list: [],
            upgrade_status: "none",
            monitor_use_count: 0,
            total_monitor_count: 0,
            monitor_expand_flag: 0,
            deployment_use_count: 0,
            deployment_resource_count: 0,
            total_deployment_count: 0,
            tags,
        })
    }
}

/// The validation records of the domains, while validation is pending.
fn validation_records(it: &Instance) -> Vec<ValidationRecord> {
    if !instance_states::submitted(it.state.as_str()) {
        return Vec::new();
    }
    let dns = it.validation == "DNS";
    domains::split(it.domain.as_deref().unwrap_or_default())
        .into_iter()
        .map(|name| ValidationRecord {
            root_domain: domains::root(&name).to_owned(),
            validation_type: if dns { "TXT" } else { "HTTP" },
            validation_key: if dns {
                domains::record(&name)
            } else {
                domains::VALIDATION_FILE.into()
            },
            validation_value: it.token.clone(),
            domain: name,
        })
        .collect()
}

impl From<StoredTag> for Tag {
    fn from(it: StoredTag) -> Self {
        Self { tag_key: it.name, tag_value: it.value }
    }
}
