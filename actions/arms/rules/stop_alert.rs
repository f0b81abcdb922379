//! `StopAlert` takes an alert rule out of force.

use super::{
    alert_rule::NO_RULE,
    switch::{self, Response},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::arms) struct StopAlert {
    id: i64,
}

impl Action for StopAlert {
    const NAME: &'static str = "StopAlert";
    const DOC: &'static str = "Takes an alert rule out of force.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: switch::read_id(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        switch::switch(cx, self.id, false)
    }
}
