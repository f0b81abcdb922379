//! `CreateSubCACertificate` makes an intermediate authority, which a root authority issues.
//!
//! Its algorithm is of the kind of the root's, whatever its length, and it is valid no longer than the root (documented).
//! Assumed: which names of extended key usages there are besides `serverAuth`, and for how many days a revocation list is good where the call does not say.

use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    cas::{
        faults::{NOT_FOUND, NOT_NOW},
        tags::tag_rules,
    },
    flag, int,
    pca::{
        authorities::made::{self, Made},
        issuing::{self, Draft, Issuer, NO_ISSUER, OTHER_ALGORITHM},
        parameters::{self, Common},
    },
    shared::ids,
    text,
    x509::{Extras, Name, Usage},
};

pub(in crate::pca) struct CreateSubCACertificate {
    parent: String,
    subject: Name,
    algorithm: String,
    years: i64,
    path_length: i64,
    purposes: Vec<String>,
    has_crl: bool,
    crl_day: Option<i64>,
    max_days: Option<i64>,
    common: Common,
}

/// It would be valid longer than the root.
const TOO_MANY_YEARS: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Years",
    message: "The Years parameter format is incorrect.",
};

/// The extended key usages of RFC 5280, by name.
const PURPOSES: [(&str, &str); 7] = [
    ("any", "2.5.29.37.0"),
    ("serverAuth", "1.3.6.1.5.5.7.3.1"),
    ("clientAuth", "1.3.6.1.5.5.7.3.2"),
    ("codeSigning", "1.3.6.1.5.5.7.3.3"),
    ("emailProtection", "1.3.6.1.5.5.7.3.4"),
    ("timeStamping", "1.3.6.1.5.5.7.3.8"),
    ("OCSPSigning", "1.3.6.1.5.5.7.3.9"),
];

/// Where the lists of revoked certificates are (documented, in an example).
const CRL: &str = "https://crl-cn-publish.oss-cn-hangzhou.aliyuncs.com/pca/crl";

fn purpose(name: &str) -> Option<&'static str> {
    PURPOSES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, id)| *id)
}

fn is_purpose(name: &str) -> bool {
    purpose(name).is_some()
}

impl Action for CreateSubCACertificate {
    const NAME: &'static str = "CreateSubCACertificate";
    const DOC: &'static str = "Makes an intermediate authority.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] =
        &[NOT_FOUND, NOT_NOW, NO_ISSUER, OTHER_ALGORITHM, TOO_MANY_YEARS];
    type Response = Made;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        parameters::token(p)?;
        let purposes = text("ExtendedKeyUsages").form("extended key usage", is_purpose);
        let path_length = int("PathLenConstraint").range(0, 127);
        Ok(Self {
            parent: p.required(text("ParentIdentifier").doc("The root authority."))?,
            subject: parameters::subject(p)?,
            algorithm: p.required(parameters::algorithm())?,
            years: p.required(parameters::years())?,
            path_length: p.default(path_length.doc("How many authorities may follow it."), 0)?,
            purposes: p
                .list(purposes.doc("What its certificates may be used for."), 20)?
                .unwrap_or_default(),
            has_crl: p
                .default(flag("EnableCrl").doc("Whether it has a revocation list."), false)?,
            crl_day: p.optional(
                int("CrlDay").range(1, 365).doc("How many days a revocation list is good."),
            )?,
            max_days: p.optional(
                int("CertMaxTime").min(1).doc("How many days its certificates are valid at most."),
            )?,
            common: Common::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Made> {
        let root = Issuer::find(cx, &self.parent, "ROOT")?;
        root.fits(&self.algorithm)?;
        let validity = root.within(made::validity(cx.now, self.years), TOO_MANY_YEARS)?;
        let purposes: Vec<_> = self.purposes.iter().filter_map(|name| purpose(name)).collect();
        let draft = Draft {
            kind: "SUB_ROOT",
            algorithm: self.algorithm,
            given: self.subject.clone(),
            subject: self.subject,
            sans: &[],
            validity,
            usage: Usage::Authority,
            extras: Extras {
                path_length: u8::try_from(self.path_length).ok(),
                purposes: &purposes,
                crl: None,
            },
        };
        let mut row = issuing::issue(cx, draft, Some(&root))?;
        row.years = Some(self.years);
        row.max_days = self.max_days;
        if self.has_crl {
            let list = ids::uuid(cx.random);
            row.crl = Some(format!("{CRL}/{}/{list}.crl", cx.caller.account));
        }
        row.crl_day = self.crl_day.or(self.has_crl.then_some(30));
        made::store(cx, row, &self.common)
    }
}
