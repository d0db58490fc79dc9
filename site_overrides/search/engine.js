/* The search itself, the same steps as tools/anliku/search/engine.py takes. */
const RERANKED = 6, CORRECTED_PERCENT = 90, CORRECTIONS_MOST = 2, UNKNOWN_SHARE = 2;

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

  /* Whether so much of the query is unknown that it may be misspelt; spoken sentences always hold unknown pairs. */
  misspelt(plan) {
    const missing = plan.typed.filter(term => !this.index.knows(term)).length;
    return plan.question ? missing * UNKNOWN_SHARE > plan.typed.length : missing > 0;
  }

  /* Whether it holds a character that neither the texts do nor GB 2312: it may be Traditional. */
  strange(plan) {
    return plan.typed.some(term => Array.from(term).some(char => !this.letters.has(char) && !isSimplified(char)));
  }

  /* The plan of a query with its terms loaded, and the corrected queries where it is misspelt; Traditional script,
     labels and the sounds of characters are learnt only when something is missing. */
  async plan(query, going) {
    const fetched = async plan => {
      await going(this.index.load(plan.terms));
      return plan;
    };
    let plan = this.reader.plan(query, null);
    if (!this.reader.allScripts && this.strange(plan)) {
      await going(this.learnScripts());
      plan = this.reader.plan(query, null);
    }
    await fetched(plan);
    if (!this.misspelt(plan)) return { plan, corrections: [] };
    await going(Promise.all([this.learnLabels(), this.index.load(plan.spans.flatMap(termsOf))]));
    const corrections = this.corrections(plan);
    if (!corrections.length) plan = await fetched(this.reader.plan(query, term => !this.index.knows(term)));
    return { plan, corrections };
  }

  /* Corrected queries: a label one slip away in the place of a span with an unknown pair. */
  corrections(plan) {
    const found = [];
    plan.spans.forEach((span, at) => {
      if (termsOf(span).every(term => this.index.knows(term))) return;
      this.reader.spelling.misspelt(span).forEach(label => {
        found.push({ label, text: plan.spans.map((other, place) => (place === at ? label : other)).join(" ") });
      });
    });
    return found.slice(0, CORRECTIONS_MOST);
  }

  /* All entries found, best first, before their texts are read; with the plan and what was searched as well. */
  async find(query, going) {
    const planned = await this.plan(query, going), corrections = planned.corrections;
    let plan = planned.plan;
    const plans = [plan, ...corrections.map(item => this.reader.plan(item.text, null))];
    let list = (await Promise.all(plans.map(own => ranked(own, this.index, going)))).reduce(merged);
    if (!list.length) {
      plan = this.reader.plan(query, null, true);
      list = await ranked(plan, this.index, going);
    }
    if (!list.length) await going(this.learnLabels());
    return {
      list, plan,
      also: unique(plan.slots.flatMap(slot =>
        slot.alternatives.flatMap(item => item.words).filter(word => word !== slot.text))),
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
