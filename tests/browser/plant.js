// Puts a value into every place that a page has. Argument: the value.
const [value] = args;
history.replaceState(null, "", "#" + encodeURIComponent(value));
document.body.append(value);
const field = document.createElement("input");
field.value = value;
document.body.append(field);
localStorage.setItem("planted", JSON.stringify({ value }));
sessionStorage.setItem("planted", Array.from(new TextEncoder().encode(value), (b) => b.toString(16).padStart(2, "0")).join(""));
document.cookie = "planted=" + encodeURIComponent(value);
const cache = await caches.open("planted");
await cache.put("/planted", new Response(value));
await new Promise((ok, no) => {
  const request = indexedDB.open("planted");
  request.onupgradeneeded = () => request.result.createObjectStore("store");
  request.onerror = () => no(request.error);
  request.onsuccess = () => {
    const change = request.result.transaction("store", "readwrite");
    change.objectStore("store").put({ value }, 1);
    change.oncomplete = () => { request.result.close(); ok(); };
  };
});
const memory = new Uint8Array(globalThis.ozWasm.memory.buffer);
const wide = new Uint8Array(new Uint16Array([...value].map((c) => c.charCodeAt(0))).buffer);
memory.set(wide, memory.length - 4096);
return true;
