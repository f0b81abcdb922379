//! Fuzzers that need nothing installed: they spoil what is right in every way they know, and check that what comes of
//! it is a decision and never a panic. One is for whole requests; the others are for what is read inside of them
//! (`parts.rs`), and for the control API.
//!
//! `FUZZ_SECONDS=60 cargo test fuzz` runs each for longer, from a seed of its own, `FUZZ_COUNT=1000000` for so many
//! inputs; `FUZZ_SEED` repeats a run. `tests/fuzz/README.md` tells of the one that is guided by coverage.

mod check;
mod control;
mod parts;
mod spoil;

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    time::{Duration, Instant},
};

use crate::{
    signatures::vectors::{Vector, vectors},
    support::{Call, plain},
};
use check::{Depth, Subject};
use spoil::{Dice, spoiled};

/// How many whole requests are tried when nothing else is said.
const REQUESTS: u32 = 50_000;

/// Checks what is made of the samples: `quick` inputs when nothing else is said, or for the time or the count of the
/// environment; an eighth of the time where it is no whole requests. Answers how many it were.
fn fuzz(
    quick: u32,
    samples: &[Vec<u8>],
    words: &[&[u8]],
    mut check: impl FnMut(&[u8], u32),
) -> u32 {
    let number = |name| env::var_os(name).and_then(|n| n.to_str()?.parse::<u64>().ok());
    let count = number("FUZZ_COUNT").and_then(|n| u32::try_from(n).ok());
    let time = number("FUZZ_SECONDS").map(Duration::from_secs).filter(|_| count.is_none());
    let time = time.map(|it| if quick < REQUESTS { it / 8 } else { it });
    let fresh = time.map(|_| u64::try_from(localyun::clock::real_now()).unwrap());
    let seed = number("FUZZ_SEED").or(fresh).unwrap_or(1);
    let mut dice = Dice(seed.max(1));
    let (start, most) = (Instant::now(), count.unwrap_or(quick));
    let mut tried = 0;
    // A slow machine tries as many as a run without a time.
    while tried < most || time.is_some_and(|time| start.elapsed() < time) {
        let input = spoiled(&mut dice, samples, words);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(&input, tried))) {
            eprintln!("seed {seed}, input {tried}:\n{}", input.escape_ascii());
            resume_unwind(panic);
        }
        tried += 1;
    }
    let rate = f64::from(tried) / start.elapsed().as_secs_f64();
    eprintln!("{tried} inputs from seed {seed}, {rate:.0} a second");
    tried
}

#[test]
fn decoder() {
    let subject = Subject::new();
    let tried = fuzz(REQUESTS, &seeds(), WORDS, |request, tried| {
        let depth = match tried {
            n if n % 4096 == 0 => Depth::Explain,
            n if n % 16 == 0 => Depth::Call,
            _ => Depth::Decode,
        };
        subject.check(request, depth);
    });
    // Most of them are still requests, or nothing much was tried.
    let tally = subject.tally();
    eprintln!("{tally:?}");
    assert!(tally.requests > tried / 2, "{tally:?}");
    assert!(tally.signed > tried / 20 && tally.refused > tried / 50, "{tally:?}");
    assert!(tally.answers > 2, "{tally:?}");
}

fn seeds() -> Vec<Vec<u8>> {
    let call = Call::put("Alice").form("Lang", "en").form("ContactNames.1", "张三");
    let mut all: Vec<_> = vectors().iter().map(Vector::bytes).collect();
    for scheme in &localyun::sign::SCHEMES {
        let key = if scheme.mac == localyun::sign::Mac::Rsa { "pair" } else { "testid" };
        all.push(call.clone().with(|c| (c.scheme, c.key.0) = (scheme.name, key.into())).bytes());
    }
    for action in
        ["DescribeContactList", "PutContactGroup", "DescribeContactGroupList", "DeleteContact"]
    {
        let query = "ContactName=Alice&ContactGroupName=g&ContactNames.1=Alice&PageNumber=1&PageSize=2&Format=JSON";
        let target = format!("/?Action={action}&Version=2019-01-01&{query}");
        all.push(plain(
            "POST",
            &target,
            &["content-type: application/json"],
            br#"{"Describe": "x", "l": [1]}"#,
        ));
    }
    all
}

/// What is likely to mean something to somebody.
const WORDS: &[&[u8]] = &[
    b"&",
    b"=",
    b"%",
    b"%00",
    b"%ff",
    b"%25",
    b"%2",
    b"+",
    b"%20",
    b"%E5%BC%A0",
    "张".as_bytes(),
    b"\0",
    b"\r\n",
    b"\r\n\r\n",
    b": ",
    b"?",
    b"/",
    b"//",
    b"/..",
    b"#",
    b";",
    b",",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"\\u0000",
    b"null",
    b"-1",
    b"0",
    b"9223372036854775807",
    b"99999999999999999999",
    b"1e999",
    b"Format=XML",
    b"Format=YAML",
    b"&Action=PutContact",
    b"&Version=2019-01-01",
    b"&Signature=",
    b"&SignatureNonce=1",
    b"&Timestamp=2026-01-01T00:00:00Z",
    b"&BearerToken=x",
    b"&SignatureType=BEARERTOKEN",
    b"&SecurityToken=x",
    b"ACS3-HMAC-SHA256 ",
    b"ACS3-RSA-SHA256 ",
    b"ACS4-HMAC-SM3 ",
    b"acs testid:",
    b"Bearer ",
    b"Credential=testid/20261121/cn-hangzhou/cms/aliyun_v4_request",
    b"SignedHeaders=host;host",
    b"x-acs-date: 2026-11-21T22:53:41Z\r\n",
    b"Content-Type: application/json\r\n",
    b"x-acs-version: 2019-05-06\r\n",
    b"Content-Type: application/x-www-form-urlencoded\r\n",
    b"Accept: text/xml\r\n",
    b"Host: metrics.cn-hangzhou.aliyuncs.com\r\n",
];
