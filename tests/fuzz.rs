//! A fuzzer that needs nothing installed: it spoils the captured requests in every way it
//! knows, and checks that what comes of them is a decision and never a panic.
//!
//! `FUZZ_SECONDS=60 cargo test fuzz` runs for longer, from a seed of its own; `FUZZ_SEED`
//! repeats a run. `tests/fuzz/README.md` tells of the one that is guided by coverage.

mod check;

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

/// How many requests are tried when no time is given.
const QUICK: u32 = 50_000;

#[test]
fn decoder() {
    let number = |name| env::var_os(name).and_then(|n| n.to_str()?.parse::<u64>().ok());
    let time = number("FUZZ_SECONDS").map(Duration::from_secs);
    let fresh = time.map(|_| u64::try_from(localyun::clock::real_now()).unwrap());
    let seed = number("FUZZ_SEED").or(fresh).unwrap_or(1);
    let (mut dice, seeds, subject) = (Dice(seed.max(1)), seeds(), Subject::new());
    let start = Instant::now();
    let mut tried = 0;
    while time.map_or(tried < QUICK, |time| start.elapsed() < time) {
        let request = spoiled(&mut dice, &seeds);
        let depth = match tried {
            n if n % 4096 == 0 => Depth::Explain,
            n if n % 16 == 0 => Depth::Call,
            _ => Depth::Decode,
        };
        let checked = catch_unwind(AssertUnwindSafe(|| subject.check(&request, depth)));
        if let Err(panic) = checked {
            eprintln!("seed {seed}, request {tried}:\n{}", request.escape_ascii());
            resume_unwind(panic);
        }
        tried += 1;
    }
    // Most of them are still requests, or nothing much was tried.
    let tally = subject.tally();
    eprintln!("{tried} requests from seed {seed}: {tally:?}");
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

fn spoiled(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut request = dice.one_of(seeds).clone();
    for _ in 0..dice.below(5) {
        let end = request.len();
        let at = dice.below(end);
        let some = (at + 1 + dice.below(32)).min(end);
        match dice.below(7) {
            0 => request[at] ^= 1 << dice.below(8),
            1 => request[at] = u8::try_from(dice.below(256)).unwrap_or_default(),
            2 => drop(request.drain(at..some)),
            3 => drop(request.splice(at..at, request[at..some].to_vec())),
            4 => drop(request.splice(at..at, dice.one_of(WORDS).iter().copied())),
            5 => drop(request.splice(at..some, dice.one_of(WORDS).iter().copied())),
            // The start of one, and the end of another.
            _ => {
                let other = dice.one_of(seeds);
                let from = dice.below(other.len());
                request.truncate(at);
                request.extend_from_slice(&other[from..]);
            }
        }
        if request.is_empty() {
            break;
        }
    }
    request
}

/// Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
