/* From records to documents: gathers records into batches, parses and tokenises a batch in parallel, and gives the
 * outcome to its owner (the corpus) in reading order. */
#ifndef TT_CORPUS_BATCHES_H
#define TT_CORPUS_BATCHES_H

#include "base/buffer.h"
#include "corpus/store.h"
#include "read/json_record.h"
#include "read/sink.h"
#include "words/tokenize.h"

#define TT__CORPUS_CHUNK_BYTES                                                                                         \
    ((int64_t)256 << 10) /* what one thread takes at a time; never depends on the number of threads */
#define TT__CORPUS_CHUNKS 16
#define TT__CORPUS_BATCH_BYTES (TT__CORPUS_CHUNK_BYTES * TT__CORPUS_CHUNKS)

typedef enum tt__corpus_record_kind {
    TT__CORPUS_RECORD_FIELDS,
    TT__CORPUS_RECORD_JSON,       /* still to be parsed: all of its bytes are in size[TT__READ_TEXT] */
    TT__CORPUS_RECORD_BAD,        /* size[TT__READ_TEXT] holds the reason */
    TT__CORPUS_RECORD_JSON_LINES, /* whole lines, each of which that is not blank is a JSON record; all bytes are in
                                     size[TT__READ_TEXT] */
    TT__CORPUS_RECORD_TEXT_LINES  /* ... is the text of a document */
} tt__corpus_record_kind;

typedef struct tt__corpus_record {
    int64_t start; /* of its bytes in the batch: id, title, text, path, one after another */
    int64_t size[TT__READ_ROLES];
    int64_t line; /* where it begins in its file, from 1; 0: not a matter of lines.  Of lines: how many there are */
    int32_t file; /* index into the intake's files, -1: added by the caller */
    tt__corpus_record_kind kind;
} tt__corpus_record;

/* Records that are gathered and not worked off yet. */
typedef struct tt__corpus_batch {
    tt__base_buffer bytes;
    tt__corpus_record *record;
    int64_t n_records, capacity;
} tt__corpus_batch;

/* What became of a record.  Offsets point into its chunk's text (title: kept_titles), where each string is ended by a
 * NUL. */
typedef struct tt__corpus_outcome {
    int64_t record; /* in the batch */
    int64_t line;   /* as tt__corpus_record has it; in a record of lines from 0 */
    int64_t first_token, n_tokens;
    int64_t id, title, path, reason; /* -1: none */
    int64_t id_size;
    tt__base_strmap_key id_key;
    int64_t path_size; /* bytes of path: labels joined by TT__CORPUS_LABEL_JOIN, no NUL */
    int64_t bytes;     /* of text and title */
    bool has_word, invalid_utf8, nul_bytes;
} tt__corpus_outcome;

#define TT__CORPUS_LABEL_JOIN '\x1f' /* a control character, which no clean label holds */

/* What a thread reads one chunk after another with.  Its words stay in its cache, and from batch to batch, so that most
 * words of a chunk are known already and need no look-up in the corpus. */
typedef struct tt__corpus_reader {
    tt__words_token_sink sink;
    int32_t *word; /* sink.words.size: the word in the corpus */
    int64_t n_mapped, word_capacity;
    tt__base_buffer titles;
    tt__base_buffer scratch; /* of the parser: fields may point into it */
    tt__base_buffer line;    /* of a title in the making */
    tt__read_json_keys keys;
} tt__corpus_reader;

/* The records of one batch that one thread reads. */
typedef struct tt__corpus_chunk {
    int64_t first_record, n_records;
    tt__corpus_outcome *outcome; /* n_outcomes, in the order of the records */
    int64_t n_outcomes, outcome_capacity;
    tt__corpus_reader *reader; /* while it is read */
    tt__base_buffer text;      /* ids, paths, reasons */
    int32_t *kept_token;       /* words numbered as in the corpus: a block of the corpus */
    char *kept_titles;         /* a block of the corpus */
    tt_status status;
} tt__corpus_chunk;

typedef struct tt__corpus_file {
    char *name;     /* as messages give it */
    char *fallback; /* the JSON field that is the text where no usual name is there; may be NULL */
    bool looked;    /* for a fallback */
    int64_t lines;  /* in records of lines that were taken */
} tt__corpus_file;

typedef struct tt__corpus_batches tt__corpus_batches;
struct tt__corpus_batches {
    tt__corpus_store *store;
    void *owner; /* first argument of take and done */
    /* A chunk's records, in reading order, once all of its batch are read. */
    tt_status (*take)(void *owner, const tt__corpus_batches *batches, const tt__corpus_chunk *chunk);
    /* After the last chunk of a batch; share of the input that is read, negative where that is not known. */
    tt_status (*done)(void *owner, double share);
    const tt_run *run;
    tt__read_field_names names;
    bool no_asides;            /* no token gets TT_TOKEN_ASIDE */
    tt__corpus_batch gathered; /* what comes next ... */
    tt__corpus_batch batch;    /* ... while this is read */
    tt__corpus_chunk chunk[TT__CORPUS_CHUNKS];
    tt__corpus_reader reader[TT__CORPUS_CHUNKS]; /* one a thread; there are no more threads than chunks */
    tt__corpus_file *file;
    int64_t n_files, file_capacity;
    const tt__read_source *source; /* what is being read, for progress; NULL: documents are added one by one */
};

/* The file that the next records come from. */
tt_status tt__corpus_batches_file(tt__corpus_batches *batches, const char *name);
/* A record of the current file; the bytes are copied.  A full batch is read at once. */
tt_status tt__corpus_batches_fields(tt__corpus_batches *batches, const tt__read_fields *fields, int64_t line);
/* The same as a reader of a format sees it.  Lines are gathered while others are read, and cut apart by the workers. */
tt__read_sink tt__corpus_batches_sink(tt__corpus_batches *batches);
/* Read what is gathered. */
tt_status tt__corpus_batches_flush(tt__corpus_batches *batches);
void tt__corpus_batches_free(tt__corpus_batches *batches);

#endif
