// The only hand-written script. It becomes one module with the generated glue (`cargo xtask build`), so that one
// `integrity` covers both, and it fetches the WebAssembly with an `integrity` of its own: what the page begins with,
// and by the same function the parts that come later.
import init from "oz:glue";

const WASM = "oz:wasm-url";
const INTEGRITY = "oz:wasm-integrity";

// A copy that arrived damaged is kept for ever under its name, so the second try goes past the browser's store.
function program(file, integrity) {
  return fetch(file, { integrity }).catch(() => fetch(file, { integrity, cache: "reload" }));
}

// Where each part is and what it must hash to. Asked for with the first part, since the list needs none.
const PARTS = "oz:parts-url";
const PARTS_INTEGRITY = "oz:parts-integrity";
let table;

async function part(name) {
  table ??= program(PARTS, PARTS_INTEGRITY).then((answer) => answer.json());
  try {
    const [file, integrity] = (await table)[name];
    return await program(file, integrity);
  } catch (reason) {
    table = undefined;
    throw reason;
  }
}

// The module is `async`, so that it needn't wait for the sheet; what it shows goes where the page's body is.
function body() {
  if (document.readyState !== "loading") return;
  return new Promise((there) => addEventListener("DOMContentLoaded", there));
}

async function start() {
  const wasm = await program(WASM, INTEGRITY);
  if (!wasm.ok) throw new Error(`the program came with status ${wasm.status}`);
  await body();
  // Kept so that tests can look into the memory: a second import would be another instance in Firefox.
  globalThis.ozWasm = await init({ module_or_path: wasm });
}

start().then(
  // What index.html shows until now gives way to the program.
  () => document.getElementById("shell").remove(),
  async (reason) => {
    console.error(reason);
    await body();
    document.getElementById("cannot-start").dataset.now = "";
  },
);
