/* What all pages do alike: light or dark, what is remembered, the help. Makes no markup out of text. */
const factlint = (function () {
  "use strict";

  const root = document.documentElement;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  root.classList.add("scripted");

  /* Storage is refused to pages of some browsers. */
  const remember = (key, value) => {
    try { localStorage.setItem("factlint." + key, value); } catch { /* it lasts as long as the page */ }
  };
  const recall = (key) => {
    try { return localStorage.getItem("factlint." + key); } catch { return null; }
  };

  /* Light or dark. */
  const theme = one("#theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
  const showTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  const switchTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    showTheme();
    remember("theme", root.dataset.theme);
  };
  const known = recall("theme");
  if (known === "dark" || known === "light") root.dataset.theme = known;
  showTheme();
  systemIsDark.addEventListener("change", showTheme);
  theme.addEventListener("click", switchTheme);

  /* Help. */
  const help = one("#help");
  const shortcuts = one("#shortcuts");
  shortcuts.checked = recall("shortcuts") !== "off";
  shortcuts.addEventListener("change", () => remember("shortcuts", shortcuts.checked ? "on" : "off"));
  one("#keys").addEventListener("click", () => help.showModal());

  return { root, all, one, remember, recall, switchTheme, help, shortcuts };
})();
