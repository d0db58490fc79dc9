/* Excerpts, highlights and groups, shared by the panel and the results page. Text from the index becomes text nodes only. */
(function () {
  "use strict";
  const search = window.anlikuSearch;
  const LABELS = {
    practice: "做法", implementation: "各地怎么做", case: "案例", challenge: "难题", topic: "专题", term: "术语",
    region: "地区", site: "点位",
  };
  const FIRST_PIECE = 4;
  const SENTENCE_ENDS = "。！？；!?;\n";

  /* What is marked: pairs of what was typed, and whole words that were searched as well. */
  function needles(plan) {
    if (plan.needles) return plan.needles;
    const found = new Map();
    plan.slots.forEach(function (slot) {
      slot.alternatives.forEach(function (item, at) {
        if (at === 0) item.terms.forEach(function (term) {
          if (/^[^~=#@]/.test(term) && (term.length > 1 || plan.slots.length === 1)) found.set(term, 3);
        });
        item.words.forEach(function (word) { if (word.length > 1 && !found.has(word)) found.set(word, 2); });
      });
    });
    plan.suggestedKeys.forEach(function (text) { found.set(text, 3); });
    plan.needles = found;
    return found;
  }

  /* Where needles stand in a folded text, sorted: [start, end, weight, needle]; folding keeps the length, so offsets hold in the text itself. */
  function spans(chars, plan) {
    const text = chars.join(""), raw = [];
    needles(plan).forEach(function (weight, needle) {
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
        raw.push([at, at + needle.length, weight, needle]);
      }
    });
    raw.sort(function (one, other) { return one[0] - other[0] || one[1] - other[1]; });
    return raw;
  }

  function joined(raw) {
    const found = [];
    raw.forEach(function (span) {
      const last = found[found.length - 1];
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
      else found.push([span[0], span[1]]);
    });
    return found;
  }

  function folded(text, engine) {
    return search.query.fold(text, engine.reader.textScripts);
  }

  function marked(parent, text, plan, engine) {
    let at = 0;
    joined(spans(folded(text, engine), plan)).forEach(function (span) {
      if (span[0] > at) parent.append(text.slice(at, span[0]));
      parent.append(search.element("mark", "", text.slice(span[0], span[1])));
      at = span[1];
    });
    if (at < text.length) parent.append(text.slice(at));
    return parent;
  }

  /* The stretch of an entry's text that answers best: {text, label, anchor}; null where it has no text. */
  function excerpt(card, plan, engine, size) {
    let best = null;
    card.pieces.forEach(function (piece) {
      const raw = spans(folded(piece[1], engine), plan);
      const cut = densest(raw, size);
      // The definition or summary comes first and says most; another strip must answer clearly better.
      if (piece === card.pieces[0]) cut.worth += FIRST_PIECE;
      if (!best || cut.worth > best.worth) best = { worth: cut.worth, start: cut.start, piece: piece };
    });
    if (!best) return null;
    const text = best.piece[1];
    let start = Math.max(0, best.start - 12);
    for (let at = best.start; at > 0 && at > best.start - size / 2; at--) {
      if (SENTENCE_ENDS.indexOf(text[at - 1]) >= 0 || at === 1) {
        start = at === 1 ? 0 : at;
        break;
      }
    }
    const end = Math.min(text.length, start + size);
    return {
      text: (start > 0 ? "…" : "") + text.slice(start, end).replace(/\n/g, " ") + (end < text.length ? "…" : ""),
      label: best.piece[0], anchor: best.piece[2] || "",
    };
  }

  /* Where a window of `size` holds the most different needles. */
  function densest(raw, size) {
    let best = { worth: 0, start: 0 };
    raw.forEach(function (span, at) {
      const seen = new Set();
      let worth = 0;
      for (let other = at; other < raw.length && raw[other][1] <= span[0] + size * 0.75; other++) {
        if (!seen.has(raw[other][3])) worth += raw[other][2];
        seen.add(raw[other][3]);
      }
      if (worth > best.worth) best = { worth: worth, start: span[0] };
    });
    return best;
  }

  /* Hits by kind, in the order of each kind's best hit: [{kind, label, items, total}]. */
  function groups(engine, hits, cards, most) {
    const found = new Map();
    hits.forEach(function (hit, at) {
      const kind = engine.index.kindOf(hit.entry);
      if (!found.has(kind)) found.set(kind, { kind: kind, label: LABELS[kind], items: [] });
      const group = found.get(kind);
      if (group.items.length < most) group.items.push({ hit: hit, card: cards[at] });
    });
    return Array.from(found.values());
  }

  function alsoText(found, most) {
    const words = found.also.slice(0, most);
    return words.length ? "已同时搜索：" + words.join("、") + (found.also.length > most ? " 等" : "") : "";
  }

  search.show = { labels: LABELS, marked: marked, excerpt: excerpt, groups: groups, alsoText: alsoText };
})();
