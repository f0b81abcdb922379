//! Which calls a rule is about, by their product and action.

use actions::policy::Glob;

/// A product, or all; and actions by a name or a pattern, or all.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The code of the product.
    pub product: Option<&'static str>,
    /// The actions.
    pub action: Option<Glob>,
}

impl Selection {
    /// Whether calls of this action are among them.
    #[must_use]
    pub fn covers(&self, product: &str, action: &str) -> bool {
        self.product.is_none_or(|it| it == product)
            && self.action.as_ref().is_none_or(|it| it.matches(action))
    }
}
