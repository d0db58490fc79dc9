/* What is drawn of an answer on the results page: kinds, groups of hits, facets; search-page.js says when. */
(function () {
  "use strict";
  const search = window.anlikuSearch, element = search.element;
  const AT_ONCE = 20, FACET_VALUES = 8;
  const narrow = window.matchMedia("(max-width: 60rem)");

  /* Draws into the parts of `root`; whoever follows a link calls `go` with the state it leads to. */
  search.drawing = function (root, go) {
    const parts = {};
    let facetsHere = null; // [state, facets] as drawn
    root.querySelectorAll("[data-part]").forEach(function (part) { parts[part.dataset.part] = part; });
    const list = parts.results.parentNode, columns = list.parentNode;

    /* A link to another state. `key` says which control it is, so that it keeps the focus when drawn again. */
    function link(text, next, key, className) {
      const made = element("a", className, text);
      made.href = search.address(next);
      made.dataset.key = key;
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

    /* The state without its facets. */
    function bare(now) { return now.kind ? { q: now.q, kind: now.kind } : { q: now.q }; }

    function clear() {
      facetsHere = null;
      ["results", "kinds", "facets", "also", "suggested", "status"].forEach(function (name) { parts[name].textContent = ""; });
      ["kinds", "facets", "also", "suggested"].forEach(function (name) { parts[name].hidden = true; });
    }

    /* Draws an answer to `now`, found since `started`; `more` shows the next hits of its kind. */
    function draw(now, found, started, more) {
      clear();
      drawNotes(now, found);
      drawKinds(now, found);
      found.groups.forEach(function (group) { drawGroup(now, group, found.kind); });
      if (found.more) drawMore(more);
      drawStatus(now, found, started);
      if (!found.total) drawNothing(now, found);
      if (found.facets) drawFacets(now, found.facets);
    }

    function drawNotes(now, found) {
      parts.also.textContent = found.also;
      parts.also.hidden = !found.also;
      if (!found.suggested.length) return;
      parts.suggested.append("您是不是要找：");
      found.suggested.forEach(function (label, at) {
        if (at) parts.suggested.append("、");
        parts.suggested.append(link(label, changed(now, "q", label), "suggested " + label));
      });
      parts.suggested.hidden = false;
    }

    function drawKinds(now, found) {
      if (!found.total) return;
      const list = element("ul");
      [{ kind: "", label: "全部", count: found.total }].concat(found.kinds).forEach(function (row) {
        const item = element("li"), made = link(row.label, changed(now, "kind", row.kind), "kind " + row.kind);
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
        section.append(link("看全部 " + group.total + " 条" + group.label, changed(now, "kind", group.kind), "all", "ak-find__all"));
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

    function drawMore(more) {
      const button = element("button", "ak-find__more", "再看 " + AT_ONCE + " 条");
      button.type = "button";
      button.addEventListener("click", more);
      parts.results.append(button);
    }

    function drawStatus(now, found, started) {
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      if (found.total) parts.status.textContent = (found.weak ? search.weak : "") + counted(found) + "，用时 " + seconds + " 秒";
      else parts.status.textContent = found.every ? "“" + now.q + "”在所选条件下没有结果" : "没有找到“" + now.q + "”";
    }

    /* What is shown, of how many. */
    function counted(found) {
      const narrowed = found.total < found.every ? "符合所选条件的" : "";
      const told = found.kinds.map(function (row) { return row.label + " " + row.count; });
      const one = found.kinds.find(function (row) { return row.kind === found.kind; });
      if (one) return narrowed + one.label + " " + one.count + " 条，共找到 " + found.every + " 条";
      const each = "（" + told.join("，") + "）";
      if (narrowed) return narrowed + " " + found.total + " 条" + each + "，共找到 " + found.every + " 条";
      return "找到 " + found.total + " 条" + each;
    }

    function drawNothing(now, found) {
      const box = element("div", "ak-find__nothing");
      if (found.every) {
        box.append("不加条件能找到 " + found.every + " 条。", link("去掉全部条件", bare(now), "bare"));
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

    /* On a wide screen beside the results and always open; on a phone one line above them. */
    function drawFacets(now, facets) {
      const box = element(narrow.matches ? "details" : "div", "ak-find__filter");
      facetsHere = [now, facets];
      parts.facets.textContent = "";
      box.append(drawHeading(facets));
      if (facets.picked.length) box.append(drawPicked(now, facets));
      facets.dimensions.forEach(function (dimension) { box.append(drawDimension(now, dimension)); });
      parts.facets.append(box);
      parts.facets.hidden = box.children.length < 2;
      placeFacets();
    }

    /* Another width of the window asks for another form of them. */
    function facetsAgain() {
      if (facetsHere) drawFacets(facetsHere[0], facetsHere[1]);
    }

    /* The keyboard comes to the facets where the eye does. */
    function placeFacets() {
      const before = narrow.matches ? list : null;
      if (parts.facets.nextElementSibling !== before) columns.insertBefore(parts.facets, before);
    }

    function drawHeading(facets) {
      if (!narrow.matches) return element("p", "ak-find__filters", "筛选");
      const summary = element("summary", "", "筛选"), labels = facets.picked.map(function (row) { return row.label; });
      summary.dataset.key = "facets";
      if (labels.length) summary.append(element("span", "ak-find__count", "已选 " + labels.length + " 项：" + labels.join("、")));
      return summary;
    }

    function drawPicked(now, facets) {
      const group = element("div", "ak-find__picked"), list = element("ul");
      group.append(element("h2", "", "已选"));
      facets.picked.forEach(function (row) {
        const item = element("li"), made = link(row.label, changed(now, row.name, ""), "picked " + row.name);
        made.append(element("span", "ak-find__count", "去掉"));
        item.append(made);
        list.append(item);
      });
      group.append(list);
      if (facets.picked.length > 1) group.append(link("去掉全部条件", bare(now), "bare", "ak-find__all"));
      return group;
    }

    function drawDimension(now, dimension) {
      const group = element("div", "ak-find__facet"), list = element("ul");
      group.append(element("h2", "", dimension.heading));
      dimension.rows.forEach(function (row, at) {
        const next = changed(now, dimension.name, row.chosen ? "" : row.value);
        const item = element("li"), made = link(row.label, next, dimension.name + " " + row.value);
        if (row.chosen) made.setAttribute("aria-current", "true");
        made.append(element("span", "ak-find__count", row.chosen ? "去掉" : String(row.count)));
        item.hidden = at >= FACET_VALUES && !row.chosen;
        item.append(made);
        list.append(item);
      });
      group.append(list);
      if (dimension.rows.length > FACET_VALUES) group.append(drawRest(list, dimension.rows.length));
      return group;
    }

    /* The button that shows the values left out of `list`. */
    function drawRest(list, count) {
      const more = element("button", "ak-find__more", "全部 " + count + " 项");
      more.type = "button";
      more.addEventListener("click", function () {
        const rest = list.querySelectorAll("li[hidden]");
        rest.forEach(function (item) { item.hidden = false; });
        rest[0].firstChild.focus({ preventScroll: true });
        more.remove();
      });
      return more;
    }

    return {
      atOnce: AT_ONCE, narrow: narrow, parts: parts, columns: columns,
      clear: clear, draw: draw, facets: drawFacets, facetsAgain: facetsAgain,
    };
  };
})();
