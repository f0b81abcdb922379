//! Where in a text of JSON something stands.

/// A step into a JSON value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// Of an object, the member of this name.
    Member(&'a str),
    /// Of a list, the item at this index; any other value is its own only item.
    Item(usize),
}

/// The line and the column, from 1, of what the steps lead to: of a member, its name; of an item, the item. `text` is
/// valid JSON.
pub(super) fn locate(text: &str, steps: &[Step<'_>]) -> (usize, usize) {
    let mut at = Cursor { text: text.as_bytes(), at: 0 };
    let mut found = 0;
    at.blank();
    for step in steps {
        let Some(place) = at.enter(*step) else { break };
        found = place;
    }
    let before = text.get(..found).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or_default()
    }

    fn blank(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Goes to the value of a step, and answers where that, or its name, begins.
    fn enter(&mut self, step: Step<'_>) -> Option<usize> {
        match (step, self.peek()) {
            (Step::Item(wanted), b'[') => {
                self.at += 1;
                for index in 0.. {
                    self.blank();
                    if self.peek() == b']' || self.at >= self.text.len() {
                        return None;
                    }
                    if index == wanted {
                        return Some(self.at);
                    }
                    self.skip();
                    self.comma();
                }
                None
            }
            (Step::Item(_), _) => Some(self.at),
            (Step::Member(wanted), b'{') => {
                self.at += 1;
                loop {
                    self.blank();
                    if self.peek() != b'"' {
                        return None;
                    }
                    let start = self.at;
                    self.skip();
                    let name = serde_json::from_slice::<String>(&self.text[start..self.at]);
                    self.blank();
                    self.at += 1;
                    self.blank();
                    if name.is_ok_and(|name| name == wanted) {
                        return Some(start);
                    }
                    self.skip();
                    self.comma();
                }
            }
            (Step::Member(_), _) => None,
        }
    }

    fn comma(&mut self) {
        self.blank();
        if self.peek() == b',' {
            self.at += 1;
        }
    }

    /// Goes behind a value.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    while !matches!(self.peek(), b'"' | 0) {
                        self.at += if self.peek() == b'\\' { 2 } else { 1 };
                    }
                    self.at += 1;
                }
                b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                0 => return,
                _ if depth > 0 => self.at += 1,
                _ => {
                    while !matches!(self.peek(), b',' | b']' | b'}' | 0)
                        && !self.peek().is_ascii_whitespace()
                    {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_that_of_the_name_or_of_the_item() {
        use Step::{Item, Member};
        let text =
            "{\n \"a\\\"\": [1, {\"x\": \"]\"}],\n \"b\": {\"c\" : [\"é\", \"d\"]},\n \"e\": 1 }";
        assert_eq!(locate(text, &[]), (1, 1));
        assert_eq!(locate(text, &[Member("a\""), Item(1), Member("x")]), (2, 14));
        assert_eq!(locate(text, &[Member("b"), Member("c"), Item(1)]), (3, 20));
        assert_eq!(locate(text, &[Member("e"), Item(0)]), (4, 7));
        // What is not there is where the search ended.
        assert_eq!(locate(text, &[Member("b"), Member("z")]), (3, 2));
    }
}
