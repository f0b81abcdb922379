//! The captured requests, sent again byte for byte, with the clock at the time of their capture.

use std::collections::BTreeMap;

use localyun::{
    config::Auth,
    keys::{Account, KeySecret},
};

use crate::{
    signatures::vectors::{Key, Vector, key_pair, vectors},
    support::{Answer, Server},
};

fn replay(vector: &Vector, auth: Auth) -> Answer {
    let server = Server::with(|o| {
        (o.clock, o.auth) = (Some(vector.at()), auth);
        if let Some(id) = &vector.key_id {
            let secret = match vector.key() {
                Key::Shared(text) => KeySecret::Shared(text),
                Key::Pair => KeySecret::Public(Box::new(key_pair().public.clone())),
            };
            let (id, access_key_id) = ("1000000000000001".into(), id.clone());
            o.accounts = vec![Account { id, access_key_id, secret }];
        }
    });
    server.ask(&vector.bytes())
}

/// What is known to come of a request besides an answer of its action.
fn expected(vector: &Vector, answer: &Answer) -> bool {
    let code = answer.code();
    let code = code.as_str();
    // Before anything is known of the caller.
    let lost = [
        "NotEmulated.Localyun",
        "InvalidAction.NotFound",
        "InvalidVersion",
        "InvalidProduct.NotFound",
    ];
    if lost.contains(&code) {
        return answer.header("x-localyun-fidelity").is_none();
    }
    // A token that nobody has issued here.
    let token = vector.security_token.is_some() || vector.bearer_token.is_some();
    if token && code == "InvalidSecurityToken.Malformed" {
        return true;
    }
    // The known mistakes of published clients.
    if vector.expect.quirk.is_some() && code == "SignatureDoesNotMatch" {
        return true;
    }
    // The action itself has the word.
    answer.header("x-localyun-fidelity") == Some("behaviour")
}

#[test]
fn every_captured_request_gets_past_the_gateway() {
    let mut seen = BTreeMap::<_, usize>::new();
    for vector in vectors() {
        let answer = replay(vector, Auth::Strict);
        assert!(expected(vector, &answer), "{}: {}", vector.name, answer.text());
        let through = answer.header("x-localyun-fidelity").is_some();
        *seen.entry((through, answer.code())).or_default() += 1;
    }
    assert_eq!(seen.values().sum::<usize>(), 173);
    let through = seen.iter().filter(|((through, _), _)| *through).map(|(_, n)| n);
    assert!(through.sum::<usize>() >= 50, "{seen:?}");
}

#[test]
fn the_mistakes_of_clients_pass_an_audit() {
    let mut checked = 0;
    for vector in vectors().iter().filter(|v| v.expect.quirk.is_some()) {
        let answer = replay(vector, Auth::Audit);
        if let Some(code) = answer.header("x-localyun-audit") {
            assert!(
                ["SignatureDoesNotMatch", "InvalidSecurityToken.Malformed"].contains(&code),
                "{}",
                vector.name
            );
            let known_by_name = answer.code() == "NotEmulated.Localyun";
            let emulated = answer.header("x-localyun-fidelity") == Some("behaviour");
            assert!(known_by_name || emulated, "{}", vector.name);
            checked += 1;
        }
    }
    assert!(checked > 0);
}
