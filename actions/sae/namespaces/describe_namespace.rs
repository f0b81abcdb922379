//! `DescribeNamespace` shows a namespace.

use super::{
    namespace_id::{NO_NAMESPACE, NamespaceName, RESOURCE},
    namespace_view::NamespaceAnswer,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::sae) struct DescribeNamespace(NamespaceName);

impl Action for DescribeNamespace {
    const NAME: &'static str = "DescribeNamespace";
    const DOC: &'static str = "Shows a namespace.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/paas/namespace");
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const FAULTS: &'static [Fault] = &[NO_NAMESPACE];
    type Response = NamespaceAnswer;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(NamespaceName::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<NamespaceAnswer> {
        Ok(NamespaceAnswer::new(self.0.find(cx)?, cx.region))
    }
}
