/* Scores of entries for a plan, in integers, ties by number, so that it ranks as ranking.py and manner.py in
   tools/anliku/search do. */
const MISSING_WEIGHT = 30, ROLLED_PERCENT = 40, LONE_PERCENT = 20;
const LENDERS_MOST = 8, LENDER_COVERAGE = 200, KEPT_PERCENT = 4, KEPT_LEAST = 10, SPREAD_MOST = 4;
const NAMED = {
  text: 100, belief: 50, none: 4, least: 100, lent: 500, spread: 70,
  kinds: { practice: 140, challenge: 100, topic: 110, term: 80, region: 105, case: 65, site: 90, implementation: 105 },
};
const QUESTION = {
  text: 30, belief: 100, none: 0, least: 1, lent: 1000, spread: 40,
  kinds: { practice: 100, challenge: 50, topic: 40, term: 5, region: 5, case: 5, site: 5, implementation: 90 },
};
const LENDING = new Set(["practice", "challenge", "topic"]);

function manner(question) { return question ? QUESTION : NAMED; }

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
  return ownScores(tallies, coverage, total, exactBonuses(plan, index, total, coverage), plan, index);
}

/* The same by text, by names, and for concepts by what the query may be about. */
function ownScores(tallies, coverage, total, bonuses, plan, index) {
  const counts = manner(plan.question), own = new Map(), lenders = [], believed = new Map();
  belief(plan.told, index, counts.none).forEach((part, entry) => { if (part >= counts.least) believed.set(entry, part); });
  function lends(entry) { return LENDING.has(index.kindOf(entry)); }
  function percent(entry) { return lends(entry) ? counts.text : 100; }
  function add(entry, score) { own.set(entry, (own.get(entry) || 0) + score); }
  tallies.forEach((found, entry) => {
    const covered = coverage.get(entry);
    add(entry, per(per(per(found.score, covered, 1000), covered, 1000), percent(entry), 100));
  });
  believed.forEach((part, entry) => add(entry, per(part * total, counts.belief, BELIEF_WHOLE)));
  own.forEach((score, entry) => {
    if (!lends(entry) || (!believed.has(entry) && coverage.get(entry) < LENDER_COVERAGE)) return;
    lenders.push({ score: score + per(bonuses.get(entry) || 0, counts.text, 300), entry });
  });
  bonuses.forEach((bonus, entry) => add(entry, per(bonus, percent(entry), 100)));
  return { own, coverage, lenders: lenders.sort(best).slice(0, LENDERS_MOST), called: calledWhole(plan, index) };
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

/* The entries that are called just what was typed. */
function calledWhole(plan, index) {
  const called = new Set();
  plan.exacts.forEach((percent, term) => {
    const row = percent === WHOLE_PERCENT && index.look(term);
    if (row) row.entries.forEach(entry => called.add(entry));
  });
  return called;
}

function listed(found, question, index) {
  const lent = new Map(), borrowed = new Map(), counts = manner(question);
  found.lenders.forEach(lender => {
    const row = index.look("@" + lender.entry), practice = index.kindOf(lender.entry) === "practice";
    if (row) row.entries.forEach((entry, item) => {
      if (practice && index.parents[entry] >= 0 && !borrowed.has(entry)) borrowed.set(entry, lender.entry);
      lent.set(entry, (lent.get(entry) || 0) + per(lender.score, row.impacts[item], 100));
    });
  });
  const reached = new Map();
  function add(entry, own) {
    const kind = index.kindOf(entry);
    const matched = LENDING.has(kind) ? 1000 : counts.lent + (found.coverage.get(entry) || 0);
    const score = per(own + per(lent.get(entry) || 0, matched, 1000), counts.kinds[kind], 100);
    if (score) reached.set(entry, score);
  }
  found.own.forEach((score, entry) => add(entry, score));
  lent.forEach((_, entry) => { if (!found.own.has(entry)) add(entry, 0); });
  // The page of a practice comes before what one place did, unless that is what was asked for by name.
  if (question) borrowed.forEach((practice, entry) => {
    const score = Math.max(reached.get(practice) || 0, reached.get(entry) || 0);
    if (score && !found.called.has(entry)) reached.set(practice, score);
  });
  let list = Array.from(reached, pair => ({ score: pair[1], entry: pair[0] }));
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
    const percent = manner(question && practice >= 0).spread;
    const above = had.get(practice) || 0;
    had.set(practice, above + 1);
    let score = item.score;
    for (let left = part ? Math.min(above, SPREAD_MOST) : 0; left > 0; left--) score = per(score, percent, 100);
    return { score, entry: item.entry };
  }).sort(best);
}
