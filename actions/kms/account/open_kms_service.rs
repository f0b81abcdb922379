//! `OpenKmsService` opens the service, which it is unless the settings of the account say otherwise.

use crate::kms::{empty::Empty, faults::OPENED, place::Place, tables::settings};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct OpenKmsService;

impl Action for OpenKmsService {
    const NAME: &'static str = "OpenKmsService";
    const DOC: &'static str = "Opens the service.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[OPENED];
    type Response = Empty;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let mut settings = settings::settings(cx.tx, place.account)?;
        if settings.opened {
            return Err(OPENED.into());
        }
        settings.opened = true;
        settings::put(cx.tx, place.account, &settings)?;
        Ok(Empty {})
    }
}
