//! `DescribeUserTags` lists the keys of tags with their values.

use crate::cdn::{
    resources::ALL_RESOURCES,
    service::Service,
    tags::tag_sets::{self, UserTags},
};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::cdn) struct DescribeUserTags;

impl Action for DescribeUserTags {
    const NAME: &'static str = "DescribeUserTags";
    const DOC: &'static str = "Queries the keys and values of tags.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = UserTags;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<UserTags> {
        tag_sets::keys(cx, Service::Cdn)
    }
}
