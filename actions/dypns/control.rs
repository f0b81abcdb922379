//! Routes of the control API: tokens that a carrier would give, and the codes that are valid.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{
        ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type, required_text,
        word,
    },
    dypns::tables::{
        codes,
        tokens::{self, Token},
    },
    dysms::network,
    shared::{format, ids},
};

/// How long a token is valid unless it says otherwise, in milliseconds: ten minutes, as that of a login (documented).
const VALID: i64 = 10 * 60 * 1000;

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::post(
            "dypns/tokens",
            "Makes a token that stands for a number, as the SDK of an app would get it from a carrier; it is used once.",
        )
        .owner(OwnerSource::Query)
        .object(
            &[
                ("mobile", "the number, in mainland China"),
                ("kind", "`login` (the default) or `verification`, by which nobody can log in"),
                ("ttl_ms", "how long it is valid, in milliseconds on the clock; 10 minutes unless given"),
            ],
            &[r#"{"mobile": "13800000000", "kind": "login"}"#],
        )
        .types(&[
            ("kind", Type::OneOf(&["login", "verification"])),
            ("ttl_ms", Type::Integer(1, 86_400_000)),
        ]),
        make_token,
    ),
    ControlRoute::new(
        Operation::get("dypns/codes", "Lists the codes to a number that are valid, the newest first.")
            .owner(OwnerSource::Query)
            .query(&[("phone", "the number")]),
        list_codes,
    ),
];

fn make_token(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let members = request.members();
    let mobile = network::mainland(required_text(&members, "mobile")?)
        .ok_or_else(|| ControlError::member("mobile", "it must be a number in mainland China"))?;
    let kind = word(&members, "kind", &["login", "verification"])?.unwrap_or("login");
    let ttl = match members.get("ttl_ms") {
        None => VALID,
        Some(value) => {
            let found = value.as_i64().filter(|it| (1..=86_400_000).contains(it));
            let why = || ControlError::member("ttl_ms", "it must be a number from 1 to 86400000");
            found.ok_or_else(why)?
        }
    };
    let token = ids::letters(cx.random, 48);
    let expires = cx.now.saturating_add(ttl);
    let it = Token { mobile: mobile.to_owned(), kind: kind.to_owned(), expires };
    let account = cx.account().to_owned();
    tokens::add(cx.tx, &account, &token, &it)?;
    Ok(json!({ "token": token, "kind": kind, "mobile": mobile, "expires": format::iso(expires) }))
}

fn list_codes(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let phone = request.query_value("phone").and_then(network::mainland);
    let phone = phone
        .ok_or_else(|| ControlError::Wrong("name the number: ?phone=13800000000".to_owned()))?;
    let account = cx.account().to_owned();
    let found = codes::valid(cx.tx, &account, phone, cx.now)?;
    let shown = found.iter().map(|it| {
        json!({
            "phone": it.phone, "scheme": it.scheme, "out_id": it.out_id, "code": it.code,
            "sent": format::iso(it.sent), "expires": format::iso(it.expires),
        })
    });
    Ok(json!({ "codes": shown.collect::<Vec<_>>() }))
}
