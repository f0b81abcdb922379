//! `UpdateNetworkAclEntries` replaces the entries of a network ACL.

use crate::vpc::{
    acls::{
        acl_entries::{self, Direction, GivenEntry},
        bound,
        wording::wording,
    },
    faults::{
        DRY_RUN,
        acls::{
            ACL_MODIFYING, BAD_ACL_DESCRIPTION, BAD_ACL_NAME, BAD_DESTINATION_BLOCK, BAD_POLICY,
            BAD_PORT, BAD_PROTOCOL_OF_ENTRY, BAD_SOURCE_BLOCK, MANY_ACL_ENTRIES, NO_ACL,
            NO_DESTINATION_BLOCK, NO_POLICY, NO_PORT, NO_PROTOCOL, NO_SOURCE_BLOCK,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, passed, settings},
    tables::acls,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, core::client_tokens::Repeats, flag, text,
};

pub(in crate::vpc) struct UpdateNetworkAclEntries {
    region: String,
    id: String,
    sets_ingress: bool,
    sets_egress: bool,
    ingress: Vec<GivenEntry>,
    egress: Vec<GivenEntry>,
    check_only: bool,
}

impl Action for UpdateNetworkAclEntries {
    const NAME: &'static str = "UpdateNetworkAclEntries";
    const DOC: &'static str = "Replaces the entries of a network ACL.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:networkacl/{NetworkAclId}"];
    const WORDING: Option<Wording> = Some(wording);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_ACL,
        ACL_MODIFYING,
        BAD_ACL_NAME,
        BAD_ACL_DESCRIPTION,
        NO_POLICY,
        BAD_POLICY,
        NO_PROTOCOL,
        BAD_PROTOCOL_OF_ENTRY,
        NO_PORT,
        BAD_PORT,
        NO_SOURCE_BLOCK,
        BAD_SOURCE_BLOCK,
        NO_DESTINATION_BLOCK,
        BAD_DESTINATION_BLOCK,
        MANY_ACL_ENTRIES,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NetworkAclId").doc("The network ACL."))?,
            sets_ingress: p.default(
                flag("UpdateIngressAclEntries")
                    .doc("Whether the entries for what comes in are replaced."),
                false,
            )?,
            sets_egress: p.default(
                flag("UpdateEgressAclEntries")
                    .doc("Whether the entries for what goes out are replaced."),
                false,
            )?,
            ingress: acl_entries::read(p, ("IngressAclEntries", "SourceCidrIp"))?,
            egress: acl_entries::read(p, ("EgressAclEntries", "DestinationCidrIp"))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = bound::named(cx, &self.id, &self.region)?;
        bound::check_available(cx, &it)?;
        let region = it.region.clone();
        if self.sets_ingress {
            it.ingress = acl_entries::checked(cx, (&region, Direction::Ingress), self.ingress)?;
        }
        if self.sets_egress {
            it.egress = acl_entries::checked(cx, (&region, Direction::Egress), self.egress)?;
        }
        it.since = cx.now;
        it.ready = cx.now.saturating_add(settings(cx)?.acl_ms);
        acls::put(cx.tx, &mut it)?;
        passed(self.check_only, Done {})
    }
}
