// The ways to seal that are compared. Each prepares the recipient's key once, seals bytes in one call as its
// users would, and opens again what it sealed or hands it out to be opened.

import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import sodium from "libsodium-wrappers";
import initialise, { Recipient } from "/crypto/oz_crypto.js";

const X25519 = "x25519-sha256-chacha20poly1305";
const XWING = "xwing-sha256-chacha20poly1305";

/** Every contestant, ready to seal to `keys`. */
export async function everyone(keys) {
  await initialise();
  await sodium.ready;
  return [
    ours("ours", X25519, keys.x25519, keys.binding),
    libsodium(keys),
    await hpke(keys),
    ours("xwing", XWING, keys.xwing, keys.binding),
  ];
}

function ours(name, suite, key, binding) {
  const recipient = new Recipient({ suite, public_key: key.public });
  return {
    name,
    recipient,
    seal: (bytes) => recipient.seal(binding, bytes),
    // Private keys never enter our page's code: the other side of this measurement opens it.
    proof: (bytes) => ({ envelope: recipient.seal(binding, bytes) }),
  };
}

function libsodium(keys) {
  const recipient = bytesOf(keys.x25519.public);
  const secret = bytesOf(keys.x25519.private);
  return {
    name: "libsodium",
    seal: (bytes) => sodium.crypto_box_seal(bytes, recipient),
    proof: (bytes) => {
      const sealed = sodium.crypto_box_seal(bytes, recipient);
      return { opened: same(sodium.crypto_box_seal_open(sealed, recipient, secret), bytes) };
    },
  };
}

async function hpke(keys) {
  const kem = new DhkemX25519HkdfSha256();
  const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Chacha20Poly1305() });
  const recipientPublicKey = await kem.deserializePublicKey(bytesOf(keys.x25519.public).buffer);
  const recipientKey = await kem.deserializePrivateKey(bytesOf(keys.x25519.private).buffer);
  const info = new TextEncoder().encode(JSON.stringify(keys.binding)).buffer;
  const seal = (bytes) => suite.seal({ recipientPublicKey, info }, bytes);
  return {
    name: "hpke",
    seal,
    proof: async (bytes) => {
      const { ct, enc } = await seal(bytes);
      return { opened: same(new Uint8Array(await suite.open({ recipientKey, enc, info }, ct)), bytes) };
    },
  };
}

function bytesOf(base64url) {
  return sodium.from_base64(base64url, sodium.base64_variants.URLSAFE_NO_PADDING);
}

function same(one, other) {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
