//! `localyun explain`.

use std::{
    io::{self, IsTerminal, Read},
    process::ExitCode,
};

use clap::Args;

use super::{ask, fail, print};
use crate::{
    config::{Account, MAX_REQUEST},
    explain_command::explain_raw,
    sign::explain::Known,
    world,
};

/// Which request to explain.
#[derive(Args)]
pub(super) struct Explain {
    /// The request id of a refused call. Without one, the request is read from the standard
    /// input: its request line, headers and body, as `curl -v` shows them.
    request_id: Option<String>,

    /// The server that refused the call.
    #[arg(
        long,
        env = "LOCALYUN_ENDPOINT",
        value_name = "URL",
        default_value = "http://127.0.0.1:4800"
    )]
    endpoint: String,

    /// The keys that may have signed a request on the standard input, as for `serve`.
    #[arg(
        long = "account",
        env = "LOCALYUN_ACCOUNT",
        value_name = "ID:KEY:SECRET",
        value_delimiter = ',',
        hide_env_values = true,
        default_value = "1000000000000001:testid:testsecret"
    )]
    accounts: Vec<Account>,
}

/// Prints the explanation.
pub(super) fn run(it: &Explain) -> ExitCode {
    match &it.request_id {
        Some(id) => match refused(&it.endpoint, id) {
            Ok(text) => print(&text),
            Err(e) => fail(&e),
        },
        None => read(&it.accounts),
    }
}

fn read(accounts: &[Account]) -> ExitCode {
    if io::stdin().is_terminal() {
        eprintln!("Paste the request, from its request line on, and end with Ctrl-D:");
    }
    let mut raw = Vec::new();
    if let Err(e) = io::stdin().take(MAX_REQUEST).read_to_end(&mut raw) {
        return fail(&format!("cannot read the request: {e}"));
    }
    let keys: Vec<Known<'_>> = accounts
        .iter()
        .map(|a| Known { id: &a.access_key_id, secret: a.secret.as_secret() })
        .collect();
    match explain_raw(&raw, &keys, Some(world::real_now())) {
        Ok(explanation) => print(&format!("{explanation}\n")),
        Err(e) => fail(&e),
    }
}

/// The explanation of a call that a server has refused.
fn refused(endpoint: &str, id: &str) -> Result<String, String> {
    ask::get(endpoint, &format!("/_localyun/explain/{}?as=text", id.trim()))
        .map_err(|e| format!("{endpoint} does not explain {id}: {}", e.trim()))
}
