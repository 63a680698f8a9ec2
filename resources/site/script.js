
"use strict";
(() => {
  const root = document.documentElement, all = (what, where = document) => [...where.querySelectorAll(what)];
  const said = document.getElementById("words").dataset;
  const chapters = all(".chapter"), box = document.getElementById("search");
  const found = document.getElementById("found"), tree = document.getElementById("tree"), name = document.title;
  root.classList.add("js");

  const make = (kind, words, parent) => {
    const made = document.createElement(kind);
    made.textContent = words;
    parent.append(made);
    return made;
  };

  /* What the address names: a model, one of its diagrams, or what is said of one of its steps. */
  const show = () => {
    const goal = document.getElementById(location.hash.slice(1));
    const chapter = (goal && goal.closest(".chapter")) || chapters[0];
    const detail = goal && goal.classList.contains("detail") ? goal : null;
    const before = chapter.classList.contains("on");
    chapters.forEach((each) => each.classList.toggle("on", each === chapter));
    all(".detail").forEach((each) => each.classList.toggle("on", each === detail));
    all(".stage").forEach((each) => each.classList.toggle("open", !!detail && each.contains(detail)));
    all("svg a.on").forEach((each) => each.classList.remove("on"));
    all("nav a").forEach((each) => {
      if (each.hash === "#" + chapter.id && each.closest("li")) each.setAttribute("aria-current", "page");
      else each.removeAttribute("aria-current");
    });
    const title = chapter.querySelector("h2").textContent;
    document.title = title === name ? name : title + " – " + name;
    if (detail) {
      const shapes = all("svg a", chapter).filter((each) => each.getAttribute("href") === "#" + detail.id);
      shapes.forEach((each) => each.classList.add("on"));
      detail.focus({preventScroll: true});
      (shapes[0] || detail).scrollIntoView({block: "nearest", inline: "nearest"});
    } else if (goal && goal !== chapter) goal.scrollIntoView({block: "start"});
    else if (!before || goal) scrollTo({top: 0, behavior: "instant"});
  };
  addEventListener("hashchange", show);
  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.getAttribute("href") === location.hash) show();
  });

  all(".detail").forEach((each) => {
    const close = make("button", "×", each);
    close.className = "close";
    close.type = "button";
    close.setAttribute("aria-label", said.close);
    close.addEventListener("click", () => {
      history.replaceState(null, "", "#" + each.closest(".chapter").id);
      each.classList.remove("on");
      each.closest(".stage").classList.remove("open");
      all("svg a.on").forEach((shape) => shape.classList.remove("on"));
    });
  });

  all(".figure").forEach((figure) => {
    const sheet = figure.querySelector(".sheet"), bar = document.createElement("div");
    const natural = sheet.querySelector("svg").getAttribute("width");
    figure.querySelector(".frame").before(bar);
    const button = (sign, words, act) => {
      const made = make("button", sign, bar);
      made.type = "button";
      made.title = words;
      made.setAttribute("aria-label", words);
      made.addEventListener("click", act);
    };
    const zoom = (factor) => {
      const wide = sheet.getBoundingClientRect().width * factor;
      sheet.style.cssText = "width:" + Math.min(Math.max(wide, 120), 20000) + "px";
    };
    bar.className = "zoom";
    button("−", said.smaller, () => zoom(0.8));
    button("+", said.larger, () => zoom(1.25));
    button(said.fit, said.fit, () => { sheet.style.cssText = "width:100%"; });
    button("100 %", said.whole, () => { sheet.style.cssText = "width:" + natural + "px"; });
  });

  const plain = (words) => words.normalize("NFKC").toLocaleLowerCase();
  const names = all("nav summary, #tree a, .detail > h4, .figure > h3").filter((each) => !each.closest("#chain"));
  const index = names.map((each) => {
    const chapter = each.closest(".chapter");
    const folder = each.localName === "summary";
    const first = folder ? each.parentElement.querySelector("a") : each;
    return {
      words: each.textContent,
      plain: plain(each.textContent),
      goal: first.getAttribute("href") || "#" + each.parentElement.id,
      where: chapter ? chapter.querySelector("h2").textContent : "",
    };
  });
  box.addEventListener("input", () => {
    const asked = plain(box.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    tree.hidden = asked.length > 0;
    found.hidden = !asked.length;
    if (!asked.length) return;
    const hits = index.filter((each) => asked.every((word) => each.plain.includes(word)));
    for (const hit of hits.slice(0, 200)) {
      const link = make("a", hit.words, make("li", "", found));
      link.setAttribute("href", hit.goal);
      if (hit.where) make("small", hit.where, link);
    }
    if (!hits.length) make("p", said.nothing, make("li", "", found));
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && document.activeElement === box) {
      box.value = "";
      box.dispatchEvent(new Event("input"));
    } else if (event.key === "Enter" && document.activeElement === box) {
      const hit = found.querySelector("a");
      if (hit) hit.click();
    }
  });
  show();
})();
