//! System policies: `system/policies.tsv`, parsed on first use.
//!
//! The file says where each name comes from. Where the vendor publishes a policy's document, it is
//! there too, of a few less the statements on products that do not exist here. Where the vendor
//! does not, a substitute document allows the actions of the policy's service and says so in the
//! `Sid` of its statement: [`MODELLED`].

use std::{
    cmp::Ordering,
    sync::{Arc, LazyLock, OnceLock},
};

use serde_json::{Value, json};

use super::document::{Document, DocumentKind};

/// A policy of the type `System`.
#[derive(Debug)]
pub struct SystemPolicy {
    /// Its name.
    pub name: &'static str,
    /// Its description.
    pub description: &'static str,
    /// When it was made, as the API writes it.
    pub created: &'static str,
    /// When its current version was made.
    pub updated: &'static str,
    /// Its current version: `v1`.
    pub version: &'static str,
    /// Where its name comes from: a letter that the head of the file explains.
    pub source: &'static str,
    /// Its document as the file has it.
    written: &'static str,
    text: OnceLock<String>,
    parsed: OnceLock<Option<Arc<Document>>>,
}

/// The prefix of the `Sid` of a statement that is not the vendor's.
pub const MODELLED: &str = "Modelled by Localyun";

/// The prefixes of the actions that read-only system policies allow, where the vendor's text is not known (assumed).
const READS: [&str; 6] = ["BatchGet", "Check", "Describe", "Get", "List", "Query"];

/// The date of policies without a page is assumed: that of the oldest policies that have one.
const EARLIEST: &str = "2015-04-28T16:15:45Z";

static FILE: &str = include_str!("system/policies.tsv");

static CATALOGUE: LazyLock<Vec<SystemPolicy>> = LazyLock::new(|| {
    FILE.lines().filter(|line| !line.starts_with('#')).filter_map(SystemPolicy::read).collect()
});

/// Compares policy names, which are case-insensitive.
fn by_name(a: &str, b: &str) -> Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

impl SystemPolicy {
    /// All of them, sorted by name without regard to case.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &CATALOGUE
    }

    /// The policy called `name`, ignoring case.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let at = CATALOGUE.binary_search_by(|p| by_name(p.name, name)).ok()?;
        CATALOGUE.get(at)
    }

    /// Reads a line of the file.
    fn read(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        let date = |written| if written == "-" { EARLIEST } else { written };
        Some(Self {
            name: next()?,
            created: date(next()?),
            updated: date(next()?),
            version: next()?,
            source: next()?,
            description: next()?,
            written: next()?,
            text: OnceLock::new(),
            parsed: OnceLock::new(),
        })
    }

    /// Whether the whole of its document is the vendor's.
    #[must_use]
    pub fn is_documented(&self) -> bool {
        self.written.starts_with('{') && !self.written.contains(MODELLED)
    }

    /// The text of its document, indented as the vendor's pages show it.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let document = match self.written.split_once(' ') {
                Some(("all", services)) => stand_in(services, &[""]),
                Some(("read", services)) => stand_in(services, &READS),
                _ => serde_json::from_str(self.written).unwrap_or_default(),
            };
            format!("{document:#}")
        })
    }

    /// Its document, parsed when it is first asked for. `None` only if the text is malformed, which
    /// a test rules out.
    #[must_use]
    pub fn document(&self) -> Option<Arc<Document>> {
        self.parsed
            .get_or_init(|| Document::parse(self.text(), DocumentKind::Identity).ok().map(Arc::new))
            .clone()
    }
}

/// The substitute for an unpublished document: all actions of each service that begin with one of
/// these words.
fn stand_in(services: &str, words: &[&str]) -> Value {
    let actions: Vec<String> = services
        .split(' ')
        .flat_map(|service| words.iter().map(move |word| format!("{service}:{word}*")))
        .collect();
    json!({
        "Version": "1",
        "Statement": [{
            "Sid": format!("{MODELLED}: the document of this policy is not published"),
            "Effect": "Allow",
            "Action": actions,
            "Resource": "*",
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        let letters: Vec<&str> =
            FILE.lines().filter_map(|l| l.strip_prefix("#   ")?.split("  ").next()).collect();
        let lines: Vec<&str> = FILE.lines().filter(|line| !line.starts_with('#')).collect();
        let all = SystemPolicy::all();
        assert_eq!(lines.len(), all.len());
        for (line, policy) in lines.iter().zip(all) {
            assert_eq!(line.split('\t').count(), 7, "{line}");
            assert!(letters.contains(&policy.source), "{}: no such source", policy.name);
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            assert!(!policy.name.is_empty() && policy.name.chars().all(plain), "{line}");
            assert!(policy.description.ends_with('.'), "{line}");
            let number = policy.version.strip_prefix('v').map(str::parse::<u32>);
            assert!(matches!(number, Some(Ok(1..))), "{line}");
            for date in [policy.created, policy.updated] {
                assert!(chrono::DateTime::parse_from_rfc3339(date).is_ok(), "{line}");
            }
            assert!(policy.created <= policy.updated, "{line}");
            let words = policy.written.split_once(' ').map(|(kind, _)| kind);
            assert!(policy.written.starts_with("{\"") || matches!(words, Some("all" | "read")));
        }
        // Without regard to case, or two policies would be one.
        assert!(all.is_sorted_by(|a, b| by_name(a.name, b.name).is_lt()));
    }

    #[test]
    fn at_least_300_policies_are_known_and_each_can_be_asked() {
        let all = SystemPolicy::all();
        assert!(all.len() >= 300, "{}", all.len());
        for policy in all {
            assert!(policy.document().is_some(), "{}: {}", policy.name, policy.text());
            assert_eq!(
                policy.is_documented(),
                !policy.text().contains(MODELLED),
                "{}",
                policy.name
            );
        }
        assert!(all.iter().filter(|p| p.is_documented()).count() >= 50);
    }

    #[test]
    fn a_name_is_found_in_any_case() {
        for name in ["AdministratorAccess", "administratoraccess", "ADMINISTRATORACCESS"] {
            assert_eq!(SystemPolicy::find(name).map(|p| p.name), Some("AdministratorAccess"));
        }
        for policy in SystemPolicy::all() {
            let found = SystemPolicy::find(&policy.name.to_ascii_uppercase());
            assert_eq!(found.map(|p| p.name), Some(policy.name));
        }
        assert!(SystemPolicy::find("AliyunNothingFullAccess").is_none());
    }

    #[test]
    fn a_document_that_is_not_published_says_so_and_keeps_to_its_service() {
        let text = |name: &str| SystemPolicy::find(name).unwrap().text().to_owned();
        let all: Value = serde_json::from_str(&text("AliyunECSFullAccess")).unwrap();
        assert_eq!(all["Statement"][0]["Action"], json!(["ecs:*"]));
        assert!(all["Statement"][0]["Sid"].as_str().unwrap().starts_with(MODELLED));
        let read: Value = serde_json::from_str(&text("AliyunRDSReadOnlyAccess")).unwrap();
        assert_eq!(read["Statement"][0]["Action"][3], "rds:Get*");
        assert!(!text("AliyunOSSReadOnlyAccess").contains(MODELLED));
    }
}
