// What the browser holds for this page, as text.
const trees = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? trees(e.shadowRoot) : []))];
const roots = trees(document);
const each = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
const binary = (_, value) => {
  if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value), (b) => b.toString(16).padStart(2, "0")).join("");
  if (ArrayBuffer.isView(value)) return Array.from(new Uint8Array(value.buffer), (b) => b.toString(16).padStart(2, "0")).join("");
  return value;
};
const entries = (storage) => JSON.stringify(Object.entries(storage));
const asked = (request) => new Promise((ok, no) => {
  request.onsuccess = () => ok(request.result);
  request.onerror = () => no(request.error);
});

const databases = [];
for (const { name } of await indexedDB.databases()) {
  const database = await asked(indexedDB.open(name));
  for (const store of database.objectStoreNames) {
    const rows = database.transaction(store).objectStore(store);
    databases.push([name, store, await asked(rows.getAllKeys()), await asked(rows.getAll())]);
  }
  database.close();
}

const cached = [];
for (const name of await caches.keys()) {
  const cache = await caches.open(name);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    cached.push([name, request.url, [...answer.headers], await answer.text()]);
  }
}

return {
  address: JSON.stringify([location.href, document.title, document.referrer, window.name, document.cookie, history.state]),
  document: [document.documentElement.outerHTML, ...roots.slice(1).map((root) => root.innerHTML)].join("\n"),
  fields: JSON.stringify(each("input, textarea, select, output").map((e) => [e.name, e.value, e.defaultValue, e.placeholder])),
  local: entries(localStorage),
  session: entries(sessionStorage),
  databases: JSON.stringify(databases, binary),
  caches: JSON.stringify(cached),
};
