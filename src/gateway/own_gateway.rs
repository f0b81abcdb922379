//! Which products have a gateway of their own.

use actions::{ApiError, PRODUCTS, Product, core::own_gateway::OwnGateway};

use crate::{
    route::Found,
    sign::{self, Claim},
    wire::Wire,
};

/// The product with this code, if it has a gateway of its own.
#[must_use]
pub(crate) fn product(code: &str) -> Option<&'static Product> {
    PRODUCTS.iter().copied().find(|it| it.code == code && it.own_gateway.is_some())
}

/// The own gateway of the product with this code, if it has one.
#[must_use]
pub(crate) fn of(code: &str) -> Option<&'static OwnGateway> {
    product(code)?.own_gateway
}

/// What a call says of its sender, with those pieces that the gateway of its product asks for.
pub(crate) fn claim<'a>(found: &Found<'_>, wire: &Wire<'a>) -> Result<Claim<'a>, ApiError> {
    if of(found.product()).is_some_and(|own| own.nonce_optional) {
        sign::claim_without_nonce(wire)
    } else {
        sign::claim(wire)
    }
}
