//! One request: its bytes, as on the wire.

#![no_main]

#[path = "../check.rs"]
mod check;

use check::{Depth, Subject};

thread_local! {
    static SUBJECT: Subject = Subject::new();
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| SUBJECT.with(|subject| subject.check(data, Depth::Explain)));
