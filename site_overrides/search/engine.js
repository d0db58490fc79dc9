/* The search itself, the same steps as tools/anliku/search/engine.py takes. */
const RERANKED = 6, CORRECTED_PERCENT = 90, CORRECTIONS_MOST = 2, UNKNOWN_SHARE = 2, NAME_MOST = 8, SCATTERED = 800;

class Engine {
  constructor(index) {
    this.index = index;
    this.reader = new QueryReader(index.core);
    this.letters = new Set(index.core.letters);
  }

  async learn() {
    if (!this.reader.sounds) this.reader.learn(await this.index.sounds());
  }

  async learnScripts() { this.reader.learnScripts(await this.index.scripts()); }

  async learnLabels() {
    if (this.reader.spelling) return;
    const [labels] = await Promise.all([this.index.labels(), this.learn()]);
    this.reader.learnLabels(labels);
  }

  /* Whether it may be misspelt: a question where much of it is unknown, for spoken sentences always hold unknown pairs;
     a name where any of it is, or where it is short, called nothing and nowhere whole. */
  misspelt(plan, found) {
    const missing = plan.typed.filter(term => !this.index.knows(term)).length;
    if (plan.question) return missing * UNKNOWN_SHARE > plan.typed.length;
    const scattered = plan.typed.length > 0 && Array.from(plan.phrase).length <= NAME_MOST && !found.called.size;
    return missing > 0 || (scattered && Array.from(found.coverage.values()).every(covered => covered < SCATTERED));
  }

  /* Whether it holds a character that neither the texts do nor GB 2312: it may be Traditional. */
  strange(plan) {
    return plan.typed.some(term => Array.from(term).some(char => !this.letters.has(char) && !isSimplified(char)));
  }

  /* The plan of a query with its terms loaded, read again with what the index knows of it; Traditional script is learnt
     only when it holds a strange character. */
  async read(query, going) {
    let plan = this.reader.plan(query, null);
    if (!this.reader.allScripts && this.strange(plan)) {
      await going(this.learnScripts());
      plan = this.reader.plan(query, null);
    }
    await going(this.index.load(plan.terms));
    const known = knownOf(plan, this.index);
    return known === NOTHING ? { plan, known } : this.again(query, null, false, known, going);
  }

  /* The same, read in another way. */
  async again(query, missing, lone, known, going) {
    const plan = this.reader.plan(query, missing, lone, known);
    await going(this.index.load(plan.terms));
    return { plan, known };
  }

  /* Corrected queries: a label one slip away in the place of a span that is no label. */
  async corrections(plan, going) {
    const terms = plan.spans.flatMap(span => ["#" + span, ...termsOf(span)]), found = [];
    await going(Promise.all([this.learnLabels(), this.index.load(terms)]));
    plan.spans.forEach((span, at) => {
      if (["#" + span, ...termsOf(span)].every(term => this.index.knows(term))) return;
      this.reader.spelling.misspelt(span).forEach(label => {
        found.push({ label, text: plan.spans.map((other, place) => (place === at ? label : other)).join(" ") });
      });
    });
    return found.slice(0, CORRECTIONS_MOST);
  }

  /* What is ranked for a query: its plan, what it scores, and corrected queries where it is misspelt; labels and the
     sounds of characters are learnt only then. */
  async prepared(query, going) {
    let { plan, known } = await this.read(query, going), found = scored(plan, this.index), corrections = [];
    if (this.misspelt(plan, found)) {
      corrections = await this.corrections(plan, going);
      if (!corrections.length) {
        plan = (await this.again(query, term => !this.index.knows(term), false, known, going)).plan;
        found = scored(plan, this.index);
      }
    }
    return { plan, known, found, corrections };
  }

  async corrected(text, going) {
    const { plan } = await this.read(text, going);
    return ranked(scored(plan, this.index), plan.question, this.index, going);
  }

  /* All entries found, best first, before their texts are read; with the plan and what was searched as well. */
  async find(query, going) {
    const prepared = await this.prepared(query, going), corrections = prepared.corrections;
    let { plan, found } = prepared;
    let list = (await Promise.all([
      ranked(found, plan.question, this.index, going),
      ...corrections.map(item => this.corrected(item.text, going)),
    ])).reduce(merged);
    if (!list.length) {
      plan = (await this.again(query, null, true, prepared.known, going)).plan;
      found = scored(plan, this.index);
      list = await ranked(found, plan.question, this.index, going);
    }
    if (!list.length) await going(this.learnLabels());
    const weak = !corrections.length && isWeak(found, list, plan.question);
    return {
      list: weak ? list.slice(0, KEPT_LEAST) : list, plan, weak,
      also: alsoOf(plan, this.reader.textScripts),
      suggested: list.length ? corrections.map(item => item.label) : this.reader.spelling.nearest(plan.whole),
      corrected: corrections.map(item => squeeze(item.label, this.reader.textScripts)),
    };
  }

  /* `list` with its best entries in order of how literally their text holds the phrase; a question is put in anybody's
     words, so not for it. */
  async rerank(list, plan) {
    const phrase = plan.phrase, head = list.slice(0, RERANKED), chars = Array.from(phrase);
    if (plan.question || chars.length < 3) return list;
    const cards = await this.index.cards(head.map(item => item.entry));
    const scored = head.map((item, at) => {
      const texts = [cards[at].title, ...cards[at].pieces.map(piece => piece[1])];
      const text = squeeze(texts.join("\n"), this.reader.textScripts);
      let held = 0;
      for (let from = 0; from + 2 < chars.length; from++) {
        if (text.indexOf(chars[from] + chars[from + 1] + chars[from + 2]) >= 0) held++;
      }
      const whole = text.indexOf(phrase) >= 0 ? 30 : 0;
      return { score: per(item.score, 100 + Math.floor((40 * held) / (chars.length - 2)) + whole, 100), entry: item.entry };
    });
    return scored.sort(best).concat(list.slice(RERANKED));
  }
}

/* Both lists as one; an entry keeps its better score. */
function merged(one, other) {
  const scores = new Map(one.map(item => [item.entry, item.score]));
  other.forEach(item => {
    scores.set(item.entry, Math.max(scores.get(item.entry) || 0, per(item.score, CORRECTED_PERCENT, 100)));
  });
  return Array.from(scores, pair => ({ score: pair[1], entry: pair[0] })).sort(best);
}
