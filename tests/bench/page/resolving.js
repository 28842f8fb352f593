// Times answers to 'which secrets does this run get?' in many rounds. Called from outside: `measure(options)`.

import initialise, { Resolving } from "/resolving/oz_resolving.js";

globalThis.measure = async ({ rounds, times }) => {
  await initialise();
  const resolving = new Resolving();
  // The first call of all, before the browser has compiled it for speed: what a person waits for first.
  const first = time_of(resolving, true, 1);
  const result = { isolated: globalThis.crossOriginIsolated, first: first.took };
  for (const [name, attached] of [["attached", true], ["inherited", false]]) {
    time_of(resolving, attached, times);
    const turns = Array.from({ length: rounds }, () => time_of(resolving, attached, times));
    result[name] = { rounds: turns.map(({ took }) => took / times), injected: turns[0].injected };
  }
  return result;
};

/** Milliseconds of so many answers, and how many secrets the run gets. */
function time_of(resolving, attached, times) {
  const started = performance.now();
  const injected = resolving.answer(attached, times);
  return { took: performance.now() - started, injected };
}
