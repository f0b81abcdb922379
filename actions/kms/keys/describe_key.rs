//! `DescribeKey` tells of a key.

use serde::Serialize;

use super::{
    found_keys::{self, FAULTS, KEY, RESOURCES, RESOURCES_OF},
    metadata::{self, Metadata},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, kms::place::Place};

pub(in crate::kms) struct DescribeKey {
    key: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_metadata: Metadata,
}

impl Action for DescribeKey {
    const NAME: &'static str = "DescribeKey";
    const DOC: &'static str = "Queries a key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let (place, key) = found_keys::placed(cx.tx, place, &self.key)?;
        Ok(Response { key_metadata: metadata::of(key, place) })
    }
}
