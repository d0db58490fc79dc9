/* The search box of every page, and the loader of the rest. Small, because every page carries it; the index and
   the reader (made of site_overrides/search/, started by search-reader.js) come when somebody first turns to the box.
   Without it the box is a plain form. */
(function () {
  "use strict";
  const script = document.currentScript;
  const base = (script && (script.dataset.base || script.src.replace(/\/assets\/javascripts\/[^/]*$/, ""))) || ".";
  const WAIT = 120, SHOWN = 6;

  const search = (window.anlikuSearch = { base: base });

  /* A script of the site; works from file://, where fetch does not. */
  search.script = function (path) {
    return new Promise(function (resolve, reject) {
      const element = document.createElement("script");
      element.src = base + "/" + path;
      element.onload = function () { element.remove(); resolve(); };
      element.onerror = function () { element.remove(); reject(new Error("cannot load " + path)); };
      document.head.appendChild(element);
    });
  };

  const given = new Map(), asked = new Map();

  /* Called by each block: its name, and its packed text. */
  window.anlikuSearchBlock = function (name, packed) {
    if (given.has(name)) given.get(name)(packed);
  };

  /* Promises the packed text of a block. The core and the reader are kept: they are asked for before there is anybody to read them. */
  search.block = function (name, version) {
    if (asked.has(name)) return asked.get(name);
    const promise = new Promise(function (resolve, reject) {
      given.set(name, resolve);
      search.script("search/" + name + ".js" + (version ? "?" + version : "")).then(function () {
        reject(new Error("empty block " + name));
      }, reject);
    });
    function forget() { given.delete(name); asked.delete(name); }
    asked.set(name, promise);
    promise.then(name === "core" || name === "reader" ? null : forget, forget);
    return promise;
  };

  let ready = null;
  /* Promises the reader, loaded once together with the core of the index: {mode, flat, panel, page, facets}. */
  search.ready = function () {
    if (!ready) {
      search.block("core").catch(function () {});
      if (window.Worker) search.block("reader").catch(function () {});
      ready = search.script("assets/javascripts/search-reader.js").then(function () { return search.client(); });
      ready.catch(function () { ready = null; });
    }
    return ready;
  };

  search.address = function (params) {
    const query = Object.keys(params).filter(function (name) { return params[name]; }).map(function (name) {
      return encodeURIComponent(name) + "=" + encodeURIComponent(params[name]);
    });
    return base + "/search.html" + (query.length ? "?" + query.join("&") : "");
  };

  /* Calls back when the text of an input settles; not while an input method is composing. */
  search.typed = function (input, changed) {
    let timer = 0, composing = false;
    function later() {
      clearTimeout(timer);
      timer = setTimeout(function () { if (!composing) changed(input.value.trim()); }, WAIT);
    }
    input.addEventListener("compositionstart", function () { composing = true; });
    input.addEventListener("compositionend", function () { composing = false; later(); });
    input.addEventListener("input", function (event) { if (!composing && !event.isComposing) later(); });
    return function () { clearTimeout(timer); };
  };

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  search.element = element;

  /* Adds segments, [text, marked], as text nodes only. */
  search.marked = function (parent, segments) {
    segments.forEach(function (segment) {
      parent.append(segment[1] ? element("mark", "", segment[0]) : segment[0]);
    });
    return parent;
  };

  /* The quick panel under one box: a combobox with a listbox. `name` keeps the ids of two on one page apart. */
  function Panel(form, name) {
    this.form = form;
    this.name = name;
    this.input = form.querySelector("input");
    this.turn = 0;
    this.at = -1;
    this.options = [];
    this.build();
    this.listen();
  }

  Panel.prototype.build = function () {
    this.panel = element("div", "ak-panel");
    this.panel.hidden = true;
    this.note = element("p", "ak-panel__note");
    this.list = element("div", "ak-panel__list");
    this.list.id = this.name + "-list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "搜索结果");
    this.note.id = this.name + "-note";
    this.status = element("p", "ak-visually-hidden");
    this.status.setAttribute("role", "status");
    this.panel.append(this.note, this.list);
    this.form.append(this.panel, this.status);
    const input = this.input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-haspopup", "listbox");
    input.setAttribute("aria-describedby", this.note.id);
    input.autocomplete = "off";
    input.maxLength = 60;
  };

  Panel.prototype.listen = function () {
    const panel = this, input = this.input;
    const cancel = search.typed(input, function (query) { panel.ask(query); });
    input.addEventListener("focus", function () {
      search.ready().catch(function () {});
      if (input.value.trim() && panel.options.length) panel.open(true);
    });
    input.addEventListener("keydown", function (event) { panel.key(event); });
    this.form.addEventListener("submit", function (event) {
      cancel();
      if (!input.value.trim()) event.preventDefault();
    });
    document.addEventListener("click", function (event) {
      if (!panel.form.contains(event.target)) panel.open(false);
    });
    this.form.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !panel.form.contains(event.relatedTarget)) panel.open(false);
    });
  };

  /* The slash key leads to the box of the results page, else to `input`. */
  function slash(input) {
    input.setAttribute("aria-keyshortcuts", "/");
    document.addEventListener("keydown", function (event) {
      const inside = /^(?:input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
      if (event.key !== "/" || inside || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const main = document.querySelector("[data-anliku-results] input") || input;
      main.focus();
      main.select();
    });
  }

  Panel.prototype.key = function (event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.options.length) return;
      event.preventDefault();
      if (this.panel.hidden) this.open(true);
      const step = event.key === "ArrowDown" ? 1 : -1, size = this.options.length + 1;
      this.choose(((this.at + 1 + step + size) % size) - 1);
    } else if (event.key === "Enter" && this.at >= 0 && !this.panel.hidden) {
      event.preventDefault();
      this.options[this.at].click();
    } else if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault();
      this.open(false);
    }
  };

  Panel.prototype.choose = function (at) {
    this.options.forEach(function (option, number) { option.setAttribute("aria-selected", String(number === at)); });
    this.at = at;
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options[at].id);
      this.options[at].scrollIntoView({ block: "nearest" });
    }
  };

  Panel.prototype.open = function (open) {
    this.panel.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.choose(-1);
  };

  Panel.prototype.ask = function (query) {
    const panel = this, turn = ++this.turn;
    if (!query) {
      this.options = [];
      this.list.textContent = this.status.textContent = "";
      this.open(false);
      return;
    }
    search.ready().then(function (reader) {
      return reader.panel(query, SHOWN);
    }).then(function (found) {
      if (found && turn === panel.turn) panel.show(query, found);
    }).catch(function () {
      if (turn !== panel.turn) return;
      panel.clear();
      panel.note.textContent = "索引没有载入。按回车到搜索页再试。";
      panel.open(true);
    });
  };

  Panel.prototype.clear = function () {
    this.list.textContent = this.note.textContent = "";
    this.options = [];
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
  };

  Panel.prototype.add = function (group, href) {
    const option = element("a", "ak-panel__option");
    option.id = this.name + "-option-" + this.options.length;
    option.href = href;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    this.options.push(option);
    group.append(option);
    return option;
  };

  Panel.prototype.show = function (query, found) {
    const panel = this;
    this.clear();
    this.note.textContent = found.also;
    found.groups.forEach(function (rows, at) {
      const group = element("div", "ak-panel__group");
      group.setAttribute("role", "group");
      const heading = element("div", "ak-panel__kind", rows.label);
      heading.id = panel.name + "-group-" + at;
      group.setAttribute("aria-labelledby", heading.id);
      group.append(heading);
      rows.items.forEach(function (item) {
        const option = panel.add(group, search.base + "/" + item.path);
        option.append(search.marked(element("span", "ak-panel__title"), item.title), element("span", "ak-panel__context", item.context));
        if (item.excerpt) option.append(search.marked(element("span", "ak-panel__excerpt"), item.excerpt.text));
      });
      panel.list.append(group);
    });
    const total = found.total;
    if (total) {
      this.add(this.list, search.address({ q: query })).append(element("span", "ak-panel__all", "看全部 " + total + " 条结果"));
    } else {
      this.note.textContent = "没有找到“" + query + "”。" +
        (found.suggested.length ? "您是不是要找：" + found.suggested.join("、") : "");
    }
    this.status.textContent = total ? "找到 " + total + " 条结果，用上下键选择" : this.note.textContent;
    this.open(document.activeElement === this.input);
  };

  function start() {
    const box = document.querySelector("[data-ak-search]"), hero = document.getElementById("ak-hero-q");
    if (box) {
      new Panel(box, "ak-search");
      slash(box.querySelector("input"));
    }
    if (hero && hero.form) new Panel(hero.form, "ak-hero");
    if (document.querySelector("[data-anliku-results]")) {
      if (/[?&]q=[^&]/.test(location.search)) search.ready().catch(function () {});
      search.script("assets/javascripts/search-page.js").catch(function () {
        const status = document.querySelector("[data-anliku-results] [data-part=status]");
        if (status) status.textContent = "搜索没有载入，请刷新页面再试。";
      });
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
