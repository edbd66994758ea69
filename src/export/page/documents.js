/* The documents' ids, titles and scores: compressed pieces in the page, a line each, that are opened when one of their
 * documents is first asked for.  A piece is five columns: ids, titles, scores and margins in thousandths (null where
 * not known), and the topic each document fits next best. */

function openDocuments(tree) {
  const pieces = [];
  let lines = null;

  function bytesOf(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  async function inflate(index) {
    lines = lines || document.getElementById("documents").textContent.trim().split("\n");
    const packed = new Blob([bytesOf(lines[index])]).stream();
    const text = await new Response(packed.pipeThrough(new DecompressionStream("deflate"))).text();
    const [ids, titles, scores, margins, others] = JSON.parse(text);
    return { begin: tree.pieces[index], ids, titles, scores, margins, others, folded: null };
  }

  function piece(index) {
    pieces[index] = pieces[index] || inflate(index);
    return pieces[index];
  }

  function pieceOf(position) {
    let index = 0;
    for (let step = 1 << 20; step; step >>= 1)
      if (tree.pieces[index + step] <= position) index += step;
    return index;
  }

  function documentOf(from, i) {
    const position = from.begin + i;
    return {
      position,
      id: from.ids[i],
      title: from.titles[i] || from.ids[i],
      score: from.scores[i] === null ? NaN : from.scores[i] / 1000,
      margin: from.margins[i] === null ? NaN : from.margins[i] / 1000,
      other: tree.topics[from.others[i]] || null,
      leaf: leafAt(tree.leaves, position),
    };
  }

  /* Those at the positions begin .. end that the file lists: a tree may count documents without naming them. */
  async function slice(begin, end) {
    const found = [];
    for (let at = begin; at < end; ) {
      const from = await piece(pieceOf(at));
      const stop = Math.min(end, from.begin + from.ids.length);
      for (; at < stop; at++) if (from.ids[at - from.begin] !== "") found.push(documentOf(from, at - from.begin));
    }
    return found;
  }

  async function pick(positions) {
    const found = await Promise.all(positions.map((position) => slice(position, position + 1)));
    return found.flat();
  }

  /* Calls found(document, inTitle) for each that holds all words in its title, or else with its id, until it says false or
   * stale() says so. */
  async function find(words, found, stale) {
    for (let index = 0; index < tree.pieces.length; index++) {
      const from = await piece(index);
      if (stale()) return;
      from.folded = from.folded || from.titles.map((title, i) => folded(`${title}\n${from.ids[i]}`));
      for (let i = 0; i < from.ids.length; i++) {
        if (from.ids[i] === "" || !words.every((word) => from.folded[i].includes(word))) continue;
        const title = from.folded[i].split("\n", 1)[0] || from.folded[i];
        if (!found(documentOf(from, i), words.every((word) => title.includes(word)))) return;
      }
    }
  }

  return { slice, at: pick, find };
}

/* As text is compared in a search: without case and accents. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
