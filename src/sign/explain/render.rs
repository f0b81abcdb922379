//! An explanation as text for people.

use std::fmt;

use super::{Difference, Explanation, Verdict};

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for reason in &self.reasons {
            writeln!(f, "{reason}")?;
        }
        let form = self.form.as_deref().unwrap_or_default();
        let aside = if form.is_empty() { String::new() } else { format!(" ({form})") };
        match self.verdict {
            Verdict::Match => writeln!(f, "The signature is right{aside}.")?,
            Verdict::Quirk => writeln!(
                f,
                "The signature is valid except for a known client bug: {form} `--auth strict` \
                 refuses it, `--auth audit` accepts it."
            )?,
            Verdict::Mismatch => writeln!(f, "The signature does not match.")?,
            Verdict::OtherBody => {
                writeln!(
                    f,
                    "The signature is right, but the body is not the one it was made for."
                )?;
            }
            Verdict::UnknownKey if self.form.is_some() => writeln!(
                f,
                "The access key is not known. The signature is right for the key that is \
                 meant{aside}."
            )?,
            // The reason says what is wrong, such as a token that is not of the key.
            Verdict::UnknownKey if !self.reasons.is_empty() => {}
            Verdict::UnknownKey => writeln!(f, "The access key is not known.")?,
            Verdict::Incomplete => writeln!(f, "The signature is not complete.")?,
            Verdict::Unsigned => writeln!(f, "The request is not signed.")?,
        }
        if let Some(error) = &self.error {
            writeln!(f, "{error}")?;
        }
        for unusual in &self.unusual {
            writeln!(f, "Unusual: {} ({})", unusual.text, unusual.name)?;
        }
        for (at, found) in self.mistakes.iter().enumerate() {
            // Several may lead to the same text, which does not tell which of them it was.
            let same = at > 0 && self.mistakes[at - 1].string_to_sign == found.string_to_sign;
            writeln!(f, "\n{}: {}", if same { "Or" } else { "The mistake" }, found.name)?;
            writeln!(f, "  {}", found.advice)?;
            if let Some(detail) = &found.detail {
                writeln!(f, "  {detail}")?;
            }
            if same {
                continue;
            }
            match &found.difference {
                Some(at) => difference(f, at)?,
                None => writeln!(
                    f,
                    "  The string to sign is the same; the signature made from it differs."
                )?,
            }
        }
        if let Some(mine) = &self.mine {
            writeln!(f, "\nYour text, beside the server's {}:", mine.text)?;
            writeln!(f, "  {}", mine.conclusion)?;
            if let Some(at) = &mine.difference {
                difference(f, at)?;
            }
        }
        if self.capped && self.mistakes.is_empty() {
            writeln!(
                f,
                "\nNot every way to sign was tried, as the request is large: the search ended after \
                 {} ways and {} bytes. Try it with shorter values.",
                self.tries, self.bytes
            )?;
        }
        if self.verdict == Verdict::Mismatch && self.mistakes.is_empty() {
            writeln!(
                f,
                "\nNone of the usual mistakes ({} ways to sign were tried) reproduces the \
                 client's signature. Compare the texts below with those of the client (`--mine FILE` does \
                 it). If your string to sign equals this one, your secret differs.",
                self.tries
            )?;
        }
        for hint in &self.hints {
            writeln!(f, "\nNote: {hint}")?;
        }
        let Some(scheme) = self.scheme else { return Ok(()) };
        writeln!(f, "\nscheme            {scheme}")?;
        writeln!(f, "access key        {}", self.key_id.as_deref().unwrap_or_default())?;
        writeln!(f, "client signature  {}", self.client_signature)?;
        if let Some(signature) = &self.server_signature {
            writeln!(f, "server signature  {signature}")?;
        }
        if !self.canonical_request.is_empty() {
            writeln!(f, "\n--- canonical request (server)\n{}", self.canonical_request)?;
        }
        writeln!(f, "\n--- string to sign (server)\n{}", self.string_to_sign)?;
        for (at, found) in self.mistakes.iter().enumerate() {
            let same = at > 0 && self.mistakes[at - 1].string_to_sign == found.string_to_sign;
            if found.string_to_sign != self.string_to_sign && !same {
                writeln!(f, "\n--- string to sign (client, {})", found.name)?;
                writeln!(f, "{}", found.string_to_sign)?;
            }
        }
        Ok(())
    }
}

fn difference(f: &mut fmt::Formatter<'_>, at: &Difference) -> fmt::Result {
    writeln!(f, "  First difference, at byte {} of the {}:", at.at, at.text)?;
    writeln!(f, "    server  {:?}", at.server)?;
    writeln!(f, "    client  {:?}", at.client)
}
