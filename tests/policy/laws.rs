//! What must be true of any policies.

use std::{borrow::Cow, sync::Arc};

use actions::policy::{
    Attachment, Context, ControlLevel, Document, DocumentKind, EffectScope, EntityType, Glob,
    PolicyKind, PolicyType, PrincipalName, Request, Resource, ResourcePattern, Rights, Scope,
    Subject, authorize, suggest,
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

/// A matcher that is plainly right, and slow.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|skip| naive(rest, &text[skip..])),
        Some((want, rest)) => text
            .split_first()
            .is_some_and(|(got, text)| (*want == '?' || want == got) && naive(rest, text)),
    }
}

/// Whether a pattern covers a resource: segment by segment, and `*` only as a whole.
fn covers(pattern: &str, resource: &str, service: Option<&str>) -> bool {
    let glob = |pattern: &str, text: &str| {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        naive(&chars(pattern), &chars(text))
    };
    let stars = |text: &str| !text.is_empty() && text.bytes().all(|b| b == b'*');
    let segments: Vec<&str> = pattern.splitn(5, ':').collect();
    let (last, heads) = segments.split_last().unwrap();
    if resource == "*" {
        return match (heads, service) {
            ([], _) => stars(last),
            ([acs], Some(service)) => glob(acs, "acs") && stars(last) && !service.is_empty(),
            ([acs, own, open @ ..], Some(service)) => {
                let open = open.iter().chain([last]);
                glob(acs, "acs") && glob(own, service) && open.into_iter().all(|s| stars(s))
            }
            (_, None) => false,
        };
    }
    let parts: Vec<&str> = resource.splitn(segments.len(), ':').collect();
    parts.len() == segments.len()
        && parts.iter().zip(&segments).enumerate().all(|(at, (part, want))| {
            let open = (2..4).contains(&at) && at < heads.len() && *part == "*";
            open || glob(want, part)
        })
}

const ACTIONS: &[&str] = &["a:Get", "a:Put", "b:Get", "b:Put"];
const VALUES: &[&str] = &["1", "2", "25"];
const RESOURCES: &[&str] = &["*", "acs:a:*:1:x/1", "acs:a:*:1:x/2", "acs:b:r:1:y/1"];

fn a_document() -> impl Strategy<Value = String> {
    let action = select(vec!["*", "a:*", "*:Get", "a:Put", "b:?et", "A:GET"]);
    let resource =
        select(vec!["*", "acs:a:*:*:*", "acs:a:*:*:x/*", "acs:a:*:1:x/1", "acs:?:r:*:y/1"]);
    let condition = select(vec![
        json!({}),
        json!({ "StringEquals": { "k:a": "1" } }),
        json!({ "StringNotLike": { "k:a": ["2*", "3"] } }),
        json!({ "Bool": { "k:b": true }, "NumericLessThan": { "k:a": 2 } }),
    ]);
    let effect = select(vec!["Allow", "Deny"]);
    let (not_a, not_r) = (any::<bool>(), any::<bool>());
    let one = (effect, not_a, vec(action, 1..3), not_r, vec(resource, 1..3), condition);
    let one = one.prop_map(|(effect, not_a, actions, not_r, resources, condition)| {
        let action = if not_a { "NotAction" } else { "Action" };
        let resource = if not_r { "NotResource" } else { "Resource" };
        json!({ "Effect": effect, action: actions, resource: resources, "Condition": condition })
    });
    vec(one, 1..4).prop_map(|list| json!({ "Version": "1", "Statement": list }).to_string())
}

fn attachment(text: &str) -> Attachment {
    Attachment {
        policy: "p".to_owned(),
        kind: PolicyType::Custom,
        version: "v1".to_owned(),
        entity: EntityType::RamUser,
        scope: Scope::Account,
        document: Arc::new(Document::parse(text, DocumentKind::Identity).expect(text)),
    }
}

fn rights(documents: &[String]) -> Rights {
    Rights::new(documents.iter().map(|text| attachment(text)))
}

/// Whether it is allowed, and whether it is explicitly denied.
fn ask(rights: &Rights, action: &str, resource: &str, value: &str) -> (bool, bool) {
    let context = Context::new().with("k:a", value).with("k:b", "true");
    let resources = [Cow::from(resource)];
    let subject = Subject::new("1", PrincipalName::User("u"), rights);
    let decision = authorize(&subject, &Request::new(action, &resources, &context));
    (decision.allowed, decision.explicit)
}

proptest! {
    #[test]
    fn an_explicit_denial_stands(
        some in vec(a_document(), 0..3), more in vec(a_document(), 0..4), first in any::<bool>(),
        action in select(ACTIONS), resource in select(RESOURCES), value in select(VALUES),
    ) {
        let alone = ask(&rights(&some), action, resource, value);
        let (before, after) = if first { (more, some) } else { (some, more) };
        let both = ask(&rights(&[before, after].concat()), action, resource, value);
        prop_assert!(!alone.1 || both.1);
        prop_assert!(!(both.0 && both.1));
    }

    #[test]
    fn more_permission_takes_none_away(
        some in vec(a_document(), 0..3), more in vec(a_document(), 1..3),
        action in select(ACTIONS), resource in select(RESOURCES), value in select(VALUES),
    ) {
        let more: Vec<_> = more.iter().map(|text| text.replace("\"Deny\"", "\"Allow\"")).collect();
        let alone = ask(&rights(&some), action, resource, value);
        let both = ask(&rights(&[some, more].concat()), action, resource, value);
        prop_assert!(!alone.0 || both.0);
        prop_assert_eq!(alone.1, both.1);
    }

    /// What a set of policies says alone, it says as a level; the first level that does not allow
    /// decides, and none gives anything. The account itself is bound by what has the scope All.
    #[test]
    fn every_level_must_allow(
        own in vec(a_document(), 1..3),
        levels in vec(vec((a_document(), any::<bool>()), 1..3), 0..4), root in any::<bool>(),
        action in select(ACTIONS), resource in select(RESOURCES), value in select(VALUES),
    ) {
        let scope = |all: bool| if all { EffectScope::All } else { EffectScope::Ram };
        let control: Vec<ControlLevel> = levels.iter().map(|level| {
            ControlLevel::new("", level.iter().map(|(text, all)| (scope(*all), attachment(text))))
        }).collect();
        let own = rights(&own);
        let who = if root { PrincipalName::Root } else { PrincipalName::User("u") };
        let subject = Subject { control: &control, ..Subject::new("1", who, &own) };
        let context = Context::new().with("k:a", value).with("k:b", "true");
        let resources = [Cow::from(resource)];
        let got = authorize(&subject, &Request::new(action, &resources, &context));

        let binding = levels.iter().map(|level| {
            let texts = level.iter().filter(|(_, all)| !root || *all).map(|(text, _)| text.clone());
            texts.collect::<Vec<_>>()
        });
        let refused = binding
            .filter(|level| !level.is_empty())
            .map(|level| ask(&rights(&level), action, resource, value))
            .find(|(allowed, _)| !allowed);
        let unbound = Subject { control: &[], ..subject };
        let without = authorize(&unbound, &Request::new(action, &resources, &context));
        let by_control = got.policy_type == PolicyKind::ControlPolicy;
        prop_assert_eq!(by_control, refused.is_some());
        let want = refused.unwrap_or((without.allowed, without.explicit));
        prop_assert_eq!((got.allowed, got.explicit), want);
    }

    #[test]
    fn globs_match_as_defined(pattern in "[ab*?é]{0,8}", text in "[abé]{0,10}") {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        prop_assert_eq!(naive(&chars(&pattern), &chars(&text)), Glob::new(&pattern).matches(&text));
    }

    #[test]
    fn resources_match_as_defined(
        pattern in "(acs|a?s|[*]):(cms|c[*]|[*]|oss)(:([*]|cn|[*][*]|)){0,2}(:(x/[*]|x/1|[*]|[*]{2})){0,2}|[*]{1,2}",
        resource in "acs:(cms|oss|[*]):([*]|cn|):([*]|1|):(x/[12*]|[*])|[*]",
        service in select(vec![None, Some("cms"), Some("oss")]),
    ) {
        let got = ResourcePattern::new(&pattern).matches(&Resource::new(&resource, service));
        prop_assert_eq!(covers(&pattern, &resource, service), got);
    }

    #[test]
    fn statements_on_another_service_decide_nothing(
        some in vec(a_document(), 0..3), denied in any::<bool>(), tail in "[*]|x/1|[*]:[*]:[*]",
        action in select(ACTIONS), value in select(VALUES),
    ) {
        let effect = if denied { "Deny" } else { "Allow" };
        let resource = format!("acs:other:{tail}");
        let other = json!({ "Effect": effect, "Action": "*", "Resource": resource });
        let other = json!({ "Version": "1", "Statement": other }).to_string();
        for resource in RESOURCES {
            let alone = ask(&rights(&some), action, resource, value);
            let both = ask(&rights(&[&some[..], std::slice::from_ref(&other)].concat()), action, resource, value);
            prop_assert_eq!(alone, both);
        }
    }

    #[test]
    fn a_suggestion_allows_what_was_recorded(
        pairs in vec((select(ACTIONS), select(&RESOURCES[1..])), 1..12), turn in 0..12_usize,
    ) {
        let document = suggest(pairs.clone()).unwrap();
        let rights = rights(std::slice::from_ref(&document));
        for action in ACTIONS {
            for resource in &RESOURCES[1..] {
                let wanted = pairs.contains(&(*action, *resource));
                prop_assert_eq!(wanted, ask(&rights, action, resource, "1").0);
            }
        }
        let mut turned = pairs.clone();
        turned.rotate_left(turn % pairs.len());
        prop_assert_eq!(Some(document), suggest(turned));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Document::parse(&text, DocumentKind::Identity);
        let statement = json!({ "Effect": "Allow", "Action": text, "Resource": text });
        let wrapped = json!({ "Version": "1", "Statement": statement });
        let _ = Document::parse(&wrapped.to_string(), DocumentKind::Identity);
    }
}
