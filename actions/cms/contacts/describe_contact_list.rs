//! `DescribeContactList` lists alert contacts in creation order, a page at a time.
//!
//! `ContactName` and `ChanelValue` (the vendor's spelling) match exactly. No match, or a page
//! beyond the end, is an empty list.

use serde::Serialize;

use super::channels::{Channels, States};
use crate::{
    Access, Action, ApiError, Cx, Fault, Params, Result,
    cms::{
        lookup_text,
        tables::{self, Filter},
    },
    request::page::Page,
    text,
};

pub(in crate::cms) struct DescribeContactList {
    name: Option<String>,
    channel: Option<String>,
    value: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: i64,
    contacts: Contacts,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Contacts {
    contact: Vec<Contact>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Contact {
    name: String,
    desc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    create_time: i64,
    update_time: i64,
    channels: Channels,
    channels_state: States,
    contact_groups: ContactGroups,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct ContactGroups {
    contact_group: Vec<String>,
}

/// The one error for all invalid parameters.
const INVALID: Fault =
    Fault { status: 400, code: "InvalidParameterValue", message: "Illegal parameters." };

impl Action for DescribeContactList {
    const NAME: &'static str = "DescribeContactList";
    const DOC: &'static str = "Queries alert contacts.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[INVALID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kinds = &["Mail", "SMS", "AliIM", "DingWebHook"];
        Ok(Self {
            name: p.optional(lookup_text("ContactName").doc("Only the contact of this name."))?,
            channel: p.optional(
                text("ChanelType").one_of(kinds).doc("Only contacts with this channel."),
            )?,
            value: p.optional(
                lookup_text("ChanelValue").doc("Only contacts with this value; needed with Mail."),
            )?,
            page: Page::number_and_size(p, 100, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (name, value) = (self.name.as_deref(), self.value.as_deref());
        let filter = match (self.channel.as_deref(), value) {
            (Some("Mail"), None) => {
                let hint = "ChanelValue is missing: with ChanelType=Mail it is required.";
                return Err(ApiError::from(INVALID).with_hint(hint));
            }
            (Some(channel), value) => Filter::Channel { name, channel, value },
            // A value without a channel type cannot be compared with anything.
            (None, _) => name.map_or(Filter::All, Filter::Name),
        };
        let account = &cx.caller.account;
        let found = tables::list_contacts(cx.tx, account, &filter, self.page)?;
        let groups = match (found.page.first(), found.page.last()) {
            (Some(first), Some(last)) if found.grouped => {
                tables::groups_of(cx.tx, account, first.seq, last.seq)?
            }
            _ => Vec::new(),
        };
        let mut groups = groups.into_iter().peekable();
        let contact = found
            .page
            .into_iter()
            .map(|mut c| {
                while groups.next_if(|(of, _)| *of < c.seq).is_some() {}
                let mut contact_group = Vec::new();
                while let Some((_, group)) = groups.next_if(|(of, _)| *of == c.seq) {
                    contact_group.push(group);
                }
                Contact {
                    channels_state: States::of(&c),
                    channels: Channels::of(&mut c),
                    name: c.name,
                    desc: c.about,
                    lang: c.lang,
                    create_time: c.made,
                    update_time: c.changed,
                    contact_groups: ContactGroups { contact_group },
                }
            })
            .collect();
        Ok(Response { total: found.total, contacts: Contacts { contact } })
    }
}
