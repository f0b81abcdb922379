//! `ModifyPWByDomain` sets the password of all addresses of a domain at the SMTP server.

use std::borrow::Cow;

use serde::Serialize;

use crate::dm::{
    faults::{BAD_PASSWORD, NO_DOMAIN, SAME_PASSWORD},
    passwords,
    tables::{Owner, domains},
};
use crate::{Access, Action, Cx, Fault, Params, Result, Success, text};

pub(in crate::dm) struct ModifyPWByDomain {
    name: String,
    password: String,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for ModifyPWByDomain {
    const NAME: &'static str = "ModifyPWByDomain";
    const DOC: &'static str = "Sets the SMTP password of all addresses of a domain.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN, BAD_PASSWORD, SAME_PASSWORD];
    const SUCCESS: Option<Success> =
        Some(|_, _| Cow::Borrowed(r#""Code":"OK","Message":"OK","Success":true"#));
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let password = text("Password").secret().doc("The password.");
        Ok(Self {
            name: p.required(text("DomainName").doc("The name of the domain."))?,
            password: p.required(password.form("password", passwords::is_good))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let name = self.name.to_ascii_lowercase();
        let found = domains::named(cx.tx, owner.region, &name)?;
        let mut it = found.filter(|it| it.account == owner.account).ok_or(NO_DOMAIN)?;
        let digest = Some(passwords::digest(&it.name, &self.password));
        if it.password_digest == digest {
            return Err(SAME_PASSWORD.into());
        }
        it.password_digest = digest;
        domains::put(cx.tx, owner, &mut it)?;
        Ok(Response {})
    }
}
