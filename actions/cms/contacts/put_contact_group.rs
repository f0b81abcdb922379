//! `PutContactGroup` creates an alert contact group, or changes the one of that name.
//!
//! Omitted fields keep their value; `ContactNames`, if given, replaces all members (observed:
//! Terraform changes one field at a time). The vendor also documents 404 `ContactGroup.NotExists`
//! for this action, which never occurs here because the group is created.

use serde::Serialize;

use super::contact_rules::{CONTACT_NOT_EXISTS, DESCRIBE, GROUP_NAME};
use crate::cms::{
    lookup_text,
    tables::{self, Group},
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag};

pub(in crate::cms) struct PutContactGroup {
    name: String,
    about: Option<String>,
    subscribed: Option<bool>,
    contacts: Option<Vec<String>>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for PutContactGroup {
    const NAME: &'static str = "PutContactGroup";
    const DOC: &'static str = "Creates or modifies an alert contact group.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[CONTACT_NOT_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(GROUP_NAME.doc("The name, which identifies it."))?,
            about: p.optional(DESCRIBE.keep_empty().doc("The description of the group."))?,
            subscribed: p
                .optional(flag("EnableSubscribed").doc("Whether the group gets weekly reports."))?,
            contacts: p.list(lookup_text("ContactNames").doc("All members of the group."), 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (account, now) = (&cx.caller.account, cx.now);
        let mut group = tables::group(cx.tx, account, &self.name)?.unwrap_or_else(|| Group {
            seq: 0,
            name: self.name,
            about: String::new(),
            subscribed: false,
            made: now,
            changed: now,
        });
        group.about = self.about.unwrap_or(group.about);
        group.subscribed = self.subscribed.unwrap_or(group.subscribed);
        group.changed = now;
        tables::put_group(cx.tx, account, &mut group)?;
        if let Some(names) = self.contacts {
            let mut members = Vec::with_capacity(names.len());
            for name in names {
                let contact = tables::contact(cx.tx, account, &name)?.ok_or(CONTACT_NOT_EXISTS)?;
                if !members.contains(&contact.seq) {
                    members.push(contact.seq);
                }
            }
            tables::set_members(cx.tx, account, group.seq, &members)?;
        }
        Ok(Response {})
    }
}
