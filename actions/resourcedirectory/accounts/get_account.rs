//! `GetAccount` shows a member with all that lists leave out.
//!
//! Its tags are a plain list here, and one of `Tag` in lists. `Location` has the names of the folders of a member,
//! from `root` down (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        email_change, list_params, member_names::account_id, member_view::Shown, named_member::find,
    },
    arns,
    callers::{READER, readable},
    directory::directory_view::account_name,
    faults::{NO_ACCOUNT, NO_DIRECTORY},
    tables::{
        folders,
        tags::{self, ACCOUNT},
    },
    tags::tag_view::TagView,
    tree::{Target, ancestors},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct GetAccount {
    id: String,
    with_tags: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    account: Whole,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Whole {
    #[serde(flatten)]
    shown: Shown,
    resource_directory_path: String,
    location: String,
    identity_information: String,
    email_status: &'static str,
    has_secure_mobile_phone: bool,
    secure_mobile_phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<TagView>>,
}

impl Action for GetAccount {
    const NAME: &'static str = "GetAccount";
    const DOC: &'static str = "Shows a member.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = READER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(account_id("AccountId").doc("The account of the member."))?,
            with_tags: list_params::include_tags(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let member = find(cx, &directory, &self.id)?;
        let mut names = Vec::new();
        for id in ancestors(cx.tx, &directory, &Target::Account(self.id))? {
            names.extend(folders::folder(cx.tx, &directory.id, &id)?.map(|folder| folder.name));
        }
        let tags = if self.with_tags {
            let holder = (directory.id.as_str(), ACCOUNT, member.account.as_str());
            Some(TagView::all(tags::of(cx.tx, holder)?))
        } else {
            None
        };
        Ok(Response {
            account: Whole {
                resource_directory_path: member.directory_path(),
                location: names.join("/"),
                identity_information: account_name(cx.tx, &directory.master)?,
                email_status: email_change::status(cx.tx, &member.account, cx.now)?,
                has_secure_mobile_phone: !member.phone.is_empty(),
                secure_mobile_phone: member.phone.clone(),
                shown: Shown::of(member),
                tags,
            },
        })
    }
}
