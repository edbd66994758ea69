/* From words to a vocabulary of terms, to counts, to TF-IDF. */
#ifndef TOPICTREE_WEIGHTS_H
#define TOPICTREE_WEIGHTS_H

#include "corpus.h"
#include "matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tt_vocab_opts {
    const char *language; /* "auto", an ISO 639-1 code such as "en" or "de", or "none" (no stop list, no stemmer) */
    const char *stopwords_file; /* NULL, or a file of one stop word a line (# starts a comment), used beside the
                                   built-in list */
    bool stem;                  /* Snowball stems as terms; labels still show words as written */
    double min_df;              /* a term stands in at least so many documents (>= 1), or in this share of them (< 1);
                                   0: 3 documents, 2 where there are fewer than 200, 1 where fewer than 20, or where
                                   no term would be left */
    double max_df;              /* ... and in at most this share of them (<= 1), or so many (> 1);
                                   0: half of them, all where there are fewer than 20, or where no term would be left
                                 */
} tt_vocab_opts;

/* A term is what the vectors count: a folded (case, compatibility forms, accents kept) and perhaps stemmed word.
 *
 * The terms that a corpus was found to have.  They are numbered by their bytes, so that the number of a term depends on
 * the set of terms alone, and two dictionaries merge like sorted lists.  A dictionary owns all that it points to and
 * needs no corpus once it is made. */
typedef struct tt_dictionary {
    int32_t n_terms;      /* v */
    int32_t n_docs;       /* n: documents of the corpus that it was made from */
    int32_t min_df;       /* every term stands in so many of them at least ... */
    int32_t max_df;       /* ... and in so many at most: what the options came to */
    char *text;           /* the terms as UTF-8, each ended by a NUL, bytewise ascending */
    int64_t *start;       /* n_terms: where term t begins in text */
    char *shown;          /* the same terms as people write them most often, each ended by a NUL */
    int64_t *shown_start; /* n_terms */
    int32_t *df;          /* n_terms: documents that hold the term */
    double *weight;  /* n_terms: what a term's frequency is multiplied with in a document's vector (idf^power); NULL
                        until a model is fitted */
    char *language;  /* as asked: "auto", "none" or an ISO 639-1 code */
    char *stopwords; /* words of the stop word file, one a line; "" where there was none */
    bool stem;
} tt_dictionary;

/* The words of a corpus as terms of a dictionary. */
typedef struct tt_vocab {
    const tt_dictionary *dictionary; /* own, or the one that the corpus was bound to */
    tt_dictionary *own;              /* made from this corpus: freed with the vocabulary; NULL otherwise */
    int32_t n_terms;                 /* v: the dictionary's */
    int32_t n_words;                 /* distinct words of the corpus */
    int32_t n_docs;                  /* n: documents of the corpus */
    int32_t *word_term;    /* n_words: the word's term, TT_NO_TERM where it has none (too rare, too common, too short, a
                              number, not in the dictionary) */
    uint32_t *word_stop;   /* n_words: bit l set where the word is a stop word of language l (see doc_language) */
    int32_t *term_word;    /* n_terms: the word people write most often for this term (ties to the lowest word); NULL
                              where the corpus was bound to a dictionary of another one */
    uint8_t *doc_language; /* n_docs: index of the language recognised, 0 = unknown */
    int32_t n_languages;   /* languages with a stop list, plus the unknown one */
} tt_vocab;

#define TT_NO_TERM ((int32_t)-1)

TT_API tt_vocab_opts tt_vocab_opts_default(void);
TT_API const char *tt_vocab_opts_check(const tt_vocab_opts *opts);

/* The terms of a corpus, and its words bound to them; out->own is the new dictionary.
 * Bounds that are asked for hold exactly; one that is left open gives way where no term would be left.
 * Errors: TT_ERR_IO (stopwords_file), TT_ERR_ARGUMENT (a language there is no list for; min_df above max_df; the corpus
 * is not sealed), TT_ERR_EMPTY (no term left: the message says how many terms stand in how many documents),
 * TT_ERR_MEMORY, TT_ERR_CANCELLED.  Time O(tokens), the same for any number of threads. */
TT_API tt_status tt_vocab_build(tt_vocab *out, const tt_corpus *corpus, const tt_vocab_opts *opts, const tt_run *run);
/* Bind the words of any sealed corpus to a dictionary, which is borrowed and must outlive out.  Words are folded,
 * stemmed and stopped as the dictionary's were; those that give no term of it have none.  For the corpus that the
 * dictionary was made from, word_term is what tt_vocab_build gave.  Errors: TT_ERR_ARGUMENT, TT_ERR_MEMORY,
 * TT_ERR_CANCELLED. Time O(tokens + words log v), the same for any number of threads. */
TT_API tt_status tt_vocab_bind(tt_vocab *out, const tt_dictionary *dictionary, const tt_corpus *corpus,
                               const tt_run *run);
TT_API void tt_vocab_free(tt_vocab *vocab);

/* The text of term t, 0..v-1, borrowed: folded and perhaps stemmed; and as people write it. */
TT_API const char *tt_dictionary_term(const tt_dictionary *dictionary, int32_t term);
TT_API const char *tt_dictionary_shown(const tt_dictionary *dictionary, int32_t term);
/* The term with this text (folded and stemmed already, n bytes), TT_NO_TERM where there is none.  Time O(log v). */
TT_API int32_t tt_dictionary_find(const tt_dictionary *dictionary, const char *text, size_t n);
TT_API void tt_dictionary_free(tt_dictionary *dictionary);

/* The ISO 639-1 code of language index l ("" for 0). */
TT_API const char *tt_language_code(int32_t language);
/* The term of one token in document i, TT_NO_TERM for breaks, stop words and words without a term. */
TT_API int32_t tt_vocab_term(const tt_vocab *vocab, int32_t i, int32_t token);

/* Term counts, n x v: val = how often the term stands in the document. */
TT_API tt_status tt_counts_build(tt_csr *out, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run);

typedef enum tt_tf { TT_TF_LOG, TT_TF_RAW, TT_TF_SQRT, TT_TF_BINARY } tt_tf;
typedef enum tt_idf { TT_IDF_PLAIN, TT_IDF_SMOOTH, TT_IDF_NONE } tt_idf;

typedef struct tt_weights_opts {
    tt_tf tf;   /* LOG: 1 + ln tf */
    tt_idf idf; /* PLAIN: ln(n / df); SMOOTH: ln((1 + n) / (1 + df)) + 1 */
    double
        idf_power; /* the idf is raised to this power, 0..10; negative: chosen by the number of documents, see below */
} tt_weights_opts;

TT_API tt_weights_opts tt_weights_opts_default(void);
TT_API const char *tt_weights_opts_check(const tt_weights_opts *opts);

/* The options with the power chosen for n documents: 1 for fifty and fewer, three tenths more for every tenfold, at
 * most 2. */
TT_API tt_weights_opts tt_weights_resolve(const tt_weights_opts *opts, int32_t n);

/* Turn counts into TF-IDF in place: tf * idf^power, rows to unit Euclidean length
 * (a row without terms stays zero, one whose terms all have idf 0 goes by its tf alone).
 * idf receives v values (caller frees with free()) unless NULL.  Salton & Buckley 1988,
 * doi:10.1016/0306-4573(88)90021-0. */
TT_API tt_status tt_weights_apply(tt_csr *counts, double **idf, const tt_weights_opts *opts, const tt_run *run);

#ifdef __cplusplus
}
#endif
#endif
