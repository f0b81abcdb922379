//! Users and groups in answers.

use serde::Serialize;

use super::tables::{groups, users};
use crate::shared::format::iso;

/// An answer without fields of its own.
#[derive(Serialize)]
pub(super) struct EmptyResponse {}

/// A user. Its fields differ between actions.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct User {
    user_id: String,
    user_name: String,
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    comments: String,
    create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_login_date: Option<String>,
}

impl User {
    /// As in lists: without phone number and mail address (the vendor's page).
    pub(super) fn listed(u: users::User) -> Self {
        Self {
            user_id: u.id,
            user_name: u.name,
            display_name: u.display,
            mobile_phone: None,
            email: None,
            comments: u.comments,
            create_date: iso(u.made),
            update_date: Some(iso(u.changed)),
            last_login_date: None,
        }
    }

    /// After a change.
    pub(super) fn changed(mut u: users::User) -> Self {
        let mobile_phone = Some(std::mem::take(&mut u.phone));
        let email = Some(std::mem::take(&mut u.email));
        Self { mobile_phone, email, ..Self::listed(u) }
    }

    /// After creation.
    pub(super) fn made(u: users::User) -> Self {
        Self { update_date: None, ..Self::changed(u) }
    }

    /// With all fields.
    pub(super) fn whole(u: users::User) -> Self {
        let last_login_date = Some(u.last_login.map(iso).unwrap_or_default());
        Self { last_login_date, ..Self::changed(u) }
    }
}

/// A group.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Group {
    group_id: String,
    group_name: String,
    comments: String,
    create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_date: Option<String>,
}

impl Group {
    /// After creation.
    pub(super) fn made(g: groups::Group) -> Self {
        Self { update_date: None, ..Self::whole(g) }
    }

    /// With all fields.
    pub(super) fn whole(g: groups::Group) -> Self {
        Self {
            group_id: g.id,
            group_name: g.name,
            comments: g.comments,
            create_date: iso(g.made),
            update_date: Some(iso(g.changed)),
        }
    }
}
