//! Variable names that a secret may not take, each with the reason a person is told.

/// Why a name is reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reserved {
    /// `OZ_` and `WARP_`: set by the runner itself.
    #[error("names starting with `{0}` are set by the runner itself")]
    Runner(&'static str),
    /// `LD_` and `DYLD_`: choose which code a program loads.
    #[error("names starting with `{0}` decide which libraries every program loads")]
    Loader(&'static str),
    /// `BASH_FUNC_`: defines functions in every shell.
    #[error("names starting with `BASH_FUNC_` define functions in every shell")]
    ShellFunction,
    /// `GIT_CONFIG_`: configures every git command.
    #[error("names starting with `GIT_CONFIG_` reconfigure every git command")]
    GitConfig,
    /// `NPM_CONFIG_`: configures every npm command.
    #[error("names starting with `NPM_CONFIG_` reconfigure every npm command")]
    NpmConfig,
    /// The machine's own basics.
    #[error("`{0}` belongs to the machine that the agent runs on")]
    Machine(&'static str),
    /// A start-up hook that would run code.
    #[error("`{0}` makes programs run other code when they start")]
    StartUpHook(&'static str),
    /// A proxy variable.
    #[error("`{0}` would send every program's traffic through a proxy")]
    Proxy(&'static str),
    /// A CA-bundle variable.
    #[error("`{0}` decides which servers every program trusts")]
    Trust(&'static str),
}

const MACHINE: &[&str] = &[
    "PATH", "HOME", "SHELL", "IFS", "USER", "LOGNAME", "PWD", "OLDPWD", "TERM", "TMPDIR", "LANG", "HOSTNAME", "SHLVL",
    "_",
];
const START_UP: &[&str] = &[
    "BASH_ENV",
    "ENV",
    "PROMPT_COMMAND",
    "PS4",
    "BASHOPTS",
    "SHELLOPTS",
    "NODE_OPTIONS",
    "NODE_PATH",
    "PYTHONSTARTUP",
    "PYTHONPATH",
    "PYTHONHOME",
    "PERL5OPT",
    "PERL5LIB",
    "PERL5DB",
    "RUBYOPT",
    "RUBYLIB",
    "JAVA_TOOL_OPTIONS",
    "JDK_JAVA_OPTIONS",
    "_JAVA_OPTIONS",
    "GIT_SSH_COMMAND",
    "GIT_SSH",
    "GIT_ASKPASS",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_EDITOR",
    "GIT_EXEC_PATH",
    "GIT_TEMPLATE_DIR",
    "SSH_ASKPASS",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "LESSOPEN",
    "LESSCLOSE",
    "ZDOTDIR",
    "DOTNET_STARTUP_HOOKS",
    "GIT_PROXY_COMMAND",
    "GIT_DIR",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "PYTHONBREAKPOINT",
    "BUN_OPTIONS",
    "GCONV_PATH",
];
const PROXY: &[&str] = &["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY"];
const TRUST: &[&str] = &[
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "CURL_CA_BUNDLE",
    "REQUESTS_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_NO_VERIFY",
    "AWS_CA_BUNDLE",
    "CARGO_HTTP_CAINFO",
];

/// Why the variable name is reserved, or `None`. Letter case makes no difference: `http_proxy` counts too.
#[must_use]
pub(crate) fn reserved(name: &str) -> Option<Reserved> {
    let upper = name.to_ascii_uppercase();
    let prefix = |candidates: &[&'static str]| candidates.iter().copied().find(|p| upper.starts_with(p));
    let exact = |candidates: &[&'static str]| candidates.iter().copied().find(|c| *c == upper);

    prefix(&["OZ_", "WARP_"])
        .map(Reserved::Runner)
        .or_else(|| prefix(&["LD_", "DYLD_"]).map(Reserved::Loader))
        .or_else(|| prefix(&["BASH_FUNC_"]).map(|_| Reserved::ShellFunction))
        .or_else(|| prefix(&["GIT_CONFIG_"]).map(|_| Reserved::GitConfig))
        .or_else(|| prefix(&["NPM_CONFIG_"]).map(|_| Reserved::NpmConfig))
        .or_else(|| exact(MACHINE).map(Reserved::Machine))
        .or_else(|| exact(START_UP).map(Reserved::StartUpHook))
        .or_else(|| exact(PROXY).map(Reserved::Proxy))
        .or_else(|| exact(TRUST).map(Reserved::Trust))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_agents_need_is_not_reserved() {
        for name in ["GITHUB_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_REGION", "ANTHROPIC_API_KEY", "OZONE", "MY_PATH"] {
            assert_eq!(reserved(name), None, "{name}");
        }
    }

    #[test]
    fn every_reserved_name_says_why() {
        for name in ["OZ_TOKEN", "WARP_KEY", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "BASH_FUNC_ls", "GIT_CONFIG_COUNT"]
        {
            assert!(reserved(name).is_some(), "{name}");
        }
        for name in MACHINE.iter().chain(START_UP).chain(PROXY).chain(TRUST) {
            assert!(reserved(name).is_some(), "{name}");
        }
    }

    #[test]
    fn what_runs_other_code_in_a_common_program_is_reserved() {
        for name in ["ZDOTDIR", "DOTNET_STARTUP_HOOKS", "GIT_PROXY_COMMAND", "GIT_DIR", "RUSTC_WRAPPER", "BUN_OPTIONS"]
        {
            assert!(matches!(reserved(name), Some(Reserved::StartUpHook(_))), "{name}");
        }
        assert!(matches!(reserved("GCONV_PATH"), Some(Reserved::StartUpHook(_))));
        assert!(matches!(reserved("PYTHONBREAKPOINT"), Some(Reserved::StartUpHook(_))));
        assert_eq!(reserved("npm_config_script_shell"), Some(Reserved::NpmConfig));
    }

    #[test]
    fn letter_case_does_not_get_around_a_reserved_name() {
        assert_eq!(reserved("http_proxy"), Some(Reserved::Proxy("HTTP_PROXY")));
        assert_eq!(reserved("ld_preload"), Some(Reserved::Loader("LD_")));
    }
}
