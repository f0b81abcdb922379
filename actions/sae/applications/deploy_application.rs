//! `DeployApplication` changes the configuration of an application and deploys it.
//!
//! An application that is stopped runs afterwards (assumed).

use serde::Serialize;

use super::{
    change_orders::{
        CHANGE_ORDER_RUNS, Change, NO_APPLICATION, RESOURCE, RESOURCE_OF, app_id, begin, idle,
    },
    configuration::{
        Changes, JAR_NEEDS_JDK, PACKAGE_TYPE, SPECIFICATION, Stage, WAR_NEEDS_TOMCAT, check,
        of_application, package_type, replicas,
    },
};
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, ResourceReader, Result, flag,
    sae::tables::change_orders::Kind, text,
};

pub(in crate::sae) struct DeployApplication {
    id: String,
    package_type: Option<String>,
    replicas: Option<i64>,
    description: String,
    changes: Changes,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    app_id: String,
    change_order_id: String,
    is_need_approval: bool,
}

impl Action for DeployApplication {
    const NAME: &'static str = "DeployApplication";
    const DOC: &'static str = "Changes the configuration of an application and deploys it.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/deployApplication");
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const FAULTS: &'static [Fault] = &[
        NO_APPLICATION,
        CHANGE_ORDER_RUNS,
        PACKAGE_TYPE,
        SPECIFICATION,
        JAR_NEEDS_JDK,
        WAR_NEEDS_TOMCAT,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let scaling = flag("AutoEnableApplicationScalingRule");
        p.optional(scaling.doc("Whether scaling rules are enabled afterwards. Has no effect."))?;
        p.optional(text("Deploy").doc("Whether it is deployed. Has no effect."))?;
        let about =
            text("ChangeOrderDesc").prose(1, 1024).doc("A description of the change order.");
        Ok(Self {
            id: app_id(p)?,
            package_type: p.optional(package_type())?,
            replicas: p.optional(replicas())?,
            description: p.default(about, "")?,
            changes: Changes::read(p, Stage::Deploy)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut app = idle(cx, &self.id)?;
        let mut configuration = of_application(&app)?;
        self.changes.apply(&mut configuration);
        let mut change = Change::new(Kind::Deploy, &app);
        let target = &mut change.target;
        if let Some(package_type) = self.package_type {
            target.package_type = package_type;
        }
        target.replicas = self.replicas.unwrap_or(target.replicas);
        check(&target.package_type, &configuration, true)?;
        target.configuration = serde_json::to_string(&configuration).map_err(ApiError::internal)?;
        change.description = self.description;
        let wait = configuration.get("BatchWaitTime").and_then(serde_json::Value::as_i64);
        change.batch_wait = wait.unwrap_or(0);
        let change_order_id = begin(cx, &mut app, change)?;
        Ok(Response { data: Data { app_id: app.id, change_order_id, is_need_approval: false } })
    }
}
