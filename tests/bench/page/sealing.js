// Times sealing, contestants taking turns in many rounds. Called from outside: `measure(keys, options)`.

import { everyone } from "/page/contestants.js";
import { Recipient } from "/crypto/oz_crypto.js";

globalThis.measure = async (keys, options) => {
  const contestants = await everyone(keys);
  const sizes = {};
  for (const size of options.sizes) {
    sizes[size] = await size_by_turns(contestants, size, options);
  }
  return {
    isolated: globalThis.crossOriginIsolated,
    sizes,
    thousand: await thousand(contestants, keys.binding, options),
    prepare_x25519: prepare("x25519-sha256-chacha20poly1305", keys.x25519, options),
    prepare_xwing: prepare("xwing-sha256-chacha20poly1305", keys.xwing, options),
  };
};

/** Milliseconds of one seal, for each contestant a list with one entry a round, and a proof that it opens. */
async function size_by_turns(contestants, size, options) {
  const bytes = new TextEncoder().encode(`{"value":"${"x".repeat(size - 12)}"}`);
  const result = {};
  for (const contestant of contestants) {
    result[contestant.name] = { rounds: [], bytes: bytes.length, ...(await contestant.proof(bytes)) };
  }
  const batches = await batch_sizes(contestants, bytes, options.batch_ms);
  for (let round = 0; round < options.rounds; round += 1) {
    for (const contestant of rotated(contestants, round)) {
      const count = batches.get(contestant);
      const took = await time_of(contestant.seal, bytes, count);
      result[contestant.name].rounds.push(took / count);
    }
  }
  return result;
}

/** How many seals fill a batch; finding out also warms the code up. */
async function batch_sizes(contestants, bytes, batch_ms) {
  const batches = new Map();
  for (const contestant of contestants) {
    let count = 8;
    let took = await time_of(contestant.seal, bytes, count);
    for (let pass = 0; pass < 6; pass += 1) {
      count = Math.max(4, Math.ceil((count * batch_ms) / Math.max(took, 0.05)));
      took = await time_of(contestant.seal, bytes, count);
    }
    batches.set(contestant, count);
  }
  return batches;
}

async function time_of(seal, bytes, count) {
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    const sealed = seal(bytes);
    // A library that answers at once isn't made to wait for the event loop.
    if (sealed instanceof Promise) await sealed;
  }
  return performance.now() - started;
}

/** Milliseconds of a thousand secrets from value to request body, once a round. */
async function thousand(contestants, binding, options) {
  const value = "x".repeat(256 - 12);
  const request_of = (recipient, index) => {
    const id = crypto.randomUUID();
    const name = `SECRET_${index}`;
    const envelope = recipient.seal({ ...binding, secret_id: id, name }, JSON.stringify({ value }));
    const owner = { kind: binding.owner_kind, id: binding.owner_id };
    return JSON.stringify({ id, name, type: binding.type, owner, description: "", revision: 1, envelope });
  };
  const bytes = new TextEncoder().encode(JSON.stringify({ value }));
  const result = {};
  for (let round = 0; round < options.thousand_rounds; round += 1) {
    for (const contestant of rotated(contestants, round)) {
      const { name, recipient, seal } = contestant;
      const started = performance.now();
      for (let index = 0; index < 1000; index += 1) {
        const sealed = recipient ? request_of(recipient, index) : seal(bytes);
        if (sealed instanceof Promise) await sealed;
      }
      (result[name] ??= []).push(performance.now() - started);
    }
  }
  return result;
}

/** Milliseconds to make a key ready, once a round. */
function prepare(suite, key, options) {
  return Array.from({ length: options.rounds }, () => {
    const started = performance.now();
    const recipient = new Recipient({ suite, public_key: key.public });
    const took = performance.now() - started;
    recipient.free();
    return took;
  });
}

/** The same list, begun elsewhere, so that nobody always goes first. */
function rotated(list, by) {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}
