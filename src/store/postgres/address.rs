//! Where the database of a server is: `postgres://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME`.
//!
//! With `sslmode=require` the connection is TLS, and the certificate of the server is verified: by those that the system
//! trusts, or by those in the file of `sslrootcert`.

use std::{io, path::PathBuf, str::FromStr, sync::Arc, time::Duration};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres::config::{Config, Host, SslMode, TargetSessionAttrs};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The schema of a world where the address names none.
const SCHEMA: &str = "localyun";
/// The longest name of a schema that is told apart: PostgreSQL cuts longer ones.
const LONGEST: usize = 63;
/// How long a connection is waited for, where the address says nothing of it.
const CONNECT: Duration = Duration::from_secs(3);
/// For how long what was sent may stay unacknowledged before a connection counts as gone.
const UNACKNOWLEDGED: Duration = Duration::from_secs(10);

/// Where the database of a server is, and the schema in it that has the world.
#[derive(Clone, Debug)]
pub struct Address {
    pub(super) config: Config,
    pub(super) schema: String,
    /// The certificates by which that of the server is verified, where not those of the system.
    roots: Option<PathBuf>,
}

impl Address {
    /// As it is shown: without the password.
    #[must_use]
    pub fn shown(&self) -> String {
        let (hosts, ports) = (self.config.get_hosts(), self.config.get_ports());
        let port = |at: usize| ports.get(at).or(ports.first()).copied().unwrap_or(5432);
        let hosts = hosts.iter().enumerate().map(|(at, host)| match host {
            Host::Tcp(name) => format!("{name}:{}", port(at)),
            #[cfg(unix)]
            Host::Unix(folder) => folder.display().to_string(),
        });
        let (user, name) = (self.config.get_user(), self.config.get_dbname());
        let hosts = hosts.collect::<Vec<_>>().join(",");
        let user = user.map(|it| format!("{it}@")).unwrap_or_default();
        let name = name.unwrap_or_default();
        let schema = &self.schema;
        format!("postgres://{user}{hosts}/{name}?schema={schema}")
    }

    /// What speaks TLS to the server, if anything is to.
    pub(super) fn tls(&self) -> io::Result<Option<MakeRustlsConnect>> {
        if self.config.get_ssl_mode() != SslMode::Require {
            return Ok(None);
        }
        let mut roots = RootCertStore::empty();
        let found = match &self.roots {
            None => rustls_native_certs::load_native_certs().certs,
            Some(file) => CertificateDer::pem_file_iter(file)
                .and_then(Iterator::collect)
                .map_err(|e| io::Error::other(format!("{}: {e}", file.display())))?,
        };
        roots.add_parsable_certificates(found);
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Some(MakeRustlsConnect::new(config)))
    }

    /// The number of the lock that whoever writes to the world holds.
    pub(super) fn lock(&self) -> i64 {
        // FNV-1a: the same in every version.
        let hash = self.schema.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        hash.cast_signed()
    }
}

/// Whether this names a server, and no file: also one that is written wrongly, since there may be a password in it.
#[must_use]
pub fn is_address(data: &str) -> bool {
    let scheme = data.split_once("://").map(|(scheme, _)| scheme.trim_start());
    scheme.is_some_and(|it| {
        let is_name = !it.is_empty() && it.bytes().all(|b| b.is_ascii_alphanumeric());
        is_name && !it.eq_ignore_ascii_case("file")
    })
}

impl FromStr for Address {
    type Err = String;

    /// What it says of a wrong one does not repeat it, since there may be a password in it.
    fn from_str(text: &str) -> Result<Self, String> {
        let (place, query) = text.split_once('?').unwrap_or((text, ""));
        let mut schema = SCHEMA.to_owned();
        let (mut roots, mut others) = (None, Vec::new());
        for pair in query.split('&').filter(|it| !it.is_empty()) {
            match pair.split_once('=') {
                Some(("schema", name)) => name.clone_into(&mut schema),
                Some(("sslrootcert", file)) => roots = Some(PathBuf::from(file)),
                _ => others.push(pair),
            }
        }
        let is_name = |name: &str| {
            let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            (1..=LONGEST).contains(&name.len())
                && name.bytes().all(known)
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && !name.starts_with("pg_")
        };
        if !is_name(&schema) {
            return Err("the schema is a name of small letters, digits and `_`".into());
        }
        let text = if others.is_empty() {
            place.to_owned()
        } else {
            format!("{place}?{}", others.join("&"))
        };
        let wrong = "write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with ?schema=NAME for another schema than localyun";
        if !["postgres://", "postgresql://"].iter().any(|it| text.starts_with(it)) {
            return Err(wrong.into());
        }
        let mut config: Config = text.parse().map_err(|_| wrong.to_owned())?;
        if config.get_hosts().is_empty() {
            return Err(wrong.into());
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(UNACKNOWLEDGED);
        }
        if config.get_application_name().is_none() {
            config.application_name("localyun");
        }
        if config.get_ssl_mode() == SslMode::Prefer {
            // To prefer it would be to do without it where somebody is in between.
            config.ssl_mode(SslMode::Disable);
        }
        // A standby would answer with what is old.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        Ok(Self { config, schema, roots })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let it: Address = "postgres://me:secret@a:1,b:2/x?schema=w1".parse().unwrap();
        assert_eq!(it.shown(), "postgres://me@a:1,b:2/x?schema=w1");
        let it: Address = "postgresql://me@a/x?connect_timeout=7".parse().unwrap();
        assert_eq!(it.shown(), "postgres://me@a:5432/x?schema=localyun");
        assert_eq!(it.config.get_connect_timeout(), Some(&Duration::from_secs(7)));
        assert_ne!(it.lock(), "postgres://a/x?schema=y".parse::<Address>().unwrap().lock());
    }

    #[test]
    fn what_is_wrong_with_an_address_does_not_repeat_it() {
        for wrong in [
            "postgres://me:secret@a/x?schema=A",
            "postgres://me:secret@a/x?schema=pg_a",
            "postgres://me:secret@a/x?schema=",
            "postgres://me:secret@a:x/x",
            "postgres://me:secret@a/x?colour=red",
            "postgres:///x",
            "Postgres://me:secret@a/x",
            " postgres://me:secret@a/x",
            "mysql://me:secret@a/x",
        ] {
            assert!(is_address(wrong), "{wrong}");
            let why = wrong.parse::<Address>().unwrap_err();
            assert!(!why.contains("secret"), "{why}");
        }
        assert!(!is_address("localyun.db") && !is_address(":memory:"));
    }
}
