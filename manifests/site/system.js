// Shows the visitor's system alone; the page without this script shows all.
const words = `${navigator.userAgentData?.platform ?? navigator.platform} ${navigator.userAgent}`;
const touch = /Mac/.test(words) && navigator.maxTouchPoints > 1;
const systems = [
  ["phone", touch || /Android|iPhone|iPad/.test(words)],
  ["windows", /Win/.test(words)],
  ["mac", /Mac/.test(words)],
  ["linux", /Linux|X11/.test(words)],
];
const found = systems.find(([, is]) => is)?.[0];
if (found !== undefined) {
  document.body.dataset.system = found;
  document.getElementById("all").addEventListener("click", () => delete document.body.dataset.system);
}
