//! `DescribeContactListByContactGroup` lists the contacts of a group in the group's order.
//!
//! Its contacts have neither `ChannelsState` nor `Lang` nor `ContactGroups`.

use serde::Serialize;

use super::channels::Channels;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cms::{lookup_text, tables},
};

pub(in crate::cms) struct DescribeContactListByContactGroup {
    group: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
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
    create_time: i64,
    update_time: i64,
    channels: Channels,
}

const NOT_FOUND: Fault =
    Fault { status: 404, code: "ResourceNotFound", message: "The group is not exists." };

impl Action for DescribeContactListByContactGroup {
    const NAME: &'static str = "DescribeContactListByContactGroup";
    const DOC: &'static str = "Queries the alert contacts in an alert contact group.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { group: p.required(lookup_text("ContactGroupName").doc("The group."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let group = tables::group(cx.tx, account, &self.group)?.ok_or(NOT_FOUND)?;
        let contact = tables::members(cx.tx, account, group.seq)?
            .into_iter()
            .map(|mut c| Contact {
                channels: Channels::of(&mut c),
                name: c.name,
                desc: c.about,
                create_time: c.made,
                update_time: c.changed,
            })
            .collect();
        Ok(Response { contacts: Contacts { contact } })
    }
}
