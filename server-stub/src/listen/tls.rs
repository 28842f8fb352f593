//! TLS: with a certificate that is given, or with one of our own that is kept in the data folder.

use std::{fs, net::IpAddr, path::Path, sync::Arc};

use anyhow::{Context, Result, bail};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

use crate::{config::Tls, origin::Origin, private_file};

/// How connections are kept private.
pub(crate) enum Privacy {
    /// They aren't: they stay on this machine, or a proxy in front does it.
    Plain,
    /// By TLS.
    Tls(TlsAcceptor),
}

/// What the flags ask for.
pub(crate) fn acceptor(flags: &Tls, folder: &Path, public: Option<&Origin>, ip: IpAddr) -> Result<Privacy> {
    let (chain, key) = match (&flags.cert, &flags.key) {
        (Some(cert), Some(key)) => {
            let chain = fs::read(cert).with_context(|| format!("could not read the certificate {}", cert.display()))?;
            let key =
                fs::read(key).with_context(|| format!("could not read the certificate's key {}", key.display()))?;
            (chain, Zeroizing::new(key))
        }
        _ if flags.self_signed => self_signed(folder, &hosts(public, ip))?,
        _ if ip.is_loopback() || flags.behind_proxy => return Ok(Privacy::Plain),
        _ => bail!(
            "beyond this machine the connection must be private: give `--tls-cert` and `--tls-key`, or \
             `--tls-self-signed`, or `--behind-proxy` if a proxy in front does TLS"
        ),
    };
    let config = config(&chain, &key).context("the certificate or its key can't be used")?;
    Ok(Privacy::Tls(TlsAcceptor::from(Arc::new(config))))
}

fn config(chain: &[u8], key: &[u8]) -> Result<ServerConfig> {
    let chain: Vec<_> = CertificateDer::pem_slice_iter(chain).collect::<Result<_, _>>()?;
    if chain.is_empty() {
        bail!("there is no PEM certificate in the file");
    }
    let key = PrivateKeyDer::from_pem_slice(key)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The names that a certificate of our own is for.
fn hosts(public: Option<&Origin>, ip: IpAddr) -> Vec<String> {
    let mut hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let more = [(!ip.is_unspecified()).then(|| ip.to_string()), public.map(|origin| origin.host().to_owned())];
    for host in more.into_iter().flatten() {
        let host = host.trim_matches(['[', ']']).to_owned();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

/// The certificate that was made before, if it is for the same names; else a new one.
fn self_signed(folder: &Path, hosts: &[String]) -> Result<(Vec<u8>, Zeroizing<Vec<u8>>)> {
    let (cert_file, key_file) = (folder.join("tls-cert.pem"), folder.join("tls-key.pem"));
    // What stands before a PEM block is for people: it says which names the certificate is for.
    let headline = format!("{}\n", hosts.join(" "));
    let kept = (fs::read(&cert_file), private_file::read(&key_file));
    if let (Ok(cert), Ok(key)) = kept
        && cert.starts_with(headline.as_bytes())
    {
        return Ok((cert, key));
    }
    let made = rcgen::generate_simple_self_signed(hosts).context("could not make a certificate")?;
    let cert = format!("{headline}{}", made.cert.pem()).into_bytes();
    let key = Zeroizing::new(made.signing_key.serialize_pem().into_bytes());
    private_file::write(&key_file, &key).context("could not keep the certificate's key in the data folder")?;
    private_file::write(&cert_file, &cert).context("could not keep the certificate in the data folder")?;
    Ok((cert, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_of_our_own_is_kept_until_its_names_change() {
        let folder = tempfile::tempdir().unwrap();
        let make = |hosts: &[&str]| {
            let hosts: Vec<_> = hosts.iter().map(ToString::to_string).collect();
            self_signed(folder.path(), &hosts).unwrap()
        };

        let (first, key) = make(&["localhost"]);
        let (again, _) = make(&["localhost"]);
        let (other, _) = make(&["localhost", "secrets.example.com"]);

        assert!(config(&first, &key).is_ok());
        assert_eq!(first, again);
        assert_ne!(first, other);
    }

    #[test]
    fn beyond_this_machine_nothing_is_served_plainly_unless_a_proxy_does_tls() {
        let folder = tempfile::tempdir().unwrap();
        let ask = |behind_proxy, ip: &str| {
            let flags = Tls { cert: None, key: None, self_signed: false, behind_proxy };
            acceptor(&flags, folder.path(), None, ip.parse().unwrap())
        };

        for ip in ["0.0.0.0", "::", "192.0.2.1"] {
            assert!(matches!(ask(true, ip), Ok(Privacy::Plain)), "{ip}");
            let refused = ask(false, ip).err().unwrap().to_string();
            assert!(refused.contains("--behind-proxy"), "{refused}");
        }
        for ip in ["127.0.0.1", "::1"] {
            assert!(matches!(ask(false, ip), Ok(Privacy::Plain)), "{ip}");
        }
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        assert!(config(b"nonsense", b"nonsense").is_err());
    }
}
