/* The corpus: documents in reading order while it grows, in canonical order once it is sealed.
 * Invariant of a sealed corpus: ids strictly ascend bytewise, and word w stands for the first time no earlier than word
 * w-1. */
#include "corpus/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/machine.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/budget.h"

enum { MESSAGES = 20 /* bad records and duplicates that are told one by one */ };

tt_corpus_opts tt_corpus_opts_default(void)
{
    return (tt_corpus_opts){.format = TT_FORMAT_AUTO};
}

const char *tt_corpus_opts_check(const tt_corpus_opts *opts)
{
    if (!opts) return NULL;
    if ((int)opts->format < TT_FORMAT_AUTO || opts->format > TT_FORMAT_PARAGRAPHS)
        return "there is no such input format";
    if ((int)opts->boilerplate < TT_BOILERPLATE_DROP || opts->boilerplate > TT_BOILERPLATE_KEEP)
        return "boilerplate is either dropped or kept";
    if (opts->id_field && !*opts->id_field) return "the name of the id field is empty";
    if (opts->title_field && !*opts->title_field) return "the name of the title field is empty";
    if (opts->text_field && !*opts->text_field) return "the name of the text field is empty";
    if (opts->max_memory < 0) return "the limit of memory must not be negative";
    if (opts->label_field && !*opts->label_field) return "the name of the label field is empty";
    return NULL;
}

void tt_corpus_free(tt_corpus *corpus)
{
    if (!corpus) return;
    tt__corpus_batches_free(&corpus->batches);
    tt__base_strmap_free(&corpus->store.words);
    tt__base_strmap_free(&corpus->ids);
    tt__base_strmap_free(&corpus->paths);
    for (int64_t i = 0; i < corpus->store.n_blocks; i++) free(corpus->store.block[i]);
    free(corpus->store.block);
    pthread_mutex_destroy(&corpus->store.lock);
    free((char *)(uintptr_t)corpus->asked.id_field);
    free((char *)(uintptr_t)corpus->asked.title_field);
    free((char *)(uintptr_t)corpus->asked.text_field);
    free((char *)(uintptr_t)corpus->asked.label_field);
    free(corpus->doc);
    free(corpus->label);
    free(corpus->path_start);
    free(corpus);
}

/* ---- growing ---- */

/* Where a record stood. */
struct origin {
    int32_t file;
    int64_t line;
};

/* "file:line", or what comes nearest to it. */
static void where(char *out, size_t room, const tt__corpus_batches *batches, int32_t file, int64_t line)
{
    if (file < 0)
        snprintf(out, room, "document %lld", (long long)line);
    else if (line == 0)
        snprintf(out, room, "%s", batches->file[file].name);
    else
        snprintf(out, room, "%s:%lld", batches->file[file].name, (long long)line);
}

static void complain(tt_corpus *corpus, const char *place, const char *what)
{
    if (corpus->bad_shown++ < MESSAGES)
        tt__base_message(&corpus->run, TT_WARNING, "%s: %s", place, what);
    else if (corpus->bad_shown == MESSAGES + 1)
        tt__base_message(&corpus->run, TT_NOTE, "further bad records are counted, not shown");
}

static tt_status take_bad(tt_corpus *corpus, const tt__corpus_batches *batches, const struct origin *origin,
                          const char *reason)
{
    char place[512];
    where(place, sizeof place, batches, origin->file, origin->line);
    corpus->stats.bad_records++;
    if (corpus->strict) return tt__base_fail(TT_ERR_FORMAT, "%s: %s", place, reason);
    complain(corpus, place, reason);
    return TT_OK;
}

static void report_duplicate(tt_corpus *corpus, const tt__corpus_batches *batches, const struct origin *origin,
                             int32_t id)
{
    char place[512], first_place[300], what[512];
    const tt__corpus_document *first = corpus->doc;
    corpus->stats.duplicate_ids++;
    if (corpus->bad_shown > MESSAGES || !corpus->run.message) return; /* no message would be shown */
    while (first->id_index != id) first++;
    where(place, sizeof place, batches, origin->file, origin->line);
    where(first_place, sizeof first_place, batches, first->file, first->line);
    snprintf(what, sizeof what, "duplicate id \"%.150s\", first at %s", tt__base_strmap_string(&corpus->ids, id),
             first_place);
    complain(corpus, place, what);
}

/* The record's id and path as indices; *known is set where a document has this id already. */
static tt_status intern_names(tt_corpus *corpus, const tt__corpus_outcome *outcome, const char *text,
                              tt__corpus_document *doc, bool *known)
{
    tt_status status = TT_OK;
    *known = false;
    if (outcome->id >= 0) {
        int32_t before = corpus->ids.size;
        status = tt__base_strmap_intern_key(&corpus->ids, outcome->id_key, text + outcome->id, (size_t)outcome->id_size,
                                            &doc->id_index);
        *known = corpus->ids.size == before;
    }
    if (status == TT_OK && outcome->path >= 0 && !*known)
        status = tt__base_strmap_intern(&corpus->paths, text + outcome->path, (size_t)outcome->path_size, &doc->path);
    return status;
}

static tt_status take_document(tt_corpus *corpus, const tt__corpus_batches *batches, const struct origin *origin,
                               const tt__corpus_outcome *outcome, const tt__corpus_chunk *chunk)
{
    tt_status status = tt__base_reserve(&corpus->doc, &corpus->doc_capacity, corpus->n_docs + 1, sizeof *corpus->doc);
    if (status < 0) return status;
    if (corpus->n_docs >= INT32_MAX || outcome->n_tokens > INT32_MAX)
        return tt__base_fail(TT_ERR_FORMAT, "more than 2^31 documents, or words in one document");
    tt__corpus_document doc = {.title = chunk->kept_titles + outcome->title,
                               .token = chunk->kept_token + outcome->first_token,
                               .n_tokens = (int32_t)outcome->n_tokens,
                               .id_index = -1,
                               .path = -1,
                               .file = origin->file,
                               .line = origin->line};
    bool known;
    if ((status = intern_names(corpus, outcome, chunk->text.data, &doc, &known)) < 0) return status;
    if (known) {
        report_duplicate(corpus, batches, origin, doc.id_index);
        return TT_OK;
    }
    corpus->doc[corpus->n_docs++] = doc;
    return TT_OK;
}

static tt_status take_outcome(tt_corpus *corpus, const tt__corpus_batches *batches, const struct origin *origin,
                              const tt__corpus_outcome *outcome, const tt__corpus_chunk *chunk)
{
    tt_corpus_stats *stats = &corpus->stats;
    if (outcome->reason >= 0) return take_bad(corpus, batches, origin, chunk->text.data + outcome->reason);
    stats->read++;
    stats->bytes += outcome->bytes;
    stats->invalid_utf8 += outcome->invalid_utf8;
    stats->nul_bytes += outcome->nul_bytes;
    bool kept = outcome->has_word || (corpus->keep_empty && outcome->id >= 0);
    stats->empty += !kept;
    return kept ? take_document(corpus, batches, origin, outcome, chunk) : TT_OK;
}

/* Take over what became of a chunk's records, in order: counted, reported or kept as documents. */
static tt_status take(void *owner, const tt__corpus_batches *batches, const tt__corpus_chunk *chunk)
{
    tt_corpus *corpus = owner;
    tt_status status = TT_OK;
    int64_t o = 0;
    for (int64_t r = chunk->first_record; r < chunk->first_record + chunk->n_records && status == TT_OK; r++) {
        const tt__corpus_record *record = &batches->batch.record[r];
        bool lines = record->kind == TT__CORPUS_RECORD_JSON_LINES || record->kind == TT__CORPUS_RECORD_TEXT_LINES;
        int64_t before = lines ? batches->file[record->file].lines + 1 : 0;
        for (; o < chunk->n_outcomes && chunk->outcome[o].record == r && status == TT_OK; o++) {
            if (o + TT__BASE_STRMAP_AHEAD < chunk->n_outcomes)
                tt__base_strmap_fetch(&corpus->ids, chunk->outcome[o + TT__BASE_STRMAP_AHEAD].id_key);
            struct origin origin = {.file = record->file, .line = before + chunk->outcome[o].line};
            status = take_outcome(corpus, batches, &origin, &chunk->outcome[o], chunk);
        }
        if (lines) batches->file[record->file].lines += record->line;
    }
    return status;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* After a batch: the limit of memory, and progress at most ten times a second. */
static tt_status done(void *owner, double share)
{
    tt_corpus *corpus = owner;
    tt_status status = tt__corpus_check(corpus, share);
    if (status < 0 || !corpus->run.progress || seconds() < corpus->next_report) return status;
    corpus->next_report = seconds() + 0.1;
    return tt__base_progress(&corpus->run, "reading", share, corpus->n_docs, "documents");
}

static bool keep_text(const char **to, const char *text)
{
    *to = text ? tt__base_strdup(text) : NULL;
    return *to || !text;
}

static bool keep_options(tt_corpus *corpus, const tt_corpus_opts *opts)
{
    corpus->asked = *opts;
    bool all = keep_text(&corpus->asked.id_field, opts->id_field);
    all = keep_text(&corpus->asked.title_field, opts->title_field) && all;
    all = keep_text(&corpus->asked.text_field, opts->text_field) && all;
    return keep_text(&corpus->asked.label_field, opts->label_field) && all;
}

tt_status tt_corpus_new(tt_corpus **out, const tt_corpus_opts *opts, const tt_run *run)
{
    tt_corpus_opts defaults = tt_corpus_opts_default();
    if (!opts) opts = &defaults;
    const char *wrong = tt__base_call_check(out, run);
    if (!wrong) wrong = tt_corpus_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_corpus *corpus = tt__base_calloc(1, sizeof *corpus);
    if (!corpus) return TT_ERR_MEMORY;
    corpus->stats.boilerplate = -1;
    corpus->strict = opts->strict;
    corpus->keep_empty = opts->keep_empty;
    corpus->drops_boilerplate = opts->boilerplate == TT_BOILERPLATE_DROP;
    corpus->batches.no_asides = !corpus->drops_boilerplate;
    corpus->limit = tt__base_memory_limit(opts->max_memory);
    if (run) corpus->run = *run;
    pthread_mutex_init(&corpus->store.lock, NULL);
    corpus->batches.store = &corpus->store;
    corpus->batches.owner = corpus;
    corpus->batches.take = take;
    corpus->batches.done = done;
    corpus->batches.run = &corpus->run;
    if (!keep_options(corpus, opts)) {
        tt_corpus_free(corpus);
        return TT_ERR_MEMORY;
    }
    *out = corpus;
    return TT_OK;
}

static const char *check_document(const tt_document *document)
{
    if (document->n_path < 0) return "the number of labels must not be negative";
    bool given = (document->text || !document->text_bytes) && (document->path || !document->n_path);
    for (int32_t i = 0; i < document->n_path && given; i++) given = document->path[i];
    return tt__base_call_check(given, NULL);
}

tt_status tt_corpus_add(tt_corpus *corpus, const tt_document *document)
{
    const char *wrong = tt__base_call_check(corpus && document, NULL);
    if (!wrong && corpus->broken) wrong = tt__corpus_sealed_check(corpus);
    if (!wrong && corpus->sealed) wrong = "the corpus is sealed: no document can be added";
    if (!wrong) wrong = check_document(document);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__base_buffer path = {0};
    tt_status status = TT_OK;
    for (int32_t i = 0; i < document->n_path && status == TT_OK; i++)
        status = tt__base_buffer_append(&path, document->path[i], strlen(document->path[i]) + 1);
    if (status == TT_OK) {
        const char *id = document->id ? document->id : "", *title = document->title ? document->title : "";
        tt__read_fields fields = {{[TT__READ_ID] = {id, strlen(id)},
                                   [TT__READ_TITLE] = {title, strlen(title)},
                                   [TT__READ_TEXT] = {document->text, document->text_bytes},
                                   [TT__READ_PATH] = {path.data, (size_t)path.length}}};
        status = tt__corpus_batches_fields(&corpus->batches, &fields,
                                           corpus->stats.read + corpus->batches.gathered.n_records + 1);
    }
    tt__base_buffer_free(&path);
    return status;
}

tt_status tt_corpus_add_text(tt_corpus *corpus, const char *id, const char *title, const char *text)
{
    tt_document document = {.id = id, .title = title, .text = text, .text_bytes = text ? strlen(text) : 0};
    return tt_corpus_add(corpus, &document);
}
