//! The system's proxy, as its environment names it: `https_proxy`, `all_proxy`, `http_proxy`, and the hosts in `no_proxy`.
//!
//! A proxy that is named and cannot be understood is an error and no reason to go without: whoever set one up does not
//! want to be seen without it.

use ureq::Proxy;

use super::PictureError;

/// Which way a request goes.
#[derive(Clone, Debug, Default)]
pub(super) struct ProxyRule {
    proxy: Option<Result<Proxy, String>>,
    /// Hosts and domains that are reached without it, in small letters.
    without: Vec<String>,
}

impl ProxyRule {
    /// As the environment of the program says.
    pub fn of_system() -> Self {
        Self::from(|name| std::env::var(name).ok())
    }

    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| {
            let value = variable(name).or_else(|| variable(&name.to_ascii_uppercase()));
            value
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        let named = ["https_proxy", "all_proxy", "http_proxy"].into_iter().find_map(set);
        let proxy = named.map(|named| {
            // The address of a proxy may hold a password: only what is wrong with it is told.
            Proxy::new(&named).map_err(|error| error.to_string())
        });
        let list = set("no_proxy").unwrap_or_default().to_ascii_lowercase();
        let hosts = list
            .split([',', ' '])
            .map(|host| host.trim().trim_start_matches('*').trim_start_matches('.'));
        // An asterisk alone stands for every host.
        let without = if list.trim() == "*" {
            vec!["*".to_owned()]
        } else {
            hosts.filter(|host| !host.is_empty()).map(str::to_owned).collect()
        };
        Self { proxy, without }
    }

    /// As these variables say.
    #[cfg(test)]
    pub fn of(set: &[(&str, &str)]) -> Self {
        let value = |name: &str| {
            set.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        };
        Self::from(value)
    }

    /// The proxy for a host, in small letters; `None` where there is none.
    ///
    /// # Errors
    /// When one is named that cannot be used.
    pub fn proxy_for(&self, host: &str) -> Result<Option<&Proxy>, PictureError> {
        if self.without.iter().any(|without| is_within(host, without)) {
            return Ok(None);
        }
        match &self.proxy {
            None => Ok(None),
            Some(Ok(proxy)) => Ok(Some(proxy)),
            Some(Err(why)) => Err(PictureError::Proxy { why: why.clone() }),
        }
    }
}

/// Whether a host is this one or lies in its domain.
fn is_within(host: &str, domain: &str) -> bool {
    domain == "*" || host == domain || host.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(set: &[(&str, &str)]) -> ProxyRule {
        ProxyRule::of(set)
    }

    fn host_of(rule: &ProxyRule, host: &str) -> Option<String> {
        rule.proxy_for(host)
            .unwrap()
            .map(|proxy| format!("{}:{}", proxy.host(), proxy.port()))
    }

    #[test]
    fn the_proxy_is_the_one_that_is_named_for_https() {
        assert_eq!(host_of(&rule(&[]), "example.org"), None);
        let named = [
            ("http_proxy", "http://h:1"),
            ("ALL_PROXY", "http://a:2"),
            ("https_proxy", "http://s:3"),
        ];
        for (used, expected) in [(&named[..], "s:3"), (&named[..2], "a:2"), (&named[..1], "h:1")] {
            assert_eq!(host_of(&rule(used), "example.org").as_deref(), Some(expected));
        }
        assert_eq!(
            host_of(&rule(&[("HTTPS_PROXY", "proxy.example:8080")]), "b").as_deref(),
            Some("proxy.example:8080")
        );
        assert_eq!(host_of(&rule(&[("https_proxy", " ")]), "example.org"), None);
        assert_eq!(
            host_of(&rule(&[("all_proxy", "socks5h://me:x@s:1")]), "b").as_deref(),
            Some("s:1")
        );
    }

    #[test]
    fn hosts_that_are_excepted_are_reached_without_it() {
        let rule = |hosts| rule(&[("https_proxy", "http://p:1"), ("no_proxy", hosts)]);
        let hosts = "localhost, example.org,.inner.example  *.wild.example";
        for host in [
            "localhost",
            "example.org",
            "a.example.org",
            "a.inner.example",
            "b.wild.example",
        ] {
            assert_eq!(host_of(&rule(hosts), host), None, "{host}");
        }
        for host in ["myexample.org", "example.com", "org"] {
            assert!(host_of(&rule(hosts), host).is_some(), "{host}");
        }
        assert_eq!(host_of(&rule("*"), "anything"), None);
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_no_reason_to_go_without() {
        let broken = rule(&[("https_proxy", "gopher://p:1"), ("no_proxy", "localhost")]);
        assert!(matches!(
            broken.proxy_for("example.org"),
            Err(PictureError::Proxy { .. })
        ));
        assert!(broken.proxy_for("localhost").is_ok());
    }
}
