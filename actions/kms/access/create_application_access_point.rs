//! `CreateApplicationAccessPoint` makes an access point.

use serde::Serialize;

use super::access_rules;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        faults::{BAD_PARAMETER, OBJECT_EXISTS},
        place::Place,
        tables::access_points::{self, AccessPoint},
    },
    text,
};

pub(in crate::kms) struct CreateApplicationAccessPoint {
    name: String,
    method: String,
    policies: String,
    description: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    name: String,
    description: String,
    authentication_method: String,
    policies: String,
}

impl Action for CreateApplicationAccessPoint {
    const NAME: &'static str = "CreateApplicationAccessPoint";
    const DOC: &'static str = "Creates an access point.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, OBJECT_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let method = text("AuthenticationMethod").one_of(&["ClientKey"]).doc("How it signs in.");
        Ok(Self {
            name: p.required(access_rules::NAME)?,
            method: p.default(method, "ClientKey")?,
            policies: p
                .required(text("Policies").doc("The names of its policies, a list in JSON."))?,
            description: p.optional(text("Description").len(0, 8192).doc("A description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        if access_points::named(cx.tx, place, &self.name)?.is_some() {
            return Err(OBJECT_EXISTS.into());
        }
        let it = AccessPoint {
            name: self.name,
            method: self.method,
            policies: access_rules::policies(&self.policies)?,
            description: self.description.unwrap_or_default(),
        };
        access_points::add(cx.tx, place, &it)?;
        Ok(Response {
            arn: place.arn(&format!("applicationaccesspoint/{}", it.name)),
            name: it.name,
            description: it.description,
            authentication_method: it.method,
            policies: it.policies,
        })
    }
}
