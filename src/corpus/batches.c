/* A batch is read in two steps: (1) in parallel, the records of each chunk are parsed and tokenised with the
 * words of the thread that does it; one thread at a time, new words get their ids in the corpus and the chunk room
 * there, into which its tokens are then renumbered; meanwhile the calling thread reads what comes next before it joins
 * in; (2) the corpus takes the records in order.  The ids of words depend on which thread did what, until the
 * corpus is sealed and numbers them anew; nothing else does.
 *
 * While it reads, the corpus needs two batches of bytes (4 MB each), and for each thread 45 bytes a distinct word and
 * what a chunk becomes (some 400 KB). */
#include "corpus/batches.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "read/readers.h"
#include "words/utf8.h"

enum {
    TITLE_BYTES = 400,   /* of a title that is kept: more is no title */
    STAND_IN_BYTES = 80, /* of the text, where there is no title */
    READER_WORDS =
        1 << 15, /* one with more words starts afresh: bounds memory, and most words of a text are common ones */
    JOINED = 16, /* words that are looked up together */
    STAND_IN_LOOK = 8 * STAND_IN_BYTES
};

/* ---- gathering ---- */

tt_status tt__corpus_batches_file(tt__corpus_batches *batches, const char *name)
{
    tt_status status =
        tt__base_reserve(&batches->file, &batches->file_capacity, batches->n_files + 1, sizeof *batches->file);
    char *copy = status == TT_OK ? tt__base_strdup(name) : NULL;
    if (!copy) return TT_ERR_MEMORY;
    batches->file[batches->n_files++] = (tt__corpus_file){.name = copy};
    return TT_OK;
}

static bool is_full(const tt__corpus_batch *batch)
{
    return batch->bytes.length >= TT__CORPUS_BATCH_BYTES || batch->n_records >= TT__CORPUS_BATCH_BYTES / 16;
}

static tt_status put_record(tt__corpus_batches *batches, const tt__corpus_record *record)
{
    tt__corpus_batch *batch = &batches->gathered;
    tt_status status = tt__base_reserve(&batch->record, &batch->capacity, batch->n_records + 1, sizeof *batch->record);
    if (status == TT_OK) batch->record[batch->n_records++] = *record;
    return status;
}

static tt_status add(tt__corpus_batches *batches, tt__corpus_record_kind kind, const tt__read_fields *fields,
                     int64_t line)
{
    tt__base_buffer *bytes = &batches->gathered.bytes;
    tt__corpus_record record = {
        .start = bytes->length, .line = line, .file = (int32_t)batches->n_files - 1, .kind = kind};
    tt_status status = TT_OK;
    for (int role = 0; role < TT__READ_ROLES && status == TT_OK; role++) {
        record.size[role] = (int64_t)fields->of[role].n;
        status = tt__base_buffer_append(bytes, fields->of[role].at, fields->of[role].n);
    }
    if (status == TT_OK) status = put_record(batches, &record);
    return status == TT_OK && is_full(&batches->gathered) ? tt__corpus_batches_flush(batches) : status;
}

tt_status tt__corpus_batches_fields(tt__corpus_batches *batches, const tt__read_fields *fields, int64_t line)
{
    return add(batches, TT__CORPUS_RECORD_FIELDS, fields, line);
}

/* The first record of a file says which field is the text where none has a usual name. */
static tt_status look_for_text(tt__corpus_batches *batches, const char *bytes, size_t n)
{
    tt__corpus_file *file = &batches->file[batches->n_files - 1];
    if (file->looked) return TT_OK;
    file->looked = true;
    return tt__read_json_fallback(&file->fallback, bytes, n, &batches->names);
}

static tt_status put_fields(void *into, const tt__read_fields *fields, int64_t line)
{
    return tt__corpus_batches_fields(into, fields, line);
}

static tt_status put_json(void *into, const char *bytes, size_t n, int64_t line)
{
    tt__corpus_batches *batches = into;
    tt_status status = look_for_text(batches, bytes, n);
    return status == TT_OK
               ? add(batches, TT__CORPUS_RECORD_JSON, &(tt__read_fields){.of[TT__READ_TEXT] = {bytes, n}}, line)
               : status;
}

static tt_status put_bad(void *into, int64_t line, const char *reason)
{
    return add(into, TT__CORPUS_RECORD_BAD, &(tt__read_fields){.of[TT__READ_TEXT] = {reason, strlen(reason)}}, line);
}

/* Lines that are still to be gathered, and what came of it. */
typedef struct supply {
    tt__read_stream *stream; /* NULL: there is nothing to gather */
    tt__corpus_record_kind kind;
    bool more;
    tt_status status;
} supply;

/* The line from `from` on, without its end; *next: where the line after it begins. */
static tt__read_slice line_at(tt__read_slice lines, size_t from, size_t *next)
{
    const char *at = lines.at + from, *newline = memchr(at, '\n', lines.n - from);
    tt__read_slice line = {at, newline ? (size_t)(newline - at) : lines.n - from};
    *next = from + line.n + (newline != NULL);
    if (line.n && at[line.n - 1] == '\r') line.n--;
    return line;
}

static tt_status look_in_lines(tt__corpus_batches *batches, tt__read_slice lines)
{
    tt_status status = TT_OK;
    for (size_t from = 0; from < lines.n && status == TT_OK && !batches->file[batches->n_files - 1].looked;) {
        tt__read_slice line = line_at(lines, from, &from);
        if (!tt__read_is_blank(line)) status = look_for_text(batches, line.at, line.n);
    }
    return status;
}

/* As many records of lines as make a batch, if there are so many. */
static void gather(tt__corpus_batches *batches, supply *from)
{
    tt__base_buffer *bytes = &batches->gathered.bytes;
    while (from->status == TT_OK && from->more && !is_full(&batches->gathered)) {
        tt__corpus_record record = {.start = bytes->length, .file = (int32_t)batches->n_files - 1, .kind = from->kind};
        from->status = tt__read_stream_lines(from->stream, bytes, TT__CORPUS_CHUNK_BYTES);
        record.size[TT__READ_TEXT] = bytes->length - record.start;
        from->more = record.size[TT__READ_TEXT] > 0;
        if (from->status < 0 || !from->more) return;
        if (from->kind == TT__CORPUS_RECORD_JSON_LINES)
            from->status = look_in_lines(
                batches, (tt__read_slice){bytes->data + record.start, (size_t)record.size[TT__READ_TEXT]});
        if (from->status == TT_OK) from->status = put_record(batches, &record);
    }
}

/* ---- one record, on a worker ---- */

static tt_status put_reason(tt__corpus_chunk *chunk, tt__corpus_outcome *outcome, const char *reason, size_t n)
{
    outcome->reason = chunk->text.length;
    tt_status status = tt__base_buffer_append(&chunk->text, reason, n);
    return status == TT_OK ? tt__base_buffer_append(&chunk->text, "", 1) : status;
}

static tt_status put_id(tt__corpus_chunk *chunk, tt__corpus_outcome *outcome, tt__read_slice id)
{
    int64_t start = chunk->text.length;
    tt_status status = tt__words_utf8_clean(&chunk->text, id.at, id.n, &outcome->invalid_utf8);
    if (status < 0 || chunk->text.length == start) return status;
    outcome->id = start;
    outcome->id_size = chunk->text.length - start;
    outcome->id_key = tt__base_strmap_key_of(chunk->text.data + start, (size_t)outcome->id_size);
    return tt__base_buffer_append(&chunk->text, "", 1);
}

/* Labels come ended by NULs and leave joined by TT__CORPUS_LABEL_JOIN; an empty label is left out. */
static tt_status put_path(tt__corpus_chunk *chunk, tt__corpus_outcome *outcome, tt__read_slice path)
{
    int64_t start = chunk->text.length, end = start;
    tt_status status = TT_OK;
    for (size_t i = 0; i < path.n && status == TT_OK; i += strlen(path.at + i) + 1) {
        if (end > start && (status = tt__base_buffer_append(&chunk->text, (char[]){TT__CORPUS_LABEL_JOIN}, 1)) < 0)
            break;
        int64_t label = chunk->text.length;
        status = tt__words_utf8_clean(&chunk->text, path.at + i, strlen(path.at + i), &outcome->invalid_utf8);
        if (chunk->text.length > label) end = chunk->text.length;
        chunk->text.length = end;
    }
    if (status < 0 || end == start) return status;
    outcome->path = start;
    outcome->path_size = end - start;
    return tt__base_buffer_append(&chunk->text, "", 1);
}

/* The title as people see it: one line; where there is none, the text's first words stand in. */
static tt_status put_title(tt__corpus_chunk *chunk, tt__corpus_outcome *outcome, const tt__read_fields *fields)
{
    tt__read_slice title = fields->of[TT__READ_TITLE], text = fields->of[TT__READ_TEXT];
    bool ignored = false; /* the text's bytes are judged by the tokeniser */
    chunk->reader->line.length = 0;
    tt_status status = tt__words_utf8_clean(&chunk->reader->line, title.at, title.n, &outcome->invalid_utf8);
    size_t most = TITLE_BYTES;
    for (size_t look = STAND_IN_LOOK; status == TT_OK && chunk->reader->line.length == 0 && text.n > 0; look *= 16) {
        most = STAND_IN_BYTES;
        status = tt__words_utf8_clean(&chunk->reader->line, text.at, text.n < look ? text.n : look, &ignored);
        if (look >= text.n) break;
    }
    outcome->title = chunk->reader->titles.length;
    if (status == TT_OK)
        status = tt__words_utf8_shorten(&chunk->reader->titles, chunk->reader->line.data,
                                        (size_t)chunk->reader->line.length, most);
    return status == TT_OK ? tt__base_buffer_append(&chunk->reader->titles, "", 1) : status;
}

static tt_status tokenise(tt__corpus_chunk *chunk, tt__corpus_outcome *outcome, const tt__read_fields *fields)
{
    tt__words_token_sink *sink = &chunk->reader->sink;
    int64_t running = sink->n_running;
    outcome->first_token = sink->n_tokens;
    sink->invalid_utf8 = sink->nul_bytes = false;
    tt_status status = tt__words_tokenize(sink, fields->of[TT__READ_TITLE].at, fields->of[TT__READ_TITLE].n);
    if (status == TT_OK) status = tt__words_token_break(sink, outcome->first_token);
    if (status == TT_OK) status = tt__words_tokenize(sink, fields->of[TT__READ_TEXT].at, fields->of[TT__READ_TEXT].n);
    if (status < 0) return status;
    outcome->has_word = sink->n_running > running;
    if (sink->n_tokens > outcome->first_token && sink->token[sink->n_tokens - 1] == TT_TOKEN_BREAK) sink->n_tokens--;
    outcome->n_tokens = sink->n_tokens - outcome->first_token;
    outcome->invalid_utf8 |= sink->invalid_utf8;
    outcome->nul_bytes |= sink->nul_bytes;
    outcome->bytes = (int64_t)(fields->of[TT__READ_TITLE].n + fields->of[TT__READ_TEXT].n);
    return TT_OK;
}

static tt_status read_fields(tt__corpus_chunk *chunk, tt__corpus_outcome *outcome, const tt__read_fields *fields)
{
    tt_status status = tokenise(chunk, outcome, fields);
    if (status < 0) return status;
    if ((status = put_id(chunk, outcome, fields->of[TT__READ_ID])) < 0) return status;
    if ((status = put_path(chunk, outcome, fields->of[TT__READ_PATH])) < 0) return status;
    return put_title(chunk, outcome, fields);
}

static tt_status read_json(const tt__corpus_batches *batches, tt__corpus_chunk *chunk, tt__read_slice bytes,
                           int32_t file, tt__corpus_outcome *outcome)
{
    tt__read_json_record json = {0};
    tt__read_json_reader reader = {.names = &batches->names,
                                   .fallback = file >= 0 ? batches->file[file].fallback : NULL,
                                   .scratch = &chunk->reader->scratch,
                                   .keys = &chunk->reader->keys};
    chunk->reader->scratch.length = 0;
    tt_status status =
        tt__read_json_parse(&json, (char *)bytes.at, bytes.n, &reader); /* in the batch, which is ours to write */
    outcome->invalid_utf8 = json.lone_surrogate;
    outcome->nul_bytes = json.nul_bytes;
    if (status == TT_OK)
        status = json.reason[0] ? put_reason(chunk, outcome, json.reason, strlen(json.reason))
                                : read_fields(chunk, outcome, &json.fields);
    cJSON_Delete(json.tree);
    return status;
}

/* The next outcome, to be filled; NULL where memory is short. */
static tt__corpus_outcome *new_outcome(tt__corpus_chunk *chunk, int64_t record, int64_t line)
{
    if (tt__base_reserve(&chunk->outcome, &chunk->outcome_capacity, chunk->n_outcomes + 1, sizeof *chunk->outcome) < 0)
        return NULL;
    tt__corpus_outcome *outcome = &chunk->outcome[chunk->n_outcomes++];
    *outcome = (tt__corpus_outcome){.record = record, .line = line, .id = -1, .title = -1, .path = -1, .reason = -1};
    return outcome;
}

static tt_status read_lines(const tt__corpus_batches *batches, tt__corpus_chunk *chunk, int64_t r, tt__read_slice lines)
{
    tt__corpus_record *record = &batches->batch.record[r];
    tt_status status = TT_OK;
    for (size_t from = 0; from < lines.n && status == TT_OK; record->line++) {
        tt__read_slice line = line_at(lines, from, &from);
        if (tt__read_is_blank(line)) continue;
        tt__corpus_outcome *outcome = new_outcome(chunk, r, record->line);
        if (!outcome) return TT_ERR_MEMORY;
        if (record->kind == TT__CORPUS_RECORD_JSON_LINES)
            status = read_json(batches, chunk, line, record->file, outcome);
        else
            status = read_fields(chunk, outcome, &(tt__read_fields){.of[TT__READ_TEXT] = line});
    }
    return status;
}

static tt_status read_record(const tt__corpus_batches *batches, tt__corpus_chunk *chunk, int64_t r)
{
    const tt__corpus_record *record = &batches->batch.record[r];
    const char *at = batches->batch.bytes.data + record->start;
    tt__read_slice all = {at, (size_t)record->size[TT__READ_TEXT]};
    if (record->kind == TT__CORPUS_RECORD_JSON_LINES || record->kind == TT__CORPUS_RECORD_TEXT_LINES)
        return read_lines(batches, chunk, r, all);
    tt__corpus_outcome *outcome = new_outcome(chunk, r, record->line);
    if (!outcome) return TT_ERR_MEMORY;
    if (record->kind == TT__CORPUS_RECORD_JSON) return read_json(batches, chunk, all, record->file, outcome);
    if (record->kind == TT__CORPUS_RECORD_BAD) return put_reason(chunk, outcome, all.at, all.n);
    tt__read_fields fields;
    for (int role = 0; role < TT__READ_ROLES; at += record->size[role++])
        fields.of[role] = (tt__read_slice){at, (size_t)record->size[role]};
    return read_fields(chunk, outcome, &fields);
}

/* ---- a chunk, on a worker ---- */

/* The reader's new words get their ids in the corpus: some at a time, whose slots there are asked for before. */
static tt_status join_words(tt__base_strmap *all, tt__corpus_reader *reader)
{
    const tt__base_strmap *words = &reader->sink.words;
    tt__base_strmap_key key[JOINED];
    tt_status status = tt__base_reserve(&reader->word, &reader->word_capacity, words->size, sizeof *reader->word);
    while (status == TT_OK && reader->n_mapped < words->size) {
        int32_t from = (int32_t)reader->n_mapped, n = words->size - from < JOINED ? words->size - from : JOINED;
        for (int32_t k = 0; k < n; k++) {
            key[k] = tt__base_strmap_key_of(tt__base_strmap_string(words, from + k),
                                            tt__base_strmap_length(words, from + k));
            tt__base_strmap_fetch(all, key[k]);
        }
        for (int32_t k = 0; k < n && status == TT_OK; k++, reader->n_mapped++)
            status = tt__base_strmap_intern_key(all, key[k], tt__base_strmap_string(words, from + k),
                                                tt__base_strmap_length(words, from + k), &reader->word[from + k]);
    }
    return status;
}

static tt_status make_room(tt__corpus_store *store, tt__corpus_chunk *chunk)
{
    const tt__corpus_reader *reader = chunk->reader;
    chunk->kept_token = tt__corpus_store_block(store, (size_t)reader->sink.n_tokens * sizeof *chunk->kept_token);
    chunk->kept_titles = chunk->kept_token ? tt__corpus_store_block(store, (size_t)reader->titles.length) : NULL;
    return chunk->kept_titles ? TT_OK : TT_ERR_MEMORY;
}

static void keep_tokens(tt__corpus_chunk *chunk, bool no_asides)
{
    const tt__corpus_reader *reader = chunk->reader;
    int32_t flags = TT_TOKEN_FLAGS & ~(no_asides ? TT_TOKEN_ASIDE : 0);
    for (int64_t i = 0; i < reader->sink.n_tokens; i++) {
        int32_t token = reader->sink.token[i];
        chunk->kept_token[i] = token == TT_TOKEN_BREAK ? token : (reader->word[TT_TOKEN_WORD(token)] | (token & flags));
    }
    if (reader->titles.length) memcpy(chunk->kept_titles, reader->titles.data, (size_t)reader->titles.length);
}

static void reset_reader(tt__corpus_reader *reader)
{
    reader->sink.n_tokens = reader->sink.n_running = reader->titles.length = 0;
    if (reader->sink.words.size < READER_WORDS) return;
    tt__base_strmap_clear(&reader->sink.words);
    reader->n_mapped = 0;
}

static void read_chunk(const tt__corpus_batches *batches, tt__corpus_chunk *chunk, tt__corpus_reader *reader)
{
    chunk->status = TT_OK;
    chunk->reader = reader;
    for (int64_t i = 0; i < chunk->n_records && chunk->status == TT_OK; i++)
        chunk->status = read_record(batches, chunk, chunk->first_record + i);
    pthread_mutex_lock(&batches->store->lock);
    if (chunk->status == TT_OK) chunk->status = join_words(&batches->store->words, reader);
    if (chunk->status == TT_OK) chunk->status = make_room(batches->store, chunk);
    pthread_mutex_unlock(&batches->store->lock);
    if (chunk->status == TT_OK) keep_tokens(chunk, batches->no_asides);
    reset_reader(reader);
}

/* ---- a batch ---- */

/* Cut the batch into chunks: a record belongs to the one its first byte falls into. */
static int cut_chunks(tt__corpus_batches *batches)
{
    int n = 0;
    for (int64_t i = 0; i < batches->batch.n_records; i++) {
        int64_t c = batches->batch.record[i].start / TT__CORPUS_CHUNK_BYTES;
        if (c >= TT__CORPUS_CHUNKS) c = TT__CORPUS_CHUNKS - 1; /* many records without a byte at the batch's very end */
        for (; n <= c; n++) batches->chunk[n].first_record = i, batches->chunk[n].n_records = 0;
        batches->chunk[c].n_records++;
    }
    return n;
}

static void reset_chunk(tt__corpus_chunk *chunk)
{
    chunk->n_records = chunk->n_outcomes = 0;
    chunk->text.length = 0;
}

/* Step 1, on all threads; the first one gathers what comes next before it joins in. */
static void read_batch(tt__corpus_batches *batches, int n_chunks, int threads, supply *next)
{
#pragma omp parallel num_threads(threads)
    {
#pragma omp master
        gather(batches, next);
#pragma omp for schedule(dynamic, 1)
        for (int c = 0; c < n_chunks; c++)
            read_chunk(batches, &batches->chunk[c], &batches->reader[omp_get_thread_num()]);
    }
}

/* Step 2. */
static tt_status take_batch(tt__corpus_batches *batches, int n_chunks)
{
    tt__corpus_chunk *chunk = batches->chunk;
    tt_status status = TT_OK;
    for (int c = 0; c < n_chunks; c++)
        if (chunk[c].status < 0) return tt__base_fail(chunk[c].status, "out of memory while reading documents");
    for (int c = 0; c < n_chunks && status == TT_OK; c++) status = batches->take(batches->owner, batches, &chunk[c]);
    for (int c = 0; c < n_chunks; c++) reset_chunk(&chunk[c]);
    if (status == TT_OK)
        status = batches->done(batches->owner, batches->source ? tt__read_source_share(batches->source) : -1);
    return status;
}

/* Work off what is gathered, and gather what comes next. */
static tt_status work_off(tt__corpus_batches *batches, supply *next)
{
    tt__corpus_batch batch = batches->gathered;
    batches->gathered = batches->batch;
    batches->batch = batch;
    batches->gathered.n_records = batches->gathered.bytes.length = 0;
    int n_chunks = cut_chunks(batches), threads = tt__base_threads(batches->run, n_chunks, 1);
    read_batch(batches, n_chunks, threads, next);
    tt_status status = take_batch(batches, n_chunks);
    return status == TT_OK ? next->status : status;
}

tt_status tt__corpus_batches_flush(tt__corpus_batches *batches)
{
    return work_off(batches, &(supply){0});
}

static tt_status put_lines(void *into, tt__read_stream *stream, bool json)
{
    tt__corpus_batches *batches = into;
    tt__corpus_record_kind kind = json ? TT__CORPUS_RECORD_JSON_LINES : TT__CORPUS_RECORD_TEXT_LINES;
    supply next = {.stream = stream, .kind = kind, .more = true};
    gather(batches, &next);
    while (next.status == TT_OK && is_full(&batches->gathered)) next.status = work_off(batches, &next);
    return next.status;
}

tt__read_sink tt__corpus_batches_sink(tt__corpus_batches *batches)
{
    return (tt__read_sink){.into = batches,
                           .names = batches->names,
                           .fields = put_fields,
                           .json = put_json,
                           .bad = put_bad,
                           .lines = put_lines};
}

static void free_reader(tt__corpus_reader *reader)
{
    tt__words_token_sink_free(&reader->sink);
    tt__base_buffer_free(&reader->titles);
    tt__base_buffer_free(&reader->scratch);
    tt__base_buffer_free(&reader->line);
    free(reader->word);
}

void tt__corpus_batches_free(tt__corpus_batches *batches)
{
    for (int c = 0; c < TT__CORPUS_CHUNKS; c++) {
        tt__base_buffer_free(&batches->chunk[c].text);
        free(batches->chunk[c].outcome);
        free_reader(&batches->reader[c]);
    }
    for (int64_t i = 0; i < batches->n_files; i++) free(batches->file[i].name), free(batches->file[i].fallback);
    tt__base_buffer_free(&batches->gathered.bytes);
    tt__base_buffer_free(&batches->batch.bytes);
    free(batches->gathered.record);
    free(batches->batch.record);
    free(batches->file);
    *batches = (tt__corpus_batches){0};
}
