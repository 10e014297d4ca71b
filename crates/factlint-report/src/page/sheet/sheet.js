/* Steps through the statements of a tick sheet, and keeps what a checker ticks. Makes no markup out of text. */
(function () {
  "use strict";

  const { all, one, remember, recall, switchTheme, help, shortcuts } = factlint;

  /* The statements, in their order. */
  const sheet = one("#sheet").dataset.sheet;
  const cards = all(".statement").map((element) => ({
    element,
    anchor: element.dataset.anchor,
    verdict: element.dataset.verdict,
    mark: document.getElementById("m-" + element.id.slice(2)),
    box: element.querySelector(".tick input"),
    note: element.querySelector(".note input"),
    shown: true,
  }));
  const byAnchor = new Map(cards.map((card) => [card.anchor, card]));
  const count = one("#count");
  let current = null;

  /* What is ticked and noted, by the anchors of statements. */
  const ticks = () => {
    const kept = {};
    for (const card of cards) {
      const note = card.note.value.trim();
      if (card.box.checked || note) kept[card.anchor] = note ? { ticked: card.box.checked, note } : { ticked: card.box.checked };
    }
    return kept;
  };
  const tell = () => {
    const ticked = cards.filter((card) => card.box.checked).length;
    count.textContent = ticked + " of " + cards.length + " ticked";
    for (const card of cards) if (card.mark) card.mark.classList.toggle("ticked", card.box.checked);
  };
  const keep = () => {
    tell();
    remember("ticks." + sheet, JSON.stringify(ticks()));
  };
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /* Only what belongs to a statement of this sheet is taken. */
  const take = (kept) => {
    if (!isRecord(kept)) return 0;
    let taken = 0;
    for (const [anchor, value] of Object.entries(kept)) {
      const card = byAnchor.get(anchor);
      if (!card || !isRecord(value)) continue;
      card.box.checked = value.ticked === true;
      card.note.value = typeof value.note === "string" ? value.note.slice(0, 2000) : "";
      taken += 1;
    }
    tell();
    return taken;
  };
  try { take(JSON.parse(recall("ticks." + sheet))); } catch { /* nothing was kept */ }
  tell();
  for (const card of cards) {
    card.box.addEventListener("change", keep);
    card.note.addEventListener("change", keep);
  }

  /* Save and open. */
  const save = () => {
    const text = JSON.stringify({ version: 1, sheet, ticks: ticks() }, null, 2) + "\n";
    const link = document.createElement("a");
    link.href = "data:application/json;charset=utf-8," + encodeURIComponent(text);
    link.download = "ticks.json";
    link.click();
  };
  const file = one("#file");
  const open = () => file.click();
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    file.value = "";
    if (!chosen) return;
    try {
      const saved = JSON.parse(await chosen.text());
      if (!isRecord(saved) || saved.version !== 1) throw new Error("another file");
      const taken = take(saved.ticks);
      keep();
      count.textContent = taken + " of the saved ticks belong to this sheet; " + count.textContent;
    } catch {
      count.textContent = "this file holds no ticks that can be read";
    }
  });
  one("#save").addEventListener("click", save);
  one("#open").addEventListener("click", open);

  /* The chosen statement. */
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 62rem)");
  const list = one("#statements");
  const choose = (card, focus) => {
    if (current) {
      current.element.classList.remove("current");
      if (current.mark) current.mark.classList.remove("current");
    }
    current = card;
    if (!card) return;
    card.element.classList.add("current");
    const behavior = calm.matches ? "auto" : "smooth";
    if (card.mark) {
      card.mark.classList.add("current");
      card.mark.scrollIntoView({ block: "center", behavior });
    }
    if (focus) card.element.focus({ preventScroll: true });
    /* In a wide window the list scrolls by itself. */
    if (wide.matches) list.scrollTo({ top: card.element.offsetTop - 8, behavior });
    else card.element.scrollIntoView({ block: "nearest", behavior });
  };
  const step = (by, wanted) => {
    let at = current ? cards.indexOf(current) + by : by > 0 ? 0 : cards.length - 1;
    while (cards[at] && !(cards[at].shown && (!wanted || wanted(cards[at])))) at += by;
    if (cards[at]) choose(cards[at], true);
  };
  for (const card of cards) {
    card.element.addEventListener("click", () => { if (card !== current) choose(card, false); });
  }
  for (const mark of all(".block mark")) {
    mark.addEventListener("click", (event) => {
      event.stopPropagation();
      choose(cards[Number(mark.dataset.order)], true);
    });
  }
  const follow = () => {
    const card = cards.find((card) => "#" + card.element.id === location.hash);
    if (card) choose(card, true);
  };
  addEventListener("hashchange", follow);
  follow();

  /* Verdicts that are shown. */
  const boxes = all("input[name=verdict]");
  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const card of cards) {
      card.shown = wanted.has(card.verdict);
      card.element.hidden = !card.shown;
      if (card.mark) card.mark.classList.toggle("unwanted", !card.shown);
    }
    if (current && !current.shown) choose(null);
  };
  for (const box of boxes) {
    box.checked = true;
    box.addEventListener("change", filter);
  }

  /* The keyboard. */
  const tick = () => {
    if (!current) return step(1);
    current.box.checked = !current.box.checked;
    keep();
    if (current.box.checked) step(1);
  };
  const keys = {
    "j": () => step(1),
    "k": () => step(-1),
    "ArrowDown": () => step(1),
    "ArrowUp": () => step(-1),
    "Enter": tick,
    "u": () => step(1, (card) => !card.box.checked),
    "n": () => { if (current) current.note.focus(); },
    "s": save,
    "o": open,
    "t": switchTheme,
    "?": () => help.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target;
    const typing = target instanceof HTMLInputElement && target.type === "text";
    if (event.key === "Escape") {
      if (typing) { target.blur(); if (current) current.element.focus({ preventScroll: true }); }
      else choose(null);
      return;
    }
    if (typing) {
      if (event.key === "Enter") { target.blur(); if (current) current.element.focus({ preventScroll: true }); }
      return;
    }
    /* What has a use for the key itself keeps it. */
    const acts = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
    if (event.key === "Enter" && acts) return;
    const isArrow = event.key.startsWith("Arrow");
    if (isArrow && !current) return;
    const action = (shortcuts.checked || isArrow || event.key === "Enter") && keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
