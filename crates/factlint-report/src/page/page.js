/* Filters, groups and walks through the findings that the page holds. Makes no markup out of text: elements
   are created by name, and filled by textContent. */
(function () {
  "use strict";

  const { root, all, one, remember, recall, switchTheme, help, shortcuts } = factlint;
  root.dataset.view = "findings";

  /* Findings or grid. */
  const links = all(".views a");
  const view = (name) => {
    root.dataset.view = name;
    for (const link of links) {
      if (link.hash === "#" + name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };

  /* At once, and in the hash too, so that the way back leads back. */
  const show = (name) => {
    view(name);
    location.hash = name;
  };
  const number = (count) => count.toLocaleString("en-US");

  /* The cards, in the order of the report. */
  const cards = all(".finding").map((element) => ({
    element,
    order: Number(element.dataset.order),
    severity: element.dataset.severity,
    rule: element.dataset.rule,
    home: element.dataset.home,
    documents: element.dataset.documents.split(" "),
    text: null,
    shown: true,
  })).sort((one, other) => one.order - other.order);
  const of = new Map(cards.map((card) => [card.element, card]));
  const textOf = (card) => card.text ??= card.element.textContent.toLowerCase();
  const list = one(".list");
  const search = one("#search");
  const status = one("#count");
  let order = cards;
  let groups = [];
  let current = null;

  const valuesOf = {
    severity: (card) => [card.severity],
    rule: (card) => [card.rule],
    document: (card) => card.documents,
  };
  const facets = all(".facet").map((box) => {
    const name = box.dataset.facet;
    const choices = new Map(all(".choice", box).map((label) => {
      const input = label.querySelector("input");
      const n = label.querySelector(".n");
      return [input.value, { label, input, n, name: label.querySelector(".name").textContent, count: 0 }];
    }));
    return { name, choices, valuesOf: valuesOf[name], wanted: new Set() };
  });
  const names = new Map(facets.map((facet) => [facet.name, facet.choices]));

  /* Shows what matches, and counts each choice among what the other filters leave. */
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const facet of facets) {
      facet.wanted = new Set();
      for (const [value, choice] of facet.choices) {
        choice.count = 0;
        if (choice.input.checked) facet.wanted.add(value);
      }
    }
    let shown = 0;
    for (const card of cards) {
      const found = words.every((word) => textOf(card).includes(word));
      const missed = found
        ? facets.filter((facet) => facet.wanted.size && !facet.valuesOf(card).some((value) => facet.wanted.has(value)))
        : null;
      card.shown = found && missed.length === 0;
      if (card.shown) shown += 1;
      if (card.element.hidden === card.shown) card.element.hidden = !card.shown;
      if (!found) continue;
      for (const facet of facets) {
        if (missed.length > 1 || (missed.length === 1 && missed[0] !== facet)) continue;
        for (const value of facet.valuesOf(card)) facet.choices.get(value).count += 1;
      }
    }
    for (const facet of facets) {
      for (const choice of facet.choices.values()) {
        choice.n.textContent = number(choice.count);
        choice.label.classList.toggle("none", choice.count === 0);
      }
    }
    for (const group of groups) {
      const count = group.cards.filter((card) => card.shown).length;
      group.n.textContent = number(count);
      group.section.hidden = count === 0;
    }
    const filtered = words.length > 0 || facets.some((facet) => facet.wanted.size > 0);
    const noun = cards.length === 1 ? " finding" : " findings";
    status.textContent = (filtered ? number(shown) + " of " : "") + number(cards.length) + noun;
    one("#nothing").hidden = shown > 0;
    one(".reset").hidden = !filtered;
    if (current && !current.shown) choose(null);
  };

  const reset = () => {
    search.value = "";
    for (const facet of facets) for (const choice of facet.choices.values()) choice.input.checked = false;
    apply();
  };

  /* Groups: sections with a heading, the cards in the order of the report. */
  const severities = ["error", "warning", "note"];
  const group = (by) => {
    const made = new Map();
    for (const card of cards) {
      const value = card[by];
      if (!made.has(value)) made.set(value, []);
      made.get(value).push(card);
    }
    const rank = (value) => by === "severity" ? severities.indexOf(value) : Number(value);
    const choices = names.get(by === "home" ? "document" : by);
    for (const section of all(".group", list)) section.remove();
    groups = [...made.keys()].sort((one, other) => rank(one) - rank(other)).map((value) => {
      const section = document.createElement("section");
      section.className = "group";
      section.dataset.by = by;
      if (by === "severity") section.dataset.severity = value;
      const head = document.createElement("h3");
      const name = document.createElement("bdi");
      const n = document.createElement("span");
      name.className = "name";
      name.textContent = choices.get(value).name;
      n.className = "n";
      head.append(name, " ", n);
      section.append(head, ...made.get(value).map((card) => card.element));
      list.insertBefore(section, one("#nothing"));
      return { section, n, cards: made.get(value) };
    });
    order = groups.flatMap((made) => made.cards);
    remember("group", by);
    apply();
  };

  /* The chosen card. */
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const choose = (card, scroll) => {
    if (current) current.element.classList.remove("current");
    current = card;
    if (!card) return;
    card.element.classList.add("current");
    card.element.focus({ preventScroll: true });
    if (scroll) card.element.scrollIntoView({ block: "start", behavior: calm.matches || cards.length > 200 ? "auto" : "smooth" });
  };
  const step = (by) => {
    view("findings");
    let at = current ? order.indexOf(current) + by : by > 0 ? 0 : order.length - 1;
    while (order[at] && !order[at].shown) at += by;
    if (order[at]) choose(order[at], true);
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id === "findings" || id === "grid") {
      view(id);
      return;
    }
    const card = of.get(document.getElementById(id));
    if (!card) return;
    view("findings");
    if (!card.shown) reset();
    choose(card, true);
  };

  if (cards.length) {
    let waiting = 0;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, cards.length > 1000 ? 120 : 0);
    });
    for (const input of all(".facet input")) input.addEventListener("change", apply);
    const radios = all("input[name=group]");
    for (const radio of radios) radio.addEventListener("change", () => group(radio.value));
    for (const button of all("[data-reset]")) button.addEventListener("click", reset);
    list.addEventListener("click", (event) => {
      const card = of.get(event.target.closest(".finding"));
      if (card && card !== current && String(getSelection()) === "") choose(card, false);
    });
    /* In a narrow window the index is folded away. */
    const wide = matchMedia("(min-width: 62rem)");
    const unfold = () => { one("#index").open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();
    const wanted = radios.find((radio) => radio.value === recall("group")) || radios[0];
    wanted.checked = true;
    group(wanted.value);
  }
  addEventListener("hashchange", follow);
  /* A link to where one is already changes no hash. */
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.hash && link.hash === location.hash) follow();
  });
  follow();

  /* The grid. */
  const disputed = one("#disputed");
  if (disputed) {
    const settled = all("tr.settled");
    disputed.addEventListener("change", () => { for (const row of settled) row.hidden = disputed.checked; });
  }

  /* The keyboard. */
  const nextGroup = () => {
    const radios = all("input[name=group]");
    const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length];
    if (!next) return;
    next.checked = true;
    group(next.value);
  };
  const keys = {
    "j": () => step(1),
    "k": () => step(-1),
    "g": nextGroup,
    "t": switchTheme,
    "v": () => { if (links.length > 1) show(root.dataset.view === "grid" ? "findings" : "grid"); },
    "?": () => help.showModal(),
    "/": () => { if (search) { view("findings"); search.focus(); search.select(); } },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target;
    if (event.key === "Escape") {
      if (target === search && search.value) { search.value = ""; apply(); }
      else if (target === search) search.blur();
      else if (current) { current.element.blur(); choose(null); }
      else if (cards.length) reset();
      return;
    }
    const typing = target instanceof HTMLInputElement && !["checkbox", "radio"].includes(target.type);
    if (typing) return;
    const walking = current && target === current.element;
    if (walking && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    const action = shortcuts.checked && keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  /* On paper nothing is folded. */
  addEventListener("beforeprint", () => { for (const folded of all("details.more")) folded.open = true; });
})();
