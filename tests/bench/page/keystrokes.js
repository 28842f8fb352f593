// Times each key press from the browser's dispatch of the event to the end of the frame that shows its effect,
// leaving out the wait for that frame. Registered after the page's own listeners, so that its last one runs
// when theirs, and the microtasks that they queued, are done.
const strokes = (globalThis.ozStrokes = []);
let stroke;
addEventListener("keydown", () => { stroke = { began: performance.now() }; }, { capture: true });
addEventListener("input", () => {
  const mine = stroke;
  mine.handled = performance.now();
  requestAnimationFrame(() => {
    mine.frame = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      mine.painted = performance.now();
      strokes.push(mine);
    };
    port2.postMessage(null);
  });
});
