/* The results page: groups over one flat ranking, facets with counts, an address that can be shared. */
(function () {
  "use strict";
  const search = window.anlikuSearch, element = search.element;
  const IN_FIRST_GROUP = 5, IN_GROUP = 3, AT_ONCE = 20, FACET_VALUES = 8, EXCERPT = 96;
  const FACETS = ["place", "topic", "challenge", "form", "level", "year"];
  const root = document.querySelector("[data-anliku-results]");
  const form = root.querySelector("form"), input = form.querySelector("input");
  const parts = {};
  root.querySelectorAll("[data-part]").forEach(function (part) { parts[part.dataset.part] = part; });
  const title = document.title;
  const narrow = window.matchMedia("(max-width: 60rem)");
  let turn = 0, shown = AT_ONCE, last = null;

  function state() {
    const params = new URLSearchParams(location.search), found = {};
    params.forEach(function (value, name) { if (value) found[name] = value; });
    found.q = (found.q || "").trim();
    return found;
  }

  /* Goes to another state: in place where the browser lets us, else by loading the page. */
  function go(next, replace) {
    const address = search.address(next);
    try {
      history[replace ? "replaceState" : "pushState"](null, "", address);
    } catch (error) {
      if (!replace) location.href = address;
      return;
    }
    shown = AT_ONCE;
    render();
  }

  function link(text, next, className) {
    const made = element("a", className, text);
    made.href = search.address(next);
    made.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      go(next);
    });
    return made;
  }

  function changed(now, name, value) {
    const next = Object.assign({}, now);
    if (value) next[name] = value;
    else delete next[name];
    return next;
  }

  function clear() {
    ["results", "kinds", "facets", "also", "suggested", "status"].forEach(function (name) { parts[name].textContent = ""; });
    ["kinds", "facets", "also", "suggested"].forEach(function (name) { parts[name].hidden = true; });
  }

  function render() {
    const now = state(), mine = ++turn;
    if (input.value.trim() !== now.q) input.value = now.q;
    document.title = now.q ? now.q + " - " + title : title;
    if (!now.q) {
      clear();
      return;
    }
    const started = performance.now();
    search.ready().then(function (engine) {
      return engine.find(now.q).then(function (found) {
        // Without a chosen facet the results need not wait for the facets.
        if (!FACETS.some(function (name) { return now[name]; })) return ranked(engine, now, found, null, started, mine);
        return search.index.facets().then(function (data) {
          return ranked(engine, now, found, new Facets(engine.index, data, now), started, mine);
        });
      });
    }).catch(function () {
      if (mine !== turn) return;
      clear();
      parts.status.textContent = "索引没有载入，请刷新页面再试。";
    });
  }

  function ranked(engine, now, found, facets, started, mine) {
    const narrowed = facets ? found.list.filter(function (hit) { return facets.holds(hit.entry, null); }) : found.list;
    return engine.rerank(narrowed, found.plan.phrase).then(function (list) {
      return mine === turn ? draw(engine, now, found, list, facets, started, mine) : null;
    });
  }

  function drawFacets(engine, found, kind, facets, now, mine) {
    const list = found.list.filter(function (hit) { return !kind || engine.index.kindOf(hit.entry) === kind; });
    if (facets) return facets.draw(parts.facets, list, now);
    return search.index.facets().then(function (data) {
      if (mine === turn) new Facets(engine.index, data, now).draw(parts.facets, list, now);
    }).catch(function () {});
  }

  function draw(engine, now, found, list, facets, started, mine) {
    const counts = new Map();
    list.forEach(function (hit) {
      const kind = engine.index.kindOf(hit.entry);
      counts.set(kind, (counts.get(kind) || 0) + 1);
    });
    const kind = counts.has(now.kind) ? now.kind : "";
    const hits = pick(engine, list, kind);
    return engine.index.cards(hits.map(function (hit) { return hit.entry; })).then(function (cards) {
      if (mine !== turn) return;
      clear();
      last = { now: now };
      drawNotes(now, found);
      drawKinds(now, counts, kind, list.length);
      const groups = search.show.groups(engine, hits, cards, kind ? hits.length : IN_FIRST_GROUP);
      groups.forEach(function (group) { drawGroup(engine, now, found, group, counts.get(group.kind), kind); });
      if (kind && counts.get(kind) > hits.length) drawMore();
      drawStatus(now, list, counts, started);
      if (!list.length) drawNothing(now, found);
      return drawFacets(engine, found, kind, facets, now, mine);
    });
  }

  /* The hits to draw: of one kind as many as asked for, else the best few of every kind. */
  function pick(engine, list, kind) {
    if (kind) return list.filter(function (hit) { return engine.index.kindOf(hit.entry) === kind; }).slice(0, shown);
    const first = list.length ? engine.index.kindOf(list[0].entry) : "", taken = new Map();
    return list.filter(function (hit) {
      const own = engine.index.kindOf(hit.entry), number = (taken.get(own) || 0) + 1;
      taken.set(own, number);
      return number <= (own === first ? IN_FIRST_GROUP : IN_GROUP);
    });
  }

  function drawNotes(now, found) {
    parts.also.textContent = search.show.alsoText(found, 10);
    parts.also.hidden = !found.also.length;
    if (!found.suggested.length) return;
    parts.suggested.append("您是不是要找：");
    found.suggested.forEach(function (label, at) {
      if (at) parts.suggested.append("、");
      parts.suggested.append(link(label, { q: label }));
    });
    parts.suggested.hidden = false;
  }

  function drawKinds(now, counts, kind, total) {
    if (!total) return;
    const list = element("ul");
    [["", "全部", total]].concat(Array.from(counts, function (pair) {
      return [pair[0], search.show.labels[pair[0]], pair[1]];
    })).forEach(function (row) {
      const item = element("li"), made = link(row[1], changed(now, "kind", row[0]));
      if (row[0] === kind) made.setAttribute("aria-current", "true");
      made.append(element("span", "ak-find__count", String(row[2])));
      item.append(made);
      list.append(item);
    });
    parts.kinds.append(list);
    parts.kinds.hidden = false;
  }

  function drawGroup(engine, now, found, group, total, kind) {
    const section = element("section", "ak-find__group");
    const heading = element("h2", "", group.label);
    heading.append(element("span", "ak-find__count", String(total)));
    const list = element("ol");
    group.items.forEach(function (item) { list.append(drawHit(engine, found, item)); });
    section.append(heading, list);
    if (!kind && total > group.items.length) {
      section.append(link("看全部 " + total + " 条" + group.label, changed(now, "kind", group.kind), "ak-find__all"));
    }
    parts.results.append(section);
  }

  function drawHit(engine, found, item) {
    const card = item.card, show = search.show, made = element("li", "ak-find__hit");
    const heading = element("h3"), open = element("a");
    open.href = search.base + "/" + card.path;
    show.marked(open, card.title, found.plan, engine);
    heading.append(open);
    made.append(heading, element("p", "ak-find__context", card.context));
    const cut = show.excerpt(card, found.plan, engine, EXCERPT);
    if (!cut) return made;
    const text = element("p", "ak-find__excerpt");
    if (cut.label && cut.anchor) {
      const section = element("a", "ak-find__section", cut.label);
      section.href = search.base + "/" + card.path.split("#")[0] + "#" + cut.anchor;
      text.append(section, "　");
    } else if (cut.label) {
      text.append(element("span", "ak-find__section", cut.label), "　");
    }
    show.marked(text, cut.text, found.plan, engine);
    made.append(text);
    return made;
  }

  function drawMore() {
    const more = element("button", "ak-find__more", "再看 " + AT_ONCE + " 条");
    more.type = "button";
    more.addEventListener("click", function () {
      shown += AT_ONCE;
      render();
    });
    parts.results.append(more);
  }

  function drawStatus(now, list, counts, started) {
    const told = Array.from(counts, function (pair) { return search.show.labels[pair[0]] + " " + pair[1]; });
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    parts.status.textContent = list.length
      ? "找到 " + list.length + " 条（" + told.join("，") + "），用时 " + seconds + " 秒"
      : "没有找到“" + now.q + "”";
  }

  function drawNothing(now, found) {
    const names = Object.keys(now).filter(function (name) { return name !== "q"; });
    const box = element("div", "ak-find__nothing");
    if (found.list.length && names.length) {
      box.append("所选条件下没有结果。", link("去掉全部条件", { q: now.q }));
    } else {
      box.append(element("p", "", "可以换一个说法、少写几个字，或用拼音首字母；也可以从目录里找："));
      const list = element("ul");
      [["practices", "做法"], ["challenges", "难题"], ["topics", "专题"], ["cases", "案例"], ["regions", "地区"]].forEach(function (row) {
        const item = element("li"), made = element("a", "", row[1]);
        made.href = search.base + "/" + row[0] + "/index.html";
        item.append(made);
        list.append(item);
      });
      box.append(list);
    }
    parts.results.append(box);
  }

  /* Values of each entry, which of them are chosen in the address, and how many hits each would leave. */
  function Facets(index, data, now) {
    this.index = index;
    this.data = data;
    data.known = data.known || new Map();
    this.chosen = new Map();
    data.dimensions.forEach(function (dimension) {
      if (!now[dimension[0]]) return;
      const at = data.values.findIndex(function (value) { return value[0] === dimension[0] && value[1] === now[dimension[0]]; });
      this.chosen.set(dimension[0], at);
    }, this);
  }

  /* The values of an entry: its own, those it shares with its case; of a case also those of its parts. */
  Facets.prototype.of = function (entry) {
    const data = this.data, known = data.known, index = this.index;
    if (known.has(entry)) return known.get(entry);
    const found = new Set(data.sets[data.entries[entry]]);
    if (entry >= index.concepts) {
      const whole = index.parents[entry] < 0 ? entry : index.parents[entry];
      data.sets[data.shared[index.ordinals.get(whole)]].forEach(function (value) { found.add(value); });
      if (whole === entry || index.kindOf(entry) === "site") {
        for (let part = whole; part === whole || index.parents[part] === whole; part++) {
          data.sets[data.entries[part]].forEach(function (value) { found.add(value); });
        }
      }
    }
    known.set(entry, Array.from(found));
    return known.get(entry);
  };

  /* Whether an entry has every chosen value, one dimension aside. */
  Facets.prototype.holds = function (entry, aside) {
    const own = this.of(entry);
    let held = true;
    this.chosen.forEach(function (value, dimension) {
      if (dimension !== aside && own.indexOf(value) < 0) held = false;
    });
    return held;
  };

  Facets.prototype.draw = function (into, list, now) {
    const facets = this, values = this.data.values, box = element("details");
    box.open = !narrow.matches || this.chosen.size > 0;
    const summary = element("summary", "", "筛选");
    if (this.chosen.size) summary.append(element("span", "ak-find__count", "已选 " + this.chosen.size + " 项"));
    box.append(summary);
    this.data.dimensions.forEach(function (dimension) {
      const counts = new Map();
      list.forEach(function (hit) {
        if (!facets.holds(hit.entry, dimension[0])) return;
        facets.of(hit.entry).forEach(function (value) {
          if (values[value][0] === dimension[0]) counts.set(value, (counts.get(value) || 0) + 1);
        });
      });
      const rows = Array.from(counts).sort(function (one, other) {
        return dimension[0] === "year" ? (values[one[0]][1] < values[other[0]][1] ? 1 : -1) : other[1] - one[1] || one[0] - other[0];
      });
      if (!rows.length) return;
      box.append(facets.dimension(dimension, rows, now));
    });
    if (this.chosen.size) box.append(link("去掉全部条件", now.kind ? { q: now.q, kind: now.kind } : { q: now.q }, "ak-find__all"));
    into.append(box);
    into.hidden = box.children.length < 2;
  };

  Facets.prototype.dimension = function (dimension, rows, now) {
    const group = element("div", "ak-find__facet"), list = element("ul"), values = this.data.values;
    const chosen = this.chosen.get(dimension[0]);
    const heading = element("h2", "", dimension[1]);
    group.append(heading);
    rows.forEach(function (row, at) {
      const value = values[row[0]], item = element("li"), on = row[0] === chosen;
      const made = link(value[2], changed(now, dimension[0], on ? "" : value[1]));
      if (on) made.setAttribute("aria-current", "true");
      made.append(element("span", "ak-find__count", on ? "去掉" : String(row[1])));
      item.hidden = at >= FACET_VALUES && !on;
      item.append(made);
      list.append(item);
    });
    group.append(list);
    if (rows.length > FACET_VALUES) {
      const more = element("button", "ak-find__more", "全部 " + rows.length + " 项");
      more.type = "button";
      more.addEventListener("click", function () {
        list.querySelectorAll("li").forEach(function (item) { item.hidden = false; });
        more.remove();
      });
      group.append(more);
    }
    return group;
  };

  const cancel = search.typed(input, function (query) { if (query !== state().q) go({ q: query }, true); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    cancel();
    const now = state(), query = input.value.trim();
    if (query !== now.q || last === null) go({ q: query });
  });
  window.addEventListener("popstate", function () { render(); });
  if (!state().q) input.focus();
  render();
})();
