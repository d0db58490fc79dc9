/* The results page: groups over one flat ranking, facets with counts, an address that can be shared. */
(function () {
  "use strict";
  const search = window.anlikuSearch, element = search.element;
  const AT_ONCE = 20, FACET_VALUES = 8;
  const root = document.querySelector("[data-anliku-results]");
  const form = root.querySelector("form"), input = form.querySelector("input");
  const parts = {};
  root.querySelectorAll("[data-part]").forEach(function (part) { parts[part.dataset.part] = part; });
  const title = document.title;
  const narrow = window.matchMedia("(max-width: 60rem)");
  let turn = 0, shown = AT_ONCE, drawn = false;

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
    search.ready().then(function (reader) {
      return reader.page(now, shown).then(function (found) {
        if (!found || mine !== turn) return;
        draw(now, found, started);
        if (!found.facets) drawFacetsLater(reader, now, mine);
      });
    }).catch(function () {
      if (mine !== turn) return;
      clear();
      parts.status.textContent = "索引没有载入，请刷新页面再试。";
    });
  }

  /* Facets that were not there yet: results do not wait for them. */
  function drawFacetsLater(reader, now, mine) {
    reader.facets(now).then(function (facets) {
      if (facets && mine === turn) drawFacets(now, facets);
    }).catch(function () {});
  }

  function draw(now, found, started) {
    clear();
    drawn = true;
    drawNotes(found);
    drawKinds(now, found);
    found.groups.forEach(function (group) { drawGroup(now, group, found.kind); });
    if (found.more) drawMore();
    drawStatus(now, found, started);
    if (!found.total) drawNothing(now, found);
    if (found.facets) drawFacets(now, found.facets);
  }

  function drawNotes(found) {
    parts.also.textContent = found.also;
    parts.also.hidden = !found.also;
    if (!found.suggested.length) return;
    parts.suggested.append("您是不是要找：");
    found.suggested.forEach(function (label, at) {
      if (at) parts.suggested.append("、");
      parts.suggested.append(link(label, { q: label }));
    });
    parts.suggested.hidden = false;
  }

  function drawKinds(now, found) {
    if (!found.total) return;
    const list = element("ul");
    [{ kind: "", label: "全部", count: found.total }].concat(found.kinds).forEach(function (row) {
      const item = element("li"), made = link(row.label, changed(now, "kind", row.kind));
      if (row.kind === found.kind) made.setAttribute("aria-current", "true");
      made.append(element("span", "ak-find__count", String(row.count)));
      item.append(made);
      list.append(item);
    });
    parts.kinds.append(list);
    parts.kinds.hidden = false;
  }

  function drawGroup(now, group, kind) {
    const section = element("section", "ak-find__group");
    const heading = element("h2", "", group.label);
    heading.append(element("span", "ak-find__count", String(group.total)));
    const list = element("ol");
    group.items.forEach(function (item) { list.append(drawHit(item)); });
    section.append(heading, list);
    if (!kind && group.total > group.items.length) {
      section.append(link("看全部 " + group.total + " 条" + group.label, changed(now, "kind", group.kind), "ak-find__all"));
    }
    parts.results.append(section);
  }

  function drawHit(item) {
    const made = element("li", "ak-find__hit"), heading = element("h3"), open = element("a"), cut = item.excerpt;
    open.href = search.base + "/" + item.path;
    heading.append(search.marked(open, item.title));
    made.append(heading, element("p", "ak-find__context", item.context));
    if (!cut) return made;
    const text = element("p", "ak-find__excerpt");
    if (cut.label && cut.anchor) {
      const section = element("a", "ak-find__section", cut.label);
      section.href = search.base + "/" + item.path.split("#")[0] + "#" + cut.anchor;
      text.append(section, "　");
    } else if (cut.label) {
      text.append(element("span", "ak-find__section", cut.label), "　");
    }
    made.append(search.marked(text, cut.text));
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

  function drawStatus(now, found, started) {
    const told = found.kinds.map(function (row) { return row.label + " " + row.count; });
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    parts.status.textContent = found.total
      ? "找到 " + found.total + " 条（" + told.join("，") + "），用时 " + seconds + " 秒"
      : "没有找到“" + now.q + "”";
  }

  function drawNothing(now, found) {
    const box = element("div", "ak-find__nothing");
    if (found.emptied) {
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

  function drawFacets(now, facets) {
    const box = element("details");
    box.open = !narrow.matches || facets.chosen > 0;
    const summary = element("summary", "", "筛选");
    if (facets.chosen) summary.append(element("span", "ak-find__count", "已选 " + facets.chosen + " 项"));
    box.append(summary);
    facets.dimensions.forEach(function (dimension) { box.append(drawDimension(now, dimension)); });
    if (facets.chosen) box.append(link("去掉全部条件", now.kind ? { q: now.q, kind: now.kind } : { q: now.q }, "ak-find__all"));
    parts.facets.append(box);
    parts.facets.hidden = box.children.length < 2;
  }

  function drawDimension(now, dimension) {
    const group = element("div", "ak-find__facet"), list = element("ul");
    group.append(element("h2", "", dimension.heading));
    dimension.rows.forEach(function (row, at) {
      const item = element("li"), made = link(row.label, changed(now, dimension.name, row.chosen ? "" : row.value));
      if (row.chosen) made.setAttribute("aria-current", "true");
      made.append(element("span", "ak-find__count", row.chosen ? "去掉" : String(row.count)));
      item.hidden = at >= FACET_VALUES && !row.chosen;
      item.append(made);
      list.append(item);
    });
    group.append(list);
    if (dimension.rows.length > FACET_VALUES) {
      const more = element("button", "ak-find__more", "全部 " + dimension.rows.length + " 项");
      more.type = "button";
      more.addEventListener("click", function () {
        list.querySelectorAll("li").forEach(function (item) { item.hidden = false; });
        more.remove();
      });
      group.append(more);
    }
    return group;
  }

  input.addEventListener("focus", function () { search.ready().catch(function () {}); });
  const cancel = search.typed(input, function (query) { if (query !== state().q) go({ q: query }, true); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    cancel();
    const now = state(), query = input.value.trim();
    if (query !== now.q || !drawn) go({ q: query });
  });
  window.addEventListener("popstate", function () { render(); });
  if (!state().q) input.focus();
  render();
})();
