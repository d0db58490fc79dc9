/* What is shown of a hit: title and excerpt with what answers the query marked, and hits in groups by kind. */
const LABELS = {
  practice: "做法", implementation: "各地怎么做", case: "案例", challenge: "难题", topic: "专题", term: "术语",
  region: "地区", site: "点位",
};
const FIRST_PIECE = 4;
const SENTENCE_ENDS = "。！？；!?;\n";

/* What is marked, with how much each says: what was typed, whole and in pairs, and words that were searched as well. */
function needlesOf(found, scripts) {
  if (found.needles) return found.needles;
  const needles = new Map(), slots = found.plan.slots;
  slots.forEach(slot => {
    slot.alternatives.forEach((item, at) => {
      if (at === 0) item.terms.forEach(term => {
        if (/^[^~=#@]/.test(term) && (term.length > 1 || slots.length === 1)) needles.set(term, 3);
      });
      item.words.map(word => fold(word, scripts).join("")).forEach(word => {
        if (word.length > 1 && !needles.has(word)) needles.set(word, 2);
      });
    });
  });
  found.plan.spans.forEach(text => { if (text.length > 2) needles.set(text, 3); });
  found.corrected.forEach(text => needles.set(text, 3));
  found.needles = needles;
  return needles;
}

/* Cuts and marks the texts of one answer. `scripts` maps the Traditional characters the texts hold. */
class Marker {
  constructor(found, scripts) {
    this.needles = needlesOf(found, scripts);
    this.scripts = scripts;
  }

  /* Where needles stand in `text`, sorted: [start, end, weight, needle]; folding keeps the length. */
  spans(text) {
    const folded = fold(text, this.scripts).join(""), spans = [];
    this.needles.forEach((weight, needle) => {
      for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) {
        spans.push([at, at + needle.length, weight, needle]);
      }
    });
    return spans.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }

  /* `text` in segments, [text, marked]. */
  segments(text) {
    const joined = [], found = [];
    this.spans(text).forEach(span => {
      const last = joined[joined.length - 1];
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
      else joined.push([span[0], span[1]]);
    });
    let at = 0;
    joined.forEach(span => {
      if (span[0] > at) found.push([text.slice(at, span[0]), false]);
      found.push([text.slice(span[0], span[1]), true]);
      at = span[1];
    });
    if (at < text.length) found.push([text.slice(at), false]);
    return found;
  }

  /* The stretch of an entry's text that answers best: {text, label, anchor}; null where it has no text. */
  excerpt(card, size) {
    let best = null;
    card.pieces.forEach((piece, at) => {
      const cut = densest(this.spans(piece[1]), size);
      // The definition or summary comes first and says most; another strip must answer clearly better.
      if (at === 0) cut.worth += FIRST_PIECE;
      if (!best || cut.worth > best.worth) best = { worth: cut.worth, start: cut.start, piece };
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
    const cut = (start > 0 ? "…" : "") + text.slice(start, end).replace(/\n/g, " ") + (end < text.length ? "…" : "");
    return { text: this.segments(cut), label: best.piece[0], anchor: best.piece[2] || "" };
  }

  /* A card as it is drawn. */
  item(card, size) {
    return {
      path: card.path, title: this.segments(card.title), context: card.context, excerpt: this.excerpt(card, size),
    };
  }
}

/* Where a window of `size` holds the most different needles. */
function densest(spans, size) {
  let best = { worth: 0, start: 0 };
  spans.forEach((span, at) => {
    const seen = new Set();
    let worth = 0;
    for (let other = at; other < spans.length && spans[other][1] <= span[0] + size * 0.75; other++) {
      if (!seen.has(spans[other][3])) worth += spans[other][2];
      seen.add(spans[other][3]);
    }
    if (worth > best.worth) best = { worth, start: span[0] };
  });
  return best;
}

const ANSWERING = ["practice", "challenge"];

/* Rows with a kind in groups, in the order of each kind's first row: [{kind, label, items}]. Whoever asks a question
   sees what to do, and what the problem is, before where it was done. */
function grouped(rows, most, question) {
  const found = new Map();
  rows.forEach(row => {
    if (!found.has(row.kind)) found.set(row.kind, { kind: row.kind, label: LABELS[row.kind], items: [] });
    const group = found.get(row.kind);
    if (group.items.length < most) group.items.push(row.item);
  });
  const groups = Array.from(found.values());
  if (!question) return groups;
  const answering = group => ANSWERING.indexOf(group.kind) >= 0;
  return groups.filter(answering).concat(groups.filter(group => !answering(group)));
}

function alsoText(words, most) {
  if (!words.length) return "";
  return "已同时搜索：" + words.slice(0, most).join("、") + (words.length > most ? " 等" : "");
}
