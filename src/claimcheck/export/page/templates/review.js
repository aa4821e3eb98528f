"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tools = $(".tools"), list = $(".cards"), help = $("dialog"), trouble = $(".trouble"), last = $(".last");
  const cards = $$(".card"), order = new Map(cards.map((card, place) => [card, place]));
  const by = new Map(cards.map((card) => [card.dataset.claim, card])), state = new Map(), under = new Map();
  document.documentElement.classList.add("js");
  const wide = matchMedia("(min-width: 60.01rem)"); // the article stands beside the cards, and scrolls by itself
  let here = null, lately = []; // the claims decided last, the newest first
  const keys = new Map($$("button", $("#decision").content).map((button) => [$("kbd", button)?.textContent, button.value]));
  const chosen = (name) => $(`[name=${name}]:checked`, tools).value;
  const shown = () => [...list.children].filter((card) => !card.hidden);
  const isOpen = (card) => ["open", "in progress"].includes(state.get(card.dataset.claim)?.status ?? "open");
  function complain(text) { trouble.textContent = text; trouble.hidden = !text; }
  async function ask(path, body) {
    try {
      const answer = await fetch(path, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {});
      const told = await answer.json();
      complain(answer.ok || answer.status === 409 ? "" : told.error);
      return { status: answer.status, told };
    } catch {
      complain("claimcheck does not answer: what was decided since is not kept. Start it again, then reload this page.");
      return { status: 0, told: {} };
    }
  }
  function show(claim, now, later = false) {
    const card = by.get(claim);
    if (!card) return;
    state.set(claim, now);
    $(".status", card).textContent = now.status + (now.rivals?.length ? ", in conflict" : "");
    card.classList.toggle("decided", !isOpen(card));
    card.classList.toggle("wrong", ["wrong and fixed", "disputed", "cut"].includes(now.status) || Boolean(now.rivals?.length));
    card.classList.toggle("verified", now.status === "verified");
    if ($(".decision", card)) fill(card, later);
  }
  function fill(card, later = false) {
    const now = state.get(card.dataset.claim) ?? {}, said = $(".said", card);
    for (const button of $$(".states button", card)) button.setAttribute("aria-pressed", String(button.value === (now.status ?? "open")));
    for (const field of $$("input, textarea", card)) if (field !== document.activeElement && !later) field.value = now[field.name] ?? "";
    const rivals = (now.rivals ?? []).map((one) => `${one.status} (${one.by || "nobody named"}${one.note ? `, “${one.note}”` : ""})`).join(", ");
    said.classList.toggle("conflict", rivals !== "");
    const kept = now.how === "kept" ? "Kept for what was decided: no claim is listed here now. " : "";
    said.textContent = !now.at ? "" : kept + `${now.by || "nobody named"}, ${new Date(now.at).toLocaleString()}` + (rivals && `. Decided otherwise: ${rivals}. Decide again to settle it.`);
  }
  function decision(card) { // the form is made when a card is opened: 500 of them take a browser seconds
    if ($(".decision", card)) return;
    const made = $("#decision").content.firstElementChild.cloneNode(true);
    made.setAttribute("aria-label", `What was found of claim ${card.id.slice(1)}`);
    made.addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) decide(card, button.value); });
    made.addEventListener("change", () => decide(card));
    made.addEventListener("submit", (event) => { event.preventDefault(); decide(card); });
    $(".body-and-form", card).append(made);
    fill(card);
  }
  function written(card, status) {
    const now = state.get(card.dataset.claim) ?? {};
    const fields = Object.fromEntries($$("input, textarea", card).map((field) => [field.name, field.value]));
    return { ...fields, status: status ?? under.get(card.dataset.claim)?.decision.status ?? now.status ?? "open" };
  }
  // The decisions of a claim go one after another: the second would be on an old state else, and be refused.
  function decide(card, status) {
    const claim = card.dataset.claim, decision = written(card, status), before = under.get(claim)?.turn ?? Promise.resolve(true);
    const now = { decision, turn: before.then((kept) => kept && send(card, decision)) };
    under.set(claim, now);
    return now.turn.finally(() => { if (under.get(claim) === now) under.delete(claim); });
  }
  async function send(card, decision) {
    const claim = card.dataset.claim;
    const { status: code, told } = await ask(`/decide/${encodeURIComponent(claim)}`, { version: state.get(claim)?.version ?? 0, decision });
    if (code === 200) { show(claim, told, under.get(claim)?.decision !== decision); remember(); apply(); return true; }
    if (code === 409) {
      under.delete(claim);
      show(claim, told.now);
      const said = $(".said", card);
      said.classList.add("conflict");
      said.textContent = `Decided meanwhile: ${told.now.status}, by ${told.now.by || "nobody named"}. What you entered is not kept: ${told.entered}. Decide again if you know better.`;
      toggle(card, true);
    }
    return false;
  }
  function remember() { // in whatever window, and on whatever day they were decided
    const decided = [...state].filter(([claim, now]) => now.decided && by.has(claim));
    lately = decided.sort(([, one], [, other]) => other.decided.localeCompare(one.decided)).slice(0, 10).map(([claim]) => by.get(claim));
    last.replaceChildren(...lately.map((one) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + one.id;
      link.textContent = `#${one.id.slice(1)} ${state.get(one.dataset.claim)?.status}: ${$(".statement", one).textContent}`;
      item.append(link);
      return item;
    }));
  }
  function toggle(card, open = !card.classList.contains("open")) {
    if (open) decision(card);
    card.classList.toggle("open", open);
    $(".statement", card).setAttribute("aria-expanded", String(open));
  }
  function pieces(card) { return $$(`[data-claims~="${card.id.slice(1)}"]`); }
  function go(card) {
    if (here) { here.classList.remove("here"); pieces(here).forEach((one) => one.classList.remove("here")); toggle(here, false); }
    here = card;
    complain("");
    card.classList.add("here");
    pieces(card).forEach((one) => one.classList.add("here"));
    toggle(card, true);
    card.scrollIntoView({ block: "nearest" });
    if (wide.matches) pieces(card)[0]?.scrollIntoView({ block: "nearest" });
    $(".statement", card).focus({ preventScroll: true });
  }
  function move(step) {
    const now = shown();
    if (now.length) go(now[Math.max(0, Math.min(now.length - 1, now.indexOf(here) + step))]);
  }
  async function quick(card, status) {
    const now = shown(), next = now[now.indexOf(card) + 1];
    if ((await decide(card, status)) && next && !next.hidden) go(next);
  }
  // What a key does to the claim that is chosen; one that the filters hide is not.
  const chosenClaim = (does) => () => (here && !here.hidden ? does(here) : complain("No claim is chosen. Press j for the first one, or click one."));
  function apply() {
    const which = chosen("state"), words = $("[name=words]", tools).value.trim().toLowerCase();
    for (const card of cards) {
      const fits = which === "all" || (which === "open") === isOpen(card) || card === here;
      card.hidden = !fits || (words !== "" && !card.textContent.toLowerCase().includes(words));
    }
    const worth = (card) => Number(card.dataset.worth);
    const sorted = [...cards].sort((a, b) => (chosen("order") === "worth" ? worth(b) - worth(a) : 0) || order.get(a) - order.get(b));
    if (sorted.some((card, place) => list.children[place] !== card)) list.append(...sorted);
    const done = cards.filter((card) => !isOpen(card)).length;
    $("progress", tools).value = done;
    $(".shown", tools).textContent = `${done} of ${cards.length} decided, ${shown().length} shown`;
  }
  for (const card of cards) {
    toggle(card, false);
    card.addEventListener("click", (event) => {
      if (event.target.closest("a, .body-and-form") || String(getSelection())) { if (card !== here && !event.target.closest("a")) go(card); return; }
      if (card === here && card.classList.contains("open")) toggle(card, false); else go(card);
    });
  }
  tools.addEventListener("input", apply);
  tools.addEventListener("submit", (event) => event.preventDefault());
  $("[data-do=help]").addEventListener("click", () => help.showModal());
  $("#article").addEventListener("click", (event) => {
    const numbers = event.target.closest("[data-claims]")?.dataset.claims.split(" ");
    const card = numbers && document.getElementById("c" + numbers[numbers.length - 1]);
    if (card && !String(getSelection())) { card.hidden = false; go(card); }
  });
  addEventListener("hashchange", () => { const card = document.getElementById(location.hash.slice(1)); if (card?.classList.contains("card")) { card.hidden = false; go(card); } });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.matches("input:not([type=radio]), textarea")) { if (event.key === "Escape") { event.preventDefault(); event.target.blur(); } return; } // a search keeps its words
    const status = keys.get(event.key);
    const does = {
      j: () => move(1), k: () => move(-1), "?": () => help.showModal(), "/": () => $("[name=words]", tools).focus(),
      n: chosenClaim((card) => { toggle(card, true); $("[name=note]", card).focus(); }),
      b: () => (lately[0] ? go(lately[0]) : complain("Nothing has been decided yet.")),
      t: chosenClaim((card) => pieces(card)[0]?.scrollIntoView({ block: "center" })),
    }[event.key] ?? (status && chosenClaim((card) => { toggle(card, true); quick(card, status); }));
    if (!does) return;
    event.preventDefault();
    does();
  });
  function orphan(one) {
    const item = document.createElement("li"), told = document.createElement("p"), form = document.createElement("form");
    const number = document.createElement("input"), buttons = ["It is this claim", "Gone"].map((name, place) => {
      const button = document.createElement("button");
      button.textContent = name;
      button.type = place ? "button" : "submit";
      return button;
    });
    told.textContent = one.was || "(its words are not known)";
    const state = document.createElement("p");
    state.className = "line";
    state.textContent = [one.status, one.by, one.note].filter(Boolean).join(", ");
    Object.assign(number, { type: "number", min: 1, max: cards.length, required: true });
    number.setAttribute("aria-label", "number of the claim");
    const put = async (claim) => { const { status, told: said } = await ask(`/place/${encodeURIComponent(one.key)}`, { version: one.version, claim }); if (status === 409) complain(said.error); await refresh(status === 409); };
    form.addEventListener("submit", (event) => { event.preventDefault(); put($(`#c${Number(number.value)}`)?.dataset.claim ?? ""); });
    buttons[1].addEventListener("click", () => put(null));
    form.append(number, " ", buttons[0], " ", buttons[1]);
    item.append(told, state, form);
    return item;
  }
  let orphans = "";
  function lost(found) {
    const now = JSON.stringify(found), box = $(".orphans");
    if (now === orphans) return;
    orphans = now;
    box.hidden = !found.length;
    $("ol", box).replaceChildren(...found.map(orphan));
  }
  async function refresh(quiet = false) {
    const said = trouble.textContent;
    const { status, told } = await ask("/state");
    if (status === 200) {
      const news = Object.entries(told.claims).filter(([claim, now]) => !under.has(claim) && (state.get(claim)?.version ?? 0) !== now.version);
      news.forEach(([claim, now]) => show(claim, now));
      if (news.length) remember();
      lost(told.orphans);
      apply();
    }
    if (quiet === true) complain(said);
  }
  addEventListener("beforeprint", () => list.append(...cards)); // notes stand in the order of their numbers
  addEventListener("afterprint", apply);
  refresh();
  setInterval(() => { if (!document.hidden) refresh(); }, 5000);
})();
