//! What a server warns of at its start, if others than this machine reach it.

use crate::{
    config::{DEFAULT_ACCOUNT, Serve},
    keys::{Account, KeySecret},
};

/// What anybody who reaches the server could do, and what to do about it.
pub(super) fn risks(options: &Serve) -> Vec<String> {
    let address = options.address();
    let sharing = &options.sharing;
    if address.ip().is_loopback() && sharing.public_url.is_none() {
        return Vec::new();
    }
    let mut risks = Vec::new();
    if let Some(known) = options.accounts.iter().find(|it| is_known(it)) {
        risks.push(format!(
            "whoever reaches the server can call it with the key {0}, whose secret everybody knows: choose your own with \
             --account {1}:ACCESS_KEY_ID:ACCESS_KEY_SECRET, or let only this machine reach it (--listen 127.0.0.1:{2}, or for \
             a container the published port 127.0.0.1:{2}:{2})",
            known.access_key_id,
            known.id,
            address.port()
        ));
    }
    let open_to = match (&sharing.control_from[..], &options.control_hosts[..]) {
        ([], []) => return risks,
        ([], names) => {
            format!("everybody who reaches the server, by the name {}", names.join(" or "))
        }
        _ => "every program at the addresses of --control-from".to_owned(),
    };
    if sharing.control_token.is_none() {
        risks.push(format!(
            "the control API is open to {open_to}, who can read messages and keys and reset everything: start the server with \
             --control-token @FILE, where FILE has a random text, and give clients the same in LOCALYUN_CONTROL_TOKEN"
        ));
    }
    risks
}

/// Whether its key is the one that every server has unless it is told another one.
fn is_known(account: &Account) -> bool {
    let known = DEFAULT_ACCOUNT.split_once(':').and_then(|(_, key)| key.split_once(':'));
    let KeySecret::Shared(secret) = &account.secret else { return false };
    known == Some((&account.access_key_id, secret))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serve: Serve,
    }

    #[test]
    fn it_warns_of_what_others_can_do_and_of_nothing_else() {
        let (key, control) = ("--account 1000000000000001:", "--control-token");
        for (line, expected) in [
            ("", &[][..]),
            ("--control-host localyun", &[]),
            ("--listen [::1]:4800 --control-from 10.0.0.0/8", &[]),
            ("--listen 0.0.0.0:4800", &[key]),
            ("--public-url https://a.example", &[key]),
            ("--listen 0.0.0.0:4800 --account 1000000000000001:me:hush", &[]),
            ("--listen 0.0.0.0:4800 --control-host localyun", &[key, control]),
            ("--listen 0.0.0.0:4800 --control-from 10.0.0.0/8", &[key, control]),
            ("--listen 0.0.0.0:4800 --control-from 10.0.0.0/8 --control-token x", &[key]),
        ] {
            let serve = Line::parse_from(["x"].into_iter().chain(line.split_whitespace())).serve;
            let risks = risks(&serve);
            assert_eq!(risks.len(), expected.len(), "{line}: {risks:?}");
            for (risk, expected) in risks.iter().zip(expected) {
                assert!(risk.contains(expected), "{line}: {risk}");
            }
        }
    }
}
