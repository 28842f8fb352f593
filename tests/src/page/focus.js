// Role and name of what has the focus.
const element = document.activeElement;
if (!element || element === document.body) return "nothing";
const role = element.getAttribute("role") ?? Object.keys(IMPLICIT).find((role) => element.matches(IMPLICIT[role])) ?? element.localName;
return `${role} ${nameOf(element)}`.trim();
