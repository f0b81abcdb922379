//! Which products have a gateway of their own.

use actions::{PRODUCTS, Product, core::own_gateway::OwnGateway};

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
