/* Colouring of a small graph: its vertices are leaves, its edges the pairs to keep apart, its colours the children of the root. */
#include "tree/tops.h"

#include <stdlib.h>

#include "base/memory.h"

enum { MOST_STEPS = 1000000 };

void tt__tops_free(tt__tops *tops)
{
    free(tops->leaf);
    free(tops->end);
    free(tops->home);
    free(tops->top);
    *tops = (tt__tops){0};
}

static int32_t leaf_at(tt__tops *t, int32_t leaf)
{
    for (int32_t i = 0; i < t->n; i++)
        if (t->leaf[i] == leaf) return i;
    t->leaf[t->n] = leaf;
    return t->n++;
}

tt_status tt__tops_alloc(tt__tops *out, const tt_apart *pair, int32_t n_pairs)
{
    size_t most = 2 * (size_t)n_pairs;
    tt__tops t = {.leaf = tt__calloc(most, sizeof *t.leaf), .end = tt__calloc(most, sizeof *t.end),
                  .home = tt__calloc(most, sizeof *t.home), .top = tt__calloc(most, sizeof *t.top)};
    if (!t.leaf || !t.end || !t.home || !t.top) {
        tt__tops_free(&t);
        return TT_ERR_MEMORY;
    }
    for (int32_t p = 0; p < n_pairs; p++) {
        if (!pair[p].held) continue;
        t.end[2 * t.n_pairs] = leaf_at(&t, pair[p].a);
        t.end[2 * t.n_pairs++ + 1] = leaf_at(&t, pair[p].b);
    }
    for (size_t i = 0; i < most; i++) t.home[i] = TT_NO_NODE;
    *out = t;
    return TT_OK;
}

static void exchange(int32_t *a, int32_t *b)
{
    int32_t was = *a;
    *a = *b;
    *b = was;
}

void tt__tops_order(tt__tops *t, int32_t *size)
{
    for (int32_t i = 0; i < t->n; i++) {
        int32_t best = i;
        for (int32_t j = i + 1; j < t->n; j++)
            if (size[j] > size[best] || (size[j] == size[best] && t->leaf[j] < t->leaf[best])) best = j;
        exchange(&size[i], &size[best]);
        exchange(&t->leaf[i], &t->leaf[best]);
        for (int32_t e = 0; e < 2 * t->n_pairs; e++) t->end[e] = t->end[e] == i ? best : t->end[e] == best ? i : t->end[e];
    }
}

/* ---- the search ---- */

/* One leaf's way through its tops. */
typedef struct turn {
    int32_t *choice; /* made when it is first wanted */
    int32_t n;
    int32_t at;      /* which to try next: home 0, a fresh one 1, the choices 2.., the fresh ones that are taken */
    int32_t opened;  /* fresh tops that those before it took */
} turn;

static bool apart(const tt__tops *t, int32_t i, int32_t top)
{
    for (int32_t p = 0; p < t->n_pairs; p++) {
        int32_t a = t->end[2 * p], b = t->end[2 * p + 1], other = a == i ? b : b == i ? a : i;
        if (other < i && t->top[other] == top) return false; /* those after it have none yet */
    }
    return true;
}

static tt_status look(turn *me, const tt__tops *t, int32_t i)
{
    if (me->choice) return TT_OK;
    me->choice = tt__calloc((size_t)t->tops + 1, sizeof *me->choice);
    if (!me->choice) return TT_ERR_MEMORY;
    me->n = t->choices ? t->choices(me->choice, i, t->user) : 0;
    return me->n < 0 ? (tt_status)me->n : TT_OK;
}

/* The next top that it tries, TT_NO_NODE where it has none left (or just now none). */
static tt_status next_top(int32_t *top, bool *more, turn *me, const tt__tops *t, int32_t i)
{
    int32_t at = me->at++;
    *top = TT_NO_NODE;
    *more = true;
    if (at == 0) *top = t->home[i];
    if (at == 1 && me->opened < t->fresh) *top = t->tops + me->opened;
    if (at < 2) return TT_OK;
    tt_status status = look(me, t, i);
    if (status < 0) return status;
    if (at - 2 < me->n) *top = me->choice[at - 2];
    else if (at - 2 - me->n < me->opened) *top = t->tops + at - 2 - me->n;
    else *more = false;
    return TT_OK;
}

/* Leaf i takes a top, or *more is false. */
static tt_status take(tt__tops *t, turn *me, int32_t i, bool *more)
{
    tt_status status = TT_OK;
    int32_t top = TT_NO_NODE;
    *more = true;
    while (status == TT_OK && *more && (top == TT_NO_NODE || !apart(t, i, top))) status = next_top(&top, more, me, t, i);
    t->top[i] = top;
    return status;
}

tt_status tt__tops_find(bool *found, tt__tops *tops)
{
    turn *turns = tt__calloc((size_t)tops->n + 1, sizeof *turns);
    tt_status status = turns ? TT_OK : TT_ERR_MEMORY;
    int32_t i = 0;
    for (int32_t step = 0; step < MOST_STEPS && i >= 0 && i < tops->n && status == TT_OK; step++) {
        bool more;
        status = take(tops, &turns[i], i, &more);
        if (status == TT_OK && more) {
            turns[i + 1].at = 0;
            turns[i + 1].opened = turns[i].opened + (tops->top[i] == tops->tops + turns[i].opened);
            i++;
        } else i--;
    }
    *found = status == TT_OK && i == tops->n;
    for (int32_t l = 0; turns && l < tops->n; l++) free(turns[l].choice);
    free(turns);
    return status;
}

tt_status tt__apart_possible(bool *possible, const tt_apart *pair, int32_t n, int32_t most)
{
    tt__tops tops;
    tt_status status = tt__tops_alloc(&tops, pair, n);
    if (status < 0) return status;
    tops.fresh = most;
    status = tt__tops_find(possible, &tops);
    tt__tops_free(&tops);
    return status;
}
