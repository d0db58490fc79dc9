/* Characters and terms, the same as tools/anliku/search/terms.py and tools/anliku/text/normalise.py make of a text. */
const SKIPPED = new Set("\"'“”‘’「」『』《》〈〉【】()（）[]·・•、，,—–－-~～:：. \u3000\t\u200b\ufeff");
const LETTER = /^[\p{L}〇0-9]$/u;
const LATIN = /^[a-z0-9]$/;
const ALL_LATIN = /^[a-z0-9 ]+$/;

/* Width, case and script, character by character: as many as the text has. `scripts` maps Traditional characters. */
function fold(text, scripts) {
  return Array.from(text, char => {
    const folded = char.normalize("NFKC").toLowerCase();
    if (Array.from(folded).length !== 1) return char;
    return scripts.get(folded) || folded;
  });
}

/* What stays of a text or a label when it is compared. */
function squeeze(text, scripts) {
  return fold(text, scripts).filter(char => !SKIPPED.has(char)).join("");
}

function unique(list) { return Array.from(new Set(list)); }

function pairs(run) {
  const chars = Array.from(run);
  return chars.slice(1).map((char, at) => chars[at] + char);
}

function termsOf(squeezed) {
  const runs = squeezed.match(/[\p{L}\p{N}]+/gu) || [];
  return unique([
    ...runs.flatMap(pairs),
    ...(squeezed.match(/[a-z0-9]{3,}/g) || []),
    ...(squeezed.match(/[a-z0-9]+(?:\+[a-z0-9]+)+/g) || []),
  ]);
}

function soundPairs(syllables) {
  return unique(syllables.slice(1).map((item, at) => "~" + syllables[at] + " " + item));
}

/* The characters of GB 2312: Simplified, or of both scripts; those of them that have another form are in the core. */
let simplified = null;
function isSimplified(char) {
  if (!simplified) {
    const cells = new Uint8Array(72 * 94 * 2);
    for (let cell = 0; cell < 72 * 94; cell++) {
      cells[2 * cell] = 176 + Math.floor(cell / 94);
      cells[2 * cell + 1] = 161 + (cell % 94);
    }
    simplified = new Set(new TextDecoder("gb2312").decode(cells));
  }
  return simplified.has(char);
}

/* Characters in turn, Traditional and Simplified, as a map. */
function scriptsOf(text) {
  const scripts = new Map();
  for (let at = 0; at + 1 < text.length; at += 2) scripts.set(text[at], text[at + 1]);
  return scripts;
}
