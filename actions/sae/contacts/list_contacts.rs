//! `ListContacts` lists the contacts of the account, newest first.
//!
//! The console filters by one condition: the user name, unless the phone number or the mail address is
//! chosen (documented).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Fidelity, Params, Result, Spec, int,
    request::page::Page,
    sae::{
        INVALID,
        contacts::{
            contact_rules::RESOURCES,
            contact_view::{ContactView, view},
        },
        tables::contacts::{self, Contact},
    },
    text,
};

/// How many contacts a page has unless the call says so (assumed).
const PAGE_SIZE: i64 = 20;

/// What the value of the filter is compared with.
#[derive(Clone, Copy, Default)]
enum Field {
    #[default]
    UserName,
    Phone,
    Mail,
}

impl Field {
    /// The field of this name; those that the console shows are read too, in any case.
    fn of(name: &str) -> Option<Self> {
        match &*name.to_ascii_lowercase() {
            "username" => Some(Self::UserName),
            "phone" | "phonenumber" => Some(Self::Phone),
            "email" | "mailbox" => Some(Self::Mail),
            _ => None,
        }
    }

    /// Whether a contact has this part in the field; the case of letters does not count.
    fn fits(self, contact: &Contact, part: &str) -> bool {
        let of = match self {
            Self::UserName => &contact.user_name,
            Self::Phone => return contact.phone.contains(part),
            Self::Mail => &contact.mail,
        };
        of.to_lowercase().contains(&part.to_lowercase())
    }
}

pub(in crate::sae) struct ListContacts {
    field: Option<String>,
    value: Option<String>,
    user_name: Option<String>,
    phone: Option<String>,
    mail: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Listed,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    current_page: i64,
    page_size: i64,
    total_size: usize,
    contacts: Vec<ContactView>,
}

/// A text that is looked for.
const fn part(name: &'static str) -> Spec<String> {
    text(name).len(1, 1024)
}

impl Action for ListContacts {
    const NAME: &'static str = "ListContacts";
    const DOC: &'static str = "Lists contacts.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/contacts");
    const ACCESS: Access = Access::List;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[INVALID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let field = text("FieldType").form("field", |it| Field::of(it).is_some());
        let size = int("PageSize").range(0, 10_000).doc("How many to a page; 20 if 0.");
        let mut list = Self {
            field: p.optional(field.doc(
                "What FieldValue is looked for in: userName, phone or email; userName unless given.",
            ))?,
            value: p.optional(part("FieldValue").doc("A part of the field."))?,
            user_name: p.optional(part("UserName").doc("A part of the user name."))?,
            phone: p.optional(part("Phone").doc("A part of the phone number."))?,
            mail: p.optional(part("Email").doc("A part of the mail address."))?,
            page: Page {
                number: p.default(int("CurrentPage").min(1).doc("The page, from 1."), 1)?,
                size: match p.default(size, PAGE_SIZE)? {
                    0 => PAGE_SIZE,
                    size => size,
                },
            },
        };
        list.page.size = p.page_size(list.page.size);
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let chosen = self.field.as_deref().and_then(Field::of).unwrap_or_default();
        let filters = [
            (chosen, self.value),
            (Field::UserName, self.user_name),
            (Field::Phone, self.phone),
            (Field::Mail, self.mail),
        ];
        let fits = |it: &Contact| {
            filters
                .iter()
                .all(|(field, part)| part.as_deref().is_none_or(|part| field.fits(it, part)))
        };
        let mut found = contacts::all(cx.tx, &cx.caller.account)?;
        found.retain(fits);
        let total_size = found.len();
        let contacts = self.page.of(found).map(|it| view(cx, it)).collect::<Result<_>>()?;
        let Page { number: current_page, size: page_size } = self.page;
        Ok(Response { data: Listed { current_page, page_size, total_size, contacts } })
    }
}
