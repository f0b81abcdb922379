//! `CreateServerCertificate` issues the certificate of a server, for its name and other domains and addresses.

use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    cas::{private_issue, tags::tag_rules},
    pca::certificates::end_entity::{Issued, OF_SERVERS, Wanted},
    shared::text::comma_list,
    text,
    x509::Usage,
};

pub(in crate::pca) struct CreateServerCertificate {
    names: Vec<String>,
    wanted: Wanted,
}

impl Action for CreateServerCertificate {
    const NAME: &'static str = "CreateServerCertificate";
    const DOC: &'static str = "Issues the certificate of a server.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = OF_SERVERS;
    type Response = Issued;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let common = text("CommonName").form("domain or address", private_issue::is_server);
        let common = p.required(common.doc("The domain or address of the server."))?;
        let others = text("Domain").form("domains and addresses", private_issue::are_servers);
        let others = p.optional(others.doc("More of them, with commas between."))?;
        let mut names = vec![common.clone()];
        names.extend(comma_list(others.as_deref().unwrap_or_default()).map(str::to_owned));
        Ok(Self { names, wanted: Wanted::read(p, Some(common))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Issued> {
        self.wanted.issue(cx, "SERVER", Usage::Server, Some(private_issue::each_once(self.names)))
    }
}
