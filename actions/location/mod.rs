//! The Location service: where the endpoints of products are. SDKs ask it before they call a product that they know no
//! host of.

use crate::{ApiError, Entry, ParameterError, Product};

mod endpoints;
mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod describe_endpoint;
mod describe_endpoints;
mod describe_regions;
mod describe_services;

const ACTIONS: &[Entry] = &[
    Entry::of::<describe_endpoint::DescribeEndpoint>(),
    Entry::of::<describe_endpoints::DescribeEndpoints>(),
    Entry::of::<describe_regions::DescribeRegions>(),
    Entry::of::<describe_services::DescribeServices>(),
];
// The end of the list.

/// The Location service (Location 2015-06-12).
pub static LOCATION: Product = Product::new("location", "Location", "2015-06-12")
    .wording(wording)
    .schema(tables::SCHEMA)
    .actions(ACTIONS);

/// One answer for whatever is wrong with a parameter (protocol.md 6).
fn wording(_: &ParameterError<'_>) -> ApiError {
    endpoints::ILLEGAL_PARAMETER.into()
}
