//! The two products over one state.

/// Which of the two products a domain, a task or a quota is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Alibaba Cloud CDN.
    Cdn,
    /// Dynamic Content Delivery Network.
    Dcdn,
}

impl Service {
    /// Its name, as the certificate service has it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cdn => "CDN",
            Self::Dcdn => "DCDN",
        }
    }

    /// The product of a row.
    pub(super) fn stored(name: &str) -> Self {
        if name == Self::Dcdn.name() { Self::Dcdn } else { Self::Cdn }
    }

    /// The [`id`](crate::Product::id) of the product.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Cdn => "cdn",
            Self::Dcdn => "dcdn",
        }
    }

    /// What the tally counts the domains of an account as.
    pub(super) const fn tally(self) -> &'static str {
        match self {
            Self::Cdn => "cdn_domain",
            Self::Dcdn => "dcdn_domain",
        }
    }
}
