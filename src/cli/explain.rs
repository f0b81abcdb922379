//! `localyun explain`.

use crate::{
    clock,
    config::{DEFAULT_ACCOUNT, MAX_REQUEST},
    keys::Account,
    request_text::explain_raw,
    sign::{
        encode::percent,
        explain::{Explanation, Known, Verdict},
        time::Clocks,
    },
    wire::query,
};
use std::{
    fs,
    io::{self, IsTerminal, Read},
    path::PathBuf,
    process::ExitCode,
};

use super::{ask, fail, print, server::DEFAULT_ENDPOINT};
use clap::Args;

/// Which request to explain.
#[derive(Args)]
pub(super) struct Explain {
    /// The request id of a call, or how it begins: the log shows the first digits. Without one, the request is read from the standard
    /// input: as HTTP, as `curl -v` prints it, as a `curl` command line, or as a HAR file.
    request_id: Option<String>,

    /// The server that answered the call, and that knows the keys.
    #[arg(
        long,
        env = "LOCALYUN_ENDPOINT",
        value_name = "URL",
        value_parser = ask::endpoint,
        default_value = DEFAULT_ENDPOINT
    )]
    endpoint: String,

    /// The keys that may have signed a request on the standard input, as for `serve`. Without
    /// them the server is asked, which knows those of RAM and STS too; without a server it is the
    /// key of the default account.
    #[arg(
        long = "account",
        env = "LOCALYUN_ACCOUNT",
        value_name = "ID:KEY:SECRET",
        value_delimiter = ',',
        hide_env_values = true
    )]
    accounts: Vec<Account>,

    /// A file with the text that the client signed: its string to sign or its canonical request,
    /// to be compared with the server's.
    #[arg(long, value_name = "FILE")]
    mine: Option<PathBuf>,

    /// The id of the world; the first one unless given.
    #[arg(long, value_name = "ID")]
    world: Option<String>,
}

/// Prints the explanation.
pub(super) fn run(it: &Explain) -> ExitCode {
    match explained(it) {
        Ok(text) => print(&text),
        Err(why) => fail(&why),
    }
}

fn explained(it: &Explain) -> Result<String, String> {
    let read = |file: &PathBuf| {
        fs::read(file).map_err(|e| {
            format!("cannot read {}: {e}: name another file with --mine", file.display())
        })
    };
    let mine = it.mine.as_ref().map(read).transpose()?;
    match &it.request_id {
        Some(id) => answered(it, id.trim(), mine),
        None => pasted(it, mine.as_deref()),
    }
}

/// The explanation of a call that a server has answered.
fn answered(it: &Explain, id: &str, mine: Option<Vec<u8>>) -> Result<String, String> {
    let endpoint = &it.endpoint;
    let world = it.world.as_deref().map(|it| ("world", it));
    let pairs: Vec<_> = [("as", "text")].into_iter().chain(world).collect();
    let path = format!("/_localyun/explain/{id}?{}", query::write(&pairs));
    let answer = match mine {
        None => ask::fetch(endpoint, &path),
        Some(mine) => ask::post(endpoint, &path, mine),
    };
    answer.map_err(|failed| match failed.said(endpoint) {
        why if failed.answered => format!("{endpoint} does not explain {id}: {why}"),
        why => why,
    })
}

/// The explanation of a request on the standard input.
fn pasted(it: &Explain, mine: Option<&[u8]>) -> Result<String, String> {
    if io::stdin().is_terminal() {
        eprintln!("Paste the request, and end with Ctrl-D:");
    }
    let mut raw = Vec::new();
    let read = io::stdin().take(MAX_REQUEST).read_to_end(&mut raw);
    read.map_err(|e| format!("cannot read the request: {e}"))?;
    if it.accounts.is_empty() {
        return match by_server(&it.endpoint, &raw, mine) {
            Ok(text) => Ok(text),
            Err(failed @ ask::Failed { answered: true, .. }) => Err(failed.said(&it.endpoint)),
            Err(ask::Failed { text, .. }) => {
                let account: Vec<Account> = DEFAULT_ACCOUNT.parse().into_iter().collect();
                let explanation = here(&raw, &account, mine)?;
                let note = format!(
                    "Note: there is no server at {} ({text}), so only the key of the default \
                     account is known.",
                    it.endpoint
                );
                Ok(format!("{explanation}\n{note}\n"))
            }
        };
    }
    let explanation = here(&raw, &it.accounts, mine)?;
    if explanation.verdict == Verdict::UnknownKey
        && let Ok(text) = by_server(&it.endpoint, &raw, mine)
    {
        return Ok(text);
    }
    Ok(format!("{explanation}\n"))
}

fn here(raw: &[u8], accounts: &[Account], mine: Option<&[u8]>) -> Result<Explanation, String> {
    let keys: Vec<Known<'_>> = accounts
        .iter()
        .map(|it| Known { id: &it.access_key_id, secret: it.secret.as_secret() })
        .collect();
    let real = clock::real_now();
    explain_raw(raw, &keys, Some(Clocks { real, world: real }), mine).map_err(|e| e.to_string())
}

fn by_server(endpoint: &str, raw: &[u8], mine: Option<&[u8]>) -> Result<String, ask::Failed> {
    let mut body = b"request=".to_vec();
    percent(&mut body, raw);
    if let Some(mine) = mine {
        body.extend_from_slice(b"&mine=");
        percent(&mut body, mine);
    }
    ask::post(endpoint, "/_localyun/explain?as=text", body)
}
