//! User certificates as the earlier versions of the product have them: the same certificates under other names.

use crate::cas::{
    CAS,
    certificates::uploads,
    faults::{NAME_REPEAT, NOT_FOUND},
    issuing,
    tables::{
        Owner,
        certificate_counts::TimeRange,
        certificate_lists::{self, Filter},
        certificates::{self, PemTexts},
        tags,
    },
    tags::tag_rules,
};
use crate::{Cx, Entry, Fault, Params, Result, Spec, request::page::Page, shared::format, text};

/// What can be wrong with an upload.
pub(crate) const UPLOAD_FAULTS: &[Fault] = uploads::FAULTS;
/// What can be wrong with a change of a certificate.
pub(crate) const CHANGE_FAULTS: &[Fault] = &[NOT_FOUND, NAME_REPEAT];

/// An action that all versions have, on the same certificates.
pub(crate) const fn shared(name: &str) -> Entry {
    Entry::shared(&CAS, name)
}

/// A certificate, as its list and its details show it.
pub(crate) struct UserCertificate {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) common: String,
    pub(crate) sans: String,
    pub(crate) org_name: String,
    pub(crate) country: String,
    pub(crate) province: String,
    pub(crate) city: String,
    pub(crate) issuer: String,
    pub(crate) fingerprint: String,
    pub(crate) start_date: String,
    pub(crate) end_date: String,
    pub(crate) expired: bool,
    pub(crate) buy_in_aliyun: bool,
}

impl UserCertificate {
    fn of(c: certificates::Certificate, now: i64) -> Self {
        Self {
            id: c.id,
            start_date: format::date(c.not_before),
            end_date: format::date(c.not_after),
            expired: c.not_after < now,
            buy_in_aliyun: c.source != "upload",
            name: c.name,
            common: c.common,
            sans: c.sans,
            org_name: c.org.unwrap_or_default(),
            country: c.country.unwrap_or_default(),
            province: c.province.unwrap_or_default(),
            city: c.city.unwrap_or_default(),
            issuer: c.issuer,
            fingerprint: c.sha1,
        }
    }
}

/// Stores a certificate with its key, and returns its id.
pub(crate) fn upload(cx: &mut Cx<'_>, name: String, cert: String, key: String) -> Result<i64> {
    let texts = PemTexts { cert, key: Some(key), ..PemTexts::default() };
    Ok(uploads::store(cx, name, String::new(), texts)?.id)
}

/// Stores a certificate with its key, under the name or the first of `name-2`, `name-3`… that no other has.
pub(crate) fn upload_copy(cx: &mut Cx<'_>, name: String, cert: String, key: String) -> Result<i64> {
    let owner = Owner::of(cx);
    let name = issuing::free_name(cx, owner, name)?;
    upload(cx, name, cert, key)
}

/// A page of all certificates, the newest first, and how many there are.
pub(crate) fn page(cx: &mut Cx<'_>, page: Page) -> Result<(Vec<UserCertificate>, i64)> {
    let filter = Filter {
        ends: TimeRange::ANY,
        source: None,
        resource_group: None,
        instance: None,
        keyword: None,
        by_name: false,
    };
    let owner = Owner::of(cx);
    let (found, total) = certificate_lists::list(cx.tx, owner, &filter, page)?;
    Ok((found.into_iter().map(|it| UserCertificate::of(it, cx.now)).collect(), total))
}

/// A certificate, its chain and its key as PEM.
pub(crate) fn detail(
    cx: &mut Cx<'_>,
    id: i64,
) -> Result<Option<(UserCertificate, String, Option<String>)>> {
    let owner = Owner::of(cx);
    let Some(found) = certificates::certificate(cx.tx, owner, id)? else { return Ok(None) };
    let texts = certificates::texts(cx.tx, owner, id)?.unwrap_or_default();
    Ok(Some((UserCertificate::of(found, cx.now), texts.cert, texts.key)))
}

/// Another name, another resource group, other tags: what is there changes.
pub(crate) struct Change {
    pub(crate) name: Option<String>,
    pub(crate) resource_group: Option<String>,
    /// All the tags that it is to have.
    pub(crate) tags: Option<Vec<(String, String)>>,
}

/// Changes a certificate.
pub(crate) fn change(cx: &mut Cx<'_>, id: i64, it: Change) -> Result<()> {
    let owner = Owner::of(cx);
    let found = certificates::certificate(cx.tx, owner, id)?.ok_or(NOT_FOUND)?;
    if let Some(name) = it.name.filter(|name| *name != found.name) {
        if certificates::has_name(cx.tx, owner, &name)? {
            return Err(NAME_REPEAT.into());
        }
        certificates::rename(cx.tx, owner, id, &name)?;
    }
    if let Some(group) = it.resource_group {
        certificates::move_group(cx.tx, owner, id, &group)?;
    }
    if let Some(wanted) = it.tags {
        tags::clear(cx.tx, owner, &found.instance)?;
        tag_rules::put(cx.tx, owner, &found.instance, &wanted)?;
    }
    Ok(())
}

/// `Lang` and `SourceIp`, which all actions of the earlier versions have.
pub(crate) fn language(p: &mut Params<'_>) -> Result<()> {
    p.optional(text("Lang").doc("Has no effect."))?;
    p.optional(text("SourceIp").doc("Has no effect."))?;
    Ok(())
}

/// The key of a tag; the empty one of a list that is to be empty is kept.
pub(crate) fn tag_key() -> Spec<String> {
    text("Key").form("tag key", tag_rules::is_key_or_none).keep_empty().doc("The name of a tag.")
}

/// The value of a tag.
pub(crate) fn tag_value() -> Spec<String> {
    text("Value").form("tag value", tag_rules::is_value).doc("The value of the tag.")
}
