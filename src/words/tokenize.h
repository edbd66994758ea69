/* From running text to word ids. */
#ifndef TT_WORDS_TOKENIZE_H
#define TT_WORDS_TOKENIZE_H

#include "base/buffer.h"
#include "base/strmap.h"
#include "topictree/words.h"
#include "words/segment.h"

/* Where tokens go: one for each block of documents that a thread reads, merged into the corpus in block order
 * afterwards. token holds ids of `words` (with flags, see text.h). */
typedef struct tt__words_token_sink {
    tt__base_strmap words; /* distinct surface forms of this sink */
    int32_t *token;        /* n_tokens */
    int64_t n_tokens, token_capacity;
    int64_t n_running;              /* words in running text, breaks left out */
    bool invalid_utf8;              /* set where a text held invalid bytes (they act as spaces); the caller resets it */
    bool nul_bytes;                 /* set where a text held NUL bytes (they act as spaces); the caller resets it */
    tt__base_buffer scratch;        /* a word on its way to its surface form */
    tt__words_segmenter *segmenter; /* NULL until a script without spaces is met */
} tt__words_token_sink;

/* Append the tokens of n bytes of UTF-8 text.  A break never comes first, last, or twice in a row.
 *
 * A word begins with a letter and goes on with letters, digits and combining marks.  "don't" and "O'Brien" are one
 * word; a possessive 's is dropped, and so are elided articles (l' d' qu' dell').  Words joined by hyphens are one
 * token each, flagged from the second on; a short number joined to a word is one too ("covid-19").  "U.S.", "C++" and
 * "C#" are words.  Numbers, punctuation, blank lines, markup, mathematics, addresses and encoded data are breaks.  Time
 * O(n) on any bytes. */
tt_status tt__words_tokenize(tt__words_token_sink *sink, const char *text, size_t n);
/* Append a break, unless the sink's last token (of this document, which began at token `first`) is one already. */
tt_status tt__words_token_break(tt__words_token_sink *sink, int64_t first);
void tt__words_token_sink_free(tt__words_token_sink *sink);

#endif
