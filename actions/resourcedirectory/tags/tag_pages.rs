//! Pages of tags: a list goes on after the text that the last page ended with.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Params, Result, int, text};

/// A page of a list that is ordered by text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::resourcedirectory) struct TextPage {
    /// Where the last page ended; none for the first page.
    pub(in crate::resourcedirectory) after: Option<String>,
    /// How many rows it has at most.
    pub(in crate::resourcedirectory) size: usize,
}

impl TextPage {
    /// `NextToken`, opaque to the caller, and `MaxResults`: 1 to 100, else 10.
    pub(in crate::resourcedirectory) fn read(p: &mut Params<'_>) -> Result<Self> {
        let token = text("NextToken").form("token", |it| decoded(it).is_some());
        let token = p.optional(token.doc("The NextToken of the answer before, to go on from."))?;
        let items = int("MaxResults").range(1, 100).doc("How many at most.");
        let size = p.default(items, 10)?;
        let size = usize::try_from(p.page_size(size)).unwrap_or(100);
        Ok(Self { after: token.as_deref().and_then(decoded), size })
    }

    /// Truncates `rows`, one more than the page may have, to the page. Returns the token of the next page
    /// if there is one: clients take an empty one for one more page.
    pub(in crate::resourcedirectory) fn cut<T>(
        &self,
        rows: &mut Vec<T>,
        end: impl Fn(&T) -> String,
    ) -> Option<String> {
        if rows.len() <= self.size {
            return None;
        }
        rows.truncate(self.size);
        rows.last().map(|row| encoded(&end(row)))
    }

    /// The page of the texts that `next` yields, each after the one before, and of which `fits` takes some;
    /// with the token of the next page.
    pub(in crate::resourcedirectory) fn gather(
        &self,
        mut next: impl FnMut(Option<&str>) -> Result<Option<String>>,
        fits: impl Fn(&str) -> bool,
    ) -> Result<(Vec<String>, Option<String>)> {
        let mut rows = Vec::new();
        let mut after = self.after.clone();
        while rows.len() <= self.size
            && let Some(found) = next(after.as_deref())?
        {
            if fits(&found) {
                rows.push(found.clone());
            }
            after = Some(found);
        }
        let token = self.cut(&mut rows, Clone::clone);
        Ok((rows, token))
    }
}

/// What a token begins with, since the text may be empty and a token may not.
const START: char = '/';

/// Maximum length of a token: longer than that of any row.
const MAX_TOKEN: usize = 2048;

fn encoded(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{START}{text}"))
}

fn decoded(token: &str) -> Option<String> {
    if token.len() > MAX_TOKEN {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    Some(text.strip_prefix(START)?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_on_from_the_last_row_that_fits() {
        let page = TextPage { after: None, size: 2 };
        let mut rows = vec!["a".to_owned(), "环境\nb".to_owned(), "c".to_owned()];
        let token = page.cut(&mut rows, Clone::clone);
        assert_eq!(token.as_deref().and_then(decoded).as_ref(), rows.last());
        assert_eq!(rows.len(), 2);
        assert_eq!(page.cut(&mut rows, Clone::clone), None);
        assert_eq!(decoded(&encoded("")).as_deref(), Some(""));
        let long = encoded(&"a".repeat(MAX_TOKEN));
        for bad in ["", "Y", "YQ", "Lw==", "L_8", "+1", "环境", &long] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }
}
