/* Colouring of a small graph: its vertices are leaves, its edges the pairs to keep apart, its colours the children of
 * the root. Exact, by backtracking that skips vertices without a part in the failure (conflict-directed backjumping:
 * Prosser 1993, doi:10.1111/j.1467-8640.1993.tb00310.x).  Unused colours are interchangeable, so that only the first of
 * them is tried. */
#include "tree/colour_branches.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { MOST_STEPS = 200000 };

void tt__tree_colours_free(tt__tree_colours *tops)
{
    free(tops->leaf);
    free(tops->end);
    free(tops->home);
    free(tops->top);
    *tops = (tt__tree_colours){0};
}

static int32_t leaf_at(tt__tree_colours *t, int32_t leaf)
{
    for (int32_t i = 0; i < t->n; i++)
        if (t->leaf[i] == leaf) return i;
    t->leaf[t->n] = leaf;
    return t->n++;
}

tt_status tt__tree_colours_alloc(tt__tree_colours *out, const tt_cannot_link *pair, int32_t n_pairs)
{
    size_t most = 2 * (size_t)n_pairs;
    tt__tree_colours t = {.leaf = tt__base_calloc(most, sizeof *t.leaf),
                          .end = tt__base_calloc(most, sizeof *t.end),
                          .home = tt__base_calloc(most, sizeof *t.home),
                          .top = tt__base_calloc(most, sizeof *t.top)};
    if (!t.leaf || !t.end || !t.home || !t.top) {
        tt__tree_colours_free(&t);
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

void tt__tree_colours_order(tt__tree_colours *t, int32_t *size)
{
    for (int32_t i = 0; i < t->n; i++) {
        int32_t best = i;
        for (int32_t j = i + 1; j < t->n; j++)
            if (size[j] > size[best] || (size[j] == size[best] && t->leaf[j] < t->leaf[best])) best = j;
        exchange(&size[i], &size[best]);
        exchange(&t->leaf[i], &t->leaf[best]);
        for (int32_t e = 0; e < 2 * t->n_pairs; e++)
            t->end[e] = t->end[e] == i ? best : t->end[e] == best ? i : t->end[e];
    }
}

/* ---- the search ---- */

/* One leaf's way through its tops. */
typedef struct turn {
    int32_t *choice; /* made when it is first wanted */
    int32_t n;
    int32_t at;     /* which to try next: home 0, a fresh one 1, the choices 2.., the fresh ones that are taken */
    int32_t opened; /* fresh tops that those before it took */
    bool *blame;    /* n: those before it that leave it none */
} turn;

/* The first leaf before i that has this top and is to be apart from i; -1: there is none. */
static int32_t find_blocker(const tt__tree_colours *t, int32_t i, int32_t top)
{
    int32_t first = -1;
    for (int32_t p = 0; p < t->n_pairs; p++) {
        int32_t a = t->end[2 * p], b = t->end[2 * p + 1], other = a == i ? b : b == i ? a : i;
        if (other < i && t->top[other] == top && (first < 0 || other < first))
            first = other; /* those after it have none yet */
    }
    return first;
}

static tt_status look(turn *me, const tt__tree_colours *t, int32_t i)
{
    if (me->choice) return TT_OK;
    me->choice = tt__base_calloc((size_t)t->tops + 1, sizeof *me->choice);
    if (!me->choice) return TT_ERR_MEMORY;
    me->n = t->choices ? t->choices(me->choice, i, t->user) : 0;
    return me->n < 0 ? (tt_status)me->n : TT_OK;
}

/* The next top that it tries, TT_NO_NODE where there is none of that kind; *more is false after the last. */
static tt_status next_top(int32_t *top, bool *more, turn *me, const tt__tree_colours *t, int32_t i)
{
    int32_t at = me->at++;
    *top = TT_NO_NODE;
    if (at == 0) *top = t->home[i];
    if (at == 1 && me->opened < t->fresh) *top = t->tops + me->opened;
    if (at < 2) return TT_OK;
    tt_status status = look(me, t, i);
    if (status < 0) return status;
    if (at - 2 < me->n)
        *top = me->choice[at - 2];
    else if (at - 2 - me->n < me->opened)
        *top = t->tops + at - 2 - me->n;
    else
        *more = false;
    return TT_OK;
}

/* Leaf i takes a top, or has none (TT_NO_NODE) and knows whom to blame. */
static tt_status take(tt__tree_colours *t, turn *me, int32_t i)
{
    bool more = true;
    tt_status status = TT_OK;
    t->top[i] = TT_NO_NODE;
    while (status == TT_OK && more && t->top[i] == TT_NO_NODE) {
        int32_t top;
        status = next_top(&top, &more, me, t, i);
        int32_t blocker = top == TT_NO_NODE ? -1 : find_blocker(t, i, top);
        if (blocker >= 0)
            me->blame[blocker] = true;
        else
            t->top[i] = top;
    }
    return status;
}

/* Backjump to the deepest conflicting vertex and merge the conflict sets; -1: there is none. */
static int32_t jump_back(turn *turns, int32_t i)
{
    int32_t to = i - 1;
    while (to >= 0 && !turns[i].blame[to]) to--;
    for (int32_t j = 0; j < to; j++) turns[to].blame[j] = turns[to].blame[j] || turns[i].blame[j];
    return to;
}

static tt_status turns_new(turn **out, int32_t n)
{
    turn *turns = *out = tt__base_calloc((size_t)n + 1, sizeof *turns);
    if (!turns) return TT_ERR_MEMORY;
    for (int32_t i = 0; i <= n; i++)
        if (!(turns[i].blame = tt__base_calloc((size_t)n + 1, sizeof *turns[i].blame))) return TT_ERR_MEMORY;
    return TT_OK;
}

static void turns_free(turn *turns, int32_t n)
{
    for (int32_t i = 0; turns && i <= n; i++) {
        free(turns[i].choice);
        free(turns[i].blame);
    }
    free(turns);
}

tt_status tt__tree_colours_find(bool *found, tt__tree_colours *tops)
{
    turn *turns = NULL;
    tt_status status = turns_new(&turns, tops->n);
    int32_t i = 0;
    for (int32_t step = 0; step < MOST_STEPS && i >= 0 && i < tops->n && status == TT_OK; step++) {
        status = take(tops, &turns[i], i);
        if (tops->top[i] == TT_NO_NODE) {
            i = jump_back(turns, i);
            continue;
        }
        int32_t opened = turns[i].opened + (tops->top[i] == tops->tops + turns[i].opened);
        i++;
        turns[i].at = 0;
        turns[i].opened = opened;
        memset(turns[i].blame, 0, (size_t)tops->n * sizeof *turns[i].blame);
    }
    *found = status == TT_OK && i == tops->n;
    turns_free(turns, tops->n);
    return status;
}

tt_status tt__tree_cannot_link_possible(bool *possible, const tt_cannot_link *pair, int32_t n, int32_t most)
{
    tt__tree_colours tops;
    tt_status status = tt__tree_colours_alloc(&tops, pair, n);
    if (status < 0) return status;
    tops.fresh = most;
    status = tt__tree_colours_find(possible, &tops);
    tt__tree_colours_free(&tops);
    return status;
}
