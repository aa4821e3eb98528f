"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tools = $(".tools"), list = $(".cards"), help = $("dialog"), key = "claimcheck:" + document.body.dataset.key;
  const cards = $$(".card"), order = new Map(cards.map((card, place) => [card, place]));
  if (!tools || !list || !cards.length) return;
  document.documentElement.classList.add("js");
  tools.hidden = false;
  let here = null;
  const saved = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const save = (state) => { try { localStorage.setItem(key, JSON.stringify(state)); } catch { /* a page from a file may not store */ } };
  const chosen = (name) => $$(`[name=${name}]:checked`, tools).map((box) => box.value);
  const shown = () => [...list.children].filter((card) => !card.hidden);
  const pieces = (card) => $$(`[data-claims~="${card.id.slice(1)}"]`);
  const inText = $$("#article [data-claims], #article a.number");
  function head(card) { return $(".statement", card); }
  function toggle(card, open = !card.classList.contains("open")) {
    card.classList.toggle("open", open);
    head(card).setAttribute("aria-expanded", String(open));
  }
  function go(card, { scroll = true } = {}) {
    if (here) { here.classList.remove("here"); pieces(here).forEach((one) => one.classList.remove("here")); }
    here = card;
    card.classList.add("here");
    pieces(card).forEach((one) => one.classList.add("here"));
    if (scroll) card.scrollIntoView({ block: "nearest" });
    head(card).focus({ preventScroll: true });
  }
  function move(step) {
    const now = shown();
    if (now.length) go(now[Math.max(0, Math.min(now.length - 1, now.indexOf(here) + step))]);
  }
  function apply() {
    const kinds = new Set(chosen("kind")), supports = new Set(chosen("support")), by = chosen("order")[0];
    const words = $("[name=words]", tools).value.trim().toLowerCase();
    for (const card of cards) {
      const fits = card.dataset.kinds.split(" ").some((kind) => kinds.has(kind)) && supports.has(card.dataset.support);
      card.hidden = !fits || (words !== "" && !card.textContent.toLowerCase().includes(words));
    }
    const worth = (card) => Number(card.dataset.worth);
    const sorted = [...cards].sort((a, b) => (by === "worth" ? worth(b) - worth(a) : 0) || order.get(a) - order.get(b));
    list.append(...sorted);
    for (const one of inText) { // what is filtered out is plain text, on the screen and on paper
      const numbers = one.dataset.claims?.split(" ") ?? [one.hash.slice(2)];
      one.classList.toggle("off", numbers.every((number) => document.getElementById("c" + number).hidden));
    }
    $(".shown", tools).textContent = `${shown().length} of ${cards.length} claims`;
    save({ kind: chosen("kind"), support: chosen("support"), order: by, words });
  }
  const state = saved();
  for (const name of ["kind", "support"]) {
    if (Array.isArray(state[name])) $$(`[name=${name}]`, tools).forEach((box) => { box.checked = state[name].includes(box.value); });
  }
  if (state.order) $$("[name=order]", tools).forEach((box) => { box.checked = box.value === state.order; });
  if (state.words) $("[name=words]", tools).value = state.words;
  for (const card of cards) {
    const title = head(card);
    title.tabIndex = 0;
    title.setAttribute("role", "button");
    toggle(card, false);
    card.addEventListener("click", (event) => {
      if (event.target.closest("a") || String(getSelection())) return;
      if (!event.target.closest(".body")) toggle(card);
      go(card, { scroll: false });
    });
  }
  tools.addEventListener("input", apply);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "help") help.showModal();
    else if (what) shown().forEach((card) => toggle(card, what === "all"));
  });
  $("#article").addEventListener("click", (event) => {
    const numbers = event.target.closest("[data-claims]")?.dataset.claims.split(" ");
    const card = numbers && document.getElementById("c" + numbers[numbers.length - 1]);
    if (card && !card.hidden && !String(getSelection())) { toggle(card, true); go(card); }
  });
  const followed = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (card?.classList.contains("card")) { card.hidden = false; toggle(card, true); go(card); }
  };
  addEventListener("hashchange", followed);
  addEventListener("beforeprint", () => list.append(...cards)); // notes stand in the order of their numbers
  addEventListener("afterprint", apply);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.matches("input[type=search]")) { if (event.key === "Escape") { event.preventDefault(); event.target.blur(); } return; } // and keeps its words
    const does = {
      j: () => move(1), k: () => move(-1), "?": () => help.showModal(), "/": () => $("[name=words]", tools).focus(),
      a: () => { const open = shown().some((card) => !card.classList.contains("open")); shown().forEach((card) => toggle(card, open)); },
      t: () => here && document.getElementById("t" + here.id.slice(1))?.scrollIntoView({ block: "center" }),
      Enter: () => event.target.closest(".statement") && toggle(event.target.closest(".card")),
      " ": () => event.target.closest(".statement") && toggle(event.target.closest(".card")),
    }[event.key];
    if (!does || (event.target.closest("button, a, input") && [" ", "Enter"].includes(event.key))) return;
    event.preventDefault();
    does();
  });
  apply();
  followed();
})();
