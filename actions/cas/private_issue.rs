//! Issues certificates by private authorities.

use std::collections::HashSet;

use chrono::{DateTime, Months};

use crate::cas::{certificates::csr_rules, certificates::expiry::DAY, wording};
use crate::{
    ApiError, Cx, Fault, ParameterError, Problem, Result, is_email, of_line,
    x509::{self, Certificate, CertificateTemplate, Csr, Curve, Extras, Name, PrivateKey, Usage},
};

/// The kinds of keys.
pub(crate) const ALGORITHMS: &[&str] =
    &["RSA_1024", "RSA_2048", "RSA_4096", "ECC_256", "ECC_384", "ECC_512", "SM2_256"];

pub(in crate::cas) use crate::cas::certificates::csr_rules::BAD_CSR;

/// An alternative name is not of the given type.
pub(crate) const BAD_SAN: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.SanValue",
    message: "The SanValue parameter format is incorrect.",
};
/// The validity ends before it starts, or after that of the authority.
pub(crate) const TOO_LONG: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.AfterTime",
    message: "The AfterTime parameter format is incorrect.",
};

/// The requested content of a certificate.
#[derive(Default)]
pub(crate) struct IssueRequest {
    pub(crate) subject: Name,
    pub(crate) algorithm: String,
    pub(crate) csr: Option<String>,
    pub(crate) days: Option<i64>,
    pub(crate) months: Option<i64>,
    pub(crate) years: Option<i64>,
    /// In seconds.
    pub(crate) from: Option<i64>,
    /// In seconds.
    pub(crate) to: Option<i64>,
    pub(crate) san_kind: Option<i64>,
    pub(crate) sans: Option<String>,
}

/// Issues a certificate, and generates its key unless the call supplies a CSR.
pub(crate) fn issue(
    cx: &mut Cx<'_>,
    issue_request: IssueRequest,
    authority: &Certificate,
    signer: &PrivateKey,
) -> Result<(Certificate, Option<PrivateKey>)> {
    let (not_before, not_after) = validity(&issue_request, cx.now)?;
    if not_after <= not_before || not_after > authority.not_after {
        return Err(TOO_LONG.into());
    }
    let mut sans = names(&issue_request)?;
    let csr = issue_request.csr.as_deref().map(Csr::from_pem).transpose().map_err(|_| BAD_CSR)?;
    let mut subject = issue_request.subject;
    if let Some(csr) = &csr {
        subject.common = subject.common.or_else(|| csr.subject.common.clone());
        if sans.is_empty() {
            sans.clone_from(&csr.sans);
        }
    }
    if subject.common.is_none() {
        return Err(missing("CommonName"));
    }
    let (public, key) = if let Some(csr) = csr {
        (csr.key, None)
    } else {
        let key = key(cx, &issue_request.algorithm)?;
        (key.public().map_err(ApiError::internal)?, Some(key))
    };
    let it = CertificateTemplate {
        subject: &subject,
        sans: &sans,
        key: &public,
        not_before,
        not_after,
        usage: Usage::Client,
        extras: Extras::default(),
    };
    let issued = x509::issue(cx.random, &it, Some(authority), signer);
    Ok((issued.map_err(ApiError::internal)?, key))
}

/// A new key of one of [`ALGORITHMS`].
pub(crate) fn key(cx: &mut Cx<'_>, algorithm: &str) -> Result<PrivateKey> {
    let curve = match algorithm {
        "RSA_1024" => return cx.rsa_key(1024),
        "RSA_4096" => return cx.rsa_key(4096),
        "ECC_256" => Curve::P256,
        "ECC_384" => Curve::P384,
        "ECC_512" => Curve::P521,
        "SM2_256" => Curve::Sm2,
        _ => return cx.rsa_key(2048),
    };
    Ok(PrivateKey::ec(cx.random, curve))
}

/// Start and end of validity in milliseconds, at whole seconds.
pub(crate) fn validity(issue_request: &IssueRequest, now: i64) -> Result<(i64, i64)> {
    let start = now / 1000 * 1000;
    if let Some(days) = issue_request.days {
        return Ok((start, start.saturating_add(days.saturating_mul(DAY))));
    }
    match (issue_request.from, issue_request.to) {
        (Some(from), Some(to)) => {
            return Ok((from.saturating_mul(1000), to.saturating_mul(1000)));
        }
        (Some(_), None) => return Err(missing("AfterTime")),
        (None, Some(_)) => return Err(missing("BeforeTime")),
        (None, None) => {}
    }
    let months = match (issue_request.years, issue_request.months) {
        (None, None) => 12,
        (years, months) => {
            years.unwrap_or(0).saturating_mul(12).saturating_add(months.unwrap_or(0))
        }
    };
    let months = Months::new(u32::try_from(months).unwrap_or(u32::MAX));
    let end = DateTime::from_timestamp_millis(start).and_then(|at| at.checked_add_months(months));
    Ok((start, end.map_or(i64::MAX, |at| at.timestamp_millis())))
}

/// The alternative names, checked against their type.
pub(crate) fn names(issue_request: &IssueRequest) -> Result<Vec<String>> {
    let all = csr_rules::split_names(issue_request.sans.as_deref().unwrap_or_default());
    let fits = |name: &String| match issue_request.san_kind {
        Some(1) => is_email(name) && name.is_ascii(),
        Some(6) => name.contains("://") && name.is_ascii() && name.chars().all(of_line),
        Some(7) => name.parse::<core::net::IpAddr>().is_ok(),
        None | Some(2) => x509::is_domain(name) && name.is_ascii(),
        Some(_) => false,
    };
    if !all.iter().all(fits) {
        return Err(BAD_SAN.into());
    }
    Ok(each_once(all))
}

/// Names without those that are there in other letters.
pub(crate) fn each_once(all: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    all.into_iter().filter(|it| seen.insert(it.to_ascii_lowercase())).collect()
}

/// Whether it is the domain or the address of a server.
pub(crate) fn is_server(it: &str) -> bool {
    csr_rules::is_domain_or_address(it)
}

/// Whether they are such, with commas between.
pub(crate) fn are_servers(it: &str) -> bool {
    csr_rules::is_name_list(it)
}

/// The refusal of a call without a parameter.
pub(crate) fn missing(name: &str) -> ApiError {
    wording(&ParameterError { name, problem: Problem::Missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue_request() -> IssueRequest {
        IssueRequest {
            subject: Name::default(),
            algorithm: "ECC_256".into(),
            csr: None,
            days: None,
            months: None,
            years: None,
            from: None,
            to: None,
            san_kind: None,
            sans: None,
        }
    }

    #[test]
    fn days_win_and_a_year_is_the_default() {
        let now = 1_767_225_600_999;
        let start = 1_767_225_600_000;
        assert_eq!(validity(&issue_request(), now).unwrap(), (start, 1_798_761_600_000));
        let days = IssueRequest { days: Some(2), from: Some(1), to: Some(2), ..issue_request() };
        assert_eq!(validity(&days, now).unwrap(), (start, start + 2 * DAY));
        let bounds = IssueRequest { from: Some(1), to: Some(2), years: Some(9), ..issue_request() };
        assert_eq!(validity(&bounds, now).unwrap(), (1000, 2000));
        let month = IssueRequest { months: Some(1), ..issue_request() };
        assert_eq!(validity(&month, now).unwrap(), (start, start + 31 * DAY));
        assert!(validity(&IssueRequest { to: Some(2), ..issue_request() }, now).is_err());
        let huge = IssueRequest { years: Some(i64::MAX), ..issue_request() };
        assert_eq!(validity(&huge, now).unwrap().1, i64::MAX);
    }

    #[test]
    fn names_are_of_their_kind() {
        let fits = |kind, sans: &str| {
            names(&IssueRequest {
                san_kind: Some(kind),
                sans: Some(sans.into()),
                ..issue_request()
            })
            .is_ok()
        };
        assert!(fits(1, "a@b.c, d@e.f") && fits(2, "a.b,*.c.d") && fits(6, "spiffe://x"));
        assert!(fits(7, "::1,10.0.0.1"));
        assert!(!fits(1, "a.b") && !fits(2, "a@b.c") && !fits(6, "x") && !fits(7, "a.b"));
        assert!(!fits(3, "a.b") && !fits(6, "spiffe://x\ny"));
    }
}
