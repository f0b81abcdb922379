//! What answers have besides `RequestId` and their data, where that differs from most of CloudMonitor's:
//! the vendor's packages give some members other types.

use std::borrow::Cow;

use crate::Success;

/// `Code` is a number: the actions on application groups.
pub(super) const NUMBER_CODE: Success =
    |_, _| Cow::Borrowed(r#""Code":200,"Message":"success","Success":true"#);

/// `Success` is a text.
pub(super) const TEXT_SUCCESS: Success =
    |_, _| Cow::Borrowed(r#""Code":"200","Message":"success","Success":"true""#);

/// Without `Success`.
pub(super) const NO_SUCCESS: Success = |_, _| Cow::Borrowed(r#""Code":"200","Message":"success""#);
