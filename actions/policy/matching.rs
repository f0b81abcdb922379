//! Wildcards: `*` is any run of characters, also an empty one; `?` is exactly one.

/// A pattern with wildcards, taken apart once.
///
/// Asking it never backtracks over more than one piece: the time is linear in the
/// text, or in text times pattern where the pattern has `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(Shape);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// `*`
    Any,
    /// No wildcard.
    Exact(Box<str>),
    /// `Describe*`: by far the most usual.
    Prefix(Box<str>),
    /// What stands before, between and after the stars. One piece: no star.
    Pieces(Box<[Piece]>),
}

/// A run of a pattern without `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: Box<str>,
    /// Whether it has a `?`.
    holes: bool,
}

impl Glob {
    /// Takes `pattern` apart.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let runs: Vec<&str> = pattern.split('*').collect();
        let last = runs.len() - 1;
        if last > 0 && runs.iter().all(|run| run.is_empty()) {
            return Self(Shape::Any);
        }
        if !pattern.contains('?') {
            if last == 0 {
                return Self(Shape::Exact(pattern.into()));
            }
            if last == 1 && runs[1].is_empty() {
                return Self(Shape::Prefix(runs[0].into()));
            }
        }
        let pieces = runs
            .iter()
            .enumerate()
            .filter(|(i, run)| *i == 0 || *i == last || !run.is_empty())
            .map(|(_, run)| Piece { text: (*run).into(), holes: run.contains('?') });
        Self(Shape::Pieces(pieces.collect()))
    }

    /// Whether the whole of `text` fits.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            Shape::Any => true,
            Shape::Exact(want) => **want == *text,
            Shape::Prefix(start) => text.starts_with(&**start),
            Shape::Pieces(pieces) => fits(pieces, text).is_some(),
        }
    }
}

/// The first piece holds the start and the last the end; those between are taken
/// where they first occur, which leaves the most room for the ones after them.
fn fits(pieces: &[Piece], text: &str) -> Option<()> {
    let (first, others) = pieces.split_first()?;
    let rest = first.strip_start(text)?;
    let Some((last, between)) = others.split_last() else {
        return rest.is_empty().then_some(());
    };
    let mut rest = last.strip_end(rest)?;
    for piece in between {
        rest = piece.skip(rest)?;
    }
    Some(())
}

impl Piece {
    /// What follows the piece, where `text` starts with it.
    fn strip_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.holes {
            return text.strip_prefix(&*self.text);
        }
        let mut rest = text.chars();
        for want in self.text.chars() {
            let got = rest.next()?;
            if want != '?' && want != got {
                return None;
            }
        }
        Some(rest.as_str())
    }

    /// What precedes the piece, where `text` ends with it.
    fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.holes {
            return text.strip_suffix(&*self.text);
        }
        let mut rest = text.chars();
        for want in self.text.chars().rev() {
            let got = rest.next_back()?;
            if want != '?' && want != got {
                return None;
            }
        }
        Some(rest.as_str())
    }

    /// What follows the first occurrence of the piece in `text`.
    fn skip<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.holes {
            return text.split_once(&*self.text).map(|(_, rest)| rest);
        }
        let mut from = text.chars();
        loop {
            if let Some(rest) = self.strip_start(from.as_str()) {
                return Some(rest);
            }
            from.next()?;
        }
    }
}

/// The actions that a statement lists, without case.
///
/// Taken apart at the colon and put together by service, so that a statement on
/// another service is passed over after one comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ActionPatterns {
    services: Box<[(Glob, Box<[Glob]>)]>,
    /// Those without a colon, such as `*`.
    others: Box<[Glob]>,
}

impl ActionPatterns {
    pub(super) fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Self {
        let (mut services, mut others): (Vec<(Glob, Vec<Glob>)>, _) = (Vec::new(), Vec::new());
        for pattern in patterns {
            let pattern = pattern.to_ascii_lowercase();
            let Some((service, name)) = pattern.split_once(':') else {
                others.push(Glob::new(&pattern));
                continue;
            };
            let (service, name) = (Glob::new(service), Glob::new(name));
            match services.iter_mut().find(|(s, _)| *s == service) {
                Some((_, names)) => names.push(name),
                None => services.push((service, vec![name])),
            }
        }
        let services = services.into_iter().map(|(service, names)| (service, names.into()));
        Self { services: services.collect(), others: others.into() }
    }

    /// Whether one of them fits `action`, which is in lower case.
    pub(super) fn matches(&self, action: ActionName<'_>) -> bool {
        self.others.iter().any(|glob| glob.matches(action.whole))
            || self.services.iter().any(|(service, names)| {
                service.matches(action.service) && names.iter().any(|n| n.matches(action.name))
            })
    }
}

/// The action of a call, in lower case.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActionName<'a> {
    whole: &'a str,
    service: &'a str,
    name: &'a str,
}

impl<'a> ActionName<'a> {
    pub(super) fn new(whole: &'a str) -> Self {
        let (service, name) = whole.split_once(':').unwrap_or((whole, ""));
        Self { whole, service, name }
    }
}

/// How many segments stand before the relative id in
/// `acs:<service>:<region>:<account>:<relative id>`.
const HEADS: usize = 4;

/// A resource that a call touches, taken apart once for all the policies it meets.
///
/// `*` alone, the resource of an action without resource-level permissions, has
/// `*` in every segment.
#[derive(Clone, Debug)]
pub struct Resource<'a> {
    /// Its segments before the relative id.
    heads: [Option<&'a str>; HEADS],
    /// The text from each segment on; the last is the relative id.
    tails: [Option<&'a str>; HEADS + 1],
    /// The whole text in lower case, if it is of a role, a user, a group or a policy: their names
    /// know no case, so another spelling would lead past a policy.
    folded: Option<String>,
}

impl<'a> Resource<'a> {
    /// Takes `text` apart.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        if text == "*" {
            return Self { heads: [Some("*"); HEADS], tails: [Some("*"); HEADS + 1], folded: None };
        }
        let (mut heads, mut tails) = ([None; HEADS], [None; HEADS + 1]);
        tails[0] = Some(text);
        for i in 0..HEADS {
            let Some((head, tail)) = tails[i].and_then(|tail: &str| tail.split_once(':')) else {
                break;
            };
            heads[i] = Some(head);
            tails[i + 1] = Some(tail);
        }
        let kinds = ["role/", "user/", "group/", "policy/"];
        let named = |id: &str| kinds.iter().any(|kind| id.starts_with(kind));
        let folded = (heads[1] == Some("ram") && tails[HEADS].is_some_and(named))
            .then(|| text.to_ascii_lowercase());
        Self { heads, tails, folded }
    }

    /// The account it belongs to, where it names one.
    #[must_use]
    pub fn account(&self) -> Option<&'a str> {
        self.heads[3].filter(|a| !a.is_empty() && a.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// What a statement says in `Resource`.
///
/// Compared segment by segment, with case: a segment fits where the call leaves it
/// `*` or the pattern's own wildcards fit. The relative id is everything after the
/// fourth colon. A pattern with fewer segments applies its last one to the rest,
/// so `acs:cms:*` is every resource of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePattern {
    heads: Box<[Glob]>,
    rest: Glob,
    /// The last segment in lower case, where that differs.
    folded: Option<Glob>,
}

impl ResourcePattern {
    /// Takes `pattern` apart.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let mut segments: Vec<&str> = pattern.splitn(HEADS + 1, ':').collect();
        let rest = segments.pop().unwrap_or_default();
        let folded = rest
            .bytes()
            .any(|b| b.is_ascii_uppercase())
            .then(|| Glob::new(&rest.to_ascii_lowercase()));
        let heads = segments.iter().map(|segment| Glob::new(segment)).collect();
        Self { heads, rest: Glob::new(rest), folded }
    }

    /// Whether the pattern covers `resource`.
    #[must_use]
    pub fn matches(&self, resource: &Resource<'_>) -> bool {
        let mut segments = self.heads.iter().zip(&resource.heads);
        if !segments.all(|(glob, head)| head.is_some_and(|head| head == "*" || glob.matches(head)))
        {
            return false;
        }
        let Some(tail) = resource.tails[self.heads.len()] else { return false };
        match &resource.folded {
            Some(text) => {
                let tail = &text[text.len() - tail.len()..];
                self.folded.as_ref().unwrap_or(&self.rest).matches(tail)
            }
            None => self.rest.matches(tail),
        }
    }
}
