"""The results page: a form that works without JavaScript being ready, and the places search-page.js fills."""

from __future__ import annotations

RESULTS_PAGE = """\
<div class="ak-find" data-anliku-results>
  <h1>搜索</h1>
  <form class="ak-find__form" action="search.html" method="get" role="search" aria-label="搜索全库">
    <label class="ak-find__label" for="ak-find-q">找做法、案例、难题，也可以直接写一句话</label>
    <div class="ak-find__row">
      <input class="ak-find__input" id="ak-find-q" name="q" type="search" maxlength="60" autocomplete="off"
        spellcheck="false" enterkeyhint="search" placeholder="如：楼顶违建不肯拆怎么办">
      <button class="ak-find__go" type="submit">搜索</button>
    </div>
  </form>
  <noscript><p class="ak-find__note">搜索要用 JavaScript。没有它也可以从
    <a href="practices/index.html">做法</a>、<a href="challenges/index.html">难题</a>、
    <a href="topics/index.html">专题</a>、<a href="cases/index.html">案例</a>的目录里找。</p></noscript>
  <p class="ak-find__status" role="status" aria-live="polite" data-part="status"></p>
  <p class="ak-find__note" data-part="also" hidden></p>
  <p class="ak-find__note" data-part="suggested" hidden></p>
  <div class="ak-find__columns">
    <section class="ak-find__facets" aria-label="筛选" data-part="facets" hidden></section>
    <div class="ak-find__list">
      <nav class="ak-find__kinds" aria-label="按类型看" data-part="kinds" hidden></nav>
      <section aria-label="搜索结果" data-part="results"></section>
    </div>
  </div>
</div>
"""


def results_page() -> str:
    """The body of `search.html`; all it needs from the site is the search scripts and styles."""
    return RESULTS_PAGE
