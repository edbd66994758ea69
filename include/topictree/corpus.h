/* The corpus: from files or memory to documents as sequences of tokens.
 *
 * A corpus holds, per document, its id, title, ground-truth labels and its words as a sequence of word ids.  The text
 * itself is read once and dropped.  A *word* is a distinct surface form exactly as it stands in the text ("Galaxies",
 * "galaxies" and "galaxy" are three words); folding, stop words and stemming happen later, once per distinct word. */
#ifndef TOPICTREE_CORPUS_H
#define TOPICTREE_CORPUS_H

#include "read.h"
#include "words.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tt_corpus tt_corpus;

typedef enum tt_boilerplate { TT_BOILERPLATE_DROP, TT_BOILERPLATE_KEEP } tt_boilerplate;

/* The first five go for what tt_corpus_read() reads, the others for documents from memory too. */
typedef struct tt_corpus_opts {
    tt_format format;
    const char *id_field;       /* NULL: the first of id, _id, doc_id, key, uid, number, url that is there */
    const char *title_field;    /* NULL: the first of title, headline, subject, name, heading */
    const char *text_field;     /* NULL: text, abstract, body, content, description, summary, ... */
    const char *label_field;    /* NULL: path; the ground truth, read for `eval` alone */
    bool strict;                /* the first bad record is an error instead of a counted warning */
    tt_boilerplate boilerplate; /* DROP: tt_corpus_drop_boilerplate() when the corpus is sealed; KEEP: no token is an
                                   aside either */
    int64_t max_memory;         /* bytes that the process may come to; 0: what is free when the corpus is made */
    bool keep_empty; /* a document without a word is kept all the same (without tokens), if it has an id: `eval` counts
                        it as missing */
} tt_corpus_opts;

/* One document as a caller adds it.  Strings are UTF-8; invalid bytes are replaced by U+FFFD and counted. */
typedef struct tt_document {
    const char *id;    /* NULL or "": a running number is given */
    const char *title; /* may be NULL */
    const char *text;  /* text_bytes bytes, may hold NUL bytes (they count as spaces); may be NULL when 0 */
    size_t text_bytes;
    const char *const *path; /* n_path labels from the top to the leaf, may be NULL when 0 */
    int32_t n_path;
} tt_document;

/* What became of the input.  read = documents + empty + duplicate_ids. */
typedef struct tt_corpus_stats {
    int64_t bytes;         /* of text and titles */
    int64_t read;          /* well-formed records */
    int64_t documents;     /* kept: tt_corpus_size() */
    int64_t bad_records;   /* malformed, reported and skipped */
    int64_t empty;         /* left out since they have no word */
    int64_t duplicate_ids; /* the first one read is kept: the one place where the order of the input matters */
    int64_t invalid_utf8;  /* documents with invalid bytes, which were replaced */
    int64_t nul_bytes;     /* documents with NUL bytes, which were taken as spaces */
    int64_t files;         /* opened (members of archives and folders included) */
    int64_t tokens;        /* words in running text */
    int64_t boilerplate;   /* of these, left out as boilerplate; -1: it was not looked for */
    int64_t wordless;      /* of documents, those without a word (keep_empty) */
} tt_corpus_stats;

TT_API tt_corpus_opts tt_corpus_opts_default(void);
/* NULL, or a sentence that says what is wrong with the options. */
TT_API const char *tt_corpus_opts_check(const tt_corpus_opts *opts);

/* Read every input (a file, a folder, "-" for standard input; compressed and archived ones too) into one corpus.
 * Errors: TT_ERR_IO (file: reason), TT_ERR_FORMAT (strict, or nothing recognisable), TT_ERR_EMPTY, TT_ERR_MEMORY,
 * TT_ERR_CANCELLED. The words, ids and titles of all documents are held in memory: TT_ERR_MEMORY, with the figures, as
 * soon as they are more than max_memory lets be.  That depends on the documents alone, not on the number of threads.
 * Bad records are reported through run->message as "file:line: reason" (the first 20; all are counted). */
TT_API tt_status tt_corpus_read(tt_corpus **out, const char *const *inputs, int32_t n_inputs,
                                const tt_corpus_opts *opts, const tt_run *run);

/* Or build one document by document; opts NULL: defaults.  tt_corpus_add copies what it needs; texts are tokenised in
 * batches, in parallel.  tt_corpus_seal puts the documents into canonical order (by id, bytewise), numbers the words by
 * their first appearance in that order, and drops boilerplate where the options say so: the same corpus comes from
 * memory as from a file of these documents.  A second time it does nothing.  tt_build() seals what is not sealed; every
 * other function that reads a corpus refuses one that is not (TT_ERR_ARGUMENT).  A corpus whose sealing failed can only
 * be freed.  Errors: TT_ERR_ARGUMENT, TT_ERR_FORMAT (more than 2^31 documents), TT_ERR_MEMORY, TT_ERR_CANCELLED. */
TT_API tt_status tt_corpus_new(tt_corpus **out, const tt_corpus_opts *opts, const tt_run *run);
TT_API tt_status tt_corpus_add(tt_corpus *corpus, const tt_document *document);
/* The same for a document without labels; texts end with a NUL, id and title may be NULL. */
TT_API tt_status tt_corpus_add_text(tt_corpus *corpus, const char *id, const char *title, const char *text);
TT_API tt_status tt_corpus_seal(tt_corpus *corpus);
/* Leave out what many documents have word for word in common although they are otherwise unlike: signatures, licence
 * footers, stock sentences.  Ten words and more, in one document of a thousand and ten at least, whose documents are no
 * more alike in the rest of their words than documents that share one word as rare
 * (src/corpus/boilerplate/boilerplate.c says how that is measured).  Words of asides (TT_TOKEN_ASIDE; lines that stand
 * in several documents become some) go where their documents are alike by chance alone. Of a sealed corpus; no document
 * loses all its words.  The same for any number of threads.  Time O(tokens). Errors: TT_ERR_ARGUMENT (not sealed),
 * TT_ERR_MEMORY; the corpus is then as it was, but for lines marked as asides. */
TT_API tt_status tt_corpus_drop_boilerplate(tt_corpus *corpus);
TT_API void tt_corpus_free(tt_corpus *corpus); /* NULL is fine */

/* Readers of a sealed corpus; i in 0..n-1, word in 0..words-1.  Of one that is not sealed (or NULL), and of what is not
 * there, they give 0, NULL for lists, "" for texts, and counts of nothing. */
TT_API int32_t tt_corpus_size(const tt_corpus *corpus);
TT_API const char *tt_corpus_id(const tt_corpus *corpus, int32_t i);
TT_API const char *tt_corpus_title(const tt_corpus *corpus,
                                   int32_t i); /* the first words of the text where it has none */
const char *const *tt_corpus_path(const tt_corpus *corpus, int32_t i, int32_t *n);      /* ground truth, *n may be 0 */
TT_API const int32_t *tt_corpus_tokens(const tt_corpus *corpus, int32_t i, int64_t *n); /* title, break, text */
TT_API int32_t tt_corpus_words(const tt_corpus *corpus);
TT_API const char *tt_corpus_word(const tt_corpus *corpus, int32_t word);
TT_API const tt_corpus_stats *tt_corpus_get_stats(const tt_corpus *corpus);

/* A number made of ids, titles and words of a sealed corpus in canonical order: the same for the same documents,
 * whatever their order, files and format, and for any number of threads; other documents give another one but for a
 * chance of 2^-64.  0 where the corpus is empty or not sealed.  Time O(tokens). */
TT_API uint64_t tt_corpus_hash(const tt_corpus *corpus);

#ifdef __cplusplus
}
#endif
#endif
