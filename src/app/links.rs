//! Links of an article: which may be opened, and which are asked about first.
//!
//! An article is untrusted. A text that names one place and leads to another is how people are led astray, so what a
//! link says is compared with where it goes; only where both agree does a click open it at once. An address that is
//! hard to read (letters that look alike, signs that turn the text round, a name before an `@`) is asked about as well.

/// What is done with a link that was clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is opened at once.
    Open,
    /// The learner is shown text and address, and says.
    Ask,
    /// It is never opened: it is no web or mail address.
    Refuse,
}

/// Endings by which a name without `https://` is taken for a host; all endings of two letters count as well.
const ENDINGS: [&str; 26] = [
    "academy", "app", "biz", "blog", "cloud", "club", "com", "dev", "edu", "email", "gov", "info", "int", "live",
    "login", "mil", "mobi", "net", "news", "online", "org", "page", "shop", "site", "store", "xyz",
];

/// Judges a link by what it says and where it leads.
#[must_use]
pub fn judge(text: &str, address: &str) -> Verdict {
    let Some(target) = Target::of(address) else {
        return Verdict::Refuse;
    };
    if address.chars().any(char::is_control) || target.hands_files_over() {
        return Verdict::Refuse;
    }
    // A backslash ends the host for some programs and not for others.
    let odd = |char: char| char == '\\' || char.is_whitespace() || is_hidden(char);
    let obscure = address.chars().any(odd) || text.chars().any(is_hidden);
    if obscure || target.is_obscure() || claims(text).any(|claim| !target.keeps(claim)) {
        Verdict::Ask
    } else {
        Verdict::Open
    }
}

/// An address as it is shown: signs that cannot be seen, or that turn the text round, by their numbers; and a host in
/// other letters than the plain Latin ones as browsers write it where they mistrust it (`xn--…`, RFC 3492).
#[must_use]
pub fn readable(address: &str) -> String {
    let shown = |address: &str| -> String {
        let sign = |char: char| {
            if is_hidden(char) {
                format!("<U+{:04X}>", char as u32)
            } else {
                char.to_string()
            }
        };
        address.chars().map(sign).collect()
    };
    match Target::of(address) {
        Some(target) if !target.host.is_ascii() => {
            let at = target.host.as_ptr() as usize - address.as_ptr() as usize;
            let (before, rest) = address.split_at(at);
            let labels: Vec<String> = target.host.split('.').map(ascii_label).collect();
            let after = &rest[target.host.len()..];
            format!("{}{}{}", shown(before), shown(&labels.join(".")), shown(after))
        }
        _ => shown(address),
    }
}

/// The host of an address, for a sentence; of a mail address, what follows the `@`.
#[must_use]
pub fn host(address: &str) -> String {
    Target::of(address).map_or_else(String::new, |target| {
        let labels: Vec<String> = target.host.split('.').map(ascii_label).collect();
        labels.join(".")
    })
}

/// Where an address leads.
struct Target<'a> {
    mail: bool,
    /// The part before the host, an `@` at its end; empty for most.
    user: &'a str,
    host: &'a str,
    /// The path and what follows; of a mail address, what follows the `?`.
    rest: &'a str,
}

impl<'a> Target<'a> {
    /// `None` for everything that is never opened.
    fn of(address: &'a str) -> Option<Self> {
        let (scheme, after) = address.split_once(':')?;
        let (mail, after) = match scheme.to_ascii_lowercase().as_str() {
            // Browsers take a backslash for a slash.
            "http" | "https" => (false, after.strip_prefix(['/', '\\'])?.strip_prefix(['/', '\\'])?),
            "mailto" => (true, after),
            _ => return None,
        };
        let end = after.find(['/', '\\', '?', '#']).unwrap_or(after.len());
        let (place, rest) = after.split_at(end);
        let (user, host) = place.split_at(place.rfind('@').map_or(0, |at| at + 1));
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        Some(Self { mail, user, host, rest }).filter(|target| !target.host.is_empty())
    }

    fn is_obscure(&self) -> bool {
        let odd = |char: char| !(char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | '[' | ']' | ':'));
        let masked = self
            .host
            .to_ascii_lowercase()
            .split('.')
            .any(|label| label.starts_with("xn--"));
        // Other recipients, and whatever a mail program may do with what is neither subject nor text.
        let more = self.mail && (self.user.contains(',') || self.fields().any(|(name, _)| !is_plain_field(&name)));
        let own = !self.mail && is_own_network(self.host);
        self.host.chars().any(odd) || masked || more || own || (!self.mail && !self.user.is_empty())
    }

    /// Some mail programs attach a file of this computer where an address says so.
    fn hands_files_over(&self) -> bool {
        self.mail && self.fields().any(|(name, _)| name.starts_with("attach"))
    }

    /// The fields of a mail address: name, in small letters, and value.
    fn fields(&self) -> impl Iterator<Item = (String, &str)> {
        let fields = self.rest.trim_start_matches('?').split(['&', '?', ';']);
        fields.filter(|field| !field.is_empty()).map(|field| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            (unescaped(name), value)
        })
    }

    /// Whether the place that a text names is this one.
    fn keeps(&self, claim: &str) -> bool {
        let claim = claim.trim_end_matches(['…', '.', '/']);
        if let Some(named) = Target::of(claim) {
            let same_user = !named.mail || named.user.eq_ignore_ascii_case(self.user);
            let path = |rest: &str| rest.trim_end_matches('/').to_lowercase();
            let same_path = self.mail || path(self.rest).starts_with(&path(named.rest));
            return named.mail == self.mail && same_user && same_host(named.host, self.host) && same_path;
        }
        if let Some((user, host)) = claim.rsplit_once('@') {
            let own = self.user.trim_end_matches('@');
            return self.mail && own.eq_ignore_ascii_case(user) && same_host(host, self.host);
        }
        let end = claim.find(['/', '\\', '?', '#', ':']).unwrap_or(claim.len());
        !self.mail && same_host(&claim[..end], self.host)
    }
}

/// A name with its `%61` read, in small letters.
fn unescaped(name: &str) -> String {
    let mut parts = name.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) => {
                text.push(char::from(code));
                text.push_str(&part[2..]);
            }
            None => text.push_str(part),
        }
    }
    text.to_lowercase()
}

fn is_plain_field(name: &str) -> bool {
    matches!(name, "subject" | "body")
}

/// Whether a host is a number, which tells a reader nothing, or a machine of the learner's own network (a router, a
/// printer), where a mere visit may change something.
fn is_own_network(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.trim_end_matches('.');
    let last = host.rsplit('.').next().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.strip_prefix("0x").is_some_and(digits);
    let own = matches!(
        last,
        "localhost" | "local" | "lan" | "home" | "internal" | "localdomain" | "arpa"
    );
    number || own || host.starts_with('[') || !host.contains('.')
}

fn same_host(one: &str, other: &str) -> bool {
    let plain = |host: &str| {
        let host = host.to_lowercase();
        host.strip_prefix("www.")
            .unwrap_or(&host)
            .trim_end_matches('.')
            .to_owned()
    };
    plain(one) == plain(other)
}

/// The words of a text that name a place: addresses, hosts, mail addresses.
fn claims(text: &str) -> impl Iterator<Item = &str> {
    let fringe = |char: char| {
        matches!(
            char,
            '(' | ')' | '<' | '>' | '"' | '\'' | '“' | '”' | '‘' | '’' | ',' | ';' | '!'
        )
    };
    text.split_whitespace()
        .map(move |word| word.trim_matches(fringe).trim_end_matches(['.', ':', '?']))
        .filter(|word| names_a_place(word))
}

fn names_a_place(word: &str) -> bool {
    if word.contains("://") || word.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:")) {
        return true;
    }
    let word = word.rsplit_once('@').map_or(word, |(_, host)| host);
    let end = word.find(['/', '\\', '?', '#', ':', '…']).unwrap_or(word.len());
    let labels: Vec<&str> = word[..end].split('.').collect();
    let plain = |label: &&str| {
        !label.is_empty()
            && label
                .chars()
                .all(|char| char.is_alphanumeric() || matches!(char, '-' | '_'))
    };
    let Some(ending) = labels.last().filter(|_| labels.len() > 1 && labels.iter().all(plain)) else {
        return false;
    };
    let ending = ending.to_lowercase();
    let country = ending.chars().count() == 2 && ending.chars().all(char::is_alphabetic);
    // `U.S` and `e.g` are no hosts: before the ending stands a name.
    let name = labels[labels.len() - 2].chars().count() > 1;
    labels[0].eq_ignore_ascii_case("www") || (name && (country || ENDINGS.contains(&ending.as_str())))
}

/// Signs that are not seen, or that turn round what follows them.
const fn is_hidden(char: char) -> bool {
    matches!(char,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// A label of a host in the letters of the plain Latin alphabet (RFC 3492, section 6.3).
fn ascii_label(label: &str) -> String {
    const BASE: u32 = 36;
    const T_MIN: u32 = 1;
    const T_MAX: u32 = 26;
    if label.is_ascii() {
        return label.to_owned();
    }
    let chars: Vec<u32> = label.to_lowercase().chars().map(u32::from).collect();
    let digit = |value: u32| {
        char::from_digit(value, BASE).map_or('-', |digit| match digit {
            // The digits of this alphabet are a … z, 0 … 9.
            '0'..='9' => char::from(b'a' + digit as u8 - b'0'),
            'a'..='p' => char::from(b'k' + digit as u8 - b'a'),
            other => char::from(b'0' + other as u8 - b'q'),
        })
    };
    let mut out: String = chars
        .iter()
        .filter_map(|&code| char::from_u32(code))
        .filter(char::is_ascii)
        .collect();
    let basic = u32::try_from(out.len()).unwrap_or(u32::MAX);
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    while (done as usize) < chars.len() {
        let Some(next) = chars.iter().copied().filter(|&code| code >= n).min() else {
            break;
        };
        delta = delta.saturating_add((next - n).saturating_mul(done + 1));
        n = next;
        for &code in &chars {
            if code < n {
                delta = delta.saturating_add(1);
            }
            if code == n {
                let mut rest = delta;
                for k in (BASE..).step_by(BASE as usize) {
                    let t = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
                    if rest < t {
                        break;
                    }
                    out.push(digit(t + (rest - t) % (BASE - t)));
                    rest = (rest - t) / (BASE - t);
                }
                out.push(digit(rest));
                bias = adapted(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.saturating_add(1);
        n += 1;
    }
    format!("xn--{out}")
}

/// The bias after a sign (RFC 3492, section 6.1).
const fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_where_it_leads_is_opened_at_once() {
        for (text, address) in [
            ("residential areas", "https://news.example.org/a?utm=1"),
            ("example.org", "https://www.example.org/"),
            ("www.Example.org", "http://example.org/x"),
            ("https://example.org/a", "https://example.org/a?ref=b"),
            ("https://example.org/a…", "https://example.org/a/long/way"),
            ("(see example.org.)", "https://example.org"),
            ("ann@example.org", "mailto:ann@example.org?subject=Hi"),
            ("the U.S. and the U.N.", "https://example.org"),
            ("Kyiv.PHOTO: a street", "https://example.org"),
            ("version 2.0", "https://example.org"),
        ] {
            assert_eq!(judge(text, address), Verdict::Open, "{text} -> {address}");
        }
    }

    #[test]
    fn what_says_another_place_is_asked_about() {
        for (text, address) in [
            ("example.org", "https://example.com"),
            ("log in at mybank.com today", "https://mybank.com.login.example/"),
            ("https://example.org/a", "https://example.org/b"),
            ("https://example.org", "mailto:ann@example.org"),
            ("ann@example.org", "mailto:bob@example.org"),
            ("ann@example.org", "https://example.org"),
            ("here", "https://example.org@evil.example/"),
            ("here", "https://xn--80ak6aa92e.com/"),
            ("here", "https://аррӏе.com/"),
            ("here", "https://%65vil.example/"),
            ("here", "https://example.org/\u{202e}gpj.exe"),
            ("exam\u{200b}ple.org", "https://example.com"),
            ("here", "mailto:ann@example.org,bob@example.com"),
        ] {
            assert_eq!(judge(text, address), Verdict::Ask, "{text} -> {address}");
        }
    }

    #[test]
    fn nothing_but_web_and_mail_is_opened() {
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://a.org",
            "a.md",
            "https:/a.org",
            "http://",
            "mailto:",
            "#footnote-1",
            "",
            "ssh://a@b",
            "https://exa\nmple.org",
            "mailto:ann@example.org?attach=/etc/passwd",
            "mailto:ann@example.org?subject=x&%61ttachment=/etc/passwd",
        ] {
            assert_eq!(judge("here", address), Verdict::Refuse, "{address}");
        }
    }

    #[test]
    fn addresses_are_shown_as_they_are_meant() {
        for (address, shown) in [
            ("https://example.org/a?b=1", "https://example.org/a?b=1"),
            ("https://bücher.example/ü", "https://xn--bcher-kva.example/ü"),
            ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
            ("https://例え.jp", "https://xn--r8jz45g.jp"),
            ("https://a.org/\u{202e}x\u{200b}", "https://a.org/<U+202E>x<U+200B>"),
            ("https://user\u{7}@a.org", "https://user<U+0007>@a.org"),
        ] {
            assert_eq!(readable(address), shown, "{address}");
        }
        assert_eq!(host("https://ann@bücher.example:80/x"), "xn--bcher-kva.example");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}", rest in ".{0,60}") {
            for address in [rest.clone(), format!("https://{rest}"), format!("mailto:{rest}")] {
                let _ = (judge(&text, &address), readable(&address), host(&address));
            }
        }
    }
}
