//! `ListHandshakesForResourceDirectory` lists the invitations that the caller's directory has sent, newest
//! first (the order is assumed).

use crate::resourcedirectory::{
    arns,
    callers::{MANAGER, managed},
    faults::NO_DIRECTORY,
    handshakes::handshake_view::Listed,
    tables::handshakes,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, request::page::Page};

pub(in crate::resourcedirectory) struct ListHandshakesForResourceDirectory {
    page: Page,
}

impl Action for ListHandshakesForResourceDirectory {
    const NAME: &'static str = "ListHandshakesForResourceDirectory";
    const DOC: &'static str = "Lists the invitations that the directory has sent.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::HANDSHAKES;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        let directory = managed(cx)?;
        let found = handshakes::of_directory(cx.tx, &directory.id, self.page)?;
        Ok(Listed::of(cx.tx, self.page, found)?)
    }
}
