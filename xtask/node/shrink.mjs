// Shrinks WebAssembly in place, all files in one process: what costs most is warming binaryen up.
// node shrink.mjs MODULE names|nameless FILE…: MODULE is binaryen's, `names` keeps the functions' names.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, names, ...files] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(module));

// Everything that the compiler turns on by itself and three engines have.
const { BulkMemory, BulkMemoryOpt, Multivalue, MutableGlobals } = binaryen.Features;
const { NontrappingFPToInt, ReferenceTypes, SignExt, SIMD128 } = binaryen.Features;
const memory = BulkMemory | BulkMemoryOpt | MutableGlobals;
const features = memory | Multivalue | NontrappingFPToInt | ReferenceTypes | SignExt | SIMD128;

// What wasm-opt calls -Oz.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setGenerateStackIR(true);
binaryen.setOptimizeStackIR(true);
binaryen.setDebugInfo(names === "names");

for (const file of files) {
  const wasm = read(file);
  if (names !== "names") wasm.runPasses(["strip-debug"]);
  wasm.optimize();
  wasm.runPasses(["strip-producers"]);
  check(wasm, file);
  writeFileSync(file, wasm.emitBinary());
  wasm.dispose();
}

function read(file) {
  try {
    const wasm = binaryen.readBinary(readFileSync(file));
    wasm.setFeatures(features);
    check(wasm, file);
    return wasm;
  } catch (cause) {
    throw new Error(`${file} can't be shrunk`, { cause });
  }
}

// Binaryen itself says on the console what is wrong.
function check(wasm, file) {
  if (!wasm.validate()) throw new Error(`${file} isn't valid, or uses what not every browser has`);
}
