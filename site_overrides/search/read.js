/* What was typed, read into slots with alternatives. Mirrors tools/anliku/search/query.py: a change here is a change
   there, and tests/search compares the two in a browser. */
const LONGEST_QUERY = 60, LONGEST_SURFACE = 16, TROUBLE_LENGTH = 5, GROUPS_MOST = 2;
const SPOKEN_FILLERS = 2, SPOKEN_PARTS = 3, SPOKEN_LENGTH = 6;
const INITIALS_MOST = 12, SPELT_INITIALS_MOST = 4;
const SOUND_PERCENT = 45, SPELT_PERCENT = 80, PARTS_PERCENT = 50, WHOLE_PERCENT = 160, SLOT_PERCENT = 45;

class QueryReader {
  constructor(core) {
    this.core = core;
    this.asks = new Set(core.asks);
    this.fillers = new Set(core.fillers);
    this.scripts = scriptsOf(core.scripts);
    this.textScripts = this.scripts;
    this.syllables = new Syllables(core.syllables);
    this.allScripts = false;
    this.sounds = null;
    this.spelling = null;
    this.surfaces = new Map();
    core.groups.forEach((group, number) => {
      group[0].forEach(trigger => {
        const numbers = this.surfaces.get(trigger) || [];
        if (numbers.length < GROUPS_MOST) this.surfaces.set(trigger, numbers.concat(number));
      });
    });
  }

  /* Takes the Traditional characters that stand in no text. */
  learnScripts(scripts) {
    this.scripts = scriptsOf(scripts + this.core.scripts);
    this.allScripts = true;
  }

  /* Takes how characters sound, needed for few queries. */
  learn(sounds) { this.sounds = new Sounds(sounds); }

  /* Takes the labels that may have been meant, needed for fewer; after the sounds. */
  learnLabels(labels) { this.spelling = new Spelling(labels, this.sounds, this.textScripts); }

  /* The plan of `query`; with `missing`, slots with a missing pair are also looked up by sound. `lone` reads everyday
     words of one character too: they stand in many others, so only when all else failed. */
  plan(query, missing, lone) {
    const chunks = chunksOf(fold(query, this.scripts).slice(0, LONGEST_QUERY));
    const plan = this.read(chunks, missing, lone, false);
    return plan.slots.length ? plan : this.read(chunks, missing, lone, true);
  }

  read(chunks, missing, lone, plain) {
    let question = false, fillers = 0;
    const texts = [], spans = [], parts = [], silenced = new Set();
    latinGroups(chunks).forEach(group => {
      if (group.latin) {
        texts.push(group.chunks.join(" "));
        parts.push(group.chunks.join(""));
        return;
      }
      group.chunks.forEach(chunk => {
        const before = texts.length;
        spans.push("");
        this.segments(chunk, lone, plain).forEach(segment => {
          const silent = segment.kind === "ask" || segment.kind === "filler";
          if (segment.kind === "ask") question = true;
          if (segment.kind === "filler") fillers++;
          parts.push(segment.kind === "ask" ? "\n" : segment.text);
          if (silent) {
            termsOf(segment.text).forEach(term => silenced.add(term));
            spans.push("");
          } else {
            texts.push(segment.text);
            spans[spans.length - 1] += segment.text;
          }
        });
        if (Array.from(chunk).length >= SPOKEN_LENGTH && texts.length - before >= SPOKEN_PARTS) question = true;
      });
    });
    const slots = unique(texts).map(text => this.slot(text, missing)).filter(Boolean);
    const held = new Set(slots.flatMap(slot => slot.alternatives[0].terms));
    // What no text holds of Latin letters may be pinyin.
    const typed = slots.filter(slot => !ALL_LATIN.test(slot.text)).flatMap(slot => slot.alternatives[0].terms);
    const phrase = chunks.join(""), whole = slots.map(slot => joinedText(slot)).join("");
    const troubled = phrase.length >= TROUBLE_LENGTH && this.core.troubles.some(char => phrase.indexOf(char) >= 0);
    question = question || troubled || fillers >= SPOKEN_FILLERS;
    // A question is put in anybody's words; what lies across its slots says little.
    const bridges = question ? [] : termsOf(parts.join("")).filter(term =>
      !ALL_LATIN.test(term) && !held.has(term) && !silenced.has(term));
    const exacts = new Map(), told = toldTerms(phrase, question, slots);
    slots.forEach(slot => exacts.set("#" + joinedText(slot), Math.floor(SLOT_PERCENT / slots.length)));
    exacts.set("#" + whole, WHOLE_PERCENT);
    exacts.set("#" + phrase, WHOLE_PERCENT);
    return {
      slots, bridges, whole, phrase, exacts, typed, told,
      spans: spans.filter(Boolean),
      question,
      terms: unique([
        ...slots.flatMap(slot => slot.alternatives.flatMap(item => item.terms)), ...bridges, ...exacts.keys(), ...told,
      ]),
    };
  }

  /* Kind (ask, filler, known, gap) and text of each segment, leftmost and longest first. */
  segments(chunk, lone, plain) {
    const found = [];
    let at = 0, gap = "";
    while (at < chunk.length) {
      const next = this.longest(chunk, at, lone, plain);
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

  longest(chunk, at, lone, plain) {
    for (let size = Math.min(LONGEST_SURFACE, chunk.length - at); size > 0; size--) {
      const text = chunk.slice(at, at + size);
      if ((size > 1 || lone) && this.surfaces.has(text)) return { kind: "known", size };
      if (!plain && this.asks.has(text)) return { kind: "ask", size };
      if (!plain && this.fillers.has(text)) return { kind: "filler", size };
    }
    let end = at + 1;
    while (LATIN.test(chunk[at]) && end < chunk.length && LATIN.test(chunk[end])) end++;
    return { kind: "gap", size: end - at };
  }

  slot(text, missing) {
    if (ALL_LATIN.test(text)) return this.latinSlot(text);
    let terms = termsOf(text);
    if (!terms.length && (this.surfaces.has(text) || Array.from(text).length === 1)) terms = [text];
    if (!terms.length) return null;
    const found = [{ terms, percent: 100, words: [] }];
    (this.surfaces.get(text) || []).forEach(number => {
      const group = this.core.groups[number];
      if (group[1].length) found.push({ terms: ["^" + number], percent: group[2], words: group[1] });
    });
    if (missing && this.sounds && terms.some(missing)) {
      const bySound = soundPairs(this.sounds.list(text));
      if (bySound.length) found.push({ terms: bySound, percent: SOUND_PERCENT, words: [] });
    }
    return { text, alternatives: found };
  }

  /* Latin letters: a word of the texts, pinyin, or initials; with digits in it also its parts. */
  latinSlot(text) {
    const words = text.split(" "), found = [];
    function add(terms, percent) {
      if (terms.length) found.push({ terms, percent, words: [] });
    }
    const terms = unique(words.filter(word => word.length > 1));
    add(terms, 100);
    if (/[0-9]/.test(text)) {
      const parts = unique(words.flatMap(termsOf));
      if (parts.join(" ") !== terms.join(" ")) add(parts, PARTS_PERCENT);
    } else {
      const joined = words.join("");
      const spelt = this.syllables.readings(words);
      spelt.forEach(syllables => add(soundPairs(syllables), SPELT_PERCENT));
      if (joined.length >= 2 && joined.length <= INITIALS_MOST) {
        add(["==" + joined], SPELT_PERCENT);
        const triples = [];
        for (let at = 0; at + 2 < joined.length; at++) triples.push("=" + joined.slice(at, at + 3));
        if (!spelt.length || joined.length <= SPELT_INITIALS_MOST) add(unique(triples), PARTS_PERCENT);
      }
    }
    return found.length ? { text, alternatives: found } : null;
  }
}

function joinedText(slot) { return slot.text.split(" ").join(""); }

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
