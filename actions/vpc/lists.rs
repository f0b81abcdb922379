//! What the actions have alike: pages, lists in answers, filters, tokens, calls that are only checked.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::vpc::{
    faults::DRY_RUN,
    tables::{
        Owned, Settling,
        settings::{self, Settings},
    },
};
use crate::{
    ApiError, Cx, Fault, Params, Result, Spec, flag, int,
    ports::store::{self, Tx},
    request::page::Page,
    shared::{
        regions,
        text::{begins_like_url, comma_list},
    },
    text,
};

/// The token of a call that may be made again.
pub(in crate::vpc) const CLIENT_TOKEN: Spec<String> =
    text("ClientToken").doc("A call that is made again with it has no other effect.");
/// Whether a call is only checked.
pub(in crate::vpc) const CHECK_ONLY: Spec<bool> =
    flag("DryRun").doc("Whether the call is checked, and has no effect.");
/// The region of a call, which must be there.
pub(in crate::vpc) const REGION: Spec<String> =
    OWN_REGION.form("region", |id| regions::find(id).is_some());
/// The region of a call of an action that has an error of its own for one that is not there.
pub(in crate::vpc) const OWN_REGION: Spec<String> = text("RegionId").doc("The region.");

/// The answer of a call that only does something.
#[derive(Serialize)]
pub(in crate::vpc) struct Done {}

/// A list, which answers have in an object with one member of this name.
#[derive(Clone, Debug)]
pub(in crate::vpc) struct Listed<T>(pub(in crate::vpc) &'static str, pub(in crate::vpc) Vec<T>);

impl<T: Serialize> Serialize for Listed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(1))?;
        object.serialize_entry(self.0, &self.1)?;
        object.end()
    }
}

/// A page of a list, with the names of the object around the list and of the list.
pub(in crate::vpc) struct Paged<T> {
    names: (&'static str, &'static str),
    rows: Vec<T>,
    total: i64,
    page: Page,
}

impl<T> Paged<T> {
    /// The page of all, whose rows are made by `show`.
    pub(in crate::vpc) fn of<R>(
        cx: &mut Cx<'_>,
        names: (&'static str, &'static str),
        (all, page): (Vec<R>, Page),
        mut show: impl FnMut(&mut Cx<'_>, R) -> Result<T>,
    ) -> Result<Self> {
        let (shown, total) = page.and_total(all);
        let mut rows = Vec::with_capacity(shown.len());
        for it in shown {
            rows.push(show(cx, it)?);
        }
        Ok(Self { names, rows, total, page })
    }
}

impl<T: Serialize> Serialize for Paged<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(4))?;
        object.serialize_entry("TotalCount", &self.total)?;
        object.serialize_entry("PageNumber", &self.page.number)?;
        object.serialize_entry("PageSize", &self.page.size)?;
        object.serialize_entry(self.names.0, &In(self.names.1, &self.rows))?;
        object.end()
    }
}

/// A list that is lent.
struct In<'a, T>(&'static str, &'a [T]);

impl<T: Serialize> Serialize for In<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(1))?;
        object.serialize_entry(self.0, self.1)?;
        object.end()
    }
}

/// `PageNumber` and `PageSize`, which is refused above its maximum (assumed).
pub(in crate::vpc) fn page(p: &mut Params<'_>, max: i64) -> Result<Page> {
    let number = p.default(int("PageNumber").min(1).doc("The page, from 1."), 1)?;
    let size = p.default(int("PageSize").range(1, max).doc("How many to a page."), 10)?;
    Ok(Page { number, size: p.page_size(size) })
}

/// Where the next part of a list begins, as a token says it.
pub(in crate::vpc) fn token(next: usize, total: usize) -> String {
    if next < total { format!("{next:016x}") } else { String::new() }
}

/// How many rows come before the part of a list that a token leads to.
pub(in crate::vpc) fn skipped(token: &str) -> Option<usize> {
    let number = usize::from_str_radix(token, 16).ok()?;
    (token.len() == 16).then_some(number)
}

/// The answer, unless the call is only checked: then what it has done is undone.
pub(in crate::vpc) fn passed<T>(check_only: bool, answer: T) -> Result<T> {
    if check_only { Err(DRY_RUN.into()) } else { Ok(answer) }
}

/// The parts of a list with commas that a call filters by: no filter where it is empty.
pub(in crate::vpc) fn commas(
    list: Option<&str>,
    most: usize,
    too_many: Fault,
) -> Result<Option<Vec<String>>> {
    let Some(list) = list else { return Ok(None) };
    let all: Vec<String> = comma_list(list).map(str::to_owned).collect();
    if all.len() > most { Err(too_many.into()) } else { Ok(Some(all)) }
}

/// Whether nothing is wanted, or this.
pub(in crate::vpc) fn is(wanted: Option<&String>, value: &str) -> bool {
    wanted.is_none_or(|it| it == value)
}

/// Whether nothing is wanted, or this, in any case.
pub(in crate::vpc) fn is_in_any_case(wanted: Option<&String>, value: &str) -> bool {
    wanted.is_none_or(|it| it.eq_ignore_ascii_case(value))
}

/// Whether nothing is wanted, or one of a list, which this is in.
pub(in crate::vpc) fn among(wanted: Option<&Vec<String>>, value: &str) -> bool {
    wanted.is_none_or(|all| all.iter().any(|it| it == value))
}

/// Whether no name is wanted, or this one: a star at an end of what is wanted stands for anything (modelled).
pub(in crate::vpc) fn is_named(wanted: Option<&String>, name: &str) -> bool {
    let Some(wanted) = wanted else { return true };
    match (wanted.strip_prefix('*'), wanted.strip_suffix('*')) {
        (Some(_), Some(_)) if wanted.len() > 1 => name.contains(&wanted[1..wanted.len() - 1]),
        (Some(end), _) => name.ends_with(end),
        (_, Some(start)) => name.starts_with(start),
        _ => name == wanted,
    }
}

/// How a table finds a row by its id.
pub(in crate::vpc) type FindById<T> = fn(&mut dyn Tx, &str) -> store::Result<Option<T>>;

/// What of the caller's account has this id, in the region that the call names or, if it names none, in any.
pub(in crate::vpc) fn find<T: Owned>(
    cx: &mut Cx<'_>,
    of_id: FindById<T>,
    id: &str,
    region: Option<&String>,
) -> Result<Option<T>> {
    let found = of_id(cx.tx, id)?;
    Ok(found.filter(|it| {
        let (account, at) = it.owner();
        account == cx.caller.account && region.is_none_or(|region| region == at)
    }))
}

/// The same, where it must be there.
pub(in crate::vpc) fn found<T: Owned>(
    cx: &mut Cx<'_>,
    of_id: FindById<T>,
    (id, region): (&str, Option<&String>),
    none: Fault,
) -> Result<T> {
    find(cx, of_id, id, region)?.ok_or_else(|| none.into())
}

/// An error as an action has it that has a status or a text of its own for its code.
pub(in crate::vpc) fn worded(error: ApiError, own: Fault) -> ApiError {
    if error.code == own.code { own.into() } else { error }
}

/// The settings of the caller's account.
pub(in crate::vpc) fn settings(cx: &mut Cx<'_>) -> Result<Settings> {
    let account = cx.account().to_owned();
    Ok(settings::read(cx.tx, &account)?)
}

/// `Pending` until something is ready, and then `Available`.
pub(in crate::vpc) fn pending(now: i64, it: &impl Settling) -> &'static str {
    if it.is_settling(now) { "Pending" } else { "Available" }
}

/// The same of what may also be modified.
pub(in crate::vpc) fn changing(now: i64, it: &impl Settling, modified: bool) -> &'static str {
    if modified && it.is_settling(now) { "Modifying" } else { pending(now, it) }
}

/// Whether a name is one: 1 to 128 characters of a line that do not begin like a URL.
pub(in crate::vpc) fn is_name(it: &str) -> bool {
    it.chars().count() <= 128 && it.chars().all(crate::of_line) && !begins_like_url(it)
}

/// Whether a description is one: 1 to 256 characters that do not begin like a URL.
pub(in crate::vpc) fn is_description(it: &str) -> bool {
    it.chars().count() <= 256 && it.chars().all(crate::of_prose) && !begins_like_url(it)
}

/// Checks the name and the description that a call gives, if it gives them.
pub(in crate::vpc) fn check_texts(
    (name, bad_name): (Option<&String>, Fault),
    (description, bad_description): (Option<&String>, Fault),
) -> Result<()> {
    if name.is_some_and(|it| !is_name(it)) {
        return Err(bad_name.into());
    }
    if description.is_some_and(|it| !is_description(it)) {
        return Err(bad_description.into());
    }
    Ok(())
}

/// Sets a text, if a call gives it.
pub(in crate::vpc) fn set(text: &mut String, given: Option<String>) {
    if let Some(given) = given {
        *text = given;
    }
}

/// The id of an account as a number.
pub(in crate::vpc) fn number(account: &str) -> i64 {
    account.parse().unwrap_or_default()
}
