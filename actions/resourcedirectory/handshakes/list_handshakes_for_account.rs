//! `ListHandshakesForAccount` lists the invitations of the caller's account, newest first (assumed).

use crate::resourcedirectory::{arns, handshakes::handshake_view::Listed, tables::handshakes};
use crate::{Access, Action, Cx, Params, Result, request::page::Page};

pub(in crate::resourcedirectory) struct ListHandshakesForAccount {
    page: Page,
}

impl Action for ListHandshakesForAccount {
    const NAME: &'static str = "ListHandshakesForAccount";
    const DOC: &'static str = "Lists the invitations of the caller's account.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = arns::HANDSHAKES;
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        let found = handshakes::for_account(cx.tx, &cx.caller.account, self.page)?;
        Ok(Listed::of(cx.tx, self.page, found)?)
    }
}
