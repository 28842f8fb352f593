// Roles and names of elements, as a screen reader would say them.
const IMPLICIT = {
  alert: "[role=alert]",
  button: "button, input[type=submit], input[type=button], summary",
  cell: "td",
  checkbox: "input[type=checkbox]",
  columnheader: "th[scope=col], thead th",
  combobox: "select",
  complementary: "aside",
  dialog: "dialog",
  file: "input[type=file]",
  group: "fieldset, details, optgroup",
  heading: "h1, h2, h3, h4, h5, h6",
  link: "a[href]",
  list: "ul, ol",
  listitem: "li",
  main: "main",
  navigation: "nav",
  radio: "input[type=radio]",
  row: "tr",
  rowheader: "th[scope=row]",
  searchbox: "input[type=search]",
  status: "output, [role=status]",
  switch: "input[type=checkbox][switch]",
  table: "table",
  textbox: "textarea, input:not([type]), input[type=text], input[type=email], input[type=url]",
};

const tidy = (text) => text.replace(/\s+/g, " ").trim();
const byId = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);

// What a screen reader would read of the contents: hidden parts left out, images by their text.
function spoken(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches("[aria-hidden=true], [hidden], svg, script, style, textarea, select")) return "";
  if (node.matches("img")) return node.alt;
  if (node.hasAttribute("aria-label")) return node.getAttribute("aria-label");
  const text = [...node.childNodes].map(spoken).join("");
  const inline = getComputedStyle(node).display.startsWith("inline");
  return inline ? text : ` ${text} `;
}

function nameOf(element) {
  if (element.hasAttribute("aria-labelledby")) return tidy(byId(element.getAttribute("aria-labelledby")).map(spoken).join(" "));
  if (element.hasAttribute("aria-label")) return tidy(element.getAttribute("aria-label"));
  if (element.labels?.length) return tidy([...element.labels].map(spoken).join(" "));
  if (element.matches("fieldset")) return tidy(spoken(element.querySelector(":scope > legend") ?? document.createTextNode("")));
  if (element.matches("details")) return tidy(spoken(element.querySelector(":scope > summary") ?? document.createTextNode("")));
  if (element.matches("table")) return tidy(spoken(element.caption ?? document.createTextNode("")));
  if (element.matches("input[type=submit], input[type=button]")) return tidy(element.value);
  if (element.matches("input, textarea, select, dialog, nav, main, aside")) return tidy(element.title || element.placeholder || "");
  return tidy(spoken(element) || element.title);
}
