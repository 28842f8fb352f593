// What the row of a secret says, or null. Argument: the secret's name, null for the names of all rows.
const [wanted] = arguments;
const prefix = "Actions for ";
const text = (element) => element?.innerText.trim() ?? "";
const openers = [...document.querySelectorAll(`button[aria-label^="${prefix}"]`)];
if (wanted === null) return openers.map((button) => button.getAttribute("aria-label").slice(prefix.length));
const row = openers.find((button) => button.getAttribute("aria-label") === prefix + wanted)?.closest("[role=row], tr");
if (!row) return null;
const head = row.querySelector("th");
const cells = [...row.querySelectorAll("td")].map(text);
return { head: text(head), kind: cells[0], scope: cells[1], updated: cells[2], updated_by: cells[3], lit: row.dataset.lit === "true" };
