/* Stop words: function words that carry no topic, per language.
 *
 * Languages have small indices: 0 is the unknown one (no built-in list), the others follow in the order of
 * tt__words_language_code().  A word's *stop mask* has bit l set where it is a stop word of language l. */
#ifndef TT_WORDS_STOPWORDS_H
#define TT_WORDS_STOPWORDS_H

#include "base/buffer.h"
#include "base/strmap.h"

#define TT__WORDS_LANGUAGES 16 /* the unknown one and those with a list */

/* ISO 639-1 code of language l, "" for 0 and out of range. */
const char *tt__words_language_code(int32_t language);
/* The index of a code, or -1. */
int32_t tt__words_language_index(const char *code);

typedef struct tt__words_stoplist {
    tt__base_strmap words; /* folded */
    uint32_t *mask;        /* words.size: stop mask of each */
    int64_t mask_capacity;
} tt__words_stoplist;

/* The built-in lists, folded. */
tt_status tt__words_stoplist_load(tt__words_stoplist *list);
/* Append the words of a stop word file, one a line; # starts a comment.  Errors: TT_ERR_IO, TT_ERR_MEMORY. */
tt_status tt__words_stopwords_of_file(tt__base_buffer *out, const char *path);
/* Add words, one a line; they count in every language, the unknown one included. */
tt_status tt__words_stoplist_add_lines(tt__words_stoplist *list, const char *lines);
/* The stop mask of n folded bytes, of which key is the tt__base_strmap_key_of(); 0 where they are no stop word. */
uint32_t tt__words_stoplist_mask(const tt__words_stoplist *list, const char *folded, size_t n, tt__base_strmap_key key);
void tt__words_stoplist_free(tt__words_stoplist *list);

/* The built-in lists: lines of words with a space between them, ended by NULL. */
extern const char *const tt__words_stopwords_en[];
extern const char *const tt__words_stopwords_de[];
extern const char *const tt__words_stopwords_fr[];
extern const char *const tt__words_stopwords_es[];
extern const char *const tt__words_stopwords_it[];
extern const char *const tt__words_stopwords_pt[];
extern const char *const tt__words_stopwords_nl[];
extern const char *const tt__words_stopwords_ru[];
extern const char *const tt__words_stopwords_zh[];
extern const char *const tt__words_stopwords_ja[];
extern const char *const tt__words_stopwords_ko[];
extern const char *const tt__words_stopwords_th[];
extern const char *const tt__words_stopwords_el[];
extern const char *const tt__words_stopwords_ar[];
extern const char *const tt__words_stopwords_hi[];

#endif
