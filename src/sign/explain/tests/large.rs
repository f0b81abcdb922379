//! Large requests: the usual mistakes are found in them too, and the work has its bounds.

use super::*;

/// What [`MAX_BYTES`] is to a form of 8 MB, it is to one of this size.
const SIZE: usize = 32 << 10;
const LIMIT: usize = MAX_BYTES / (8 << 20) * SIZE;

/// A right request with a form that has one long value, or many.
fn large(many: bool) -> right::Right {
    let value = "MIIB/zCCAWigAwIBAgIJ +abcdefghijklmnopqrstuvwxyz*\n";
    right::with_form(&if many {
        (0..SIZE / 128).map(|n| (format!("Form.{n}"), value.repeat(2))).collect()
    } else {
        vec![("Form".to_owned(), value.repeat(SIZE / value.len()))]
    })
}

type Spoilt = fn(&right::Right) -> String;

#[test]
fn the_usual_mistakes_are_found_in_a_large_form() {
    let usual: [(&str, Spoilt); 12] = [
        ("missing-ampersand", |r| sha1("s3cret", &r.text)),
        ("secret-with-surroundings", |r| sha1("s3cret\n&", &r.text)),
        ("asterisk-unencoded", |r| rpc(&r.canonical.replace("%2A", "*"))),
        ("form-encoding", |r| {
            rpc(&r.canonical.replace("%2A", "*").replace("%20", "+").replace('~', "%7E"))
        }),
        ("small-escapes", |r| rpc(&cases::small(&r.canonical))),
        ("slash-unencoded", |r| rpc(&r.canonical.replace("%2F", "/"))),
        ("not-encoded-again", |r| sha1("s3cret&", &format!("POST&%2F&{}", r.canonical))),
        ("body-left-out", |r| rpc(&cases::sorted(r.query()))),
        ("wrong-method", |r| sha1("s3cret&", &r.text.replacen("POST", "GET", 1))),
        ("another-time", |r| rpc(&r.canonical.replace("53%3A41Z", "53%3A42Z"))),
        ("superfluous-newline", |r| sha1("s3cret&", &format!("{}\n", r.text))),
        ("stray-separator", |r| rpc(&format!("{}&", r.canonical))),
    ];
    for (name, spoilt, many) in usual.iter().flat_map(|(n, s)| [(*n, s, false), (*n, s, true)]) {
        // One whose parts are many is encoded anew for each try, which leaves fewer.
        if many && !["missing-ampersand", "form-encoding", "wrong-method"].contains(&name) {
            continue;
        }
        let right = large(many);
        let request = with_signature(right.request.clone(), &pe(&spoilt(&right)));
        let explanation = with_wire(&request, |wire| explain_within(LIMIT, wire, &KEYS, None));
        let names: Vec<_> = explanation.mistakes.iter().map(|found| &*found.name).collect();
        assert!(names.contains(&name), "{name}: {names:?} after {} bytes", explanation.bytes);
    }
}

/// Every way to make one mistake costs in proportion to the request, and those that come to a text
/// that was signed already cost nothing.
#[test]
fn a_try_costs_no_more_than_the_request() {
    let request = with_signature(large(false).request, &pe(&sha1("nobody&", "x")));
    let explanation = with_wire(&request, |wire| explain_within(LIMIT, wire, &KEYS, None));
    assert!(explanation.tries > 200, "{}", explanation.tries);
    // Were each encoded twice and signed.
    let each = 3 * large(false).text.len();
    let (spent, tries) = (explanation.bytes, explanation.tries);
    assert!(spent < tries * each / 2, "{spent} bytes in {tries} tries, where one has {each}");
}

#[test]
fn the_work_and_the_answer_are_bounded() {
    let mut request = right("rpc-v1-hmac-sha1", "nonce").request;
    for count in 0..1500 {
        request.target = request.target.replacen('?', &format!("?P{count}=%2A%20xxxxxxxxxx&"), 1);
    }
    let explanation = with_wire(&request, |wire| explain_within(LIMIT, wire, &KEYS, None));
    assert_eq!(explanation.verdict, Verdict::Mismatch);
    assert!(explanation.tries <= 2 * MAX_TRIES, "{}", explanation.tries);
    assert!(explanation.canonical_request.len() < LONGEST + 100);
    assert!(explanation.to_string().len() < 8 * LONGEST);
}

/// However large the call, no more bytes are encoded and signed for it than the limit and one try;
/// and it is said.
#[test]
fn a_large_call_costs_no_more_than_the_limit() {
    const LIMIT: usize = 1 << 20;
    for many in [false, true] {
        let mut right = large(many);
        right.request = with_signature(right.request, &pe(&sha1("nobody&", "x")));
        let explanation =
            with_wire(&right.request, |wire| explain_within(LIMIT, wire, &KEYS, None));
        // At most two encodings and a signature, each of at most the text.
        let try_one = 3 * right.text.len();
        // The single mistakes, then the pairs.
        assert!(explanation.bytes <= 2 * (LIMIT + try_one), "{}", explanation.bytes);
        assert!(explanation.capped, "{}", explanation.tries);
        assert!(explanation.to_string().contains("as the request is large"), "{explanation}");
    }
    // A body that only its hash stands for costs nothing.
    let mut request = right("acs3-hmac-sha256", "nonce").request;
    request.body = vec![b'='; 1 << 20];
    let request = with_signature(request, &"0".repeat(64));
    let small = with_wire(&request, |wire| explain_within(LIMIT, wire, &KEYS, None));
    assert!(small.tries > 500, "{}", small.tries);
}
