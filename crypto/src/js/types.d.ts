/** The name of a cipher suite. */
export type Suite = "x25519-sha256-chacha20poly1305" | "xwing-sha256-chacha20poly1305";

/** One of a server's sealing keys. */
export interface ManifestKey {
  /** 16 lower-case hexadecimal digits, recomputed from the key. */
  kid: string;
  suite: Suite;
  /** Unpadded base64url. */
  public_key: string;
  status: "active" | "decrypt_only" | "retired";
  /** RFC 3339, UTC, milliseconds. */
  created_at: string;
}

/** What `GET /api/v1/keys` answers. */
export interface SignedManifest {
  workspace_id: string;
  seq: number;
  issued_at: string;
  prev_hash: string | null;
  keys: ManifestKey[];
  identity: string;
  signature: string;
}

/** What to keep between visits, and to hand to the next `verifyManifest`. */
export interface Remembered {
  identity: string;
  seq: number;
  hash: string;
  /** Since when this identity is known. */
  since: string;
}

/** A manifest that held. */
export interface VerifiedManifest {
  workspace_id: string;
  seq: number;
  issued_at: string;
  keys: ManifestKey[];
  /** The key to seal to, or null when the server has none. */
  active_key: ManifestKey | null;
  /** For people to compare, such as `7F3A 91C2 0B5D E844 6A1F C0D3 2E97 B458`. */
  fingerprint: string;
  /** To be stored in place of what was remembered before. */
  remembered: Remembered;
}

/** What a sealed value is bound to. It opens as exactly this, and as nothing else. */
export interface SealBinding {
  workspace_id: string;
  /** A UUIDv7 that you make when you create the secret. */
  secret_id: string;
  owner_kind: "team" | "user";
  owner_id: string;
  name: string;
  type: string;
  /** 1 at creation, one more with each replaced value. */
  revision: number;
}

/** A sealed value, ready to be sent. */
export interface Envelope {
  v: 1;
  kid: string;
  sealed: string;
}

export type OzCryptoErrorCode =
  | "argument_wrong_shape"
  | "value_not_unicode"
  | "value_too_long"
  | "no_randomness"
  | "key_agreement_failed"
  | "key_unknown_suite"
  | "key_wrong_length"
  | "key_not_canonical"
  | "key_low_order"
  | "key_not_base64url"
  | "key_bad_id"
  | "key_not_an_identity"
  | "manifest_wrong_shape"
  | "manifest_bad_signature"
  | "manifest_wrong_key_id"
  | "manifest_repeated_key_id"
  | "manifest_identity_changed"
  | "manifest_older_than_seen"
  | "manifest_rewritten"
  | "manifest_broken_chain";

/** What every function here throws. `name` is `"OzCryptoError"`. */
export interface OzCryptoError extends Error {
  name: "OzCryptoError";
  code: OzCryptoErrorCode;
  /** With `manifest_identity_changed`: the fingerprint remembered. */
  was?: string;
  /** With `manifest_identity_changed`: the fingerprint that signed. */
  now?: string;
  /** With `manifest_older_than_seen`: the sequence number remembered. */
  seen?: number;
  /** With `manifest_older_than_seen`: the sequence number offered. */
  offered?: number;
}
