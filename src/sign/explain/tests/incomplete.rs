//! Hints that do not come from a comparison of signatures.

use super::*;

#[test]
fn a_clock_that_is_off_is_told() {
    let request = right("rpc-v1-hmac-sha1", "nonce").request;
    let at = |now| {
        let clocks = Clocks { real: now, world: now };
        with_wire(&request, |wire| explain(wire, &KEYS, Some(clocks)).hints)
    };
    assert!(at(NOW + 15 * 60 * 1000).is_empty());
    let hour = 60 * 60 * 1000;
    assert!(at(NOW - 8 * hour)[0].contains("local time"), "{:?}", at(NOW - 8 * hour));
    assert!(!at(NOW - 8 * hour - 700_000)[0].contains("local time"));
    assert!(at(NOW + 12 * hour)[0].contains("a 12-hour clock"), "{:?}", at(NOW + 12 * hour));
    assert!(
        at(NOW + 20 * 60_000)[0].contains(": 20 minutes behind. At most 15 minutes are accepted")
    );
}

#[test]
fn a_request_without_a_whole_signature_is_explained_too() {
    let local = spoilt("rpc-v1-hmac-sha1", |request| {
        request.target = request.target.replace("53%3A41Z", "53%3A41");
    });
    assert_eq!(local.verdict, Verdict::Incomplete);
    assert!(local.error.unwrap().starts_with("InvalidTimeStamp.Format: "));
    assert!(local.hints[0].contains("no `Z`"));
    let misspelt = spoilt("rpc-v1-hmac-sha1", |request| {
        request.target = request.target.replace("Timestamp", "TimeStamp");
    });
    assert!(misspelt.hints[0].contains("must be spelt `Timestamp`"));
    let unsigned = spoilt("acs3-hmac-sha256", |r| r.headers.retain(|(n, _)| n != "authorization"));
    assert_eq!(unsigned.verdict, Verdict::Unsigned);
}
