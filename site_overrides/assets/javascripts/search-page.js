/* The results page: an address that can be shared, a history to go back in, a focus that is not lost.
   search-results.js draws. */
window.anlikuSearch.page = function () {
  "use strict";
  const search = window.anlikuSearch;
  const root = document.querySelector("[data-anliku-results]");
  const form = root.querySelector("form"), input = form.querySelector("input");
  const view = search.drawing(root, function (next) { go(next); }), parts = view.parts, AT_ONCE = view.atOnce;
  const title = document.title;
  let turn = 0, shown = AT_ONCE, drawn = false, editing = false, slow = 0, settled = 0;

  function state() {
    const params = new URLSearchParams(location.search), found = {};
    params.forEach(function (value, name) { if (value) found[name] = value; });
    found.q = (found.q || "").trim();
    return found;
  }

  /* Writes how much is shown, and how far down the reader is, into this entry of the history. */
  function keep() {
    clearTimeout(settled);
    if (!drawn) return;
    try { history.replaceState({ shown: shown, top: window.scrollY }, ""); } catch (error) { return; } // may be refused when frequent
  }

  /* Goes to another state: in place where the browser lets us, else by loading the page, unless told to `stay`. */
  function go(next, replace, stay) {
    const address = search.address(next);
    if (!replace) keep();
    try {
      history[replace ? "replaceState" : "pushState"](null, "", address);
    } catch (error) {
      if (!stay) location.href = address;
      return;
    }
    editing = false;
    shown = AT_ONCE;
    render(showTop);
  }

  /* New results are not to begin above the view; at once, because what would glide by is not what was there. */
  function showTop() {
    if (view.columns.getBoundingClientRect().top < 0) view.columns.scrollIntoView();
  }

  /* Shows an entry of the history as it was left. */
  function restore() {
    const kept = history.state || {}, top = kept.top || 0;
    shown = kept.shown || AT_ONCE;
    render(function () { window.scrollTo(0, top); }, top > 0);
  }

  /* Draws something anew; the focus stays on the same control, or goes where its results begin. */
  function redraw(fill) {
    clearTimeout(slow);
    root.classList.remove("ak-find--busy");
    const held = document.activeElement, inside = held && held !== input && root.contains(held);
    fill();
    if (inside && !root.contains(held)) refocus(held.dataset.key);
  }

  function refocus(key) {
    const same = Array.from(root.querySelectorAll("[data-key]")).find(function (made) { return made.dataset.key === key; });
    const folded = same && same.closest("details:not([open])");
    const start = drawn ? parts.results.querySelector("h2") || parts.status : input;
    const target = folded ? folded.firstChild : same || start;
    if (!same && drawn) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  /* Shows the state of the address, then calls `after`; with facets from the start where `whole`. */
  function render(after, whole) {
    const now = state(), mine = ++turn;
    clearTimeout(slow);
    if (input.value.trim() !== now.q) input.value = now.q;
    document.title = now.q ? now.q + " - " + title : title;
    if (!now.q) {
      drawn = false;
      redraw(view.clear);
      return;
    }
    const started = performance.now();
    slow = search.slowly(drawBusy);
    search.ready().then(function (reader) {
      const before = whole ? reader.facets(now).catch(function () {}) : Promise.resolve();
      return before.then(function () {
        return reader.page(now, shown);
      }).then(function (found) {
        if (!found || mine !== turn) return;
        drawn = true;
        redraw(function () { view.draw(now, found, started, showMore); });
        if (after) after();
        if (!found.facets) drawFacetsLater(reader, now, mine);
      });
    }).catch(function () {
      if (mine === turn) redraw(drawFailure);
    });
  }

  function drawBusy(text) {
    root.classList.add("ak-find--busy");
    parts.status.textContent = text;
  }

  function drawFailure() {
    drawn = false;
    view.clear();
    parts.status.textContent = "索引没有载入。请再按一次“搜索”，或刷新页面再试。";
  }

  /* Facets that were not there yet: results do not wait for them. */
  function drawFacetsLater(reader, now, mine) {
    reader.facets(now).then(function (facets) {
      if (facets && mine === turn) view.facets(now, facets);
    }).catch(function () {});
  }

  function showMore() {
    const before = shown;
    shown += AT_ONCE;
    keep();
    render(function () {
      const first = parts.results.querySelectorAll(".ak-find__hit h3 a")[before];
      if (first) first.focus({ preventScroll: true });
    });
  }

  /* Further letters of one query are no states to go back to; what was there before the first of them is. */
  function typed(query, stay) {
    const now = state();
    if (query === now.q) return;
    go(Object.assign({}, now, { q: query }), editing || !now.q, stay);
    editing = true;
  }

  input.addEventListener("focus", function () { search.ready().catch(function () {}); });
  const cancel = search.typed(input, function (query) { typed(query, true); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    cancel();
    const query = input.value.trim();
    if (query !== state().q) typed(query, false);
    else if (query && !drawn) render();
    editing = false;
    if (query) return;
    parts.status.textContent = "请先写要找的内容。";
    input.focus();
  });
  window.addEventListener("popstate", function (event) {
    editing = false;
    // An anchor of this page, such as the one that skips to the text, is no state.
    if (event.state || !location.hash) restore();
  });
  window.addEventListener("scroll", function () {
    clearTimeout(settled);
    settled = setTimeout(keep, 200);
  }, { passive: true });
  document.addEventListener("click", keep, true);
  history.scrollRestoration = "manual"; // there is nothing to scroll to before the results are drawn
  if (!state().q) input.focus();
  restore();
  view.narrow.addEventListener("change", function () { redraw(view.facetsAgain); });
};
