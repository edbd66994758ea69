/* Labels level by level: a label is interned as (label one level up, name), so a path is never written out. */
#include "eval/label_levels.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/strmap.h"

static const char *const unlabelled[] = {"?"};

static const char *const *path_of(const tt_corpus *corpus, int32_t i, int32_t *n)
{
    const char *const *path = tt_corpus_path(corpus, i, n);
    if (*n > 0) return path;
    *n = 1;
    return unlabelled;
}

/* The longest path of any document; 0 where none has one. */
static int32_t deepest(const tt_corpus *corpus)
{
    int32_t depth = 0, n;
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        tt_corpus_path(corpus, i, &n);
        if (n > depth) depth = n;
    }
    return depth;
}

/* label: n documents at this level; up: at the level above, NULL at the top. */
static tt_status read_level(tt__eval_labelling *out, int32_t *label, const int32_t *up, int32_t depth,
                            const tt_corpus *corpus)
{
    tt__base_strmap names = {0};
    tt__base_buffer key = {0};
    tt_status status = TT_OK;
    for (int32_t i = 0; i < tt_corpus_size(corpus) && status == TT_OK; i++) {
        int32_t n;
        const char *const *path = path_of(corpus, i, &n);
        key.length = 0;
        /* a path that has ended has no name here, which no path that goes on can lack */
        status = depth < n ? tt__base_buffer_format(&key, "%d/%s", up ? up[i] : 0, path[depth])
                           : tt__base_buffer_format(&key, "%d", up ? up[i] : 0);
        if (status == TT_OK) status = tt__base_strmap_intern(&names, key.data, (size_t)key.length, &label[i]);
    }
    *out = (tt__eval_labelling){.label = label, .k = names.size};
    tt__base_buffer_free(&key);
    tt__base_strmap_free(&names);
    return status;
}

tt_status tt__eval_levels_read(tt__eval_levels *out, const tt_corpus *corpus)
{
    int32_t depth = deepest(corpus);
    size_t n = (size_t)tt_corpus_size(corpus);
    tt__eval_levels levels = {.level = tt__base_calloc((size_t)depth, sizeof *levels.level),
                              .label = tt__base_calloc(n * (size_t)depth, sizeof *levels.label)};
    tt_status status = levels.level && levels.label ? TT_OK : TT_ERR_MEMORY;
    for (int32_t d = 0; d < depth && status == TT_OK; d++) {
        int32_t *label = levels.label + n * (size_t)d;
        tt__eval_labelling level;
        status = read_level(&level, label, d ? label - n : NULL, d, corpus);
        bool repeats = levels.n_levels > 0 && level.k == levels.level[levels.n_levels - 1].k;
        if (!repeats) levels.level[levels.n_levels++] = level;
    }
    if (status < 0)
        tt__eval_levels_free(&levels);
    else
        *out = levels;
    return status;
}

void tt__eval_levels_free(tt__eval_levels *levels)
{
    free(levels->level);
    free(levels->label);
    *levels = (tt__eval_levels){0};
}
