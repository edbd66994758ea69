/* Words: what a token is. */
#ifndef TOPICTREE_WORDS_H
#define TOPICTREE_WORDS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A token is a word id with flags.  TT_TOKEN_BREAK alone marks a place that no phrase crosses (punctuation, a number,
 * markup, the end of a title). */
#define TT_TOKEN_BREAK ((int32_t)-1)
#define TT_TOKEN_HYPHEN ((int32_t)1 << 30) /* joined to the token before it by a hyphen: "self-" "supervised" */
#define TT_TOKEN_ASIDE                                                                                                 \
    ((int32_t)1 << 29)                   /* in a quoted line, a signature, a line that says who wrote: names no topic */
#define TT_TOKEN_LINE ((int32_t)1 << 28) /* the first word of a line */
#define TT_TOKEN_FLAGS (TT_TOKEN_HYPHEN | TT_TOKEN_ASIDE | TT_TOKEN_LINE)
#define TT_TOKEN_WORD(token) ((token) & ~TT_TOKEN_FLAGS)

#ifdef __cplusplus
}
#endif
#endif
