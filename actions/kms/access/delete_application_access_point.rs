//! `DeleteApplicationAccessPoint` deletes an access point.

use super::access_rules;
use crate::kms::{
    empty::Empty,
    faults::NO_RESOURCE,
    place::Place,
    tables::{access_points, client_keys},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct DeleteApplicationAccessPoint {
    name: String,
}

impl Action for DeleteApplicationAccessPoint {
    const NAME: &'static str = "DeleteApplicationAccessPoint";
    const DOC: &'static str = "Deletes an access point.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/{Name}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(access_rules::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        if !access_points::delete(cx.tx, place, &self.name)? {
            return Err(NO_RESOURCE.into());
        }
        client_keys::delete_of(cx.tx, place, &self.name)?;
        Ok(Empty {})
    }
}
