// A second implementation of docs/SEALING.md, over npm's @hpke packages. Shares no code with ours.
//
//   node sealing.mjs open|seal NODE_MODULES < job.json
//
// open: { suite, private_key, binding, envelope } → { value }
// seal: { suite, public_key, binding, value } → { envelope }
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const [verb, modules] = process.argv.slice(2);
const require = createRequire(join(modules, "here.js"));
const { CipherSuite, HkdfSha256, DhkemX25519HkdfSha256 } = require("@hpke/core");
const { Chacha20Poly1305 } = require("@hpke/chacha20poly1305");
const { XWing } = require("@hpke/hybridkem-x-wing");

const SUITES = {
  "x25519-sha256-chacha20poly1305": { kem: () => new DhkemX25519HkdfSha256(), enc: 32 },
  "xwing-sha256-chacha20poly1305": { kem: () => new XWing(), enc: 1120 },
};

const fromBase64url = (text) => {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw new Error("not canonical unpadded base64url");
  return bytes;
};

function keyId(suite, publicKey) {
  return createHash("sha256").update(suite).update(Buffer.of(0)).update(publicKey).digest("hex").slice(0, 16);
}

function info(b, kid) {
  const fields = ["oz-secrets/seal/v1", b.workspace_id, b.secret_id, b.owner_kind, b.owner_id, b.name, b.type, String(b.revision), kid];
  return Buffer.concat(fields.flatMap((field) => {
    const bytes = Buffer.from(field, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  }));
}

function padme(length) {
  const e = Math.floor(Math.log2(length));
  const s = Math.floor(Math.log2(e)) + 1;
  const step = 2 ** (e - s);
  return Math.ceil(length / step) * step;
}

function frame(json) {
  const value = Buffer.from(json, "utf8");
  const framed = Buffer.alloc(Math.max(256, padme(4 + value.length)));
  framed.writeUInt32BE(value.length);
  value.copy(framed, 4);
  return framed;
}

function unframe(framed) {
  const length = framed.readUInt32BE();
  if (4 + length > framed.length || framed.length !== Math.max(256, padme(4 + length))) throw new Error("wrong padding");
  if (framed.subarray(4 + length).some((byte) => byte !== 0)) throw new Error("padding that isn't zero");
  return framed.subarray(4, 4 + length).toString("utf8");
}

function cipherSuite(name) {
  const { kem, enc } = SUITES[name];
  return { enc, hpke: new CipherSuite({ kem: kem(), kdf: new HkdfSha256(), aead: new Chacha20Poly1305() }) };
}

async function open({ suite, private_key, binding, envelope }) {
  if (Object.keys(envelope).sort().join() !== "kid,sealed,v" || envelope.v !== 1) throw new Error("not an envelope");
  const { hpke, enc } = cipherSuite(suite);
  const sealed = fromBase64url(envelope.sealed);
  const key = await hpke.kem.deserializePrivateKey(bytes(fromBase64url(private_key)));
  const opened = await hpke.open(
    { recipientKey: key, enc: bytes(sealed.subarray(0, enc)), info: bytes(info(binding, envelope.kid)) },
    bytes(sealed.subarray(enc)),
  );
  return { value: JSON.parse(unframe(Buffer.from(opened))) };
}

async function seal({ suite, public_key, binding, value }) {
  const { hpke } = cipherSuite(suite);
  const raw = fromBase64url(public_key);
  const kid = keyId(suite, raw);
  const key = await hpke.kem.deserializePublicKey(bytes(raw));
  const { enc, ct } = await hpke.seal(
    { recipientPublicKey: key, info: bytes(info(binding, kid)) },
    bytes(frame(JSON.stringify(value))),
  );
  const sealed = Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
  return { envelope: { v: 1, kid, sealed: sealed.toString("base64url") } };
}

// An ArrayBuffer of exactly these bytes: what the packages want.
const bytes = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length);

const job = JSON.parse(await text(process.stdin));
const done = await { open, seal }[verb](job);
process.stdout.write(JSON.stringify(done));
