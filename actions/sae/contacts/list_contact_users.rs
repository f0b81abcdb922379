//! `ListContactUsers` lists the users that the caller may add as contacts: all RAM users of the account, or only the
//! caller. It stands for the list to choose from on the console's page.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fidelity, Params, Principal, Result,
    ram::users::{self, User},
    sae::{contacts::contact_rules::RESOURCES, tables::contacts},
    shared::phones,
};

pub(in crate::sae) struct ListContactUsers;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Listed,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    can_list_users: bool,
    users: Vec<Candidate>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Candidate {
    user_name: String,
    user_id: String,
    display_name: String,
    phone: String,
    is_contact: bool,
}

impl Action for ListContactUsers {
    const NAME: &'static str = "ListContactUsers";
    const DOC: &'static str = "Lists the RAM users that the caller may add as contacts.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/listContactUsers");
    const ACCESS: Access = Access::List;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let can_list_users = users::may_list(cx)?;
        let account = &cx.caller.account;
        let found: Vec<User> = match &cx.caller.principal {
            _ if can_list_users => users::by_name(cx.tx, account)?,
            Principal::User { id, .. } => {
                users::user_of_id(cx.tx, account, id)?.into_iter().collect()
            }
            _ => Vec::new(),
        };
        let contacts = contacts::all(cx.tx, account)?;
        let users = found.into_iter().map(|user| Candidate {
            is_contact: contacts.iter().any(|it| it.is_of(&user.name, &user.id, false)),
            phone: phones::normalized(&user.phone),
            user_name: user.name,
            user_id: user.id,
            display_name: user.display,
        });
        Ok(Response { data: Listed { can_list_users, users: users.collect() } })
    }
}
