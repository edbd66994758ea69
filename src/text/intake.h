/* From records to documents: gathers records into batches, parses and tokenises a batch in parallel, and hands the outcome
 * to the corpus in reading order. */
#ifndef TT_TEXT_INTAKE_H
#define TT_TEXT_INTAKE_H

#include "base/buffer.h"
#include "text/fields.h"
#include "text/source.h"
#include "text/tokenize.h"

#define TT__CHUNK_BYTES ((int64_t)512 << 10) /* what one thread takes at a time; never depends on the number of threads */
#define TT__CHUNKS 16
#define TT__BATCH_BYTES (TT__CHUNK_BYTES * TT__CHUNKS)

typedef enum tt__record_kind {
    TT__RECORD_FIELDS,
    TT__RECORD_JSON, /* still to be parsed: all of its bytes are in size[TT__TEXT] */
    TT__RECORD_BAD   /* size[TT__TEXT] holds the reason */
} tt__record_kind;

typedef struct tt__record {
    int64_t start;           /* of its bytes in the batch: id, title, text, path, one after another */
    int64_t size[TT__ROLES];
    int64_t line;            /* where it begins in its file, from 1; 0: not a matter of lines */
    int32_t file;            /* index into the intake's files, -1: added by the caller */
    tt__record_kind kind;
} tt__record;

/* What became of a record.  Offsets point into its chunk's text (title: titles), where each string is ended by a NUL. */
typedef struct tt__outcome {
    int64_t first_token, n_tokens;
    int64_t id, title, path, reason; /* -1: none */
    int64_t path_size;               /* bytes of path: labels joined by TT__LABEL_JOIN, no NUL */
    int64_t bytes;                   /* of text and title */
    bool has_word, invalid_utf8, nul_bytes;
} tt__outcome;

#define TT__LABEL_JOIN '\x1f' /* a control character, which no clean label holds */

/* The words of a thread, which reads one chunk after another with them: they stay in its cache, and from batch to batch, so that
 * most words of a chunk are known already and need no look-up in the corpus. */
typedef struct tt__lexis {
    tt__strmap words;
    int32_t *word;         /* words.size: the word in the corpus */
    int64_t n_mapped, word_capacity;
} tt__lexis;

/* The records of one batch that one thread reads. */
typedef struct tt__chunk {
    int64_t first_record, n_records;
    tt__token_sink sink;     /* its words are lent by the lexis, while the chunk is read */
    const tt__lexis *lexis;
    tt__buffer text;       /* ids, paths, reasons */
    tt__buffer titles;
    tt__buffer scratch;    /* of the parser: fields may point into it */
    tt__buffer line;       /* of a title in the making */
    int32_t *kept_token;   /* sink.n_tokens, words numbered as in the corpus: a block of the corpus */
    char *kept_titles;     /* titles: a block of the corpus */
    tt_status status;
} tt__chunk;

typedef struct tt__file {
    char *name;     /* as messages give it */
    char *fallback; /* the JSON field that is the text where no usual name is there; may be NULL */
    bool looked;    /* for a fallback */
} tt__file;

typedef struct tt__intake {
    tt_corpus *corpus;
    const tt_run *run;
    tt__field_names names;
    bool strict;
    bool keep_empty;       /* see tt_corpus_opts; kept ones have no tokens */
    tt__buffer bytes;
    tt__record *record;
    tt__outcome *outcome;
    int64_t n_records, record_capacity, outcome_capacity;
    tt__chunk chunk[TT__CHUNKS];
    tt__lexis lexis[TT__CHUNKS]; /* of each thread, and there are no more of them than chunks */
    tt__file *file;
    int64_t n_files, file_capacity;
    const tt__source *source; /* what is being read, for progress; NULL: documents are added one by one */
    double next_report;    /* seconds: progress is told no earlier */
} tt__intake;

/* The file that the next records come from. */
tt_status tt__intake_file(tt__intake *intake, const char *name);
/* Records of the current file.  The bytes are copied.  A full batch is worked off at once. */
tt_status tt__intake_json(tt__intake *intake, const char *bytes, size_t n, int64_t line);
tt_status tt__intake_fields(tt__intake *intake, const tt__fields *fields, int64_t line);
/* A record that is no good, for a reason known already. */
tt_status tt__intake_bad(tt__intake *intake, int64_t line, const char *reason);
/* Work off what is there. */
tt_status tt__intake_flush(tt__intake *intake);
void tt__intake_free(tt__intake *intake);

#endif
