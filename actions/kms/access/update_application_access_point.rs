//! `UpdateApplicationAccessPoint` changes an access point: what is given of it.

use super::access_rules;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, NO_RESOURCE},
        place::Place,
        tables::access_points,
    },
    text,
};

pub(in crate::kms) struct UpdateApplicationAccessPoint {
    name: String,
    policies: Option<String>,
    description: Option<String>,
}

impl Action for UpdateApplicationAccessPoint {
    const NAME: &'static str = "UpdateApplicationAccessPoint";
    const DOC: &'static str = "Changes an access point.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/{Name}"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(access_rules::NAME)?,
            policies: p
                .optional(text("Policies").doc("The names of its policies, a list in JSON."))?,
            description: p
                .optional(text("Description").len(0, 8192).keep_empty().doc("The description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let mut it = access_points::named(cx.tx, place, &self.name)?.ok_or(NO_RESOURCE)?;
        if let Some(text) = self.description {
            it.description = text;
        }
        if let Some(text) = &self.policies {
            it.policies = access_rules::policies(text)?;
        }
        access_points::put(cx.tx, place, &it)?;
        Ok(Empty {})
    }
}
