// What happened between navigation and list, once the list is painted; null before.
const mark = globalThis.ozPainted;
if (!mark) return null;
const [navigation] = performance.getEntriesByType("navigation");
const resources = performance.getEntriesByType("resource");
const of = (part) => resources.find((entry) => new URL(entry.name).pathname.includes(part));
const program = of(".wasm");
const list = of("/api/v1/secrets");
const paint = performance.getEntriesByName("first-contentful-paint")[0];
return {
  ...mark,
  first_byte: navigation.responseStart,
  program_asked: program.startTime,
  program_came: program.responseEnd,
  list_asked: list.startTime,
  list_came: list.responseEnd,
  first_paint: paint ? paint.startTime : mark.painted,
  bytes: [navigation, ...resources].reduce((sum, entry) => sum + entry.encodedBodySize, 0),
};
