
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 56rem)");
  const pane = document.getElementById("article");
  const articles = all("article");
  const tabs = all("[role=tab]");
  const items = all(".item.sourced");
  const back = document.querySelector(".back");
  const numbers = (item) => item.dataset.notes.split(" ");
  const sentence = (number) => document.getElementById("s" + number);
  let pinned = null;

  const open = (index) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", at === index);
      tab.tabIndex = at === index ? 0 : -1;
    });
    if (tabs.length) articles.forEach((article, at) => { article.hidden = at !== index; });
  };
  const clear = () => all(".on").forEach((one) => one.classList.remove("on"));
  const show = (item, scroll) => {
    clear();
    if (!item) return;
    item.classList.add("on");
    const found = numbers(item).map(sentence).filter(Boolean);
    found.forEach((one) => one.classList.add("on"));
    if (!found.length) return;
    const home = found[0].closest("article");
    if (home.hidden) open(articles.indexOf(home));
    if (scroll && !narrow.matches) {
      const top = found[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
      const visible = top > 40 && top < pane.clientHeight * 0.7;
      if (!visible) pane.scrollTop += top - pane.clientHeight * 0.3;
    }
  };
  const unfold = (item) => {
    const known = item.querySelector(".shown");
    if (known) { known.remove(); return; }
    const quote = document.createElement("blockquote");
    quote.className = "shown";
    quote.textContent = numbers(item).map((number) => {
      const copy = sentence(number).cloneNode(true);
      copy.querySelector("sup").remove();
      return copy.textContent.trim();
    }).join(" … ");
    item.querySelector(".words").append(quote);
  };
  const pin = (item) => {
    pinned = pinned === item ? null : item;
    if (narrow.matches) unfold(item);
    show(item, true);
  };

  document.documentElement.classList.add("js");
  const arrive = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const home = target && target.closest("article");
    if (home && home.hidden) {
      open(articles.indexOf(home));
      target.scrollIntoView({ block: "center" });
    }
  };
  if (tabs.length) open(0);
  arrive();
  addEventListener("hashchange", arrive);
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", (event) => { event.preventDefault(); open(at); pane.scrollTop = 0; });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (at + step + tabs.length) % tabs.length;
      open(next);
      tabs[next].focus();
    });
  });
  items.forEach((item) => {
    item.tabIndex = 0;
    item.addEventListener("mouseenter", () => { if (!pinned && !narrow.matches) show(item, true); });
    item.addEventListener("mouseleave", () => { if (!narrow.matches) show(pinned, false); });
    item.addEventListener("focusin", () => show(item, true));
    item.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) {
        show(item, false);
        const target = document.querySelector(link.getAttribute("href"));
        const home = target.closest("article");
        if (home.hidden) open(articles.indexOf(home));
        back.hidden = false;
        return;
      }
      pin(item);
    });
    item.addEventListener("keydown", (event) => {
      if (event.target !== item || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      pin(item);
    });
  });
  all(".s").forEach((one) => {
    const mine = items.filter((item) => numbers(item).includes(one.dataset.note));
    if (!mine.length) return;
    one.classList.add("linked");
    one.addEventListener("mouseenter", () => { if (!pinned) mine.forEach((item) => item.classList.add("on")); });
    one.addEventListener("mouseleave", () => show(pinned, false));
    one.addEventListener("click", () => {
      pinned = mine[0];
      show(pinned, false);
      mine[0].scrollIntoView({ block: "center" });
    });
  });
  back.addEventListener("click", () => { back.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pinned = null; clear(); }
  });
})();
