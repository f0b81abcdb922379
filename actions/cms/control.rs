//! Routes of the control API: what the cloud itself reports.

use super::metrics::metric_control;
use crate::core::control::ControlRoute;

pub(super) const ROUTES: &[ControlRoute] = &[metric_control::REPORT];
