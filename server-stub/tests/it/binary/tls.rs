//! TLS.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    sync::Arc,
};

use anyhow::{Context, Result};
use oz_domain::api::paths;
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};

use crate::harness::{Answer, TestFolder, parse};

/// One request over TLS, by a client that trusts this certificate and no other.
fn ask(address: &str, name: &'static str, trusted: &[u8]) -> Result<Answer> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted)?)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), ServerName::try_from(name)?)?;
    let mut stream = StreamOwned::new(client, TcpStream::connect(address)?);
    write!(stream, "GET {} HTTP/1.1\r\nhost: {name}\r\nconnection: close\r\n\r\n", paths::KEYS)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes)
}

#[test]
fn a_certificate_of_our_own_serves_this_machines_names() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&["--tls-self-signed"])?;
    let certificate = fs::read(folder.data().join("tls-cert.pem"))?;

    for name in ["localhost", "127.0.0.1"] {
        assert_eq!(ask(server.address(), name, &certificate)?.status, 200, "{name}");
    }
    assert!(server.origin.starts_with("https://127.0.0.1:"));
    assert!(folder.command(&["sign-in-link"]).data()?.starts_with("https://"));
    Ok(())
}

#[test]
fn a_certificate_of_our_own_outlives_a_restart_and_its_key_is_private() -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let folder = TestFolder::new()?;
    folder.serve(&["--tls-self-signed"])?.stop()?;
    let first = fs::read(folder.data().join("tls-cert.pem"))?;

    folder.serve(&["--tls-self-signed"])?.stop()?;

    assert!(first == fs::read(folder.data().join("tls-cert.pem"))?);
    assert_eq!(fs::metadata(folder.data().join("tls-key.pem"))?.permissions().mode() & 0o777, 0o600);
    Ok(())
}

#[test]
fn a_given_certificate_is_served() -> Result<()> {
    let (folder, made) = (TestFolder::new()?, rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?);
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    fs::write(&cert, made.cert.pem())?;
    fs::write(&key, made.signing_key.serialize_pem())?;
    let (cert_path, key_path) = (cert.to_str().context("a text")?, key.to_str().context("a text")?);

    let server = folder.serve(&["--tls-cert", cert_path, "--tls-key", key_path])?;

    assert_eq!(ask(server.address(), "localhost", made.cert.pem().as_bytes())?.status, 200);
    Ok(())
}

#[test]
fn a_certificate_that_cannot_be_used_is_a_sentence() -> Result<()> {
    let folder = TestFolder::new()?;
    let broken = folder.path().join("broken.pem");
    fs::write(&broken, "nonsense")?;
    let broken = broken.to_str().context("a text")?;

    let missing = folder
        .command(&["serve", "--tls-cert", "/nowhere", "--tls-key", broken, "--listen", "127.0.0.1:0"])
        .refusal(1)?;
    let unusable =
        folder.command(&["serve", "--tls-cert", broken, "--tls-key", broken, "--listen", "127.0.0.1:0"]).refusal(1)?;

    assert!(missing.contains("could not read the certificate /nowhere"), "{missing}");
    assert!(unusable.contains("the certificate or its key can't be used"), "{unusable}");
    assert!(!folder.data().exists());
    Ok(())
}
