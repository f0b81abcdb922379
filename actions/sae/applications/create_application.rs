//! `CreateApplication` creates an application and, unless told not to, deploys it.
//!
//! VPCs and vSwitches are not looked up: the first application of a namespace binds it to those that it names
//! (documented), and `AutoConfig` makes up ids for them.

use serde::Serialize;

use super::{
    change_orders::{Change, begin},
    configuration::{
        Changes, JAR_NEEDS_JDK, PACKAGE_TYPE, SPECIFICATION, Stage, WAR_NEEDS_TOMCAT, check,
        description, initial, package_type, replicas,
    },
};
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result, flag,
    sae::{
        namespaces::namespace_id::{NO_NAMESPACE, OTHER_VPC},
        tables::{
            applications::{self, Application},
            change_orders::{Kind, Target},
            namespaces,
        },
    },
    shared::{ids, states::State},
    text,
};

/// The name of an application is that of another one in its namespace. The code `InvalidParameter.WithMessage` is
/// documented, its use for a name that is taken is assumed.
pub(in crate::sae) const NAME_TAKEN: Fault = Fault {
    status: 400,
    code: "InvalidParameter.WithMessage",
    message: "The parameter is invalid {AppName}: the namespace has an application of this name.",
};

pub(in crate::sae) struct CreateApplication {
    name: String,
    namespace: Option<String>,
    description: String,
    package_type: String,
    replicas: i64,
    auto_config: bool,
    deploy: bool,
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
}

/// Letters, digits and hyphens; it begins with a letter and does not end with a hyphen (documented).
fn is_name(it: &str) -> bool {
    it.len() <= 36
        && it.starts_with(|c: char| c.is_ascii_alphabetic())
        && !it.ends_with('-')
        && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

impl Action for CreateApplication {
    const NAME: &'static str = "CreateApplication";
    const DOC: &'static str = "Creates an application and, unless told not to, deploys it.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/createApplication");
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[
        NO_NAMESPACE,
        PACKAGE_TYPE,
        SPECIFICATION,
        JAR_NEEDS_JDK,
        WAR_NEEDS_TOMCAT,
        NAME_TAKEN,
        OTHER_VPC,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = text("AppName").form("application name", is_name);
        let namespace = text("NamespaceId").line(1, 64);
        let auto =
            flag("AutoConfig").doc("Whether it is in the default namespace and its network.");
        Ok(Self {
            name: p.required(name.doc("Its name, which no other in its namespace has."))?,
            package_type: p.required(package_type())?,
            replicas: p.required(replicas())?,
            namespace: p.optional(namespace.doc("Its namespace; the default one unless given."))?,
            description: p.default(description(), "")?,
            auto_config: p.default(auto, false)?,
            deploy: p
                .default(flag("Deploy").doc("Whether it is deployed; so unless given."), true)?,
            changes: Changes::read(p, Stage::Create)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (account, region) = (cx.caller.account.clone(), cx.region.to_owned());
        let of = (&*account, &*region);
        let named = self.namespace.filter(|_| !self.auto_config).unwrap_or_else(|| region.clone());
        let mut namespace = namespaces::namespace(cx.tx, of, &named)?.ok_or(NO_NAMESPACE)?;
        let mut configuration = initial();
        self.changes.apply(&mut configuration);
        check(&self.package_type, &configuration, self.deploy)?;
        if applications::has_name(cx.tx, of, (&namespace.id, &self.name))? {
            return Err(NAME_TAKEN.into());
        }
        if self.auto_config {
            for name in ["VpcId", "VSwitchId", "SecurityGroupId"] {
                configuration.remove(name);
            }
            if namespace.vpc.is_empty() {
                namespace.vpc = format!("vpc-{}", ids::lower(cx.random, 21));
                namespace.vswitch = format!("vsw-{}", ids::lower(cx.random, 21));
                namespace.security_group = format!("sg-{}", ids::lower(cx.random, 20));
            }
        }
        for (name, bound) in [
            ("VpcId", &mut namespace.vpc),
            ("VSwitchId", &mut namespace.vswitch),
            ("SecurityGroupId", &mut namespace.security_group),
        ] {
            match configuration.get(name).and_then(|it| it.as_str()) {
                Some(given) if bound.is_empty() => given.clone_into(bound),
                Some(given) if name == "VpcId" && given != bound => return Err(OTHER_VPC.into()),
                None if !bound.is_empty() => {
                    configuration.insert(name.to_owned(), bound.as_str().into());
                }
                _ => {}
            }
        }
        namespaces::put(cx.tx, of, &namespace)?;
        let mut app = Application {
            id: ids::uuid(cx.random),
            region: region.clone(),
            number: 0,
            namespace: namespace.id,
            name: self.name,
            description: self.description,
            deployed: Target {
                package_type: self.package_type,
                replicas: self.replicas,
                configuration: serde_json::to_string(&configuration).map_err(ApiError::internal)?,
            },
            running: 0,
            status: State::default(),
            deleting: false,
            last_order: String::new(),
            made: cx.now,
        };
        applications::add(cx.tx, &account, &mut app)?;
        let change = Change { deploys: self.deploy, ..Change::new(Kind::Create, &app) };
        let change_order_id = begin(cx, &mut app, change)?;
        Ok(Response { data: Data { app_id: app.id, change_order_id } })
    }
}
