//! Certificate Management Service, its version for orders of the console (cas 2018-08-13): what Terraform's provider still calls of it.
//!
//! Its certificates are those of [`crate::cas`].

use crate::{
    Entry, Product,
    cas::{denied, wording},
};

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod create_certificate_name;

const ACTIONS: &[Entry] = &[Entry::of::<create_certificate_name::CreateCertificateName>()];
// The end of the list.

/// Certificate Management Service, its version for names of certificates (cas 2018-08-13).
pub static CAS20180813: Product = Product::new("cas20180813", "cas", "2018-08-13")
    .ram("yundun-cert")
    .without_arns()
    .wording(wording)
    .denied(denied)
    .actions(ACTIONS);
