// The whole linear memory in base64, a slice at a time.
const bytes = new Uint8Array(globalThis.ozWasm.memory.buffer);
let text = "";
const slice = 0x6000;
for (let at = 0; at < bytes.length; at += slice) {
  text += btoa(String.fromCharCode(...bytes.subarray(at, at + slice)));
}
return text;
