/* Texts in the alphabet of the index: a common character is one byte, others two, the rest an escape and a UTF-16 unit.
   Undoes Alphabet of tools/anliku/search/pack.py. */
const SHORT = 200, ESCAPE = 255;
const utf8 = new TextDecoder(), utf16 = new TextDecoder("utf-16le", { ignoreBOM: true });

class Alphabet {
  constructor(letters) {
    this.units = new Uint16Array(letters.length);
    for (let at = 0; at < letters.length; at++) this.units[at] = letters.charCodeAt(at);
  }

  text(bytes) {
    const found = new Uint16Array(bytes.length);
    let size = 0;
    for (let at = 0; at < bytes.length; at++) {
      const first = bytes[at];
      if (first < SHORT) found[size++] = this.units[first];
      else if (first < ESCAPE) found[size++] = this.units[SHORT + ((first - SHORT) << 8) + bytes[++at]];
      else found[size++] = bytes[++at] << 8 | bytes[++at];
    }
    return utf16.decode(found.subarray(0, size));
  }

  json(packed) { return JSON.parse(this.text(unpacked(packed))); }
}

/* The core of the index: its head in UTF-8, with the alphabet; then, after a line end, the rest in the alphabet. */
function coreOf(packed) {
  const bytes = unpacked(packed), end = bytes.indexOf(10);
  const core = JSON.parse(utf8.decode(bytes.subarray(0, end)));
  core.alphabet = new Alphabet(core.letters);
  core.rest = bytes.subarray(end + 1);
  return core;
}
