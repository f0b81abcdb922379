//! That a transcript shows each sentence of the vendor's pages on notification contacts of members, and on contact
//! management of SAE, and what clients of ARMS, SAE, text messages, mail, captcha, DNS, CDN, KMS, ECS and VPC depend on; and that what
//! tests want of messages can be done.
//!
//! The files of `tests/requirements` are the lists. `tests/transcripts.rs` plays the
//! transcripts; here they are held to show what they are there for, so that no rule of the page
//! loses its evidence.

use std::{collections::BTreeSet, fs, path::Path};

mod wishes;

/// The lists: each with the product whose transcripts it names, and the least number of its rules.
const LISTS: [(&str, &str, usize); 15] = [
    (include_str!("requirements/notification_contacts.txt"), "resourcedirectory", 51),
    (include_str!("requirements/sae_contacts.txt"), "sae", 40),
    (include_str!("requirements/sae_clients.txt"), "sae", 24),
    (include_str!("requirements/arms_clients.txt"), "arms", 33),
    (include_str!("requirements/dysms_clients.txt"), "dysms", 23),
    (include_str!("requirements/dysmsglobe_clients.txt"), "dysmsglobe", 5),
    (include_str!("requirements/dypns_clients.txt"), "dypns", 5),
    (include_str!("requirements/dm_clients.txt"), "dm", 22),
    (include_str!("requirements/captcha_clients.txt"), "captcha", 7),
    (include_str!("requirements/alidns_clients.txt"), "alidns", 13),
    (include_str!("requirements/cdn_clients.txt"), "cdn", 44),
    (include_str!("requirements/dcdn_clients.txt"), "dcdn", 14),
    (include_str!("requirements/kms_clients.txt"), "kms", 13),
    (include_str!("requirements/ecs_clients.txt"), "ecs", 19),
    (include_str!("requirements/vpc_clients.txt"), "vpc", 24),
];

/// What the page says, and where it is shown.
struct Rule<'a> {
    says: &'a str,
    /// The name of the transcript.
    transcript: &'a str,
    /// Lines of it, in their order.
    lines: Vec<&'a str>,
}

/// A rule is a paragraph: what it says, where it is shown, and by which lines.
fn rules(text: &str) -> Vec<Rule<'_>> {
    let paragraphs = text.split("\n\n").filter(|it| !it.trim().is_empty() && !it.starts_with('#'));
    let read = |paragraph| {
        let mut lines = str::lines(paragraph);
        let says = lines.next().unwrap();
        let transcript = lines.next().and_then(|line| line.strip_prefix("  in ")).expect(says);
        let lines: Vec<_> = lines.map(|line| line.strip_prefix("  ").expect(says)).collect();
        assert!(!lines.is_empty(), "{says}: which lines show it?");
        Rule { says, transcript, lines }
    };
    paragraphs.map(read).collect()
}

/// Whether a line begins with the text before the first `…`, and has what stands between the others
/// after it, in their order.
fn shows(line: &str, want: &str) -> bool {
    let mut pieces = want.split('…');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    for piece in pieces {
        let Some((_, after)) = rest.split_once(piece) else { return false };
        rest = after;
    }
    true
}

#[test]
fn a_transcript_shows_each_rule_of_the_pages() {
    for (list, product, least) in LISTS {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut said = BTreeSet::new();
        for rule in rules(list) {
            assert!(said.insert(rule.says), "twice: {}", rule.says);
            let file = fixtures.join(product).join(rule.transcript).with_extension("txt");
            let text =
                fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            let mut lines = text.lines();
            for want in rule.lines {
                let found = lines.any(|line| shows(line, want));
                assert!(found, "\"{}\" is not shown by {}: no {want}", rule.says, file.display());
            }
        }
        assert!(said.len() >= least, "rules are missing: {}", said.len());
    }
}

/// The rules of SAE's page are numbered, and each number has at least one.
#[test]
fn every_rule_of_contact_management_is_shown() {
    let text = include_str!("requirements/sae_contacts.txt");
    let numbers: BTreeSet<u32> = rules(text)
        .iter()
        .map(|rule| {
            let number = rule.says.strip_prefix('R').and_then(|it| it.split_once(' '));
            number.and_then(|(number, _)| number.parse().ok()).expect(rule.says)
        })
        .collect();
    assert!(numbers.iter().copied().eq(1..=24), "{numbers:?}");
}

#[test]
fn a_line_that_says_something_else_shows_nothing() {
    let line = "< 400 {\"Code\":\"LimitExceeded.Contacts\"}";
    assert!(shows(line, "< 400 …\"LimitExceeded.Contacts\""));
    assert!(!shows(line, "< 200 …\"LimitExceeded.Contacts\""));
    assert!(!shows(line, "< 400 …\"LimitExceeded.ContactMembers\""));
    assert!(!shows(line, "< 400 …Contacts…LimitExceeded"));
}
