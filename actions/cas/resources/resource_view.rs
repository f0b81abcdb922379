//! Cloud resources in answers.

use serde::Serialize;

use crate::cas::{resources::clouds, tables::resources::Resource};

/// A cloud resource. Fields of load balancer listeners or of other clouds are absent where they do
/// not apply; times are strings.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CloudResource {
    id: i64,
    user_id: i64,
    cloud_name: String,
    cloud_product: String,
    domain: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    listener_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    listener_port: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_resource: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_start_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_end_time: Option<String>,
    enable_https: i64,
    use_ssl: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_access_id: Option<String>,
    status: String,
    gmt_create: String,
    gmt_modified: String,
}

impl From<Resource> for CloudResource {
    fn from(r: Resource) -> Self {
        let own = r.cloud == clouds::ALIYUN;
        let (region_id, cloud_region) =
            if own { (Some(r.region), None) } else { (None, Some(r.region)) };
        Self {
            id: r.id,
            user_id: r.account.parse().unwrap_or_default(),
            default_resource: clouds::has_listeners(&r.product).then_some(r.is_default.into()),
            cloud_name: r.cloud,
            cloud_product: r.product,
            domain: r.domain,
            instance_id: r.instance,
            listener_id: r.listener,
            listener_port: r.port,
            region_id,
            cloud_region,
            cert_id: r.installed.cert,
            cert_name: r.installed.name,
            cert_start_time: r.installed.start.map(|at| at.to_string()),
            cert_end_time: r.installed.end.map(|at| at.to_string()),
            enable_https: r.installed.https.into(),
            use_ssl: r.installed.tls.into(),
            cloud_access_id: r.access.map(|id| id.to_string()),
            status: r.status,
            gmt_create: r.made.to_string(),
            gmt_modified: r.changed.to_string(),
        }
    }
}
