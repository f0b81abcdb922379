//! Wildcards: `*` is any run of characters, also an empty one; `?` is exactly one.
//!
//! Assumed: an action without resources is also covered by a pattern with `*` in every segment, of its own service
//! alone; what a pattern of a resource with `*` or with fewer segments covers; the names of users, groups and policies are
//! compared without case in patterns, as those of roles are.

use super::steps::step;

/// A parsed pattern with wildcards.
///
/// Matching never backtracks over more than one segment: the time is linear in the text, or in text
/// times pattern if the pattern has `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(GlobKind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum GlobKind {
    /// `*`
    Any,
    /// No wildcard.
    Exact(Box<str>),
    /// `Describe*`: by far the most common.
    Prefix(Box<str>),
    /// The segments before, between and after the stars. One segment: no star.
    Segments(Box<[Segment]>),
}

/// A run of a pattern without `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    text: Box<str>,
    /// Whether it has a `?`.
    has_question_mark: bool,
}

impl Glob {
    /// Parses `pattern`.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        Self::of(pattern, pattern.contains('?'))
    }

    /// Parses a pattern in which only `*` is a wildcard: `?` stands for itself.
    #[must_use]
    pub fn with_stars(pattern: &str) -> Self {
        Self::of(pattern, false)
    }

    fn of(pattern: &str, has_question_marks: bool) -> Self {
        let runs: Vec<&str> = pattern.split('*').collect();
        let last = runs.len() - 1;
        if last > 0 && runs.iter().all(|run| run.is_empty()) {
            return Self(GlobKind::Any);
        }
        if !has_question_marks {
            if last == 0 {
                return Self(GlobKind::Exact(pattern.into()));
            }
            if last == 1 && runs[1].is_empty() {
                return Self(GlobKind::Prefix(runs[0].into()));
            }
        }
        let segments = runs
            .iter()
            .enumerate()
            .filter(|(i, run)| *i == 0 || *i == last || !run.is_empty())
            .map(|(_, run)| Segment {
                text: (*run).into(),
                has_question_mark: has_question_marks && run.contains('?'),
            });
        Self(GlobKind::Segments(segments.collect()))
    }

    /// Whether every text fits.
    fn is_any(&self) -> bool {
        self.0 == GlobKind::Any
    }

    /// Whether the whole of `text` fits.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            GlobKind::Any => true,
            GlobKind::Exact(expected_value) => **expected_value == *text,
            GlobKind::Prefix(start) => text.starts_with(&**start),
            GlobKind::Segments(segments) => fits(segments, text).is_some(),
        }
    }
}

/// The first segment must match at the start and the last at the end; those between match at their
/// first occurrence, which leaves the most room for the rest.
fn fits(segments: &[Segment], text: &str) -> Option<()> {
    let (first, others) = segments.split_first()?;
    let rest = first.strip_start(text)?;
    let Some((last, between)) = others.split_last() else {
        return rest.is_empty().then_some(());
    };
    let mut rest = last.strip_end(rest)?;
    for segment in between {
        rest = segment.skip(rest)?;
    }
    Some(())
}

impl Segment {
    /// The rest of `text` after the segment, if it starts with it.
    fn strip_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.has_question_mark {
            return text.strip_prefix(&*self.text);
        }
        let mut rest = text.chars();
        for expected_value in self.text.chars() {
            step();
            let got = rest.next()?;
            if expected_value != '?' && expected_value != got {
                return None;
            }
        }
        Some(rest.as_str())
    }

    /// The part of `text` before the segment, if it ends with it.
    fn strip_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.has_question_mark {
            return text.strip_suffix(&*self.text);
        }
        let mut rest = text.chars();
        for expected_value in self.text.chars().rev() {
            step();
            let got = rest.next_back()?;
            if expected_value != '?' && expected_value != got {
                return None;
            }
        }
        Some(rest.as_str())
    }

    /// The rest of `text` after the first occurrence of the segment.
    fn skip<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.has_question_mark {
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
/// Split at the colon and grouped by service, so that a statement on another service is skipped
/// after one comparison.
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
const PREFIX_SEGMENTS: usize = 4;

/// The segments from this index on may be `*` in a call: region and account, but not the service.
const FIXED: usize = 2;

/// The resource of a call, parsed once for all policies.
#[derive(Clone, Debug)]
pub enum Resource<'a> {
    /// `*`: the action has no resource-level permission, or the call does not say which resource it
    /// means. Contains the service whose resources it covers, if they have ARNs.
    All(Option<&'a str>),
    /// A resource with an ARN.
    One(Arn<'a>),
}

/// A parsed ARN.
#[derive(Clone, Debug)]
pub struct Arn<'a> {
    /// Its segments before the relative id.
    prefix: [Option<&'a str>; PREFIX_SEGMENTS],
    /// The text from each segment on; the last is the relative id.
    suffixes: [Option<&'a str>; PREFIX_SEGMENTS + 1],
    /// The whole text in lower case, if it is of a role, a user, a group or a policy: their names
    /// are case-insensitive, so another spelling must not bypass a policy.
    folded: Option<String>,
}

impl<'a> Resource<'a> {
    /// The resource `text` of a call to an action of `service`, which is what ARNs call it.
    #[must_use]
    pub fn new(text: &'a str, service: Option<&'a str>) -> Self {
        if text == "*" { Self::All(service) } else { Self::One(Arn::new(text)) }
    }

    /// The account it belongs to, where it names one.
    #[must_use]
    pub fn account(&self) -> Option<&'a str> {
        match self {
            Self::All(_) => None,
            Self::One(arn) => arn.account(),
        }
    }
}

impl<'a> Arn<'a> {
    fn new(text: &'a str) -> Self {
        let (mut prefix, mut suffixes) = ([None; PREFIX_SEGMENTS], [None; PREFIX_SEGMENTS + 1]);
        suffixes[0] = Some(text);
        for i in 0..PREFIX_SEGMENTS {
            let Some((segment, suffix)) =
                suffixes[i].and_then(|suffix: &str| suffix.split_once(':'))
            else {
                break;
            };
            prefix[i] = Some(segment);
            suffixes[i + 1] = Some(suffix);
        }
        let kinds = ["role/", "user/", "group/", "policy/"];
        let named = |id: &str| kinds.iter().any(|kind| id.starts_with(kind));
        let folded = (prefix[1] == Some("ram") && suffixes[PREFIX_SEGMENTS].is_some_and(named))
            .then(|| text.to_ascii_lowercase());
        Self { prefix, suffixes, folded }
    }

    fn account(&self) -> Option<&'a str> {
        self.prefix[3].filter(|a| !a.is_empty() && a.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// A pattern in `Resource`.
///
/// Compared segment by segment, with case: a segment fits where the pattern's own wildcards
/// fit, or where the call leaves region or account `*`. The relative id is everything after the
/// fourth colon. A pattern with fewer segments applies its last one to the rest,
/// so `acs:cms:*` is every resource of the service.
///
/// The resource `*` is covered only by a pattern that matches everything: `*`, or one with `*` in
/// every segment but for the service of the action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePattern {
    prefix: Box<[Glob]>,
    rest: Glob,
    /// The last segment in lower case, where that differs.
    folded: Option<Glob>,
}

impl ResourcePattern {
    /// Parses `pattern`.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let mut segments: Vec<&str> = pattern.splitn(PREFIX_SEGMENTS + 1, ':').collect();
        let rest = segments.pop().unwrap_or_default();
        let folded = rest
            .bytes()
            .any(|b| b.is_ascii_uppercase())
            .then(|| Glob::new(&rest.to_ascii_lowercase()));
        let prefix = segments.iter().map(|segment| Glob::new(segment)).collect();
        Self { prefix, rest: Glob::new(rest), folded }
    }

    /// Whether the pattern covers `resource`.
    #[must_use]
    pub fn matches(&self, resource: &Resource<'_>) -> bool {
        match resource {
            Resource::All(service) => self.covers_all(*service),
            Resource::One(arn) => self.covers(arn),
        }
    }

    fn covers_all(&self, service: Option<&str>) -> bool {
        if self.prefix.is_empty() {
            return self.rest.is_any();
        }
        let Some(service) = service else { return false };
        let segments = self.prefix.iter().chain([&self.rest]).enumerate();
        segments.into_iter().all(|(at, glob)| match at {
            0 => glob.matches("acs"),
            1 if at < self.prefix.len() => glob.matches(service),
            _ => glob.is_any(),
        })
    }

    fn covers(&self, resource: &Arn<'_>) -> bool {
        let mut segments = self.prefix.iter().zip(&resource.prefix).enumerate();
        let open = |at, segment| at >= FIXED && segment == "*";
        if !segments.all(|(at, (glob, segment))| {
            segment.is_some_and(|segment| open(at, segment) || glob.matches(segment))
        }) {
            return false;
        }
        let Some(suffix) = resource.suffixes[self.prefix.len()] else { return false };
        match &resource.folded {
            Some(text) => {
                let suffix = &text[text.len() - suffix.len()..];
                self.folded.as_ref().unwrap_or(&self.rest).matches(suffix)
            }
            None => self.rest.matches(suffix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::steps::steps_of, Glob};

    #[test]
    fn a_longer_text_costs_no_more_than_its_length() {
        // Nearly fits at each place of the text: the worst that a text can be.
        for pattern in ["*aaaa?aaab*", "?*a?b*a?c", "a?a?a?*b", "*?????*?b?*"] {
            let glob = Glob::new(pattern);
            let cost = |length: usize| {
                let text = "a".repeat(length);
                steps_of(|| assert!(!glob.matches(&text), "{pattern}"))
            };
            let longest = pattern.split('*').map(str::len).max().unwrap_or_default();
            assert!(cost(100_000) <= 2 * 100_000 * longest, "{pattern}: {}", cost(100_000));
        }
    }
}
