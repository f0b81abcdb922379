//! `CreateRootCACertificate` makes a root authority with a self-signed certificate.
//!
//! Assumed: the algorithm where none is given, and the most years.

use crate::{
    Access, Action, Cx, Params, Result, TagReader,
    cas::tags::tag_rules,
    pca::{
        authorities::made::{self, Made},
        issuing::{self, Draft},
        parameters::{self, Common},
    },
    x509::{Extras, Name, Usage},
};

pub(in crate::pca) struct CreateRootCACertificate {
    subject: Name,
    algorithm: String,
    years: i64,
    common: Common,
}

impl Action for CreateRootCACertificate {
    const NAME: &'static str = "CreateRootCACertificate";
    const DOC: &'static str = "Makes a root authority.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    type Response = Made;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        parameters::token(p)?;
        Ok(Self {
            subject: parameters::subject(p)?,
            algorithm: p.default(parameters::algorithm(), "RSA_2048")?,
            years: p.required(parameters::years())?,
            common: Common::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Made> {
        let draft = Draft {
            kind: "ROOT",
            algorithm: self.algorithm,
            given: self.subject.clone(),
            subject: self.subject,
            sans: &[],
            validity: made::validity(cx.now, self.years),
            usage: Usage::Authority,
            extras: Extras::default(),
        };
        let mut row = issuing::issue(cx, draft, None)?;
        row.years = Some(self.years);
        made::store(cx, row, &self.common)
    }
}
