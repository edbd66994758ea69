/* Asides: what stands in a text without being of it, such as signatures, quoted lines and who wrote them. */
#ifndef TT_CORPUS_BOILERPLATE_QUOTED_LINES_H
#define TT_CORPUS_BOILERPLATE_QUOTED_LINES_H

#include "corpus/corpus.h"

/* Mark lines as asides that stand word for word in several documents (three, and one in ten thousand), but for
 * documents that such lines make up for the most part: those are about them.  Time O(tokens).  Errors: TT_ERR_MEMORY.
 */
tt_status tt__corpus_mark_quoted_lines(tt_corpus *corpus);

/* documents[w], n_words zeros on entry: how many documents have word w in asides, for words that are in asides alone in
 * most of the documents that hold them; 0 for all others.  Errors: TT_ERR_MEMORY. */
tt_status tt__corpus_count_quoted(int32_t *documents, const tt_corpus *corpus);

#endif
