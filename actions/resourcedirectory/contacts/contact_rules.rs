//! The parameters of message contacts, and the errors that several actions have.

use crate::{
    ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Spec, is_email,
    ports::store::Tx,
    resourcedirectory::{
        contacts::message_types::NAMES,
        tables::contacts::{self, Contact},
        tree::{Directory, is_id},
        wording,
    },
    shared::text::each_once,
    text,
};

/// How long a mail address may be (assumed: its error is documented, the length is not).
const LONGEST_ADDRESS: usize = 128;
/// The job titles of contacts.
const TITLES: &[&str] = &[
    "FinanceDirector",
    "TechnicalDirector",
    "MaintenanceDirector",
    "CEO",
    "ProjectDirector",
    "Other",
];

pub(super) const NO_CONTACT: Fault =
    Fault { status: 404, code: "EntityNotExists.Contact", message: "This Contact does not exist." };
pub(super) const WRONG_STATUS: Fault = Fault {
    status: 400,
    code: "ContactStatusMismatchAction",
    message: "The status of the contact does not allow the specified operation.",
};
pub(super) const NAME_TAKEN: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Name.AlreadyUsed",
    message: "The Name already exists. Please change to another name.",
};
pub(super) const LONG_NAME: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Name.Length",
    message: "The Name exceeds the length limit.",
};
pub(super) const LONG_ADDRESS: Fault = Fault {
    status: 400,
    code: "InvalidParameter.EmailAddress.Length",
    message: "The EmailAddress exceeds the length limit.",
};
pub(super) const STRANGE_COUNTRY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.MobileCountryCode",
    message: "The current site does not support the country code.",
};

fn is_contact_id(id: &str) -> bool {
    is_id(id, "c-", 16)
}

/// The id of a contact.
pub(super) const fn contact_id() -> Spec<String> {
    text("ContactId").form("contact id", is_contact_id).doc("The id of the contact.")
}

/// A name: 2 to 12 English letters and Chinese characters (documented).
pub(super) const fn name() -> Spec<String> {
    text("Name")
        .chars(2, 12, |c| c.is_ascii_alphabetic() || ('\u{4e00}'..='\u{9fa5}').contains(&c))
        .doc("What the contact is called.")
}

fn is_address(it: &str) -> bool {
    it.chars().count() > LONGEST_ADDRESS || is_email(it)
}

/// A mail address; [`check_address`] looks at its length.
pub(super) const fn address() -> Spec<String> {
    text("EmailAddress").form("e-mail address", is_address).doc("The mail address.")
}

/// A mail address that a contact has: the vendor's tables have no error of its own for one that is too long.
pub(super) const fn known_address() -> Spec<String> {
    let fits = |it: &str| it.chars().count() <= LONGEST_ADDRESS && is_email(it);
    text("EmailAddress").form("e-mail address", fits).doc("The mail address.")
}

/// Refuses an address that is too long.
pub(super) fn check_address(address: Option<&str>) -> Result<()> {
    match address {
        Some(it) if it.chars().count() > LONGEST_ADDRESS => Err(LONG_ADDRESS.into()),
        _ => Ok(()),
    }
}

fn is_number(it: &str) -> bool {
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    match it.split_once('-') {
        Some(("86", number)) => number.len() == 11 && number.starts_with('1') && digits(number),
        Some((country, number)) => country.len() <= 4 && digits(country) && digits(number),
        None => false,
    }
}

/// A phone number with its country: `86-13312345678`. [`check_country`] looks at the country.
pub(super) const fn number() -> Spec<String> {
    text("PhoneNumber").form("phone number with its country", is_number).doc("The phone number.")
}

/// Refuses a number of another country than China's mainland.
pub(super) fn check_country(number: Option<&str>) -> Result<()> {
    match number {
        Some(it) if !it.is_empty() && !it.starts_with("86-") => Err(STRANGE_COUNTRY.into()),
        _ => Ok(()),
    }
}

/// A job title.
pub(super) const fn title() -> Spec<String> {
    text("Title").one_of(TITLES).doc("The job title.")
}

/// `MessageTypes.1`…, in the order given, each once.
pub(super) fn message_types(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    let spec = text("MessageTypes").one_of(NAMES).doc("The types of messages to receive.");
    let found = p.list(spec, 100)?.filter(|all| !all.is_empty());
    Ok(found.map(each_once))
}

/// [`message_types`], which the call must have.
pub(super) fn required_message_types(p: &mut Params<'_>) -> Result<Vec<String>> {
    let found = message_types(p)?;
    p.require("MessageTypes", found)
}

/// The words of the actions that take a contact's values.
pub(super) fn contact_wording(bad: &ParameterError<'_>) -> ApiError {
    match (bad.name, bad.problem) {
        ("Name", Problem::Length(..)) => LONG_NAME.into(),
        (name, _) if name.starts_with("MessageTypes.") => {
            wording(&ParameterError { name: "MessageTypes", problem: bad.problem })
        }
        _ => wording(bad),
    }
}

/// The contact of the caller's directory.
pub(super) fn find(cx: &mut Cx<'_>, directory: &Directory, id: &str) -> Result<Contact> {
    Ok(contacts::contact(cx.tx, &directory.id, id)?.ok_or(NO_CONTACT)?)
}

/// Refuses a name that another contact than `own` has.
pub(super) fn check_name(
    tx: &mut dyn Tx,
    directory: &Directory,
    name: &str,
    own: &str,
) -> Result<()> {
    match contacts::named(tx, &directory.id, name)? {
        Some(holder) if holder != own => Err(NAME_TAKEN.into()),
        _ => Ok(()),
    }
}
