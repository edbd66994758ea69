/* Writing model.tt: sections are collected as pointers, then header, directory and sections go out in one pass. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/outfile.h"
#include "base/run.h"
#include "model/file_format.h"

#define TREE(field) offsetof(tt_model, topics.tree.field)
#define DICTIONARY(field) offsetof(tt_model, dictionary.field)

const tt__model_array tt__model_arrays[] = {{"tree.parent", TREE(parent), TT__MODEL_OF_M, 4, 1},
                                            {"tree.next", TREE(next), TT__MODEL_OF_M, 4, 1},
                                            {"tree.children", TREE(n_children), TT__MODEL_OF_M, 4, 1},
                                            {"tree.level", TREE(level), TT__MODEL_OF_M, 4, 1},
                                            {"tree.begin", TREE(begin), TT__MODEL_OF_M, 4, 1},
                                            {"tree.end", TREE(end), TT__MODEL_OF_M, 4, 1},
                                            {"tree.height", TREE(height), TT__MODEL_OF_M, 8, 1},
                                            {"tree.id", TREE(id), TT__MODEL_OF_M, 1, TT_ID_SIZE},
                                            {"tree.order", TREE(order), TT__MODEL_OF_N, 4, 1},
                                            {"tree.leaf", TREE(leaf), TT__MODEL_OF_N, 4, 1},
                                            {"terms.start", DICTIONARY(start), TT__MODEL_OF_V, 8, 1},
                                            {"terms.shown_at", DICTIONARY(shown_start), TT__MODEL_OF_V, 8, 1},
                                            {"terms.df", DICTIONARY(df), TT__MODEL_OF_V, 4, 1},
                                            {"terms.weight", DICTIONARY(weight), TT__MODEL_OF_V, 8, 1},
                                            {"leaves.node", offsetof(tt_model, leaf_node), TT__MODEL_OF_K, 4, 1},
                                            {"sums.row", offsetof(tt_model, sums.ptr), TT__MODEL_OF_K1, 8, 1},
                                            {"sums.term", offsetof(tt_model, sums.idx), TT__MODEL_OF_NNZ, 4, 1},
                                            {"sums.tfidf", offsetof(tt_model, sums.val), TT__MODEL_OF_NNZ, 4, 1},
                                            {"sums.tf", offsetof(tt_model, words), TT__MODEL_OF_NNZ, 4, 1},
                                            {NULL, 0, TT__MODEL_OF_N, 0, 0}};

typedef struct writer {
    tt__model_section section[TT__MODEL_MOST_SECTIONS];
    const void *bytes[TT__MODEL_MOST_SECTIONS];
    void *made[TT__MODEL_MOST_SECTIONS]; /* to be freed; NULL where the bytes are the model's */
    uint32_t n;
    uint64_t end; /* of the last section */
} writer;

static uint64_t aligned(uint64_t at)
{
    return (at + TT__MODEL_ALIGN - 1) / TT__MODEL_ALIGN * TT__MODEL_ALIGN;
}

static const char zeros[TT__MODEL_ALIGN];

static void add(writer *w, const char *name, const void *bytes, size_t n, uint32_t width)
{
    tt__model_section *s = &w->section[w->n];
    *s = (tt__model_section){.bytes = n, .width = width};
    memcpy(s->name, name, strlen(name));
    s->check = (uint32_t)crc32_z(crc32_z(0, bytes, n), (const Bytef *)zeros, aligned(n) - n);
    w->bytes[w->n++] = bytes;
}

/* The same; the bytes are freed with the writer. */
static tt_status add_made(writer *w, const char *name, void *bytes, size_t n, uint32_t width)
{
    if (!bytes) return TT_ERR_MEMORY;
    w->made[w->n] = bytes;
    add(w, name, bytes, n, width);
    return TT_OK;
}

static void add_arrays(writer *w, const tt_model *m)
{
    const tt_tree *tree = &m->topics.tree;
    int32_t k = m->sums.n_rows;
    int64_t length[] = {
        [TT__MODEL_OF_N] = tree->n, [TT__MODEL_OF_M] = tree->m, [TT__MODEL_OF_V] = m->dictionary.n_terms,
        [TT__MODEL_OF_K] = k,       [TT__MODEL_OF_K1] = k + 1,  [TT__MODEL_OF_NNZ] = m->sums.ptr[k]};
    for (const tt__model_array *a = tt__model_arrays; a->name; a++) {
        const void *bytes;
        memcpy(&bytes, (const char *)m + a->offset, sizeof bytes);
        add(w, a->name, bytes, (size_t)length[a->length] * a->width * a->each, a->width);
    }
}

static tt_status add_counts(writer *w, const tt_model *m)
{
    const tt_topics *t = &m->topics;
    const tt_dictionary *d = &m->dictionary;
    const int64_t value[TT__MODEL_N_COUNTS] = {[TT__MODEL_N] = t->tree.n,
                                               [TT__MODEL_M] = t->tree.m,
                                               [TT__MODEL_V] = d->n_terms,
                                               [TT__MODEL_K] = m->sums.n_rows,
                                               [TT__MODEL_DOCS] = d->n_docs,
                                               [TT__MODEL_MIN_DF] = d->min_df,
                                               [TT__MODEL_MAX_DF] = d->max_df,
                                               [TT__MODEL_STEM] = d->stem,
                                               [TT__MODEL_SEED] = (int64_t)t->seed,
                                               [TT__MODEL_OUTLIERS] = t->tree.outliers,
                                               [TT__MODEL_SETTINGS] = t->n_settings,
                                               [TT__MODEL_COUNTS] = t->n_counts,
                                               [TT__MODEL_QUALITY] = t->n_quality,
                                               [TT__MODEL_EDITS] = t->n_edits};
    int64_t *counts = tt__base_calloc(TT__MODEL_N_COUNTS, sizeof *counts);
    if (counts) memcpy(counts, value, sizeof value);
    return add_made(w, "counts", counts, sizeof value, 8);
}

/* ---- documents ---- */

static tt_status add_documents(writer *w, const tt_topics *t)
{
    size_t n = (size_t)t->tree.n;
    float *score = tt__base_calloc(n, sizeof *score), *margin = tt__base_calloc(n, sizeof *margin);
    int32_t *runner_up = tt__base_calloc(n, sizeof *runner_up);
    for (size_t i = 0; i < n && score && margin && runner_up; i++) {
        score[i] = t->document[i].score;
        margin[i] = t->document[i].margin;
        runner_up[i] = t->document[i].runner_up;
    }
    tt_status a = add_made(w, "docs.score", score, n * sizeof *score, 4);
    tt_status b = add_made(w, "docs.margin", margin, n * sizeof *margin, 4);
    tt_status c = add_made(w, "docs.runner_up", runner_up, n * sizeof *runner_up, 4);
    return a < 0 ? a : b < 0 ? b : c;
}

/* ---- topics ---- */

/* Items of all topics: terms, representatives, neighbours. */
typedef struct totals {
    size_t terms, representatives, near;
} totals;

static totals totals_of(const tt_topics *t)
{
    totals all = {0};
    for (int32_t v = 0; v < t->tree.m; v++) {
        all.terms += (size_t)t->topic[v].n_terms;
        all.representatives += (size_t)t->topic[v].n_representatives;
        all.near += (size_t)t->topic[v].n_near;
    }
    return all;
}

enum { TERMS, REPRESENTATIVES, NEAR, SIZES };

static tt_status add_sizes(writer *w, const tt_topics *t)
{
    size_t m = (size_t)t->tree.m;
    int32_t *size = tt__base_calloc(SIZES * m, sizeof *size);
    double *cohesion = tt__base_calloc(m, sizeof *cohesion);
    float *at = tt__base_calloc(2 * m, sizeof *at);
    for (size_t v = 0; v < m && size && cohesion && at; v++) {
        const tt_topic *topic = &t->topic[v];
        size[SIZES * v + TERMS] = topic->n_terms;
        size[SIZES * v + REPRESENTATIVES] = topic->n_representatives;
        size[SIZES * v + NEAR] = topic->n_near;
        cohesion[v] = topic->cohesion;
        memcpy(at + 2 * v, topic->at, sizeof topic->at);
    }
    tt_status a = add_made(w, "topics.sizes", size, SIZES * m * sizeof *size, 4);
    tt_status b = add_made(w, "topics.cohesion", cohesion, m * sizeof *cohesion, 8);
    tt_status c = add_made(w, "topics.at", at, 2 * m * sizeof *at, 4);
    return a < 0 ? a : b < 0 ? b : c;
}

static tt_status add_items(writer *w, const tt_topics *t)
{
    totals all = totals_of(t), to = {0};
    double *weight = tt__base_calloc(all.terms, sizeof *weight);
    int32_t *document = tt__base_calloc(all.representatives, sizeof *document);
    int32_t *near = tt__base_calloc(all.near, sizeof *near);
    float *similarity = tt__base_calloc(all.near, sizeof *similarity);
    for (int32_t v = 0; v < t->tree.m && weight && document && near && similarity; v++) {
        const tt_topic *topic = &t->topic[v];
        for (int32_t i = 0; i < topic->n_terms; i++) weight[to.terms++] = topic->terms[i].weight;
        for (int32_t i = 0; i < topic->n_representatives; i++)
            document[to.representatives++] = topic->representative[i];
        for (int32_t i = 0; i < topic->n_near; i++, to.near++) {
            near[to.near] = topic->near[i].topic;
            similarity[to.near] = topic->near[i].similarity;
        }
    }
    tt_status a = add_made(w, "topics.weight", weight, all.terms * sizeof *weight, 8);
    tt_status b = add_made(w, "topics.typical", document, all.representatives * sizeof *document, 4);
    tt_status c = add_made(w, "topics.near", near, all.near * sizeof *near, 4);
    tt_status d = add_made(w, "topics.nearness", similarity, all.near * sizeof *similarity, 4);
    return a < 0 ? a : b < 0 ? b : c < 0 ? c : d;
}

/* ---- texts: strings one after another, each ended by a NUL ---- */

static tt_status append(tt__base_buffer *b, const char *text)
{
    return tt__base_buffer_append(b, text, strlen(text) + 1);
}

static tt_status append_settings(tt__base_buffer *b, const tt_setting *setting, int32_t n)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n && status == TT_OK; i++) {
        status = append(b, setting[i].key);
        if (status == TT_OK) status = append(b, setting[i].value);
    }
    return status;
}

static tt_status put_settings(tt__base_buffer *b, const tt_model *m)
{
    const tt_topics *t = &m->topics;
    tt_status status = append_settings(b, t->setting, t->n_settings);
    if (status == TT_OK) status = append_settings(b, t->count, t->n_counts);
    if (status == TT_OK) status = append_settings(b, t->quality, t->n_quality);
    return status == TT_OK ? append_settings(b, t->edit, t->n_edits) : status;
}

static tt_status put_ids(tt__base_buffer *b, const tt_model *m)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < m->topics.tree.n && status == TT_OK; i++) status = append(b, m->topics.document[i].id);
    return status;
}

static tt_status put_titles(tt__base_buffer *b, const tt_model *m)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < m->topics.tree.n && status == TT_OK; i++) status = append(b, m->topics.document[i].title);
    return status;
}

static tt_status put_names(tt__base_buffer *b, const tt_model *m)
{
    tt_status status = TT_OK;
    for (int32_t v = 0; v < m->topics.tree.m && status == TT_OK; v++) status = append(b, m->topics.topic[v].name);
    return status;
}

static tt_status put_labels(tt__base_buffer *b, const tt_model *m)
{
    tt_status status = TT_OK;
    for (int32_t v = 0; v < m->topics.tree.m; v++)
        for (int32_t i = 0; i < m->topics.topic[v].n_terms && status == TT_OK; i++)
            status = append(b, m->topics.topic[v].terms[i].text);
    return status;
}

static tt_status put_folding(tt__base_buffer *b, const tt_model *m)
{
    tt_status status = append(b, m->dictionary.language);
    return status == TT_OK ? append(b, m->dictionary.stopwords) : status;
}

static tt_status add_text(writer *w, const char *name, const tt_model *m,
                          tt_status (*put)(tt__base_buffer *, const tt_model *))
{
    tt__base_buffer b = {0};
    tt_status status = tt__base_buffer_append(&b, "", 0);
    if (status == TT_OK) status = put(&b, m);
    if (status == TT_OK) return add_made(w, name, b.data, (size_t)b.length, 1);
    tt__base_buffer_free(&b);
    return status;
}

/* The strings of a dictionary lie one after another already. */
static size_t text_bytes(const char *text, const int64_t *start, int32_t n)
{
    return n ? (size_t)start[n - 1] + strlen(text + start[n - 1]) + 1 : 0;
}

static tt_status add_texts(writer *w, const tt_model *m)
{
    const tt_dictionary *d = &m->dictionary;
    add(w, "terms.text", d->text, text_bytes(d->text, d->start, d->n_terms), 1);
    add(w, "terms.shown", d->shown, text_bytes(d->shown, d->shown_start, d->n_terms), 1);
    tt_status status = add_text(w, "terms.folding", m, put_folding);
    if (status == TT_OK) status = add_text(w, "docs.id", m, put_ids);
    if (status == TT_OK) status = add_text(w, "docs.title", m, put_titles);
    if (status == TT_OK) status = add_text(w, "topics.name", m, put_names);
    if (status == TT_OK) status = add_text(w, "topics.term", m, put_labels);
    return status == TT_OK ? add_text(w, "settings", m, put_settings) : status;
}

/* ---- the file ---- */

static tt_status collect(writer *w, const tt_model *m)
{
    add_arrays(w, m);
    add(w, "stats", &m->stats, sizeof m->stats, 8);
    tt_status status = add_counts(w, m);
    if (status == TT_OK) status = add_documents(w, &m->topics);
    if (status == TT_OK) status = add_sizes(w, &m->topics);
    if (status == TT_OK) status = add_items(w, &m->topics);
    return status == TT_OK ? add_texts(w, m) : status;
}

static tt__model_header lay_out(writer *w)
{
    tt__model_header header = {
        .magic = TT__MODEL_MAGIC, .byte_order = TT__MODEL_BYTE_ORDER, .version = TT__MODEL_VERSION, .n_sections = w->n};
    uint64_t at = aligned(sizeof header + w->n * sizeof *w->section);
    for (uint32_t s = 0; s < w->n; s++) {
        w->section[s].offset = at;
        at += aligned(w->section[s].bytes);
    }
    header.bytes = at;
    uLong check = crc32_z(0, (const Bytef *)&header, sizeof header);
    header.check = (uint32_t)crc32_z(check, (const Bytef *)w->section, w->n * sizeof *w->section);
    return header;
}

/* Errors of the stream are seen when the file is committed. */
static void put_padded(FILE *file, const void *bytes, uint64_t n)
{
    if (n) fwrite(bytes, 1, n, file);
    fwrite(zeros, 1, aligned(n) - n, file);
}

static void write_out(writer *w, FILE *file)
{
    tt__model_header header = lay_out(w);
    size_t directory = w->n * sizeof *w->section;
    fwrite(&header, 1, sizeof header, file);
    fwrite(w->section, 1, directory, file);
    fwrite(zeros, 1, aligned(sizeof header + directory) - sizeof header - directory, file);
    for (uint32_t s = 0; s < w->n; s++) put_padded(file, w->bytes[s], w->section[s].bytes);
}

tt_status tt_model_save(const tt_model *model, const char *path)
{
    const char *wrong = tt__base_call_check(model && path, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__base_outfile out = {0};
    writer w = {0};
    tt_status status = collect(&w, model);
    if (status == TT_OK) status = tt__base_outfile_open(&out, path);
    if (status == TT_OK) {
        write_out(&w, out.file);
        status = tt__base_outfile_commit(&out);
    }
    for (uint32_t s = 0; s < w.n; s++) free(w.made[s]);
    return status;
}
