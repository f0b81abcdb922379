//! `UpdatePcaCertificate` gives an authority or a certificate another alias, another resource group or other tags.
//!
//! Assumed: the tags are added to those that it has.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    cas::{
        faults::NOT_FOUND,
        tags::tag_rules::{self, Tag},
    },
    pca::{
        parameters,
        tables::{Owner, certificates, tags},
        tags::targets,
    },
    text,
};

pub(in crate::pca) struct UpdatePcaCertificate {
    identifier: String,
    alias: Option<String>,
    resource_group: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for UpdatePcaCertificate {
    const NAME: &'static str = "UpdatePcaCertificate";
    const DOC: &'static str = "Changes the alias of an authority or a certificate.";
    const ACCESS: Access = Access::Update;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        parameters::token(p)?;
        Ok(Self {
            identifier: p.required(parameters::identifier())?,
            alias: p.optional(text("AliasName").line(1, 128).doc("The alias."))?,
            resource_group: p.optional(parameters::group("The group to move it to."))?,
            tags: tag_rules::read(p, tag_rules::TAGS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut found = targets::find(cx, &self.identifier)?;
        found.alias = self.alias.or(found.alias);
        found.resource_group = self.resource_group.unwrap_or(found.resource_group);
        certificates::update(cx.tx, owner, &found)?;
        tags::put(cx.tx, owner, &found.identifier, &self.tags)?;
        Ok(Response {})
    }
}
