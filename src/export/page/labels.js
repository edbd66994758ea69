/* Names in the picture: set in lines that fit their shape, as large as it allows within bounds, or not at all. */

const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, P052, "URW Palladio L", "Book Antiqua", Georgia, serif';
const SANS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const LEADING = 1.22;

function font(size, face = SANS, weight = 400) {
  return `${weight} ${size}px ${face}`;
}

const WORD = / ?[^ ]+/g;
const NO_SPACES = /(?<=[^ ])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])/u; /* a line may break before these */

/* What lines may break between, each with the space before it; the dot that parts two terms stays with the term. */
function wordsOf(text) {
  const words = text.replace(/ · /g, "\u00a0· ").match(WORD) || [];
  return words.flatMap((word) => word.split(NO_SPACES)).filter((word) => word.trim());
}

/* The words in lines no wider than width, or null where one word is too wide or there are too many lines. */
function breakLines(context, words, width, most) {
  const lines = [""];
  for (const word of words) {
    const longer = (lines[lines.length - 1] + word).trimStart();
    if (context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else if (lines.length === most || context.measureText(word.trimStart()).width > width) return null;
    else lines.push(word.trimStart());
  }
  return lines;
}

/* As many lines as there is room for, the last one ended by what follows it left out. */
function fillLines(context, words, width, most) {
  for (let n = words.length; n > 0; n = n > 24 ? n - 8 : n - 1) {
    const lines = breakLines(context, words.slice(0, n), width, most);
    if (lines) return lines;
  }
  return [];
}

/* The most terms of a name that fit at one size. */
function fitAt(context, name, size, room, face) {
  const terms = name.split(" · ");
  context.font = font(size, face);
  const most = Math.floor(room.height / (size * LEADING));
  for (let n = terms.length; n > 0 && most > 0; n--) {
    const lines = breakLines(context, wordsOf(terms.slice(0, n).join(" · ")), room.width, most);
    if (lines) return { lines, size, whole: n === terms.length, terms: n };
  }
  return null;
}

/* The best label for some room: the whole name at the largest size that takes it, else as many terms as any size does. */
function fitLabel(context, name, room, { least = 10.5, most = 20, face = SANS } = {}) {
  const wanted = Math.max(least, Math.min(most, Math.sqrt(room.width * room.height) / 7.5));
  let best = null;
  for (let size = wanted; size >= least; size -= size > 14 ? 1.5 : 0.75) {
    const fit = fitAt(context, name, size, room, face);
    if (fit && fit.whole) return fit;
    if (fit && (!best || fit.terms > best.terms)) best = fit;
  }
  return best;
}

/* One line, cut at a word where it must be; "" where not even the first word fits. */
function oneLine(context, name, width) {
  const words = wordsOf(name);
  for (let n = words.length; n > 0; n--) {
    const text = words.slice(0, n).join("").trim().replace(/\u00a0·$/, "");
    if (context.measureText(text).width <= width) return text;
  }
  return "";
}
