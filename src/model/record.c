/* What a tree says of itself: the options in force, what became of the input, how good it is.  Values are JSON text. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "model/build.h"

typedef struct list {
    tt_setting *setting;
    int32_t n;
    int64_t capacity;
    tt_status status; /* the first failure; later additions do nothing */
} list;

/* Add key with value, which the list takes over (NULL: it could not be made). */
static void add(list *l, const char *key, char *value)
{
    if (l->status == TT_OK && !value) l->status = TT_ERR_MEMORY;
    if (l->status == TT_OK) l->status = tt__base_reserve(&l->setting, &l->capacity, l->n + 1, sizeof *l->setting);
    char *name = l->status == TT_OK ? tt__base_strdup(key) : NULL;
    if (!name) {
        l->status = TT_ERR_MEMORY;
        free(value);
        return;
    }
    l->setting[l->n++] = (tt_setting){name, value};
}

static char *made(tt__base_buffer *b, tt_status status)
{
    if (status == TT_OK) return b->data;
    tt__base_buffer_free(b);
    return NULL;
}

static void add_int(list *l, const char *key, int64_t value)
{
    tt__base_buffer b = {0};
    add(l, key, made(&b, tt__base_buffer_format(&b, "%lld", (long long)value)));
}

static void add_real(list *l, const char *key, double value)
{
    tt__base_buffer b = {0};
    add(l, key, made(&b, tt__base_buffer_format(&b, "%.6g", value)));
}

static void add_levels(list *l, const tt_tree *tree)
{
    tt__base_buffer b = {0};
    int32_t depth = 0;
    tt_status status = tt__base_buffer_format(&b, "[");
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->level[v] > depth) depth = tree->level[v];
    for (int32_t level = 1; level <= depth && status == TT_OK; level++) {
        int32_t nodes = 0;
        for (int32_t v = 0; v < tree->m; v++) nodes += tree->level[v] == level && !(v && v == tree->outliers);
        status = tt__base_buffer_format(&b, level > 1 ? ",%d" : "%d", nodes);
    }
    if (status == TT_OK) status = tt__base_buffer_format(&b, "]");
    add(l, "levels", made(&b, status));
}

static void add_options(list *l, const char *key, const tt_options *options)
{
    tt__base_buffer b = {0};
    add(l, key, made(&b, tt__model_options_json(&b, options)));
}

/* What the options came to.  A limit of memory changes the result only where terms were hashed to keep to it. */
static tt_options resolved_of(const tt__model_record_input *in)
{
    tt_options resolved = *in->asked;
    resolved.build = *in->opts;
    resolved.build.topics = in->n_leaves;
    resolved.build.vocab.min_df = in->vocab->dictionary->min_df;
    resolved.build.vocab.max_df = in->vocab->dictionary->max_df;
    resolved.build.max_memory = in->columns ? in->limit : 0;
    return resolved;
}

static void record_settings(list *l, const tt_topics *topics, const tt__model_record_input *in)
{
    tt__base_buffer hash = {0};
    tt_options resolved = resolved_of(in);
    add_options(l, "asked", in->asked);
    add_options(l, "resolved", &resolved);
    add_levels(l, &topics->tree);
    if (in->columns) add_int(l, "columns", in->columns);
    add(l, "input",
        made(&hash, tt__base_buffer_format(&hash, "\"%016llx\"", (unsigned long long)tt_corpus_hash(in->corpus))));
}

static int32_t count_outliers(const tt_tree *t)
{
    return t->outliers ? t->end[t->outliers] - t->begin[t->outliers] : 0;
}

static void record_counts(list *l, const tt__model_record_input *in, int32_t outliers)
{
    const tt_corpus_stats *s = tt_corpus_get_stats(in->corpus);
    add_int(l, "read", s->read);
    add_int(l, "bad_records", s->bad_records);
    add_int(l, "duplicate_ids", s->duplicate_ids);
    add_int(l, "empty", s->empty);
    add_int(l, "no_terms", in->rows->no_terms);
    add_int(l, "documents", in->rows->n_docs);
    add_int(l, "different", in->rows->x.n_rows);
    add_int(l, "outliers", outliers);
    add_int(l, "invalid_utf8", s->invalid_utf8);
    add_int(l, "nul_bytes", s->nul_bytes);
    add_int(l, "tokens", s->tokens);
    add_int(l, "boilerplate_tokens", s->boilerplate > 0 ? s->boilerplate : 0);
    add_int(l, "terms", in->vocab->n_terms);
}

static void record_quality(list *l, const tt_topics *topics, double objective)
{
    const tt_tree *t = &topics->tree;
    double cohesion = 0, score = 0,
           n = t->n - count_outliers(t); /* they are not in the topics: they do not speak for them */
    int64_t between = 0;
    for (int32_t v = 0; v < t->m; v++)
        if (t->n_children[v] == 0 && (v == 0 || v != t->outliers))
            cohesion += topics->topic[v].cohesion * (t->end[v] - t->begin[v]);
    for (int32_t i = 0; i < t->n; i++) {
        if (t->outliers && t->leaf[i] == t->outliers) continue;
        score += (double)topics->document[i].score;
        between += topics->document[i].margin < 0;
    }
    add_real(l, "objective", objective);
    add_real(l, "cohesion", cohesion / n);
    add_real(l, "score", score / n);
    add_real(l, "between_topics", (double)between / n);
}

static tt_status keep(list *l, tt_setting **setting, int32_t *n)
{
    *setting = l->setting; /* also when incomplete: freed with the topics */
    *n = l->n;
    return l->status;
}

tt_status tt__model_record(tt_topics *topics, const tt__model_record_input *in)
{
    list settings = {0}, counts = {0}, quality = {0};
    record_settings(&settings, topics, in);
    record_counts(&counts, in, count_outliers(&topics->tree));
    record_quality(&quality, topics, in->objective);
    tt_status first = keep(&settings, &topics->setting, &topics->n_settings);
    tt_status second = keep(&counts, &topics->count, &topics->n_counts);
    tt_status third = keep(&quality, &topics->quality, &topics->n_quality);
    return first < 0 ? first : second < 0 ? second : third;
}
