//! `DescribeKeyVersion` tells of a version of a key.

use super::version_view::{self, OneVersion};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{NO_ALIAS, NO_KEY, NO_VERSION},
        keys::{
            found_keys::{self, KEY},
            material,
        },
    },
    text,
};

pub(in crate::kms) struct DescribeKeyVersion {
    key: String,
    version: String,
}

impl Action for DescribeKeyVersion {
    const NAME: &'static str = "DescribeKeyVersion";
    const DOC: &'static str = "Queries a version of a key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS, NO_VERSION];
    type Response = OneVersion;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(KEY)?,
            version: p.required(text("KeyVersionId").doc("The version."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OneVersion> {
        let key = found_keys::key(cx, &self.key)?;
        Ok(version_view::one(material::version(cx, &key, &self.version)?))
    }
}
