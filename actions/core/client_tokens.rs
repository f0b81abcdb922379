//! Calls that are made once more with the same client token: they are answered as before, and have no other effect.
//!
//! Only what succeeded is kept, so a call that failed may be made again. A token belongs to an account, a region and an action.
//! Assumed: an answer is kept for a day; a token that comes with other parameters is refused with 400.

use sha2::{Digest, Sha256};

use crate::{
    ApiError, Cx, Fault, Params, Result,
    ports::client_tokens::{self, TokenOfCall},
};

/// What an action that takes a client token says of one that it cannot take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeats {
    /// It is longer than it may be, or has other characters than those of ASCII, or U+0000.
    pub malformed: Fault,
    /// It was used with other parameters.
    pub mismatch: Fault,
}

impl Repeats {
    /// What most actions say.
    pub const USUAL: Self = Self {
        malformed: Fault {
            status: 400,
            code: "InvalidClientToken.ValueNotSupported",
            message: "The ClientToken provided is invalid.",
        },
        mismatch: Fault {
            status: 400,
            code: "IdempotentParameterMismatch",
            message: "The specified clientToken is used.",
        },
    };
}

/// The parameter with the token.
const TOKEN: &str = "ClientToken";
/// How long a token may be.
const LONGEST: usize = 64;
/// How long an answer is kept.
const KEPT: i64 = 24 * 60 * 60 * 1000;
/// What differs between two calls that ask for the same.
const OF_ONE_CALL: [&str; 10] = [
    TOKEN,
    "AccessKeyId",
    "Action",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureVersion",
    "Timestamp",
];

/// Runs an action, as [`Entry::call`](crate::Entry::call) does.
pub(super) type Run = fn(&mut Cx<'_>, &mut Params<'_>, &mut Vec<u8>) -> Result<()>;

/// Runs an action, unless it was run with the token and the parameters of the call: then the answer is the one of before.
pub(super) fn once(
    cx: &mut Cx<'_>,
    p: &mut Params<'_>,
    out: &mut Vec<u8>,
    (name, repeats): (&str, Repeats),
    run: Run,
) -> Result<()> {
    let Some(token) = p.parameters().non_empty(TOKEN).map(str::to_owned) else {
        return run(cx, p, out);
    };
    if token.len() > LONGEST || !token.bytes().all(|b| matches!(b, 1..=0x7f)) {
        return Err(repeats.malformed.into());
    }
    let asked = asked(p);
    let (account, region) = (cx.caller.account.clone(), cx.region.to_owned());
    let action = format!("{}:{name}", cx.product);
    let call = TokenOfCall { account: &account, region: &region, action: &action, token: &token };
    let since = cx.now - KEPT;
    match client_tokens::find(cx.tx, call, since)? {
        Some((of_before, answer)) if of_before == asked => {
            out.extend_from_slice(answer.as_bytes());
            Ok(())
        }
        Some(_) => Err(repeats.mismatch.into()),
        None => {
            let start = out.len();
            run(cx, p, out)?;
            let answer = std::str::from_utf8(&out[start..]).map_err(ApiError::internal)?;
            Ok(client_tokens::keep(cx.tx, call, (&asked, answer), (cx.now, since))?)
        }
    }
}

/// A hash of what a call asks for.
fn asked(p: &Params<'_>) -> String {
    let mut hash = Sha256::new();
    for it in p.parameters().iter().filter(|it| !OF_ONE_CALL.contains(&it.name)) {
        // The lengths tell where a name and a value end.
        hash.update(format!("{}:{}:{}{}", it.name.len(), it.value.len(), it.name, it.value));
    }
    base16ct::lower::encode_string(&hash.finalize())
}
