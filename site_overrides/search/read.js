/* What was typed, read into slots with alternatives. Mirrors tools/anliku/search/query.py: a change here is a change
   there, and tests/search compares the two in a browser. */
const LONGEST_QUERY = 60, TROUBLE_LENGTH = 5, ALSO_EACH = 3;
const SPOKEN_FILLERS = 2, SPOKEN_PARTS = 3, SPOKEN_LENGTH = 6;
const INITIALS_MOST = 12, SPELT_INITIALS_MOST = 4;
const SOUND_PERCENT = 45, SPELT_PERCENT = 80, PARTS_PERCENT = 50, WHOLE_PERCENT = 160, SLOT_PERCENT = 45;

class QueryReader {
  constructor(core) {
    this.core = core;
    this.cutter = new Cutter(core);
    this.scripts = scriptsOf(core.scripts);
    this.textScripts = this.scripts;
    this.syllables = new Syllables(core.syllables);
    this.allScripts = false;
    this.sounds = null;
    this.spelling = null;
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
     words of one character too: they stand in many others, so only when all else failed. `known` is what the index
     knows of the query, once its terms have been looked up. */
  plan(query, missing, lone, known) {
    const chunks = chunksOf(fold(query, this.scripts).slice(0, LONGEST_QUERY));
    const plan = this.read(chunks, missing, known || NOTHING, lone, false);
    return plan.slots.length ? plan : this.read(chunks, missing, known || NOTHING, lone, true);
  }

  read(chunks, missing, known, lone, plain) {
    const heard = this.hear(chunks, known, lone, plain);
    const slots = unique(heard.texts).map(text => this.slot(text, missing, known)).filter(Boolean);
    // What no text holds of Latin letters may be pinyin.
    const typed = slots.filter(slot => !ALL_LATIN.test(slot.text)).flatMap(slot => slot.alternatives[0].terms);
    const phrase = chunks.join(""), whole = slots.map(slot => joinedText(slot)).join("");
    const placed = slots.every(slot => slot.place);
    const question = heard.question && !known.label && !placed;
    const held = new Set(slots.flatMap(slot => slot.alternatives[0].terms));
    // A question is put in anybody's words; what lies across its slots says little.
    const bridges = question ? [] : termsOf(heard.parts.join("")).filter(term =>
      !ALL_LATIN.test(term) && !held.has(term) && !heard.silent.has(term));
    const exacts = new Map();
    slots.forEach(slot => exacts.set("#" + joinedText(slot), Math.floor(SLOT_PERCENT / slots.length)));
    exacts.set("#" + whole, WHOLE_PERCENT);
    exacts.set("#" + phrase, WHOLE_PERCENT);
    // Places say nothing of what is asked for.
    const matter = slots.filter(slot => slot.place).reduce((text, slot) => text.split(slot.text).join("\n"), phrase);
    const told = toldTerms(matter, question, slots);
    return {
      slots, bridges, whole, phrase, exacts, typed, told, question, placed, chunks,
      spans: heard.spans.filter(Boolean),
      terms: unique([
        ...slots.flatMap(slot => slot.alternatives.flatMap(item => item.terms)),
        ...bridges, ...heard.seams, ...exacts.keys(), ...told,
      ]),
    };
  }

  /* What is heard in the stretches: texts of slots, spans between what is silent, parts with line ends for question
     words, seams (pairs of a lone character and the filler after it, which may be one word: 成都), and whether it is put
     as a question. */
  hear(chunks, known, lone, plain) {
    const texts = [], spans = [], parts = [], seams = [], silent = new Set();
    let question = false, fillers = 0, unnamed = "";
    latinGroups(chunks).forEach(group => {
      if (group.latin) {
        texts.push(group.chunks.join(" "));
        parts.push(group.chunks.join(""));
        return;
      }
      group.chunks.forEach(chunk => {
        let told = 0, size = 0, before = "";
        spans.push("");
        this.cutter.segments(chunk, known.places, lone, plain).forEach(({ kind, text }) => {
          if (kind === "ask") question = true;
          if (kind === "filler") fillers++;
          parts.push(kind === "ask" ? "\n" : text);
          if (kind === "filler" && before.length === 1 && text.length === 1) seams.push(before + text);
          before = kind === "gap" ? text : "";
          if (kind !== "place") {
            size += text.length;
            unnamed += text;
          }
          if (kind === "ask" || kind === "filler") {
            termsOf(text).forEach(term => silent.add(term));
            spans.push("");
            return;
          }
          texts.push(text);
          if (kind === "place") spans.push(text, "");
          else {
            told++;
            spans[spans.length - 1] += text;
          }
        });
        if (!known.places.size && size >= SPOKEN_LENGTH && told >= SPOKEN_PARTS) question = true;
      });
    });
    const troubled = unnamed.length >= TROUBLE_LENGTH && this.core.troubles.some(char => unnamed.indexOf(char) >= 0);
    return { texts, spans, parts, seams, silent, question: question || troubled || fillers >= SPOKEN_FILLERS };
  }

  slot(text, missing, known) {
    if (ALL_LATIN.test(text)) return this.latinSlot(text);
    let terms = termsOf(text);
    if (!terms.length && (this.cutter.surfaces.has(text) || Array.from(text).length === 1)) terms = [text];
    if (!terms.length) return null;
    const found = [{ terms, percent: 100, words: [] }];
    if (known.places.has(text) && !this.cutter.surfaces.has(text)) return { text, alternatives: found, place: true };
    (this.cutter.surfaces.get(text) || []).forEach(number => {
      const group = this.core.groups[number];
      if (group[1].length) found.push({ terms: ["^" + number], percent: group[2], words: group[1] });
    });
    if (missing && this.sounds && terms.some(missing)) {
      const bySound = soundPairs(this.sounds.list(text));
      if (bySound.length) found.push({ terms: bySound, percent: SOUND_PERCENT, words: [] });
    }
    return { text, alternatives: found, place: false };
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
    return found.length ? { text, alternatives: found, place: false } : null;
  }
}

/* What is searched as well and shown: the first words of each alternative, if not typed anyway. */
function alsoOf(plan, scripts) {
  const words = plan.slots.flatMap(slot => slot.alternatives.flatMap(item => item.words.slice(0, ALSO_EACH)));
  return unique(words.filter(word => plan.phrase.indexOf(squeeze(word, scripts)) < 0));
}

function joinedText(slot) { return slot.text.split(" ").join(""); }
