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
  window.anlikuSearchBlock = (name, packed) => { if (given.has(name)) given.get(name)(packed); };

  /* Promises the packed text of a block. The core and the reader are kept: they are asked for before there is anybody to read them. */
  search.block = function (name, version) {
    if (asked.has(name)) return asked.get(name);
    const promise = new Promise(function (resolve, reject) {
      given.set(name, resolve);
      search.script("search/" + name + ".js" + (version ? "?" + version : ""))
        .then(() => reject(new Error("empty block " + name)), reject);
    });
    function forget() { given.delete(name); asked.delete(name); }
    asked.set(name, promise);
    promise.then(name === "core" || name === "reader" ? null : forget, forget);
    return promise;
  };

  let ready = null;
  /* Promises the reader, loaded once together with the core of the index: {mode, flat, panel, page, facets}. */
  search.ready = function () {
    if (ready) return ready;
    search.block("core").catch(() => {});
    if (window.Worker) search.block("reader").catch(() => {});
    ready = search.script("assets/javascripts/search-reader.js").then(() => search.client());
    ready.catch(() => { ready = null; });
    return ready;
  };

  search.address = function (params) {
    const query = Object.keys(params).filter(name => params[name])
      .map(name => encodeURIComponent(name) + "=" + encodeURIComponent(params[name]));
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

  /* A new element with some text in it, and attributes. */
  function element(name, className, text, attributes = {}) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return set(made, attributes);
  }
  search.element = element;

  function set(made, attributes) {
    Object.keys(attributes).forEach(name => made.setAttribute(name, attributes[name]));
    return made;
  }

  /* Calls `say` with the words that a search is running, where its answer takes long enough to be waited for. */
  search.slowly = say => setTimeout(say, 300, "正在搜索…");
  search.weak = "没有完全对得上的，下面这些可能有关。";

  /* Adds segments, [text, marked], as text nodes only. */
  search.marked = function (parent, segments) {
    segments.forEach(segment => parent.append(segment[1] ? element("mark", "", segment[0]) : segment[0]));
    return parent;
  };

  /* The box of the results page; null on other pages. */
  function mainBox() { return document.querySelector("[data-anliku-results] input"); }

  /* The slash key leads to the box of the results page, else to `input`. */
  function slash(input) {
    input.setAttribute("aria-keyshortcuts", "/");
    document.addEventListener("keydown", function (event) {
      const inside = /^(?:input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
      if (event.key !== "/" || inside || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const main = mainBox() || input;
      main.focus();
      main.select();
    });
  }

  /* The quick panel under one box: a combobox with a listbox. */
  class Panel {
    /* `name` keeps the ids of two on one page apart. */
    constructor(form, name) {
      Object.assign(this, { form, name, input: form.querySelector("input"), turn: 0, slow: 0, at: -1, options: [] });
      this.answered = ""; // what the options answer; `found` is the answer
      this.build();
      this.listen();
    }

    build() {
      this.panel = element("div", "ak-panel", "", { hidden: "" });
      this.note = element("p", "ak-panel__note", "", { id: this.name + "-note" });
      this.list = element("div", "ak-panel__list", "", {
        id: this.name + "-list", role: "listbox", "aria-label": "搜索结果",
      });
      this.status = element("p", "ak-visually-hidden", "", { role: "status" });
      this.panel.append(this.note, this.list);
      this.form.append(this.panel, this.status);
      set(this.input, {
        role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false",
        "aria-haspopup": "listbox", "aria-describedby": this.note.id, autocomplete: "off", maxlength: 60,
      });
    }

    listen() {
      const input = this.input, form = this.form, cancel = search.typed(input, query => this.ask(query));
      const leave = target => { if (target && !form.contains(target)) this.open(false); };
      input.addEventListener("input", () => this.age());
      input.addEventListener("keydown", event => this.key(event));
      input.addEventListener("focus", () => {
        search.ready().catch(() => {});
        if (input.value.trim()) this.ask(input.value.trim());
      });
      form.addEventListener("submit", event => {
        cancel();
        if (input.value.trim()) return;
        // Whoever searches for nothing yet wants the results page.
        event.preventDefault();
        if (mainBox()) mainBox().focus();
        else location.href = search.address({});
      });
      document.addEventListener("click", event => leave(event.target));
      form.addEventListener("focusout", event => leave(event.relatedTarget));
    }

    /* Whether the options answer something else than what the box holds now. */
    stale() { return this.answered !== this.input.value.trim(); }

    /* Options of an older query stay in sight until the new ones come, but no key may choose them. */
    age() {
      this.choose(-1);
      this.list.setAttribute("aria-busy", String(this.options.length > 0 && this.stale()));
    }

    key(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], size = this.options.length + 1;
      if (step && size > 1) {
        event.preventDefault();
        if (this.stale()) return;
        if (this.panel.hidden) this.open(true);
        this.choose(((this.at + 1 + step + size) % size) - 1);
      } else if (event.key === "Enter" && this.at >= 0 && !this.panel.hidden) {
        event.preventDefault();
        this.options[this.at].click();
      } else if (event.key === "Escape" && !this.panel.hidden) {
        event.preventDefault();
        this.open(false);
      }
    }

    choose(at) {
      this.options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      this.at = at;
      this.input.removeAttribute("aria-activedescendant");
      if (at < 0) return;
      this.input.setAttribute("aria-activedescendant", this.options[at].id);
      this.options[at].scrollIntoView({ block: "nearest" });
    }

    open(open) {
      this.panel.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      this.age();
    }

    ask(query) {
      const turn = ++this.turn;
      clearTimeout(this.slow);
      if (!query) return this.clear(query);
      if (query === this.answered) return this.tell(query, this.found);
      this.slow = search.slowly(text => this.say(text));
      search.ready().then(reader => reader.panel(query, SHOWN)).then(found => {
        if (found && turn === this.turn) this.show(query, found);
      }).catch(() => {
        if (turn !== this.turn) return;
        this.clear(null);
        this.say("索引没有载入。按回车到搜索页再试。");
      });
    }

    /* Shows the panel with `note` above the options, unless the reader has turned away meanwhile. */
    say(note, heard = note) {
      this.note.textContent = note;
      this.status.textContent = heard;
      this.open(document.activeElement === this.input);
    }

    /* Empties and closes the panel, for options that answer `query`. */
    clear(query) {
      clearTimeout(this.slow);
      this.list.textContent = this.note.textContent = this.status.textContent = "";
      this.options = [];
      this.answered = query;
      this.open(false);
    }

    add(group, href, ...inside) {
      const option = element("a", "ak-panel__option", "", {
        id: this.name + "-option-" + this.options.length, href: href, tabindex: -1, role: "option", "aria-selected": "false",
      });
      this.options.push(option);
      option.append(...inside);
      group.append(option);
    }

    /* A group of options under a heading, added to the list. */
    group(label, className) {
      const id = this.name + "-group-" + this.list.children.length;
      const group = element("div", className, "", { role: "group", "aria-labelledby": id });
      group.append(element("div", "ak-panel__kind", label, { id: id }));
      this.list.append(group);
      return group;
    }

    show(query, found) {
      this.clear(query);
      this.found = found;
      if (found.suggested.length) this.suggest(found.suggested);
      found.groups.forEach(rows => {
        const group = this.group(rows.label, "ak-panel__group");
        rows.items.forEach(item => this.addItem(group, item));
      });
      const all = element("span", "ak-panel__all", "看全部 " + found.total + " 条结果");
      if (found.total) this.add(this.list, search.address({ q: query }), all);
      this.tell(query, found);
    }

    suggest(labels) {
      const group = this.group("您是不是要找：", "ak-panel__suggested");
      labels.forEach(label => this.add(group, search.address({ q: label }), label));
    }

    addItem(group, item) {
      const title = search.marked(element("span", "ak-panel__title"), item.title);
      const told = [title, element("span", "ak-panel__context", item.context)];
      if (item.excerpt) told.push(search.marked(element("span", "ak-panel__excerpt"), item.excerpt.text));
      this.add(group, search.base + "/" + item.path, ...told);
    }

    tell(query, found) {
      const also = found.suggested.length ? "，您是不是要找：" + found.suggested.join("、") : "";
      const nothing = "没有找到“" + query + "”", weak = found.weak ? search.weak : "";
      if (found.total) this.say(weak + found.also, weak + "找到 " + found.total + " 条结果，用上下键选择" + also);
      else this.say(nothing + "。", nothing + also);
    }
  }

  function start() {
    const box = document.querySelector("[data-ak-search]"), hero = document.getElementById("ak-hero-q");
    if (box) {
      new Panel(box, "ak-search");
      slash(box.querySelector("input"));
    }
    if (hero && hero.form) new Panel(hero.form, "ak-hero");
    if (!mainBox()) return;
    if (/[?&]q=[^&]/.test(location.search)) search.ready().catch(() => {});
    Promise.all(["results", "page"].map(name => search.script("assets/javascripts/search-" + name + ".js")))
      .then(() => search.page(), () => {
        const status = document.querySelector("[data-anliku-results] [data-part=status]");
        status.textContent = "搜索没有载入，请刷新页面再试。";
      });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
