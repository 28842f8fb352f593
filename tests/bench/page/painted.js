// Runs before the page's own module. Notes when the first row of the list was painted: a frame's end after the row
// was there, seen by a message that can only arrive once the frame is done.
{
  const is_there = () => document.querySelector("tbody tr:not([aria-hidden])") !== null;
  const after_paint = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
  const watch = new MutationObserver(() => {
    if (!is_there()) return;
    watch.disconnect();
    const mark = { there: performance.now() };
    after_paint(() => {
      mark.painted = performance.now();
      globalThis.ozPainted = mark;
    });
  });
  watch.observe(document, { childList: true, subtree: true });
}
