//! `AddShortUrl` makes a short URL for a longer one.
//!
//! That the domain of the source is registered beforehand is not checked.

use serde::Serialize;

use super::{
    short_url_audit,
    short_url_faults::{BAD_DAYS, BAD_NAME, LONG_SOURCE, NO_DOMAIN, STILL_AVAILABLE, TOO_MANY},
    short_url_states::REJECTED,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::tables::{
        messages,
        short_urls::{self, ShortUrl},
    },
    shared::{format::shanghai_time, ids, states::State, urls::is_url},
    text,
};

/// How many characters a source may have (documented).
const LONGEST_SOURCE: usize = 1000;
/// How many characters a name may have (documented).
const LONGEST_NAME: usize = 13;
/// How many may be made on a day (documented).
const MOST_A_DAY: i64 = 3000;
const HOUR: i64 = 60 * 60 * 1000;

/// Whether a source is a URL of HTTP or HTTPS, or one without its scheme, which begins with a domain.
fn leads_somewhere(source: &str) -> bool {
    let plain = |it: char| it.is_alphanumeric() || ".-:".contains(it);
    let host = source.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_host = host.chars().all(plain) && name.contains('.') && port.parse::<u16>().is_ok();
    is_url(source) || is_host && is_url(&format!("https://{source}"))
}

pub(in crate::dysms) struct AddShortUrl {
    source: String,
    name: String,
    days: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Data {
    source_url: String,
    short_url: String,
    expire_date: String,
}

impl Action for AddShortUrl {
    const NAME: &'static str = "AddShortUrl";
    const DOC: &'static str = "Creates a short URL.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[LONG_SOURCE, NO_DOMAIN, BAD_NAME, BAD_DAYS, STILL_AVAILABLE, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            source: p.required(text("SourceUrl").doc("Where it leads, up to 1000 characters."))?,
            name: p.required(text("ShortUrlName").doc("Its name, up to 13 characters."))?,
            days: p.required(text("EffectiveDays").doc("How many days it is valid, 1 to 90."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.source.chars().count() > LONGEST_SOURCE {
            return Err(LONG_SOURCE.into());
        }
        if !leads_somewhere(&self.source) {
            return Err(NO_DOMAIN.into());
        }
        if self.name.chars().count() > LONGEST_NAME {
            return Err(BAD_NAME.into());
        }
        let lasts: Option<i64> = self.days.parse().ok();
        let lasts = lasts.filter(|days| (1..=90).contains(days)).ok_or(BAD_DAYS)?;
        let account = cx.account().to_owned();
        let now = cx.now;
        let of_source = short_urls::of_source(cx.tx, &account, &self.source)?;
        if of_source.iter().any(|it| it.state.as_str() != REJECTED && now < it.expires) {
            return Err(STILL_AVAILABLE.into());
        }
        if short_urls::made_since(cx.tx, &account, messages::midnight(now))? >= MOST_A_DAY {
            return Err(TOO_MANY.into());
        }
        let token = ids::letters(cx.random, 8);
        let world =
            if cx.world.is_empty() { String::new() } else { format!("?world={}", cx.world) };
        let url = format!("{}/_localyun/link/dysms/s/{token}{world}", cx.vault.base());
        // It ends on the hour (documented).
        let expires = now.saturating_add(lasts * 24 * HOUR).div_euclid(HOUR) * HOUR;
        let state = State::default();
        let (source, name) = (self.source, self.name);
        let it = ShortUrl { url, token, source, name, state, made: now, expires, views: 0 };
        short_urls::add(cx.tx, &account, &it)?;
        short_url_audit::begin(cx, &it)?;
        let expire_date = shanghai_time(expires);
        Ok(Response { data: Data { source_url: it.source, short_url: it.url, expire_date } })
    }
}
