//! `DescribeContact` answers a contact, and whether its contact of ARMS is still there.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Fidelity, Params, Result, Wording,
    sae::{
        MISSING,
        contacts::{
            contact_rules::{NO_CONTACT, RESOURCES, contact_id, find, wording},
            contact_view::{ContactView, view},
        },
    },
};

pub(in crate::sae) struct DescribeContact(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: ContactView,
}

impl Action for DescribeContact {
    const NAME: &'static str = "DescribeContact";
    const DOC: &'static str = "Answers a contact.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/contact");
    const ACCESS: Access = Access::Get;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const WORDING: Option<Wording> = Some(wording);
    const FAULTS: &'static [Fault] = &[MISSING, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(contact_id())?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let contact = find(cx.tx, &cx.caller.account, self.0)?;
        Ok(Response { data: view(cx, contact)? })
    }
}
