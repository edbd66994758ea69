/* The corpus from the inside. */
#ifndef TT_CORPUS_CORPUS_H
#define TT_CORPUS_CORPUS_H

#include "corpus/batches.h"
#include "topictree/corpus.h"

typedef struct tt__corpus_document {
    const char *id;       /* set when sealed */
    const char *title;    /* in one of the corpus's blocks */
    const int32_t *token; /* n_tokens, in one of the corpus's blocks */
    int32_t n_tokens;
    int32_t id_index; /* in ids, -1: a running number is given */
    int32_t path;     /* in paths, -1: none */
    int32_t file;     /* where it stood, until sealed */
    int64_t line;
} tt__corpus_document;

/* Tokens and titles stay where the batch put them (blocks): sealing sorts the documents, not what they point to.
 *
 * Memory of a sealed corpus: 4 bytes a token (a word or a break); 8 bytes and its letters + 1 a distinct word; 56
 * bytes, id and title a document.  Ten million documents of 60 words: 2.5 GB of tokens and about 1.5 GB beside them.
 * While it grows: 24 to 48 bytes more a distinct word and a document with an id, for looking them up; while it is
 * sealed, 80 bytes more a document if they have to be sorted.  Boilerplate takes 1 byte a document and up to 16 MB
 * where nothing comes again, else 1 byte more a token and 24 a word. */
struct tt_corpus {
    tt_run run;
    tt_corpus_stats stats;
    tt__corpus_store store;
    tt__base_strmap ids; /* of documents that have one of their own; then of all */
    tt__base_strmap
        paths; /* distinct label paths, labels joined by TT__CORPUS_LABEL_JOIN; once sealed each ended by a NUL */
    const char **label; /* once sealed: path p has label[path_start[p] .. path_start[p + 1]) */
    int64_t *path_start;
    tt__corpus_document *doc; /* n_docs */
    int64_t n_docs, doc_capacity;
    int64_t limit;              /* bytes of memory that the process may come to while it reads; 0: none */
    int64_t bad_shown;          /* bad records and duplicates that were reported */
    double next_report;         /* seconds: progress is told no earlier */
    tt_corpus_opts asked;       /* texts are the corpus's own */
    bool strict;                /* as tt_corpus_opts has them */
    bool drops_boilerplate;     /* when it is sealed */
    bool keep_empty;            /* documents without a word that are kept have no tokens */
    tt__corpus_batches batches; /* empty once sealed */
    bool sealed;
    bool broken; /* sealing failed half way: it can only be freed */
};

/* What every public function asks that reads a corpus: NULL, or a sentence for TT_ERR_ARGUMENT. */
const char *tt__corpus_sealed_check(const tt_corpus *corpus);

#endif
