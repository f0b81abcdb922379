//! `StartAlert` puts an alert rule into force.

use super::{
    alert_rule::NO_RULE,
    switch::{self, Response},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::arms) struct StartAlert {
    id: i64,
}

impl Action for StartAlert {
    const NAME: &'static str = "StartAlert";
    const DOC: &'static str = "Puts an alert rule into force.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: switch::read_id(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        switch::switch(cx, self.id, true)
    }
}
