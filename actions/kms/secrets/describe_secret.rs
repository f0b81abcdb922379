//! `DescribeSecret` tells of a secret, without its value.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_view::{self, Rotation, Tags},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{faults::NO_RESOURCE, tables::tags, typed_texts},
    shared::format::iso,
};

pub(in crate::kms) struct DescribeSecret {
    name: String,
    tags: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    secret_name: String,
    secret_type: String,
    description: String,
    create_time: String,
    update_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_delete_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encryption_key_id: Option<String>,
    #[serde(flatten)]
    rotation: Rotation,
    #[serde(skip_serializing_if = "Option::is_none")]
    extended_config: Option<String>,
    #[serde(rename = "DKMSInstanceId", skip_serializing_if = "Option::is_none")]
    dkms_instance_id: Option<String>,
    owing_service: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Tags>,
}

impl Action for DescribeSecret {
    const NAME: &'static str = "DescribeSecret";
    const DOC: &'static str = "Queries a secret.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let tags = ("FetchTags", "Whether its tags are told too.");
        Ok(Self { name: p.required(NAME)?, tags: typed_texts::flag(p, tags, false)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (place, it) = found_secrets::placed(cx, &self.name)?;
        let tags = if self.tags {
            Some(secret_view::tags(tags::of(cx.tx, place, ("secret", &it.name))?))
        } else {
            None
        };
        let given = |it: String| Some(it).filter(|it| !it.is_empty());
        Ok(Response {
            arn: place.arn(&format!("secret/{}", it.name)),
            rotation: secret_view::rotation(&it),
            secret_name: it.name,
            secret_type: it.kind,
            description: it.description,
            create_time: iso(it.made),
            update_time: iso(it.changed),
            planned_delete_time: it.deletion.map(iso),
            encryption_key_id: given(it.encryption),
            extended_config: given(it.extended),
            dkms_instance_id: given(it.instance),
            owing_service: "",
            tags,
        })
    }
}
