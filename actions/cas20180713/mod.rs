//! Certificate Management Service, its version for user certificates alone (cas 2018-07-13), which tools still call.
//!
//! Its certificates are those of [`crate::cas`]: one table, the same ids, names and sites.

use crate::{
    Entry, Product,
    cas::{denied, user_certificates::shared, wording},
};

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod create_user_certificate;
mod describe_user_certificate_detail;
mod describe_user_certificate_list;

const ACTIONS: &[Entry] = &[
    Entry::of::<create_user_certificate::CreateUserCertificate>(),
    shared("DeleteUserCertificate"),
    Entry::of::<describe_user_certificate_detail::DescribeUserCertificateDetail>(),
    Entry::of::<describe_user_certificate_list::DescribeUserCertificateList>(),
];
// The end of the list.

/// Certificate Management Service, its version for user certificates (cas 2018-07-13).
pub static CAS20180713: Product = Product::new("cas20180713", "cas", "2018-07-13")
    .ram("yundun-cert")
    .without_arns()
    .wording(wording)
    .denied(denied)
    .actions(ACTIONS);
