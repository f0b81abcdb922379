//! Parameters: one definition that decodes, checks and documents.

use crate::{
    ApiError, ParameterDoc, ParameterError, Parameters, Problem, Result, Spec, Wording,
    request::{
        parameters::Group,
        rule::{Kind, Rule},
    },
    text,
};

/// A tag that a call names: its key, and its value if there is one.
pub type Tag = (String, Option<String>);

/// Reads the tags of a call, through [`Params::tags`].
pub type TagReader = fn(&mut Params<'_>) -> Result<Vec<Tag>>;

/// The parameters of one call, or a recorder of the parameters an action reads.
pub struct Params<'a> {
    parameters: &'a Parameters,
    wording: Wording,
    /// What the names of all that is read start with.
    prefix: String,
    /// The parameters whose names start so.
    group: Group<'a>,
    record: Option<Vec<ParameterDoc>>,
    /// The most items of a page, where a test has lowered it.
    max_page: Option<i64>,
    paged: bool,
    /// The region of the call, for those who name its resources.
    region: &'a str,
}

/// Maximum size in bytes of a list in JSON text: larger than any list that an action accepts,
/// however it is escaped. Longer text is rejected unparsed.
pub(crate) const MAX_JSON_BYTES: usize = 128 * 1024;

impl<'a> Params<'a> {
    /// The parameters of a call, with the product's error for invalid ones.
    #[must_use]
    pub fn new(parameters: &'a Parameters, wording: Wording) -> Self {
        let group = parameters.group("");
        let prefix = String::new();
        Self {
            parameters,
            wording,
            prefix,
            group,
            record: None,
            max_page: None,
            paged: false,
            region: "",
        }
    }

    /// Lowers the most items of a page, for the call of a world whose pages are to be short.
    #[must_use]
    pub fn with_max_page(self, max_page: Option<i64>) -> Self {
        Self { max_page, ..self }
    }

    /// Of a call in this region.
    #[must_use]
    pub fn with_region(self, region: &'a str) -> Self {
        Self { region, ..self }
    }

    /// The region of the call, where it was [given](Self::with_region), as it is to a
    /// [`ResourceReader`](crate::ResourceReader).
    #[must_use]
    pub const fn region(&self) -> &'a str {
        self.region
    }

    /// The size of a page, as it was asked for or as it is by default: lower where the world has short pages. Every
    /// action that answers in pages passes its size through here.
    pub fn page_size(&mut self, size: i64) -> i64 {
        self.paged = true;
        self.max_page.map_or(size, |max| size.min(max))
    }

    /// Whether an action has passed the size of a page through [`page_size`](Self::page_size).
    #[must_use]
    pub const fn is_paged(&self) -> bool {
        self.paged
    }

    /// A recorder: every read succeeds with a blank value and is recorded.
    #[must_use]
    pub fn describing(nothing: &'a Parameters, wording: Wording) -> Self {
        Self { record: Some(Vec::new()), ..Self::new(nothing, wording) }
    }

    /// All parameters of the call, also those that its action does not have.
    pub(crate) const fn parameters(&self) -> &'a Parameters {
        self.parameters
    }

    /// Sets the error for invalid parameters from here on.
    pub fn set_wording(&mut self, wording: Wording) {
        self.wording = wording;
    }

    /// The recorded parameters.
    #[must_use]
    pub fn described(self) -> Vec<ParameterDoc> {
        self.record.unwrap_or_default()
    }

    /// A required parameter.
    #[expect(clippy::needless_pass_by_value, reason = "so that a call reads `required(text(…))`")]
    pub fn required<T: Kind>(&mut self, spec: Spec<T>) -> Result<T> {
        self.need(&spec)
    }

    fn need<T: Kind>(&mut self, spec: &Spec<T>) -> Result<T> {
        match self.take(spec, true)? {
            Some(value) => Ok(value),
            None if self.record.is_some() => Ok(T::blank()),
            None => Err(self.bad(spec.name, Problem::Missing)),
        }
    }

    /// A parameter that may be absent. An empty value counts as absent, unless [`Spec::keep_empty`].
    #[expect(clippy::needless_pass_by_value, reason = "so that a call reads `optional(text(…))`")]
    pub fn optional<T: Kind>(&mut self, spec: Spec<T>) -> Result<Option<T>> {
        self.take(&spec, false)
    }

    /// An optional parameter with a default.
    pub fn default<T: Kind>(&mut self, spec: Spec<T>, value: impl Into<T>) -> Result<T> {
        Ok(self.optional(spec)?.unwrap_or_else(|| value.into()))
    }

    /// A repeated parameter: `ContactNames.1`, `ContactNames.2`… `None` if there are none. Indexes
    /// may have gaps; elements are in index order.
    #[expect(clippy::needless_pass_by_value, reason = "so that a call reads `list(text(…))`")]
    pub fn list<T: Kind>(&mut self, spec: Spec<T>, max: usize) -> Result<Option<Vec<T>>> {
        if let Some(record) = &mut self.record {
            record.push(spec.described(format!("{}{}.N", self.prefix, spec.name), false));
            return Ok(None);
        }
        let places = self.numbers(spec.name, max)?;
        let found: Vec<T> = places
            .iter()
            .filter_map(|n| self.read(&spec, &format!("{}.{n}", spec.name)).transpose())
            .collect::<Result<_>>()?;
        Ok(if places.is_empty() { None } else { Some(found) })
    }

    /// A repeated group: `Tag.1.Key`, `Tag.1.Value`, `Tag.2.Key`…
    pub fn each<G>(
        &mut self,
        name: &str,
        max: usize,
        mut read: impl FnMut(&mut Self) -> Result<G>,
    ) -> Result<Vec<G>> {
        let places = match self.record {
            Some(_) => vec!["N".to_owned()],
            None => self.numbers(name, max)?.iter().map(u32::to_string).collect(),
        };
        let outer = (self.prefix.clone(), self.group);
        let mut all = Vec::with_capacity(places.len());
        for at in places {
            self.enter(format!("{}{name}.{at}.", outer.0));
            let group = read(self);
            (self.prefix, self.group) = outer.clone();
            all.push(group?);
        }
        Ok(all)
    }

    /// Reads from here on what starts with `prefix`.
    fn enter(&mut self, prefix: String) {
        self.group = self.parameters.group(&prefix);
        self.prefix = prefix;
    }

    /// Tags: a group whose parts are a key and, where the call gives one, a value.
    ///
    /// A duplicate key of a tag is rejected (assumed: no page of these products says), since only one of its values
    /// could be kept.
    #[expect(clippy::needless_pass_by_value, reason = "so that a call reads `text(…)`")]
    pub fn tags(
        &mut self,
        name: &str,
        max: usize,
        key: Spec<String>,
        value: Spec<String>,
    ) -> Result<Vec<Tag>> {
        let tags = self.each(name, max, |p| Ok((p.need(&key)?, p.take(&value, false)?)))?;
        let mut keys: Vec<&str> = tags.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(self.bad(name, Problem::Malformed("list of tags with different keys")));
        }
        Ok(tags)
    }

    /// Requires the list or group `name` that was read.
    pub fn require<T: Default>(&mut self, name: &str, found: Option<T>) -> Result<T> {
        match (found, &mut self.record) {
            (Some(found), None) => Ok(found),
            (None, None) => Err(self.bad(name, Problem::Missing)),
            (_, Some(record)) => {
                let parts = format!("{}{name}.", self.prefix);
                if let Some(first) = record.iter_mut().find(|d| d.name.starts_with(&parts)) {
                    first.required = true;
                }
                Ok(T::default())
            }
        }
    }

    /// A list that clients send as JSON text in one parameter: `read` sees `Tag=[{"Key":"k"}]` as
    /// `Tag.1.Key=k`. The numbered form is accepted as well, but not both at once.
    pub fn json<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Params<'_>) -> Result<T>,
    ) -> Result<T> {
        self.read_json(name, "JSON list", Parameters::from_json_list, read)
    }

    /// A structure that clients send as a JSON object in one parameter: `read` sees `Filter={"Level":"a"}` as
    /// `Filter.Level=a`. The form with dots is accepted as well, but not both at once.
    pub fn object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Params<'_>) -> Result<T>,
    ) -> Result<T> {
        self.read_json(name, "JSON object", Parameters::from_json_object, read)
    }

    fn read_json<T>(
        &mut self,
        name: &str,
        form: &'static str,
        parse: fn(&str, &str) -> Option<Parameters>,
        read: impl FnOnce(&mut Params<'_>) -> Result<T>,
    ) -> Result<T> {
        let full = format!("{}{name}", self.prefix);
        let Some(text) = self.parameters.non_empty(&full) else { return read(self) };
        let long = text.len() > MAX_JSON_BYTES;
        let read_alone = !long && !self.parameters.has_prefix(&format!("{full}."));
        let Some(numbered) = read_alone.then(|| parse(&full, text)).flatten() else {
            let form = if long { "JSON text of 128 KB at most" } else { form };
            let bad = self.bad(name, Problem::Malformed(form));
            return Err(bad.with_more(&ParameterError::excerpt(text)));
        };
        let mut inner = Params::new(&numbered, self.wording);
        inner.enter(self.prefix.clone());
        read(&mut inner)
    }

    /// The texts of a map whose parts are parameters: `Labels.a=1` is the value `1` of `a`, and `Labels={…}` the whole,
    /// under no name.
    pub fn texts_under(
        &mut self,
        name: &'static str,
        doc: &'static str,
    ) -> Result<Vec<(String, String)>> {
        let start = format!("{}{name}.", self.prefix);
        if let Some(record) = &mut self.record {
            record.push(text(name).doc(doc).described(format!("{start}*"), false));
            return Ok(Vec::new());
        }
        let whole = start.strip_suffix('.').and_then(|name| self.parameters.non_empty(name));
        let whole = whole.map(|value| (String::new(), value.to_owned()));
        let found = self.parameters.with_prefix(&start);
        let parts = found.map(|p| (p.name[start.len()..].to_owned(), p.value.to_string()));
        Ok(whole.into_iter().chain(parts).collect())
    }

    /// The numbers that follow `name` and a dot, ascending.
    fn numbers(&self, name: &str, max: usize) -> Result<Vec<u32>> {
        let start = format!("{}{name}.", self.prefix);
        let mut found: Vec<u32> = self
            .parameters
            .with_prefix(&start)
            .filter_map(|p| p.name[start.len()..].split('.').next()?.parse().ok())
            .collect();
        found.sort_unstable();
        found.dedup();
        if found.len() > max {
            let bad = self.bad(name, Problem::TooMany(max));
            return Err(bad.with_more(&format!("it has {}", found.len())));
        }
        Ok(found)
    }

    fn bad(&self, name: &str, problem: Problem) -> ApiError {
        let name = &format!("{}{name}", self.prefix);
        let error = ParameterError { name, problem }.worded(self.wording);
        match self.parameters.why_missing(name) {
            Some(hint) if problem == Problem::Missing => error.with_hint(hint),
            _ => error,
        }
    }

    fn take<T: Kind>(&mut self, spec: &Spec<T>, required: bool) -> Result<Option<T>> {
        if let Some(record) = &mut self.record {
            record.push(spec.described(format!("{}{}", self.prefix, spec.name), required));
            return Ok(None);
        }
        self.read(spec, spec.name)
    }

    /// The parameter of the group whose name goes on with `name`.
    fn read<T: Kind>(&self, spec: &Spec<T>, name: &str) -> Result<Option<T>> {
        let Some(parameters) = self.group.get(name) else { return Ok(None) };
        if parameters.is_empty() {
            return Ok(if spec.keep_empty { T::parse(parameters) } else { None });
        }
        let problem = match T::parse(parameters) {
            None => Problem::NotA(T::NAME),
            Some(value) => match value.breaks(spec.rule) {
                None => return Ok(Some(value)),
                Some(problem) => problem,
            },
        };
        let came = match (problem, spec.rule) {
            (Problem::Length(..), _) => format!("it has {}", parameters.chars().count()),
            (Problem::Chars, Rule::Chars(_, _, allowed)) => {
                let first = parameters.chars().find(|c| !allowed(*c)).unwrap_or_default();
                format!("it has U+{:04X}", u32::from(first))
            }
            (Problem::Chars, _) => "it has U+0000".to_owned(),
            _ if spec.secret => String::new(),
            _ => ParameterError::excerpt(parameters),
        };
        let name = &format!("{}{name}", self.prefix);
        Err(ParameterError { name, problem }.worded(self.wording).with_more(&came))
    }
}

#[cfg(test)]
mod tests;
