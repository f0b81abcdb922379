//! How answers show a member: those of changes, and those of lists.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::deletion,
    tables::{
        members::Member,
        tags::{self, ACCOUNT},
    },
    tags::tag_view::Tags,
};
use crate::{ports::store::Tx, shared::format::iso_millis};

/// A member, as it is created, changed or read.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Shown {
    account_id: String,
    account_name: String,
    display_name: String,
    folder_id: String,
    resource_directory_id: String,
    #[serde(rename = "Type")]
    kind: &'static str,
    status: &'static str,
    join_method: &'static str,
    join_time: String,
    modify_time: String,
}

impl Shown {
    /// A member whose type has just been switched.
    pub(in crate::resourcedirectory) fn switched(member: Member) -> Self {
        Self { status: "SwitchSuccess", ..Self::of(member) }
    }

    pub(in crate::resourcedirectory) fn of(member: Member) -> Self {
        Self {
            kind: member.kind(),
            status: member.status(),
            join_method: member.join_method(),
            join_time: iso_millis(member.joined),
            modify_time: iso_millis(member.changed),
            account_id: member.account,
            account_name: member.name,
            display_name: member.display,
            folder_id: member.folder,
            resource_directory_id: member.directory,
        }
    }
}

/// A member in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Listed {
    #[serde(flatten)]
    shown: Shown,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_directory_path: Option<String>,
    deletion_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Tags>,
}

impl Listed {
    /// A member with its path, or its tags, if they are asked for.
    pub(in crate::resourcedirectory) fn of(
        tx: &mut dyn Tx,
        member: Member,
        with_path: bool,
        with_tags: bool,
    ) -> crate::Result<Self> {
        let tags = if with_tags {
            Some(Tags::of(tags::of(tx, (&member.directory, ACCOUNT, &member.account))?))
        } else {
            None
        };
        Ok(Self {
            resource_directory_path: with_path.then(|| member.directory_path()),
            deletion_status: deletion::status(tx, &member.account)?,
            shown: Shown::of(member),
            tags,
        })
    }
}

/// Members in a list: `{"Account": […]}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Accounts {
    pub(in crate::resourcedirectory) account: Vec<Listed>,
}
