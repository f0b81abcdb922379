//! `localyun ca`: the certificate authority, for clients that are to trust it.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::{
    fail,
    output::{Output, Replace},
    print,
};
use crate::{
    config::CaFolder,
    random,
    tls::{
        Mode, Tls,
        trust::{self, Format, PASSWORD},
    },
};

/// What to write, and how.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:
  localyun ca > ca.pem                        the certificate
  localyun ca --path                          where it is kept
  localyun ca --system-roots --out bundle.pem
                                              for SSL_CERT_FILE, which replaces the system's certificates
  localyun ca --format pkcs12 --system-roots --out trust.p12
                                              for javax.net.ssl.trustStore; its password is changeit")]
pub(super) struct Ca {
    /// The format. PEM also holds several certificates; DER holds the authority alone.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Adds the certificates that the system trusts.
    #[arg(long)]
    system_roots: bool,

    /// The password of a trust store.
    #[arg(long, value_name = "PASSWORD", default_value = PASSWORD)]
    password: String,

    /// Writes it into this file instead of to the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Replaces a file of --out that does not have the authority in it yet. One that has it is replaced in any case.
    #[arg(long, requires = "out")]
    replace: bool,

    /// Prints the path of the certificate instead.
    #[arg(long, conflicts_with_all = ["format", "system_roots", "out"])]
    path: bool,

    #[command(flatten)]
    folder: CaFolder,
}

/// Writes the authority, which is made if there is none.
pub(super) fn run(asked: &Ca) -> ExitCode {
    let tls = Tls::new(Mode::default(), asked.folder.path(), asked.folder.names.clone());
    let authority = match tls.authority() {
        Ok(authority) => authority,
        Err(e) => return fail(&e),
    };
    if asked.path {
        return print(&format!("{}\n", authority.path().display()));
    }
    // The file with its private key has it too.
    let has_it = |there: &[u8]| {
        let has_key = String::from_utf8_lossy(there).contains("PRIVATE KEY");
        !has_key && trust::holds(there, authority.certificate())
    };
    let replace = Replace { replace: asked.replace };
    let to = asked.out.as_deref().map(|file| Output::at(file, replace, has_it)).transpose();
    let to = match to {
        Ok(to) => to,
        Err(why) => return fail(&why),
    };
    let mut random = random::seeded(random::secret(None));
    let store =
        trust::store(authority, asked.format, asked.system_roots, &asked.password, &mut random);
    match to {
        Some(to) => match to.write(&store, false) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => fail(&why),
        },
        None if !asked.format.is_text() && io::stdout().is_terminal() => {
            fail(&"this format is binary: name a file with --out, or redirect the output")
        }
        None => match io::stdout().write_all(&store) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => fail(&e),
            _ => ExitCode::SUCCESS,
        },
    }
}
