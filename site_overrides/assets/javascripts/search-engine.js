/* The search: scores in integers, ties by number, so that it ranks as tools/anliku/search (ranking.py, engine.py) does. */
(function () {
  "use strict";
  const search = window.anlikuSearch;
  const MISSING_WEIGHT = 30, ROLLED_PERCENT = 40, BRIDGE_PERCENT = 100, QUESTION_BRIDGE_PERCENT = 40, LENDERS_MOST = 8, LENDER_COVERAGE = 200;
  const KEPT_PERCENT = 12, KEPT_LEAST = 10, LENT_BASE = 500, QUESTION_LENT_BASE = 1200, WHOLE_PERCENT = 160, RERANKED = 10, CORRECTED_PERCENT = 90, CORRECTIONS_MOST = 2;
  const SPREAD_FIRST = 40, SAME_PRACTICE_MOST = 2, SAME_CASE_MOST = 2, SPREAD_PERCENT = 60;
  const KIND_PERCENT = {
    practice: 140, challenge: 115, topic: 110, term: 80, region: 105, case: 100, site: 90, implementation: 105,
  };
  const QUESTION_PERCENT = {
    practice: 105, challenge: 125, implementation: 120, case: 45, topic: 50, term: 60, region: 60, site: 60,
  };
  const LENDING = new Set(["practice", "challenge", "topic"]);

  function per(value, share, whole) { return Math.floor((value * share) / whole); }

  function best(one, other) { return other.score - one.score || one.entry - other.entry; }

  function rolled(row, parents) {
    const impacts = new Map();
    for (let item = 0; item < row.entries.length; item++) {
      const entry = row.entries[item], impact = row.impacts[item], parent = parents[entry];
      impacts.set(entry, impact);
      if (parent >= 0) impacts.set(parent, Math.max(impacts.get(parent) || 0, per(impact, ROLLED_PERCENT, 100)));
    }
    return impacts;
  }

  function tallyOf(tallies, entry) {
    let tally = tallies.get(entry);
    if (!tally) tallies.set(entry, (tally = { score: 0, cover: 0 }));
    return tally;
  }

  function slotTallies(slot, index, impacts) {
    const sums = slot.alternatives.map(function (alternative) {
      const reached = new Map();
      let weight = 0;
      alternative.terms.forEach(function (term) {
        const row = index.look(term);
        if (!row) {
          weight += MISSING_WEIGHT;
          return;
        }
        weight += row.weight;
        impacts(term, row).forEach(function (impact, entry) {
          const tally = tallyOf(reached, entry);
          tally.score += row.weight * impact;
          tally.cover += row.weight;
        });
      });
      return { percent: alternative.percent, weight: weight, reached: reached };
    });
    let own = sums[0].weight;
    if (!sums[0].reached.size) {
      const others = sums.filter(function (sum) { return sum.reached.size; }).map(function (sum) { return sum.weight; });
      if (others.length) own = Math.max.apply(null, others);
    }
    const found = new Map();
    sums.forEach(function (sum) {
      sum.reached.forEach(function (tally, entry) {
        const known = tallyOf(found, entry);
        known.score = Math.max(known.score, per(per(tally.score, own, sum.weight), sum.percent, 100));
        known.cover = Math.max(known.cover, per(per(tally.cover, own, sum.weight), sum.percent, 100));
      });
    });
    return { weight: own, found: found };
  }

  function scored(plan, index) {
    const known = new Map();
    function impacts(term, row) {
      if (!known.has(term)) known.set(term, rolled(row, index.parents));
      return known.get(term);
    }
    const tallies = new Map();
    let total = 0;
    plan.slots.forEach(function (slot) {
      const sum = slotTallies(slot, index, impacts);
      total += sum.weight;
      sum.found.forEach(function (tally, entry) {
        const all = tallyOf(tallies, entry);
        all.score += tally.score;
        all.cover += tally.cover;
      });
    });
    plan.bridges.forEach(function (term) {
      const row = index.look(term);
      if (!row) return;
      const weight = per(row.weight, plan.question ? QUESTION_BRIDGE_PERCENT : BRIDGE_PERCENT, 100);
      total += weight;
      impacts(term, row).forEach(function (impact, entry) {
        const all = tallyOf(tallies, entry);
        all.score += weight * impact;
        all.cover += weight;
      });
    });
    total = Math.max(1, total);
    const coverage = new Map();
    tallies.forEach(function (tally, entry) { coverage.set(entry, Math.min(1000, per(tally.cover, 1000, total))); });
    const bonuses = exactBonuses(plan, index, total, coverage);
    const own = new Map(), lenders = [];
    tallies.forEach(function (tally, entry) {
      const covered = coverage.get(entry), bonus = bonuses.get(entry) || 0;
      const score = per(per(tally.score, covered, 1000), covered, 1000);
      bonuses.delete(entry);
      own.set(entry, score + bonus);
      if (covered >= LENDER_COVERAGE && LENDING.has(index.kindOf(entry))) {
        lenders.push({ score: score + Math.floor(bonus / 3), entry: entry });
      }
    });
    bonuses.forEach(function (bonus, entry) { own.set(entry, bonus); });
    lenders.sort(best);
    return { own: own, coverage: coverage, lenders: lenders.slice(0, LENDERS_MOST) };
  }

  function exactBonuses(plan, index, total, coverage) {
    const bonuses = new Map();
    plan.exacts.forEach(function (percent, term) {
      const row = index.look(term);
      if (row) row.entries.forEach(function (entry, item) {
        let bonus = per(total * row.impacts[item], percent, 100);
        if (percent < WHOLE_PERCENT) bonus = per(bonus, coverage.get(entry) || 0, 1000);
        bonuses.set(entry, Math.max(bonuses.get(entry) || 0, bonus));
      });
    });
    return bonuses;
  }

  function ranked(plan, index) {
    return index.fetch(plan.terms).then(function () {
      const found = scored(plan, index);
      const terms = found.lenders.map(function (item) { return "@" + item.entry; });
      return index.fetch(terms).then(function () { return listed(found, plan.question, index); });
    });
  }

  function listed(found, question, index) {
    const lent = new Map(), borrowed = new Map(), base = question ? QUESTION_LENT_BASE : LENT_BASE;
    found.lenders.forEach(function (lender) {
      const row = index.look("@" + lender.entry), practice = index.kindOf(lender.entry) === "practice";
      if (row) row.entries.forEach(function (entry, item) {
        if (practice && index.parents[entry] >= 0 && !borrowed.has(entry)) borrowed.set(entry, lender.entry);
        const share = per(lender.score, row.impacts[item], 100);
        const known = lent.get(entry) || { best: 0, rest: 0 };
        lent.set(entry, { best: Math.max(known.best, share), rest: known.rest + Math.min(known.best, share) });
      });
    });
    let list = [];
    function add(entry, own) {
      const share = lent.get(entry) || { best: 0, rest: 0 }, kind = index.kindOf(entry);
      const matched = base + (found.coverage.get(entry) || 0);
      let score = per(own + per(share.best + Math.floor(share.rest / 4), matched, 1000), KIND_PERCENT[kind], 100);
      if (question) score = per(score, QUESTION_PERCENT[kind] || 100, 100);
      if (score) list.push({ score: score, entry: entry });
    }
    found.own.forEach(function (score, entry) { add(entry, score); });
    lent.forEach(function (_, entry) { if (!found.own.has(entry)) add(entry, 0); });
    list.sort(best);
    if (question) list = spread(list, borrowed, index.parents);
    return list.filter(function (item, place) {
      return place < KEPT_LEAST || item.score * 100 >= list[0].score * KEPT_PERCENT;
    });
  }

  /* The later ones of many parts of one practice, or of one case, moved down. */
  function spread(list, borrowed, parents) {
    const practices = new Map(), cases = new Map();
    function count(map, name) {
      map.set(name, (map.get(name) || 0) + 1);
      return map.get(name);
    }
    return list.map(function (item, place) {
      const parent = parents[item.entry];
      if (place >= SPREAD_FIRST || parent < 0) return item;
      const practice = borrowed.has(item.entry) ? borrowed.get(item.entry) : -1;
      const ofPractice = count(practices, practice), ofCase = count(cases, parent);
      const many = (practice >= 0 && ofPractice > SAME_PRACTICE_MOST) || ofCase > SAME_CASE_MOST;
      return many ? { score: per(item.score, SPREAD_PERCENT, 100), entry: item.entry } : item;
    }).sort(best);
  }

  function merged(one, other) {
    const scores = new Map(one.map(function (item) { return [item.entry, item.score]; }));
    other.forEach(function (item) {
      scores.set(item.entry, Math.max(scores.get(item.entry) || 0, per(item.score, CORRECTED_PERCENT, 100)));
    });
    return Array.from(scores, function (pair) { return { score: pair[1], entry: pair[0] }; }).sort(best);
  }

  function Engine(index) {
    this.index = index;
    this.reader = new search.query.Reader(index.core);
  }

  Engine.prototype.learn = function () {
    const reader = this.reader;
    return reader.sounds ? Promise.resolve() : search.index.sounds().then(function (data) { reader.learn(data); });
  };

  /* The plan of a query with its terms loaded; Traditional script and pinyin are learnt only when something is missing. */
  Engine.prototype.plan = function (query) {
    const engine = this, index = this.index, reader = this.reader;
    function missing(term) { return !index.look(term); }
    function fetched(plan) { return index.fetch(plan.terms).then(function () { return plan; }); }
    const plan = reader.plan(query, null);
    const ready = plan.wantsSounds ? this.learn().then(function () { return reader.plan(query, null); }) : Promise.resolve(plan);
    return ready.then(fetched).then(function (first) {
      if (!first.typed.some(missing)) return { plan: first, missing: null };
      return engine.learn().then(function () { return fetched(reader.plan(query, null)); }).then(function (second) {
        if (!second.typed.some(missing)) return { plan: second, missing: null };
        return fetched(reader.plan(query, missing)).then(function (third) { return { plan: third, missing: missing }; });
      });
    });
  };

  /* Corrected queries: a label one slip away in the place of a span with an unknown pair; its terms are loaded. */
  Engine.prototype.corrections = function (plan, missing) {
    if (!missing) return Promise.resolve([]);
    const reader = this.reader, index = this.index;
    const termsOf = search.query.termsOf;
    const terms = [].concat.apply([], plan.spans.map(termsOf));
    return index.fetch(terms).then(function () {
      const found = [];
      plan.spans.forEach(function (span, at) {
        if (!termsOf(span).some(missing)) return;
        reader.misspelt(span).forEach(function (label) {
          const spans = plan.spans.slice();
          spans[at] = label;
          found.push({ label: label, text: spans.join(" ") });
        });
      });
      return found.slice(0, CORRECTIONS_MOST);
    });
  };

  /* All entries found, best first, before their texts are read. */
  Engine.prototype.find = function (query) {
    const engine = this, index = this.index, reader = this.reader;
    return this.plan(query).then(function (made) {
      const plan = made.plan;
      return engine.corrections(plan, made.missing).then(function (corrections) {
        let chain = ranked(plan, index);
        corrections.forEach(function (item) {
          chain = chain.then(function (list) {
            return ranked(reader.plan(item.text, null), index).then(function (other) { return merged(list, other); });
          });
        });
        return chain.then(function (list) {
          const also = [];
          plan.slots.forEach(function (slot) {
            slot.alternatives.forEach(function (item) {
              item.words.forEach(function (word) { if (word !== slot.text && also.indexOf(word) < 0) also.push(word); });
            });
          });
          plan.suggestedKeys = corrections.map(function (item) { return search.query.key(item.label, reader.textScripts); });
          const labels = corrections.map(function (item) { return item.label; });
          const found = { list: list, plan: plan, also: also, question: plan.question, suggested: labels };
          if (list.length) return found;
          return engine.learn().then(function () {
            found.suggested = reader.nearest(plan.whole);
            return found;
          });
        });
      });
    });
  };

  /* `list` with its best entries in order of how literally their text holds the phrase. */
  Engine.prototype.rerank = function (list, phrase) {
    const scripts = this.reader.textScripts, head = list.slice(0, RERANKED);
    const chars = Array.from(phrase);
    return this.index.cards(head.map(function (item) { return item.entry; })).then(function (cards) {
      const scored = head.map(function (item, at) {
        if (chars.length < 3) return { score: item.score, entry: item.entry };
        const texts = [cards[at].title].concat(cards[at].pieces.map(function (piece) { return piece[1]; }));
        const text = search.query.squeeze(texts.join("\n"), scripts);
        let held = 0;
        for (let from = 0; from + 2 < chars.length; from++) {
          if (text.indexOf(chars[from] + chars[from + 1] + chars[from + 2]) >= 0) held++;
        }
        const whole = text.indexOf(phrase) >= 0 ? 30 : 0;
        const percent = 100 + Math.floor((40 * held) / (chars.length - 2)) + whole;
        return { score: per(item.score, percent, 100), entry: item.entry };
      });
      return scored.sort(best).concat(list.slice(RERANKED));
    });
  };

  /* The flat list for a query: [{entry, score}], with the plan and what was searched as well. */
  Engine.prototype.answer = function (query) {
    const engine = this;
    return this.find(query).then(function (found) {
      return engine.rerank(found.list, found.plan.phrase).then(function (list) {
        found.list = list;
        return found;
      });
    });
  };

  let engine = null;
  search.engine = function () {
    if (!engine) {
      engine = search.index.open().then(function (index) { return new Engine(index); });
      engine.catch(function () { engine = null; });
    }
    return engine;
  };
})();
