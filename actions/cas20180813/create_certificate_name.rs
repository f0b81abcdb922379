//! `CreateCertificateName` gives a certificate another name, another resource group or other tags.
//!
//! Terraform's provider sends all the tags that it is to have, and one with an empty key for none (observed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result, Tag, TagReader,
    cas::user_certificates::{self, CHANGE_FAULTS, Change},
    int, text,
};

pub(in crate::cas20180813) struct CreateCertificateName {
    id: i64,
    change: Change,
}

#[derive(Serialize)]
pub(in crate::cas20180813) struct Response {}

const TAGS: TagReader = |p| Ok(tags(p)?.unwrap_or_default());

/// The tags of the call; `None` where it has none, not even an empty one.
fn tags(p: &mut Params<'_>) -> Result<Option<Vec<Tag>>> {
    let all = p.each("Tags", 20, |p| {
        let key = p.optional(user_certificates::tag_key())?;
        Ok((key, p.optional(user_certificates::tag_value())?))
    })?;
    let keyed = |(key, value): (Option<String>, _)| {
        key.filter(|key| !key.is_empty()).map(|key| (key, value))
    };
    Ok((!all.is_empty()).then(|| all.into_iter().filter_map(keyed).collect()))
}

impl Action for CreateCertificateName {
    const NAME: &'static str = "CreateCertificateName";
    const DOC: &'static str = "Changes the name, the resource group and the tags of a certificate.";
    const ACCESS: Access = Access::Update;
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = CHANGE_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        user_certificates::language(p)?;
        let id = p.required(int("CertificateId").doc("The certificate."))?;
        let name = p.optional(text("Name").line(1, 128).doc("The new name."))?;
        let group = text("ResourceGroupId").line(1, 64).doc("The resource group to move it to.");
        let resource_group = p.optional(group)?;
        let valued = |(key, value): Tag| (key, value.unwrap_or_default());
        let tags = tags(p)?.map(|all| all.into_iter().map(valued).collect());
        Ok(Self { id, change: Change { name, resource_group, tags } })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        user_certificates::change(cx, self.id, self.change)?;
        Ok(Response {})
    }
}
