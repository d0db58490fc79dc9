/* Scores of entries for a plan, in integers, ties by number, so that it ranks as tools/anliku/search/ranking.py does. */
const MISSING_WEIGHT = 30, ROLLED_PERCENT = 40;
const LENDERS_MOST = 12, LENDER_COVERAGE = 200, LENT_BASE = 500, QUESTION_LENT_BASE = 1500;
const ASKS_COUNTED = 12, LONE_PERCENT = 20, KEPT_PERCENT = 4, KEPT_LEAST = 10;
const SPREAD_PERCENT = 70, QUESTION_SPREAD_PERCENT = 40, SPREAD_MOST = 4;
const KIND_PERCENT = {
  practice: 140, challenge: 115, topic: 110, term: 80, region: 105, case: 80, site: 90, implementation: 105,
};
const QUESTION_PERCENT = {
  practice: 120, challenge: 80, implementation: 105, case: 25, topic: 50, term: 60, region: 60, site: 60,
};
const LENDING = new Set(["practice", "challenge", "topic"]);

function per(value, share, whole) { return Math.floor((value * share) / whole); }

function best(one, other) { return other.score - one.score || one.entry - other.entry; }

/* Every entry worth showing for a plan, best first: [{entry, score}]. `going` stops a search nobody waits for. */
async function ranked(plan, index, going) {
  await going(index.load(plan.terms));
  const found = scored(plan, index);
  await going(index.load(found.lenders.map(item => "@" + item.entry)));
  return listed(found, plan.question, index);
}

/* Impacts by entry; a case shares in those of its parts. */
function rolled(row, parents) {
  const impacts = new Map();
  for (let item = 0; item < row.entries.length; item++) {
    const entry = row.entries[item], impact = row.impacts[item], parent = parents[entry];
    impacts.set(entry, impact);
    if (parent >= 0) impacts.set(parent, Math.max(impacts.get(parent) || 0, per(impact, ROLLED_PERCENT, 100)));
  }
  return impacts;
}

function tally(tallies, entry, score, cover) {
  const known = tallies.get(entry);
  if (!known) tallies.set(entry, { score, cover });
  else {
    known.score += score;
    known.cover += cover;
  }
}

/* Score and cover of every entry by its best alternative, and the weight of the slot. */
function slotTallies(slot, index, impacts) {
  const sums = slot.alternatives.map(alternative => {
    const reached = new Map();
    let weight = 0;
    alternative.terms.forEach(term => {
      const row = index.look(term);
      weight += row ? row.weight : MISSING_WEIGHT;
      if (row) impacts(term, row).forEach((impact, entry) => tally(reached, entry, row.weight * impact, row.weight));
    });
    return { percent: alternative.percent, weight, reached };
  });
  let own = sums[0].weight;
  if (!sums[0].reached.size) {
    const others = sums.filter(sum => sum.reached.size).map(sum => sum.weight);
    if (others.length) own = Math.max(...others);
  }
  const found = new Map();
  sums.forEach(sum => {
    // Measured in the weight of the slot, so that a long or rare synonym is worth no more than what was typed.
    sum.reached.forEach((reached, entry) => {
      const known = found.get(entry) || { score: 0, cover: 0 };
      known.score = Math.max(known.score, per(per(reached.score, own, sum.weight), sum.percent, 100));
      known.cover = Math.max(known.cover, per(per(reached.cover, own, sum.weight), sum.percent, 100));
      found.set(entry, known);
    });
  });
  return { weight: own, found };
}

/* What entries earn by their own text, how much of the query they cover, and the concepts that lend to others. */
function scored(plan, index) {
  const known = new Map(), tallies = new Map();
  function impacts(term, row) {
    if (!known.has(term)) known.set(term, rolled(row, index.parents));
    return known.get(term);
  }
  let total = 0;
  plan.slots.forEach(slot => {
    const sum = slotTallies(slot, index, impacts);
    const lone = plan.question && Array.from(slot.text).length === 1 && plan.slots.length > 1;
    const percent = lone ? LONE_PERCENT : 100;
    total += per(sum.weight, percent, 100);
    sum.found.forEach((found, entry) => tally(tallies, entry, per(found.score, percent, 100), per(found.cover, percent, 100)));
  });
  plan.bridges.forEach(term => {
    const row = index.look(term);
    if (!row) return;
    total += row.weight;
    impacts(term, row).forEach((impact, entry) => tally(tallies, entry, row.weight * impact, row.weight));
  });
  total = Math.max(1, total);
  const coverage = new Map();
  tallies.forEach((found, entry) => coverage.set(entry, Math.min(1000, per(found.cover, 1000, total))));
  const bonuses = exactBonuses(plan, index, total, coverage);
  const own = new Map(), lenders = [];
  tallies.forEach((found, entry) => {
    const covered = coverage.get(entry);
    own.set(entry, per(per(found.score, covered, 1000), covered, 1000));
  });
  liftAsks(own, coverage, index);
  own.forEach((score, entry) => {
    if (coverage.get(entry) < LENDER_COVERAGE || !LENDING.has(index.kindOf(entry))) return;
    lenders.push({ score: score + Math.floor((bonuses.get(entry) || 0) / 3), entry });
  });
  bonuses.forEach((bonus, entry) => own.set(entry, (own.get(entry) || 0) + bonus));
  return { own, coverage, lenders: lenders.sort(best).slice(0, LENDERS_MOST) };
}

/* Puts the best asks of each concept in the concept's place: scores on top of its own, coverage where it is more. */
function liftAsks(own, coverage, index) {
  const asked = new Map();
  own.forEach((score, entry) => {
    if (entry < index.size) return;
    const concept = index.asks[entry - index.size];
    if (!asked.has(concept)) asked.set(concept, []);
    asked.get(concept).push(score);
    coverage.set(concept, Math.max(coverage.get(concept) || 0, coverage.get(entry)));
    own.delete(entry);
    coverage.delete(entry);
  });
  asked.forEach((scores, concept) => {
    const best = scores.sort((one, other) => other - one).slice(0, ASKS_COUNTED);
    own.set(concept, best.reduce((sum, score) => sum + score, own.get(concept) || 0));
  });
}

/* What entries get for being called just what was typed, or a slot of it. */
function exactBonuses(plan, index, total, coverage) {
  const bonuses = new Map();
  plan.exacts.forEach((percent, term) => {
    const row = index.look(term);
    if (row) row.entries.forEach((entry, item) => {
      let bonus = per(total * row.impacts[item], percent, 100);
      if (percent < WHOLE_PERCENT) bonus = per(bonus, coverage.get(entry) || 0, 1000);
      bonuses.set(entry, Math.max(bonuses.get(entry) || 0, bonus));
    });
  });
  return bonuses;
}

function listed(found, question, index) {
  const lent = new Map(), borrowed = new Map(), base = question ? QUESTION_LENT_BASE : LENT_BASE;
  const nothing = { best: 0, rest: 0 };
  found.lenders.forEach(lender => {
    const row = index.look("@" + lender.entry), practice = index.kindOf(lender.entry) === "practice";
    if (row) row.entries.forEach((entry, item) => {
      if (practice && index.parents[entry] >= 0 && !borrowed.has(entry)) borrowed.set(entry, lender.entry);
      const share = per(lender.score, row.impacts[item], 100), known = lent.get(entry) || nothing;
      lent.set(entry, { best: Math.max(known.best, share), rest: known.rest + Math.min(known.best, share) });
    });
  });
  let list = [];
  function add(entry, own) {
    const share = lent.get(entry) || nothing, kind = index.kindOf(entry);
    const matched = base + (found.coverage.get(entry) || 0);
    let score = per(own + per(share.best + Math.floor(share.rest / 4), matched, 1000), KIND_PERCENT[kind], 100);
    if (question) score = per(score, QUESTION_PERCENT[kind] || 100, 100);
    if (score) list.push({ score, entry });
  }
  found.own.forEach((score, entry) => add(entry, score));
  lent.forEach((_, entry) => { if (!found.own.has(entry)) add(entry, 0); });
  list.sort(best);
  list = spread(list, borrowed, index.parents, question);
  return list.filter((item, place) => place < KEPT_LEAST || item.score * 100 >= list[0].score * KEPT_PERCENT);
}

/* The parts of cases moved down whose practice stands above them, the more the oftener it does; its page leads to them.
   In a question those whose practice is not known here, because it lends nothing, are taken together. */
function spread(list, borrowed, parents, question) {
  const had = new Map();
  return list.map(item => {
    const part = parents[item.entry] >= 0;
    const practice = borrowed.has(item.entry) ? borrowed.get(item.entry) : part && question ? -1 : item.entry;
    const percent = question && practice >= 0 ? QUESTION_SPREAD_PERCENT : SPREAD_PERCENT;
    const above = had.get(practice) || 0;
    had.set(practice, above + 1);
    let score = item.score;
    for (let left = part ? Math.min(above, SPREAD_MOST) : 0; left > 0; left--) score = per(score, percent, 100);
    return { score, entry: item.entry };
  }).sort(best);
}
