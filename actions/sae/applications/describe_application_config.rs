//! `DescribeApplicationConfig` shows the configuration of an application, its secrets among it (documented).

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    change_orders::{NO_APPLICATION, RESOURCE, RESOURCE_OF, app_id, application},
    configuration::of_application,
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, sae::tables::applications, text,
};

pub(in crate::sae) struct DescribeApplicationConfig(String);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Map<String, Value>,
}

impl Action for DescribeApplicationConfig {
    const NAME: &'static str = "DescribeApplicationConfig";
    const DOC: &'static str = "Shows the configuration of an application.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/describeApplicationConfig");
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const FAULTS: &'static [Fault] = &[NO_APPLICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let version = text("VersionId").doc("A version of the application. Has no effect.");
        p.optional(version)?;
        Ok(Self(app_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let app = application(cx, &self.0)?;
        let mut data = of_application(&app)?;
        let tags = applications::tags(cx.tx, &app.id)?;
        let tags: Vec<Value> =
            tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        for (name, value) in [
            ("AppId", app.id.into()),
            ("AppName", app.name.into()),
            ("AppDescription", app.description.into()),
            ("NamespaceId", app.namespace.into()),
            ("RegionId", app.region.into()),
            ("PackageType", app.deployed.package_type.into()),
            ("Replicas", app.deployed.replicas.into()),
            ("Tags", tags.into()),
        ] {
            data.insert(name.into(), value);
        }
        Ok(Response { data })
    }
}
