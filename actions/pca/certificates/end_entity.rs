//! What the actions that issue certificates of clients and servers have alike.
//!
//! `Days` wins over `BeforeTime` and `AfterTime`, which are given together, and the subject has documented defaults.
//! Assumed: the validity where a call gives none; the algorithm where it gives none, which is the authority's.

use serde::Serialize;

use crate::{
    Cx, Fault, Params, Result,
    cas::{
        faults::{NOT_FOUND, NOT_NOW},
        private_issue::{self, BAD_SAN, IssueRequest, TOO_LONG},
    },
    flag, int,
    pca::{
        issuing::{self, Draft, Issuer, NO_ISSUER, OTHER_ALGORITHM},
        parameters::{self, Common},
        tables::{Owner, certificates},
    },
    text,
    x509::{Extras, Name, Usage},
};

/// Another certificate has the identifier of the user's own.
pub(in crate::pca) const SAME_CUSTOM: Fault = Fault {
    status: 400,
    code: "AlreadyExists.CustomIdentifier",
    message: "A CustomIdentifier with the same value already exists.",
};

/// What can be wrong with the certificate of a server.
pub(in crate::pca) const OF_SERVERS: &[Fault] =
    &[NOT_FOUND, NOT_NOW, NO_ISSUER, OTHER_ALGORITHM, TOO_LONG, SAME_CUSTOM];
/// What can be wrong with that of a client.
pub(in crate::pca) const OF_CLIENTS: &[Fault] =
    &[NOT_FOUND, NOT_NOW, NO_ISSUER, OTHER_ALGORITHM, TOO_LONG, SAME_CUSTOM, BAD_SAN];

/// A certificate that is asked for.
pub(in crate::pca) struct Wanted {
    parent: String,
    algorithm: Option<String>,
    request: IssueRequest,
    alias: Option<String>,
    custom: Option<String>,
    with_crl: bool,
    immediately: i64,
    common: Common,
}

/// The answer.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Issued {
    identifier: String,
    serial_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    x509_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_chain: Option<String>,
}

/// The alias of a certificate that the call names.
pub(in crate::pca) fn alias(p: &mut Params<'_>) -> Result<Option<String>> {
    p.optional(text("AliasName").line(1, 128).doc("The alias."))
}

impl Wanted {
    /// Reads what clients and servers have alike.
    pub(in crate::pca) fn read(p: &mut Params<'_>, common_name: Option<String>) -> Result<Self> {
        p.optional(flag("AsynchronousFlag").doc("Has no effect: it is issued at once."))?;
        let mut subject = Name::default();
        subject.common = common_name;
        subject.organization = p.optional(parameters::name("Organization").doc("The company."))?;
        subject.unit = p.optional(parameters::name("OrganizationUnit").doc("The department."))?;
        subject.locality = p.optional(parameters::field("Locality").doc("The city."))?;
        subject.state = p.optional(parameters::field("State").doc("The province."))?;
        subject.country = p.optional(parameters::country("Country"))?;
        let seconds = |name| int(name).min(0);
        let custom = text("CustomIdentifier").line(1, 128);
        let immediately = int("Immediately").range(0, 2);
        Ok(Self {
            parent: p.required(text("ParentIdentifier").doc("The intermediate authority."))?,
            algorithm: p.optional(parameters::algorithm())?,
            request: IssueRequest {
                subject,
                days: p.optional(int("Days").min(1).doc("How many days it is valid."))?,
                months: p.optional(int("Months").min(1).doc("How many months it is valid."))?,
                years: p.optional(int("Years").min(1).doc("How many years it is valid."))?,
                from: p.optional(seconds("BeforeTime").doc("When it begins, since 1970."))?,
                to: p.optional(seconds("AfterTime").doc("When it ends, since 1970."))?,
                ..IssueRequest::default()
            },
            alias: None,
            custom: p.optional(custom.doc("An identifier of the user's own, given once."))?,
            with_crl: p
                .default(int("EnableCrl").range(0, 1).doc("1 names the revocation list."), 0)?
                == 1,
            immediately: p.default(
                immediately.doc("0 returns the identifier, 1 also the certificate, 2 the chain."),
                0,
            )?,
            common: Common::read(p)?,
        })
    }

    /// With an alias, and alternative names of a type.
    pub(in crate::pca) fn of_client(
        self,
        alias: Option<String>,
        san_kind: Option<i64>,
        sans: Option<String>,
    ) -> Self {
        let request = IssueRequest { san_kind, sans, ..self.request };
        Self { request, alias, ..self }
    }

    /// Issues and stores the certificate. `None` for the names has those of the request.
    pub(in crate::pca) fn issue(
        self,
        cx: &mut Cx<'_>,
        kind: &'static str,
        usage: Usage,
        names: Option<Vec<String>>,
    ) -> Result<Issued> {
        let owner = Owner::of(cx);
        let issuer = Issuer::find(cx, &self.parent, "SUB_ROOT")?;
        let algorithm = self.algorithm.unwrap_or_else(|| issuer.row.algorithm.clone());
        issuer.fits(&algorithm)?;
        let sans = names.map_or_else(|| private_issue::names(&self.request), Ok)?;
        let asked = private_issue::validity(&self.request, cx.now)?;
        issuing::no_longer_than(issuer.row.max_days, asked)?;
        let validity = issuer.within(self.request.fitting(asked, &issuer), TOO_LONG)?;
        if let Some(custom) = &self.custom
            && certificates::has_custom(cx.tx, owner, custom)?
        {
            return Err(SAME_CUSTOM.into());
        }
        let given = self.request.subject;
        let crl = issuer.row.crl.as_deref().filter(|_| self.with_crl);
        let draft = Draft {
            kind,
            algorithm,
            subject: with_defaults(&given, &issuer),
            given,
            sans: &sans,
            validity,
            usage,
            extras: Extras { crl, ..Extras::default() },
        };
        let mut row = issuing::issue(cx, draft, Some(&issuer))?;
        row.alias = self.alias;
        row.custom = self.custom;
        self.common.place(cx, &mut row);
        certificates::insert(cx.tx, owner, &mut row)?;
        self.common.tag(cx, &row)?;
        let chain = if self.immediately == 2 { Some(issuing::chain(cx, &row)?) } else { None };
        Ok(Issued {
            certificate_chain: chain,
            x509_certificate: (self.immediately > 0).then_some(row.cert),
            identifier: row.identifier,
            serial_number: row.serial,
        })
    }
}

impl IssueRequest {
    /// The validity; where the call gives none, it ends with the authority at the latest.
    fn fitting(&self, (from, to): (i64, i64), issuer: &Issuer) -> (i64, i64) {
        let given = [self.days, self.months, self.years, self.to];
        let is_given = given.iter().any(Option::is_some);
        (from, if is_given { to } else { to.min(issuer.certificate.not_after) })
    }
}

/// The subject of the certificate (documented: the defaults, and that place and province are the authority's).
fn with_defaults(given: &Name, issuer: &Issuer) -> Name {
    let of_issuer = &issuer.certificate.subject;
    let mut subject = given.clone();
    subject.country.get_or_insert_with(|| "CN".to_owned());
    subject.organization.get_or_insert_with(|| "Alibaba Inc.".to_owned());
    subject.unit.get_or_insert_with(|| "Aliyun CDN".to_owned());
    subject.locality = subject.locality.or_else(|| of_issuer.locality.clone());
    subject.state = subject.state.or_else(|| of_issuer.state.clone());
    subject
}
