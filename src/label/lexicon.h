/* The words of labels: terms that differ by inflection only are one *lexeme*, and every lexeme knows what it is good
 * for. */
#ifndef TT_LABEL_LEXICON_H
#define TT_LABEL_LEXICON_H

#include "topictree/weights.h"

#define TT__LABEL_NO_LEXEME ((int32_t)-1)

enum {
    TT__LABEL_GLUE = 1,         /* never in a label: "writes", "proposes", "based", numbers, ids */
    TT__LABEL_GENERIC = 2,      /* a last resort alone, good in phrases: "system", "new" */
    TT__LABEL_PART = 4,         /* never alone, but a part of phrases: first names */
    TT__LABEL_WEAK = 8,         /* an adverb or participle: the second choice alone, never ends a phrase */
    TT__LABEL_LONE_LETTER = 16, /* one letter: only before a hyphen, "x-ray" */
    TT__LABEL_BOUND =
        32 /* a verb or adjective, as documents use it: describes, but is no good name, never ends a phrase */
};

typedef struct tt__label_lexicon {
    int32_t n, n_words;
    int32_t *of_word; /* n_words: the word's lexeme, TT__LABEL_NO_LEXEME where it has none */
    int32_t *stem;    /* n: lexemes with the same stem share a number */
    uint8_t *kind;    /* n: flags from above */
} tt__label_lexicon;

tt_status tt__label_lexicon_build(tt__label_lexicon *out, const tt_corpus *corpus, const tt_vocab *vocab);
void tt__label_lexicon_free(tt__label_lexicon *lexicon);

/* English words for TT__LABEL_GLUE, TT__LABEL_GENERIC and TT__LABEL_PART, folded, with spaces between them. */
extern const char tt__label_glue_words[], tt__label_generic_words[], tt__label_part_words[];

/* The lists, and what tells parts of speech, are English: does document i read so, as far as is known? */
static inline bool tt__label_reads_english(const tt_vocab *vocab, int32_t i)
{
    const char *code = tt_language_code(vocab->doc_language[i]);
    return code[0] == '\0' || (code[0] == 'e' && code[1] == 'n');
}

#endif
