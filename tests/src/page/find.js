// The elements of a role and an accessible name that a person could reach now. Arguments: role, name (null for any,
// ending in "…" for a beginning), root (null for the page).
const [role, wanted, root] = arguments;

function fits(element) {
  if (wanted === null) return true;
  const name = nameOf(element);
  return wanted.endsWith("…") && wanted !== name ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

// With a modal dialog open, only it can be reached.
const modals = [...document.querySelectorAll("dialog:modal")];
const reachable = modals.at(-1) ?? document;
const scope = root ?? reachable;
const explicit = `[role="${role}"]`;
const implicit = IMPLICIT[role];
const candidates = [...scope.querySelectorAll(implicit ? `${explicit}, ${implicit}` : explicit)];
if (scope === reachable && scope !== document && scope.matches(implicit ?? explicit)) candidates.unshift(scope);

return candidates.filter(
  (element) =>
    (!element.hasAttribute("role") || element.getAttribute("role") === role) &&
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest("[inert]") &&
    fits(element),
);
