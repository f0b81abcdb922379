//! The DNS records that a domain needs, and its DKIM key.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::alidns::zones;
use crate::dm::{
    faults::NO_DOMAIN,
    tables::{
        Owner,
        domains::{self, Domain},
    },
};
use crate::{ApiError, Cx, Result};

/// The length of a DKIM key that was not asked for (modelled).
pub(in crate::dm) const USUAL_BITS: i64 = 1024;

/// What the MX record names.
pub(in crate::dm) const MX: &str = "mx01.dm.aliyun.com";
/// What the record for reports holds.
pub(in crate::dm) const DMARC: &str = "v=DMARC1;p=none;rua=mailto:dmarc_report@service.aliyun.com";
/// The host of the record for tracking, and what it names.
pub(in crate::dm) const TRACKING: (&str, &str) = ("dmtrace", "tracedm.aliyuncs.com");

/// The caller's domain of this id.
pub(in crate::dm) fn find(cx: &mut Cx<'_>, id: i64) -> Result<Domain> {
    let owner = Owner::of(cx);
    Ok(domains::domain(cx.tx, owner, id)?.ok_or(NO_DOMAIN)?)
}

/// The label below which the owner of a domain is proven.
const OWNERSHIP: &str = "aliyundm";

/// Looks for the records of a domain in those that the DNS of this place hosts. Those that are there count; what a test has
/// set besides is kept.
pub(in crate::dm) fn look_up(cx: &mut Cx<'_>, it: &mut Domain) -> Result<()> {
    let name = it.name.clone();
    let top = split(&name).1.to_owned();
    let (text, dkim, spf) = (it.ownership_text.clone(), dkim_text(it), spf(cx.region));
    let mut has = |host: &str, kind: &str, is: &dyn Fn(&str) -> bool| {
        let found = zones::values(cx, host, kind)?.unwrap_or_default();
        Ok::<_, ApiError>(found.iter().any(|value| is(value)))
    };
    let proof = |value: &str| value == text;
    it.records.ownership |= has(&format!("{OWNERSHIP}.{name}"), "TXT", &proof)?;
    it.records.ownership |= has(&name, "TXT", &proof)?;
    it.records.spf |= has(&name, "TXT", &|value| {
        value.starts_with("v=spf1") && value.split_whitespace().any(|part| part == spf)
    })?;
    it.records.mx |= has(&name, "MX", &|value| value.eq_ignore_ascii_case(MX))?;
    it.records.cname |=
        has(&format!("{}.{name}", TRACKING.0), "CNAME", &|it| it.eq_ignore_ascii_case(TRACKING.1))?;
    let host = format!("{}.{top}", dkim_host(it));
    it.records.dkim |= has(&host, "TXT", &|value| value == dkim)?;
    it.records.dmarc |=
        has(&format!("_dmarc.{name}"), "TXT", &|value| value.starts_with("v=DMARC1"))?;
    Ok(())
}

/// Whether a text is a domain name: two labels or more, of letters, digits and hyphens.
pub(in crate::dm) fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (1..=50).contains(&name.len()) && name.contains('.') && name.split('.').all(is_label)
}

/// Whether no real domain has this name, so that its records need not be waited for.
pub(in crate::dm) fn is_for_tests(name: &str) -> bool {
    [".test", ".example", ".localhost"].iter().any(|end| name.ends_with(end))
}

/// What the SPF record must include in a region.
pub(in crate::dm) fn spf(region: &str) -> String {
    let label = if region == "cn-hangzhou" { String::new() } else { format!("-{region}") };
    format!("include:spf1{label}.dm.aliyun.com")
}

/// A name of two labels, and what a longer one has before it.
///
/// Modelled: a public suffix is one label.
pub(in crate::dm) fn split(name: &str) -> (&str, &str) {
    let Some((rest, _)) = name.rsplit_once('.') else { return ("", name) };
    match rest.rsplit_once('.') {
        Some((host, _)) => (host, &name[host.len() + 1..]),
        None => ("", name),
    }
}

/// The host of a record, below that of the domain.
pub(in crate::dm) fn below(label: &str, host: &str) -> String {
    if host.is_empty() { label.to_owned() } else { format!("{label}.{host}") }
}

/// The host of the DKIM record.
pub(in crate::dm) fn dkim_host(it: &Domain) -> String {
    below(&format!("{}._domainkey", it.selector), split(&it.name).0)
}

/// What the DKIM record holds.
pub(in crate::dm) fn dkim_text(it: &Domain) -> String {
    format!("v=DKIM1; k=rsa; p={}", it.public_key)
}

/// A new public key for DKIM, as Base64.
pub(in crate::dm) fn new_public_key(cx: &mut Cx<'_>, bits: i64) -> Result<String> {
    let bits = usize::try_from(bits).map_err(ApiError::internal)?;
    let public = cx.rsa_key(bits)?.public().map_err(ApiError::internal)?;
    Ok(STANDARD.encode(public.der()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_below_its_last_two_labels() {
        assert_eq!(split("example.com"), ("", "example.com"));
        assert_eq!(split("mail.example.com"), ("mail", "example.com"));
        assert_eq!(split("a.b.example.com"), ("a.b", "example.com"));
        assert_eq!(below("_dmarc", ""), "_dmarc");
        assert_eq!(below("_dmarc", "mail"), "_dmarc.mail");
    }

    #[test]
    fn a_domain_name_has_labels() {
        assert!(is_domain("mail.example.com"));
        for bad in ["", "com", ".com", "a..b", "-a.com", "a_b.com", "例.com"] {
            assert!(!is_domain(bad), "{bad}");
        }
        assert!(!is_domain(&format!("{}.com", "a".repeat(47))));
    }
}
