//! Whether the certificate authority of this machine is the server's, and whether a client trusts it.

use std::{
    fs,
    path::{self, Path},
};

use clap::ValueEnum;
use rustls::pki_types::CertificateDer;

use super::{Facts, Finding, clients::java_flag};
use crate::{
    cli::{
        ask::secure::{self, Refusal},
        trusting,
    },
    clients::Client,
    tls::{authority::certificate_in, trust},
};

const ABOUT: &str = "trust";

/// The variables by which a client is told whom to trust, each with a file.
fn variables(client: Client) -> &'static [&'static str] {
    match client {
        Client::Python => &["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"],
        Client::Go | Client::Cli | Client::Terraform | Client::Csharp => &["SSL_CERT_FILE"],
        Client::Node => &["NODE_EXTRA_CA_CERTS"],
        Client::Java => &["JAVA_TOOL_OPTIONS"],
        Client::Php => &[],
        Client::Shell => &[
            "REQUESTS_CA_BUNDLE",
            "SSL_CERT_FILE",
            "CURL_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS",
            "JAVA_TOOL_OPTIONS",
        ],
    }
}

pub(super) fn trust(facts: &Facts<'_>) -> Vec<Finding> {
    let Some(folder) = &facts.ca_folder else {
        let text =
            "this user has no folder for a certificate authority, so clients speak plain HTTP";
        return vec![Finding::ok(ABOUT, text)];
    };
    let file = certificate_in(folder);
    let path = file.display();
    let Some(authority) = secure::authority(folder) else {
        let theirs = facts.health.as_ref().ok().and_then(trusting::of_server);
        // That of a server of another machine may be at the same place.
        let ours = path::absolute(&file).ok();
        if let Some(theirs) = theirs.filter(|it| ours.as_ref() != Some(it)) {
            let text = format!(
                "the certificates of the server are signed by {}, and clients are told to trust {path}, which is made \
                 then: they refuse the server",
                theirs.display()
            );
            return vec![Finding::warning(ABOUT, text, trusting::advice(Some(&theirs), folder))];
        }
        let text = format!("there is no {path}: it is made when the first client speaks TLS");
        return vec![Finding::ok(ABOUT, text)];
    };
    let mut found = vec![Finding::ok(ABOUT, format!("the certificate authority is {path}"))];
    if facts.health.is_ok() {
        found.push(server(facts, folder, &authority));
    }
    if let Some(client) = facts.client {
        found.extend(client_trusts(facts, client, &authority));
    }
    found
}

/// Whether the certificate that the server shows is signed by the authority of this machine.
fn server(facts: &Facts<'_>, folder: &Path, authority: &CertificateDer<'static>) -> Finding {
    match secure::try_out((facts.host, facts.port), facts.host, authority) {
        Ok(()) => Finding::ok(ABOUT, "the certificate of the server is signed by it"),
        Err(Refusal::NoTls) => Finding::ok(ABOUT, "the server speaks plain HTTP alone"),
        Err(Refusal::Untrusted) => Finding::warning(
            ABOUT,
            "the certificate of the server is signed by another authority: clients that trust this one refuse it",
            trusting::advice(
                facts.health.as_ref().ok().and_then(trusting::of_server).as_deref(),
                folder,
            ),
        ),
        Err(why @ Refusal::Other(_)) => Finding::warning(
            ABOUT,
            format!("TLS to the server cannot begin: {}", why.said(facts.host)),
            "look at the log of the server",
        ),
    }
}

/// Whether the files that the variables of a client name have the authority in them.
fn client_trusts(
    facts: &Facts<'_>,
    client: Client,
    authority: &CertificateDer<'static>,
) -> Vec<Finding> {
    let advice = client.to_possible_value().map_or_else(String::new, |it| {
        format!("eval \"$(localyun env {})\" sets it", it.get_name())
    });
    let mut found = Vec::new();
    for variable in variables(client) {
        let Some(value) = (facts.variable)(variable) else { continue };
        let file = if *variable == "JAVA_TOOL_OPTIONS" {
            let Some(file) = java_flag(&value, "-Djavax.net.ssl.trustStore") else { continue };
            file.to_owned()
        } else {
            value
        };
        found.push(match holds(Path::new(&file), authority) {
            Some(true) => {
                Finding::ok(ABOUT, format!("the authority is in {file}, which {variable} names"))
            }
            Some(false) => Finding::problem(
                ABOUT,
                format!("the authority is not in {file}, which {variable} names"),
                &advice,
            ),
            None => Finding::problem(
                ABOUT,
                format!("{file}, which {variable} names, cannot be read"),
                &advice,
            ),
        });
    }
    let by_proxy = ["HTTPS_PROXY", "https_proxy"];
    let by_proxy = by_proxy.iter().filter_map(|it| (facts.variable)(it));
    let speaks_tls = facts.endpoint.starts_with("https://")
        || by_proxy.into_iter().any(|it| facts.leads_here(&it));
    if found.is_empty() && speaks_tls && !variables(client).is_empty() {
        let text = format!("no variable lets {} trust the authority", client.name());
        found.push(Finding::warning(ABOUT, text, advice));
    }
    found
}

/// Whether a file of certificates has this one in it; `None` if it cannot be read.
fn holds(file: &Path, authority: &CertificateDer<'static>) -> Option<bool> {
    Some(trust::holds(&fs::read(file).ok()?, authority))
}
