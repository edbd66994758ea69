/* Each thread goes through documents of its own, in two rounds: in the first it counts what it meets, in the second it
 * knows how many documents met that before its own did. */
#include "corpus/boilerplate/sample_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct stretch {
    int32_t from, to; /* documents */
    int32_t *met;     /* things: documents so far that have it, of those of this thread; in the second round of all */
    int32_t *last;    /* things: the last of them + 1 */
    bool samples;     /* the second round */
} stretch;

static int32_t step_of(const tt__corpus_pairs *s, int32_t thing)
{
    return s->documents[thing] / TT__CORPUS_SAMPLE > 1 ? s->documents[thing] / TT__CORPUS_SAMPLE : 1;
}

/* Document i has it: every so manieth of those that do is taken. */
static void meet(const tt__corpus_pairs *s, stretch *own, int32_t thing, int32_t i)
{
    if (thing < 0 || own->last[thing] == i + 1) return;
    own->last[thing] = i + 1;
    int32_t place = own->met[thing]++, step = step_of(s, thing);
    if (own->samples && place % step == 0 && place / step < TT__CORPUS_SAMPLE)
        s->doc[(int64_t)thing * TT__CORPUS_SAMPLE + place / step] = i;
}

/* Meets what is in document i; on the way, in the first round, marks what is in asides or repeats. */
static void visit(const tt__corpus_pairs *s, stretch *own, int32_t i)
{
    tt__corpus_windows w = {0};
    w.token = tt_corpus_tokens(s->corpus, i, &w.n);
    uint8_t *repeated = s->repeated + s->start[i];
    for (int64_t t = 0; t < w.n; t++) {
        bool aside = tt__corpus_is_quoted(w.token[t]);
        int32_t word = w.token[t] == TT_TOKEN_BREAK ? -1 : TT_TOKEN_WORD(w.token[t]);
        if (aside) repeated[t] = TT__CORPUS_REPEATED;
        if (word < 0 || s->number[word] < 0) continue; /* nearly all */
        if (s->aside[word] == 0 || aside) meet(s, own, s->number[word], i);
    }
    while (s->repeats->in_document[i] && tt__corpus_windows_next(&w)) {
        int32_t r = tt__corpus_repeat_of(s->repeats, w.key);
        if (r >= 0 && !own->samples) memset(repeated + w.begin, TT__CORPUS_REPEATED, (size_t)(w.at - w.begin));
        meet(s, own, r, i);
    }
}

static void visit_all(const tt__corpus_pairs *s, stretch *own, bool samples)
{
#pragma omp parallel for schedule(static, 1) num_threads(s->threads)
    for (int k = 0; k < s->threads; k++) {
        own[k].samples = samples;
        for (int32_t i = own[k].from; i < own[k].to; i++) visit(s, &own[k], i);
    }
}

/* met = how many were met before the documents of each thread; sampled = how many there will be. */
static void add_up(const tt__corpus_pairs *s, const stretch *own)
{
    for (int32_t thing = 0; thing < s->n; thing++) {
        int32_t before = 0;
        for (int k = 0; k < s->threads; k++) {
            int32_t met = own[k].met[thing];
            own[k].met[thing] = before;
            own[k].last[thing] = 0;
            before += met;
        }
        int32_t step = step_of(s, thing), sampled = (before + step - 1) / step;
        s->sampled[thing] = sampled < TT__CORPUS_SAMPLE ? sampled : TT__CORPUS_SAMPLE;
    }
}

tt_status tt__corpus_sample_pairs(const tt__corpus_pairs *sharing)
{
    size_t threads = (size_t)sharing->threads, n = (size_t)sharing->n;
    int32_t n_docs = tt_corpus_size(sharing->corpus);
    stretch *own = tt__base_calloc(threads, sizeof *own);
    int32_t *room = tt__base_calloc(2 * threads * n, sizeof *room);
    tt_status status = own && room ? TT_OK : TT_ERR_MEMORY;
    for (size_t k = 0; k < threads && status == TT_OK; k++)
        own[k] = (stretch){.from = (int32_t)((size_t)n_docs * k / threads),
                           .to = (int32_t)((size_t)n_docs * (k + 1) / threads),
                           .met = room + 2 * k * n,
                           .last = room + (2 * k + 1) * n};
    if (status == TT_OK) {
        visit_all(sharing, own, false);
        add_up(sharing, own);
        visit_all(sharing, own, true);
    }
    free(room);
    free(own);
    return status;
}
