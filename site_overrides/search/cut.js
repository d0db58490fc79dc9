/* A query cut into stretches, and a stretch into the words it is known to hold. Mirrors tools/anliku/search/cut.py. */
const LONGEST_SURFACE = 16, SHORTEST_PLACE = 2, GROUPS_MOST = 2;
const NOTHING = { places: new Set(), label: false };

class Cutter {
  constructor(core) {
    this.asks = new Set(core.asks);
    this.fillers = new Set(core.fillers);
    this.surfaces = new Map();
    core.groups.forEach((group, number) => {
      group[0].forEach(trigger => {
        const numbers = this.surfaces.get(trigger) || [];
        if (numbers.length < GROUPS_MOST) this.surfaces.set(trigger, numbers.concat(number));
      });
    });
  }

  /* Kind (ask, filler, known, place, gap) and text of each segment, leftmost and longest first. `lone` knows words of one
     character too; `plain` takes neither question words nor fillers out. A place of two characters is none right after
     what is not known: 市中 is no place in 城市中. */
  segments(chunk, places, lone, plain) {
    const found = [];
    let at = 0, gap = "";
    while (at < chunk.length) {
      let next = this.longest(chunk, at, places, lone, plain);
      if (next.kind === "place" && next.size === SHORTEST_PLACE && gap) {
        next = this.longest(chunk, at, NOTHING.places, lone, plain);
      }
      const text = chunk.slice(at, at + next.size);
      if (next.kind === "gap") gap += text;
      else {
        if (gap) found.push({ kind: "gap", text: gap });
        gap = "";
        found.push({ kind: next.kind, text });
      }
      at += next.size;
    }
    if (gap) found.push({ kind: "gap", text: gap });
    return found;
  }

  longest(chunk, at, places, lone, plain) {
    for (let size = Math.min(LONGEST_SURFACE, chunk.length - at); size > 0; size--) {
      const text = chunk.slice(at, at + size);
      if ((size > 1 || lone) && this.surfaces.has(text)) return { kind: "known", size };
      if (places.has(text)) return { kind: "place", size };
      if (!plain && this.asks.has(text)) return { kind: "ask", size };
      if (!plain && this.fillers.has(text)) return { kind: "filler", size };
    }
    let end = at + 1;
    while (LATIN.test(chunk[at]) && end < chunk.length && LATIN.test(chunk[end])) end++;
    return { kind: "gap", size: end - at };
  }
}

/* Stretches of letters and digits; a plus sign between digits or Latin letters holds. */
function chunksOf(chars) {
  const chunks = [];
  let chunk = "";
  chars.forEach((char, at) => {
    const joins = char === "+" && chunk && LATIN.test(chunk[chunk.length - 1]) && LATIN.test(chars[at + 1] || "");
    if (LETTER.test(char) || joins) chunk += char;
    else if (chunk) {
      chunks.push(chunk);
      chunk = "";
    }
  });
  if (chunk) chunks.push(chunk);
  return chunks;
}

/* Neighbouring chunks together: those all Latin, and the others. */
function latinGroups(chunks) {
  const groups = [];
  chunks.forEach(chunk => {
    const latin = /^[a-z0-9]+$/.test(chunk);
    const last = groups[groups.length - 1];
    if (last && last.latin === latin) last.chunks.push(chunk);
    else groups.push({ latin, chunks: [chunk] });
  });
  return groups;
}
