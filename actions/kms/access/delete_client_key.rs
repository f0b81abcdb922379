//! `DeleteClientKey` deletes a client key.

use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{empty::Empty, faults::NO_RESOURCE, place::Place, tables::client_keys},
    text,
};

pub(in crate::kms) struct DeleteClientKey {
    id: String,
}

impl Action for DeleteClientKey {
    const NAME: &'static str = "DeleteClientKey";
    const DOC: &'static str = "Deletes a client key.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/*"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(text("ClientKeyId").doc("The client key."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        if client_keys::delete(cx.tx, place, &self.id)? {
            Ok(Empty {})
        } else {
            Err(NO_RESOURCE.into())
        }
    }
}
