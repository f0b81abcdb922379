//! Whether an account has opened a product, and what it is told of that.

use sha2::{Digest, Sha256};

use crate::cdn::{
    faults::{HAS_OPENED, NOT_OPENED},
    service::Service,
    tables::{
        openings::{self, Opening},
        settings,
    },
};
use crate::{Cx, Result, shared::format, x509};

/// When products are opened that no call has opened: 2020-01-01 (modelled).
const FROM_THE_START: i64 = 1_577_836_800_000;
/// How an account may pay for them (documented).
pub(crate) const BILLING: &[&str] = &[BY_TRAFFIC, "PayByBandwidth"];
/// How it pays where no call has opened them.
const BY_TRAFFIC: &str = "PayByTraffic";
/// How it pays for `WebSocket`.
const BY_WEBSOCKET_TRAFFIC: &str = "websockettraffic";

/// The opening of a product by the caller's account, if it is open.
fn opening(cx: &mut Cx<'_>, service: Service) -> Result<Option<Opening>> {
    let account = cx.account().to_owned();
    let found = openings::read(cx.tx, &account, service)?;
    if found.is_some() || settings::read(cx.tx, &account)?.require_service_open {
        return Ok(found);
    }
    Ok(Some(Opening {
        made: FROM_THE_START,
        billing: BY_TRAFFIC.to_owned(),
        websocket: BY_WEBSOCKET_TRAFFIC.to_owned(),
    }))
}

/// Refuses where the product is not open.
pub(in crate::cdn) fn require(cx: &mut Cx<'_>, service: Service) -> Result<()> {
    opening(cx, service)?.map(drop).ok_or_else(|| NOT_OPENED.of(service).into())
}

/// What answers say of a product that is open.
pub(crate) struct Facts {
    pub(crate) instance: String,
    pub(crate) billing: String,
    pub(crate) websocket: String,
    pub(crate) opened: String,
}

/// How the caller's account has opened a product.
pub(crate) fn of(cx: &mut Cx<'_>, service: Service) -> Result<Facts> {
    let it = opening(cx, service)?.ok_or(NOT_OPENED.of(service))?;
    let digest = Sha256::digest(format!("{}/{}", service.name(), cx.account()).as_bytes());
    let hex = x509::hex(&digest);
    Ok(Facts {
        instance: format!("{}-{}", service.id(), hex.get(..11).unwrap_or_default()),
        billing: it.billing,
        websocket: it.websocket,
        opened: format::iso(it.made),
    })
}

/// Opens a product for the caller's account.
pub(crate) fn open(
    cx: &mut Cx<'_>,
    service: Service,
    (billing, websocket): (&str, &str),
) -> Result<()> {
    if opening(cx, service)?.is_some() {
        return Err(HAS_OPENED.of(service).into());
    }
    let account = cx.account().to_owned();
    let it = Opening { made: cx.now, billing: billing.to_owned(), websocket: websocket.to_owned() };
    Ok(openings::add(cx.tx, &account, service, &it)?)
}
