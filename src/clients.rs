//! What each client has to be told so that unchanged code leads to a server here: environment variables, and the files that
//! they name. How each client is reached was tried on real ones.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use crate::{
    files, random,
    tls::{
        authority::Authority,
        trust::{self, Format, PASSWORD},
    },
};

const PYTHON_HOOK: &str = include_str!("clients/sitecustomize.py");
const NODE_HOOK: &str = include_str!("clients/hook.cjs");

/// The region where nothing else is said.
pub const REGION: &str = "cn-hangzhou";

/// A client, or all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Client {
    /// The SDKs for Python, both generations.
    Python,
    /// The SDKs for Node, both generations.
    Node,
    /// The SDKs for Go, both generations.
    Go,
    /// The SDKs for Java, both generations.
    Java,
    /// The SDKs for PHP.
    Php,
    /// The SDK for C#.
    Csharp,
    /// The `aliyun` command line.
    Cli,
    /// Terraform's provider `alicloud`, and what is built on it.
    Terraform,
    /// All of them, for a shell and what it runs.
    Shell,
}

/// How a client gets its key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Credentials {
    /// From variables.
    #[default]
    Key,
    /// From the credentials URI: sessions of a role.
    Uri,
    /// From the metadata service: sessions of a role.
    Metadata,
}

/// Where a client is led.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The server: `http://127.0.0.1:4800`.
    pub url: String,
    /// The id and the secret of the access key.
    pub key: (String, String),
    /// The security token, if the key is that of a session.
    pub token: Option<String>,
    /// Which world, if it is not the first one.
    pub world: Option<String>,
    /// How the client gets its key.
    pub credentials: Credentials,
    /// The ECS instance that the client runs on, as far as the metadata service knows, if it is told.
    pub instance: Option<String>,
    /// Whether the network itself leads the cloud's hosts there, so that no proxy is needed.
    pub direct: bool,
}

/// The variable of a security token that the SDKs read, and that of the commands of Localyun.
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";
const OWN_TOKEN: &str = "LOCALYUN_SECURITY_TOKEN";

/// The variables that name a proxy.
const PROXIES: [&str; 4] = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

impl Destination {
    /// The server as a proxy. The user of a proxy is the instance that a client runs on.
    fn proxy(&self) -> String {
        match (&self.instance, self.url.split_once("://")) {
            (Some(id), Some((scheme, at))) => format!("{scheme}://{id}:@{at}"),
            _ => self.url.clone(),
        }
    }

    /// The variables that would lead a client elsewhere, or give it another key, and are to be unset.
    #[must_use]
    pub fn unset(&self) -> Vec<&'static str> {
        let mut all = Vec::new();
        let by_key = self.credentials == Credentials::Key;
        if !by_key || self.token.is_none() {
            all.extend([TOKEN, "ALICLOUD_SECURITY_TOKEN"]);
        }
        if by_key && self.token.is_none() {
            all.push(OWN_TOKEN);
        }
        if !by_key {
            // The chains of the SDKs take a key from variables first.
            all.extend(["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"]);
            all.extend(["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"]);
        }
        if self.credentials == Credentials::Metadata {
            all.extend(["ALIBABA_CLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_ECS_METADATA_DISABLED"]);
        }
        if self.direct {
            all.extend(PROXIES);
            all.extend(["ALL_PROXY", "all_proxy"]);
        }
        all
    }
}

/// The variables of a security token, which are to be unset for a key that has none.
pub const TOKENS: [&str; 2] = [TOKEN, OWN_TOKEN];

/// The variables that give a key to the SDKs and to the commands of Localyun.
#[must_use]
pub fn key_variables((id, secret): (&str, &str), token: Option<&str>) -> Vec<Variable> {
    let all = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", Some(id)),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", Some(secret)),
        (TOKEN, token),
        ("LOCALYUN_ACCESS_KEY_ID", Some(id)),
        ("LOCALYUN_ACCESS_KEY_SECRET", Some(secret)),
        (OWN_TOKEN, token),
    ];
    let given = all.into_iter().filter_map(|(name, value)| Some((name, value?)));
    given.map(|(name, value)| Variable { name, value: value.to_owned(), before: None }).collect()
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Its value, or what is put before the value that it has.
    pub value: String,
    /// What is between both; `None` if the former value goes.
    pub before: Option<&'static str>,
}

impl Variable {
    /// Its value in an environment where it has had another one.
    #[must_use]
    pub fn over(&self, former: Option<&str>) -> String {
        match (self.before, former.filter(|it| !it.is_empty())) {
            (Some(between), Some(former)) => format!("{}{between}{former}", self.value),
            _ => self.value.clone(),
        }
    }
}

/// The files that variables name.
#[derive(Clone, Debug)]
pub struct Files {
    authority: PathBuf,
    bundle: PathBuf,
    trust_store: PathBuf,
    python: PathBuf,
    node: PathBuf,
    php: PathBuf,
}

impl Files {
    /// Writes them beside the authority, where they are not there as they should be.
    pub fn write(authority: &Authority) -> io::Result<Self> {
        let ca = authority.path();
        let folder = ca.parent().unwrap_or(Path::new(".")).join("clients");
        let (python, node, php) = (folder.join("python"), folder.join("node"), folder.join("php"));
        for folder in [&python, &node, &php] {
            fs::create_dir_all(folder)?;
        }
        let files = Self {
            bundle: folder.join("bundle.pem"),
            trust_store: folder.join("trust.p12"),
            node: node.join("hook.cjs"),
            authority: ca,
            python,
            php,
        };
        // The checksum of a trust store has a salt: the same one keeps the file as it is.
        let mut random = random::seeded([0; 32]);
        let mut store = |format| trust::store(authority, format, true, PASSWORD, &mut random);
        let bundle = in_ini(&files.bundle.display().to_string());
        let ini = format!("curl.cainfo = {bundle}\nopenssl.cafile = {bundle}\n");
        put(&files.bundle, &store(Format::Pem))?;
        put(&files.trust_store, &store(Format::Pkcs12))?;
        put(&files.python.join("sitecustomize.py"), PYTHON_HOOK.as_bytes())?;
        put(&files.node, NODE_HOOK.as_bytes())?;
        put(&files.php.join("localyun.ini"), ini.as_bytes())?;
        Ok(files)
    }
}

/// A value of an ini file of PHP. Between single quotes nothing has a meaning; only a value that has one itself is between double
/// quotes, where backslashes escape.
fn in_ini(value: &str) -> String {
    if value.contains('\'') {
        format!("\"{}\"", value.replace('\\', r"\\").replace('"', r#"\""#))
    } else {
        format!("'{value}'")
    }
}

/// Writes a file as a whole, unless it is there as it should be.
fn put(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == content) {
        return Ok(());
    }
    let written = files::beside(path)?;
    io::Write::write_all(&mut written.as_file(), content)?;
    written.persist(path).map(drop).map_err(|e| e.error)
}

impl Client {
    fn is(self, any: &[Self]) -> bool {
        self == Self::Shell || any.contains(&self)
    }

    /// What it is called in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::Node => "Node",
            Self::Go => "Go",
            Self::Java => "Java",
            Self::Php => "PHP",
            Self::Csharp => "C#",
            Self::Cli => "the aliyun CLI",
            Self::Terraform => "Terraform",
            Self::Shell => "a shell",
        }
    }

    /// What is to be known besides, in sentences.
    #[must_use]
    pub fn notes(self) -> &'static [&'static str] {
        match self {
            Self::Csharp => &[
                "The SDK for C# reads no proxy from variables: `localyun exec --hermetic -- COMMAND` leads it here.",
            ],
            _ => &[],
        }
    }

    /// The variables that lead it there.
    #[must_use]
    pub fn variables(self, to: &Destination, files: &Files) -> Vec<Variable> {
        use Client::{Cli, Csharp, Go, Java, Node, Php, Python, Terraform};
        let mut all = Vec::new();
        let mut set = |name, value: &dyn std::fmt::Display| {
            all.push(Variable { name, value: value.to_string(), before: None });
        };
        set("LOCALYUN_ENDPOINT", &to.url);
        set("ALIBABA_CLOUD_REGION_ID", &REGION);
        let world = to.world.as_ref().map(|world| format!("?world={world}")).unwrap_or_default();
        match to.credentials {
            Credentials::Key => {
                for it in key_variables((&to.key.0, &to.key.1), to.token.as_deref()) {
                    set(it.name, &it.value);
                }
            }
            Credentials::Uri => {
                let uri = format!("{}/_localyun/credentials{world}", to.url);
                set("ALIBABA_CLOUD_CREDENTIALS_URI", &uri);
                // They would ask the metadata service first.
                set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", &"true");
            }
            Credentials::Metadata => {}
        }
        if self.is(&[Terraform]) && to.credentials == Credentials::Key {
            set("ALICLOUD_ACCESS_KEY", &to.key.0);
            set("ALICLOUD_SECRET_KEY", &to.key.1);
            set("ALICLOUD_REGION", &REGION);
            if let Some(token) = &to.token {
                set("ALICLOUD_SECURITY_TOKEN", token);
            }
        }
        if self.is(&[Cli]) {
            set("ALIBABA_CLOUD_IGNORE_PROFILE", &"TRUE");
        }
        if !to.direct && self.is(&[Python, Go, Java, Php, Csharp, Cli, Terraform]) {
            for name in PROXIES {
                set(name, &to.proxy());
            }
            // Other servers on this machine are reached without the proxy, where the client can tell.
            for name in ["NO_PROXY", "no_proxy"] {
                set(name, &"localhost,127.0.0.1,::1");
            }
        }
        if self.is(&[Python, Go, Csharp, Cli, Terraform]) {
            set("SSL_CERT_FILE", &files.bundle.display());
        }
        if self.is(&[Python]) {
            for name in ["LOCALYUN_CA_BUNDLE", "ALIBABA_CLOUD_CA_BUNDLE", "REQUESTS_CA_BUNDLE"] {
                set(name, &files.bundle.display());
            }
        }
        if self == Self::Shell {
            set("CURL_CA_BUNDLE", &files.bundle.display());
        }
        if self.is(&[Node]) {
            set("NODE_EXTRA_CA_CERTS", &files.authority.display());
        }
        let mut put_before = |name, value: String, between| {
            all.push(Variable { name, value, before: Some(between) });
        };
        let paths = if cfg!(windows) { ";" } else { ":" };
        if self.is(&[Python]) {
            put_before("PYTHONPATH", files.python.display().to_string(), paths);
        }
        if !to.direct && self.is(&[Node]) {
            // Within quotes, both have to be escaped.
            let hook = files.node.display().to_string().replace('\\', r"\\").replace('"', r#"\""#);
            put_before("NODE_OPTIONS", format!("--require \"{hook}\""), " ");
        }
        if self.is(&[Php]) {
            // An empty part stands for the folder that PHP was built with.
            put_before("PHP_INI_SCAN_DIR", format!("{paths}{}", files.php.display()), paths);
        }
        if self.is(&[Java]) {
            let at = to.url.split_once("://").map_or("", |(_, at)| at);
            let (host, port) = at.rsplit_once(':').unwrap_or((at, "80"));
            let host = host.trim_start_matches('[').trim_end_matches(']');
            let led = |it: &str| format!("-D{it}.proxyHost={host} -D{it}.proxyPort={port} ");
            let proxy = if to.direct { String::new() } else { led("http") + &led("https") };
            // Words that have a space are quoted there.
            let store = files.trust_store.display().to_string();
            let quote = if store.contains(' ') { "\"" } else { "" };
            let options = format!(
                "{proxy}-Djavax.net.ssl.trustStore={quote}{store}{quote} -Djavax.net.ssl.trustStoreType=PKCS12 \
                 -Djavax.net.ssl.trustStorePassword={PASSWORD}"
            );
            put_before("JAVA_TOOL_OPTIONS", options, " ");
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stand_in_ini_files_as_they_are() {
        for (path, written) in [
            ("/home/ann/ca.pem", "'/home/ann/ca.pem'"),
            (r"C:\new\${x}\ca;1.pem", r"'C:\new\${x}\ca;1.pem'"),
            (r#"/o'neil/"x"/\ca.pem"#, r#""/o'neil/\"x\"/\\ca.pem""#),
        ] {
            assert_eq!(in_ini(path), written);
        }
    }
}
