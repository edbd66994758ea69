/* Documents with disjoint vocabularies, as those of different languages, belong to no topic together, however few
 * topics there are.  The held-out likelihood does not show it: the words of one such document predict nothing of the
 * other's. */
#include <stdlib.h>

#include "base/memory.h"
#include "cluster/disjoint_vocabulary.h"

enum {
    FEWEST = 3,  /* rows on each side: fewer may share no word by chance */
    SHARED = 20, /* one word in so many: halves of one subject share three times as many and more */
    SMALL = 4    /* a side smaller than the average topic by this factor is no topic */
};

typedef struct splits {
    const tt_csr *x;
    int32_t *next;               /* n: a cluster's rows are a list, -1 at its end */
    int32_t *head, *tail, *size; /* k */
    bool *marked;                /* terms, clear between splits */
} splits;

static void list_rows(splits *p, const tt__cluster_state *c)
{
    for (int32_t i = 0; i < c->k; i++) p->head[i] = p->tail[i] = -1;
    for (int32_t r = 0; r < c->x->n_rows; r++) {
        int32_t i = c->label[r];
        *(p->head[i] < 0 ? &p->head[i] : &p->next[p->tail[i]]) = r;
        p->tail[i] = r;
        p->next[r] = -1;
        p->size[i]++;
    }
}

static void mark(splits *p, int32_t cluster, bool as)
{
    for (int32_t r = p->head[cluster]; r >= 0; r = p->next[r])
        for (int64_t e = p->x->ptr[r]; e < p->x->ptr[r + 1]; e++) p->marked[p->x->idx[e]] = as;
}

static bool disjoint(splits *p, int32_t a, int32_t b)
{
    double shared = 0, all = 0;
    mark(p, a, true);
    for (int32_t r = p->head[b]; r >= 0; r = p->next[r])
        for (int64_t e = p->x->ptr[r]; e < p->x->ptr[r + 1]; e++) {
            all += (double)p->x->val[e];
            if (p->marked[p->x->idx[e]]) shared += (double)p->x->val[e];
        }
    mark(p, a, false);
    return shared * SHARED < all;
}

/* Undo split i. */
static void join(splits *p, int32_t into, int32_t i)
{
    if (p->tail[into] < 0)
        p->head[into] = p->head[i];
    else
        p->next[p->tail[into]] = p->head[i];
    if (p->tail[i] >= 0) p->tail[into] = p->tail[i];
    p->size[into] += p->size[i];
}

/* The number of clusters, `topics` or more, that the last split of disjoint vocabularies leaves. */
static int32_t last_split(splits *p, const tt__cluster_state *c, int32_t topics)
{
    int32_t least = c->x->n_rows / (SMALL * topics);
    if (least < FEWEST) least = FEWEST;
    list_rows(p, c);
    for (int32_t i = c->k - 1; i >= topics; i--) {
        int32_t from = c->born_of[i], small = p->size[i] < p->size[from] ? i : from;
        if (p->size[small] >= least && disjoint(p, small == i ? from : i, small)) return i + 1;
        join(p, from, i);
    }
    return topics;
}

tt_status tt__cluster_disjoint_vocabulary(int32_t *topics, const tt__cluster_state *clusters, const tt_csr *counts)
{
    size_t n = (size_t)counts->n_rows, k = (size_t)clusters->k;
    splits p = {.x = counts, .next = tt__base_calloc(n, sizeof *p.next), .head = tt__base_calloc(k, sizeof *p.head)};
    p.tail = tt__base_calloc(k, sizeof *p.tail);
    p.size = tt__base_calloc(k, sizeof *p.size);
    p.marked = tt__base_calloc((size_t)counts->n_cols, sizeof *p.marked);
    tt_status status = p.next && p.head && p.tail && p.size && p.marked ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) *topics = last_split(&p, clusters, *topics);
    free(p.next);
    free(p.head);
    free(p.tail);
    free(p.size);
    free(p.marked);
    return status;
}
