//! `CreateClientKey` makes a key by which an application signs in; the answer alone has its private key, in a file that the password protects.

use serde::Serialize;

use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    ApiError,
    kms::{
        base64_texts,
        faults::{BAD_PARAMETER, LIMIT, NO_RESOURCE, bad},
        place::Place,
        tables::{
            access_points,
            client_keys::{self, ClientKey},
        },
    },
    shared::{format::iso, ids},
    text,
    x509::{self, CertificateTemplate, Extras, Name, Usage, pkcs12},
};

pub(in crate::kms) struct CreateClientKey {
    point: String,
    password: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    client_key_id: String,
    key_algorithm: &'static str,
    private_key_data: String,
    not_before: String,
    not_after: String,
}

impl Action for CreateClientKey {
    const NAME: &'static str = "CreateClientKey";
    const DOC: &'static str = "Creates a client key of an access point.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/*"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_RESOURCE, LIMIT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let password = text("Password").form("password", is_password).secret();
        Ok(Self {
            point: p.required(text("AapName").doc("The access point."))?,
            password: p.required(password.doc("What protects the private key."))?,
            from: p
                .optional(text("NotBefore").doc("From when it counts; from now on by default."))?,
            to: p.optional(text("NotAfter").doc("Until when; 5 years by default."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.to.is_some() && self.from.is_none() {
            return Err(bad("NotBefore"));
        }
        let time = |name, text: Option<String>| match text {
            None => Ok(None),
            Some(text) => match chrono::DateTime::parse_from_rfc3339(&text) {
                Ok(at) => Ok(Some(at.timestamp_millis())),
                Err(_) => Err(bad(name)),
            },
        };
        let not_before = time("NotBefore", self.from)?.unwrap_or(cx.now);
        let five_years = not_before.saturating_add(FIVE_YEARS).min(LAST);
        let not_after = time("NotAfter", self.to)?.unwrap_or(five_years);
        if not_before < FIRST {
            return Err(bad("NotBefore"));
        }
        if not_after <= not_before || not_after > LAST {
            return Err(bad("NotAfter"));
        }
        let place = Place::of(cx);
        access_points::named(cx.tx, place, &self.point)?.ok_or(NO_RESOURCE)?;
        if client_keys::of(cx.tx, place, Some(&self.point))?.len() >= MOST {
            return Err(LIMIT.into());
        }
        let key = cx.rsa_key(2048)?;
        let public = key.public().map_err(ApiError::internal)?;
        let id = format!("KAAP.{}", ids::uuid(cx.random));
        let mut subject = Name::default();
        subject.common = Some(id.clone());
        let template = CertificateTemplate {
            subject: &subject,
            sans: &[],
            key: &public,
            not_before,
            not_after,
            usage: Usage::Client,
            extras: Extras::default(),
        };
        let issued = x509::issue(cx.random, &template, None, &key).map_err(ApiError::internal)?;
        let certificate = issued.pem();
        let der = x509::blocks(&certificate).map_err(ApiError::internal)?;
        let der = der.into_iter().next().map(|it| it.der).unwrap_or_default();
        let file = pkcs12::key_store(cx.random, &key, &der, &self.password);
        let file = file.map_err(ApiError::internal)?;
        let it =
            ClientKey { id, point: self.point, made: cx.now, not_before, not_after, certificate };
        client_keys::add(cx.tx, place, &it)?;
        Ok(Response {
            client_key_id: it.id,
            key_algorithm: "RSA_2048",
            private_key_data: base64_texts::encode(&file),
            not_before: iso(not_before),
            not_after: iso(not_after),
        })
    }
}

/// The first time that a certificate has: 1950 (RFC 5280, 4.1.2.5).
const FIRST: i64 = -631_152_000_000;

/// The last time that it has.
const LAST: i64 = 253_402_300_799_000;

/// How long a client key counts by default.
const FIVE_YEARS: i64 = 5 * 365 * 86_400_000;

/// How many client keys an access point has at most (assumed).
const MOST: usize = 3;

/// Whether a text has 8 to 64 characters of two kinds at least.
fn is_password(text: &str) -> bool {
    const SPECIAL: &str = "~!@#$%^&*?_-";
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_digit(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_uppercase(),
        |c| SPECIAL.contains(c),
    ];
    let used = kinds.iter().filter(|is| text.chars().any(is)).count();
    let known = text.chars().all(|c| kinds.iter().any(|is| is(c)));
    known && used >= 2 && (8..=64).contains(&text.chars().count())
}
