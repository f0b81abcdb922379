//! `CreateResourceGroup` creates a resource group.
//!
//! It answers that the group is being created; the next call finds it (the vendor's pages name no time). Names of
//! resource groups are unique within the account and compare with case (assumed).

use serde::Serialize;

use super::{
    group_params::{
        BAD_DISPLAY, BAD_NAME, LIMIT, LONG_DISPLAY, LONG_NAME, NO_DISPLAY, display_name,
        group_name, starts_well, wording,
    },
    group_view::{CREATING, Detail},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, Wording,
    ram::group_admins,
    resourcedirectory::groups::{self, Group, RESOURCE_GROUP, TAGS, Tag},
    shared::ids,
};

pub(in crate::resourcemanager) struct CreateResourceGroup {
    name: String,
    display: String,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_group: Detail,
}

/// The code is one that clients know; the words for a name that is taken are assumed.
const NAME_TAKEN: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ResourceGroup",
    message: "The resource group already exists.",
};
/// Code and words for too many groups are assumed, after those of other limits of the product.
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.ResourceGroup",
    message: "The maximum number of resource groups exceeds the limit.",
};

impl Action for CreateResourceGroup {
    const NAME: &'static str = "CreateResourceGroup";
    const DOC: &'static str = "Creates a resource group.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "ram:CreateResourceGroup";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:resourcegroup/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] =
        &[BAD_NAME, LONG_NAME, NO_DISPLAY, BAD_DISPLAY, LONG_DISPLAY, NAME_TAKEN, TOO_MANY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(group_name("Name").doc("Its unique name, from a letter on."))?,
            display: p.required(display_name("DisplayName").doc("What it is called."))?,
            tags: groups::read_tags(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = self.create(cx, None)?;
        Ok(Response { resource_group: Detail::of(cx, &group, CREATING, None) })
    }
}

impl CreateResourceGroup {
    /// Makes the group, with an id that no other of the account has, or one that is drawn.
    pub(in crate::resourcemanager) fn create(
        self,
        cx: &mut Cx<'_>,
        id: Option<String>,
    ) -> Result<Group> {
        if !starts_well(&self.name) {
            return Err(BAD_NAME.into());
        }
        let account = &cx.caller.account;
        let all = groups::all(cx.tx, account)?;
        if all.iter().any(|it| it.name == self.name) {
            return Err(NAME_TAKEN.into());
        }
        if all.len() > LIMIT {
            return Err(TOO_MANY.into());
        }
        let id = id.unwrap_or_else(|| format!("rg-aekz{}", ids::lower(cx.random, 11)));
        let group =
            Group { id, name: self.name, display: self.display, made: cx.now, deleted: None };
        groups::put(cx.tx, account, &group)?;
        groups::put_tags(cx.tx, (account, RESOURCE_GROUP, &group.id), &self.tags)?;
        if groups::settings(cx.tx, account)?.creator_admin {
            group_admins::make_caller_admin(cx, &group.id)?;
        }
        Ok(group)
    }
}
