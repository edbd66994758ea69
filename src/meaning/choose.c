/* One family, a parent and its children, at a time.  A candidate's score in a child is
 *
 *     share * (ln(share / share among the siblings) + ln(share / share in the corpus) / 2) * lift
 *
 * with all shares drawn towards the corpus' share by a prior of a few documents, so that a word of one document is no
 * certainty (Monroe et al. 2008, doi:10.1093/pan/mpn018, has the idea for log-odds).  The share makes a label fit the documents
 * below, the logarithm keeps it from fitting their neighbours; together they are the candidate's part of the divergence of the
 * child from its siblings.  The children then take terms in turn, the highest score first: no term that a sibling has taken
 * already, none whose words are within another one's. */
#include "meaning/choose.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

static const double prior = 4;       /* documents */
static const double lift[TT__PHRASE_WORDS] = {1, 2, 2.2}; /* by words: a phrase is rarer than its words, and says more */
static const double weak = .4;       /* adverbs and participles */
static const double worthless = 1e-3; /* of the best score: not listed once there are three terms */

typedef struct option {
    int32_t node, candidate;
    double score;
} option;

typedef struct family {
    const tt__usage *usage;
    const tt__phrases *phrases;
    const tt_tree *tree;
    tt__choice *out;
    const int32_t *in_corpus; /* n candidates: documents */
    int32_t *in_parent; /* n: documents of the parent, zero between families */
    bool *taken;        /* n: by a child, clear between families */
    option *options;    /* best of each child, one after another */
    int64_t n_options, capacity;
} family;

static int32_t size_of(const tt_tree *tree, int32_t v) { return tree->end[v] - tree->begin[v]; }

/* ---- scores ---- */

static double score(const family *f, int32_t parent, int32_t v, const tt__use *use)
{
    const tt__phrases *p = f->phrases;
    double all = size_of(f->tree, 0), here = size_of(f->tree, v), rest = size_of(f->tree, parent) - here;
    double common = f->in_corpus[use->candidate] / all;
    double share = ((double)use->share * here + prior * common) / (here + prior);
    double beside = (f->in_parent[use->candidate] - use->documents + prior * common) / (rest + prior);
    double gain = log(share / beside) + .5 * log(share / common);
    int32_t lexeme[TT__PHRASE_WORDS], n = tt__phrase_lexemes(p, use->candidate, lexeme);
    double worth = share * lift[n - 1] * use->documents / (use->documents + 1.0);
    if (n == 1 && p->lexicon->kind[lexeme[0]] & TT__WEAK) worth *= weak;
    return worth * (gain > .05 ? gain : .05 * exp(gain - .05)); /* where nothing tells, what is frequent comes first */
}

static bool better(const option *a, const option *b)
{
    if (a->score != b->score) return a->score > b->score;
    return a->candidate != b->candidate ? a->candidate < b->candidate : a->node < b->node;
}

static int by_score(const void *a, const void *b) { return better(a, b) ? -1 : better(b, a); }

/* Keep the best `room` of a child's options, best first. */
static int64_t offer(option *best, int64_t held, int64_t room, option o)
{
    if (held == room && !better(&o, &best[held - 1])) return held;
    int64_t at = held < room ? held++ : held - 1;
    for (; at > 0 && better(&o, &best[at - 1]); at--) best[at] = best[at - 1];
    best[at] = o;
    return held;
}

static tt_status add_options(family *f, int32_t parent, int32_t v)
{
    int64_t room = 8 * (int64_t)f->out->room + 32, held = 0;
    tt_status status = tt__reserve(&f->options, &f->capacity, f->n_options + room, sizeof *f->options);
    if (status < 0) return status;
    for (int64_t e = f->usage->ptr[v]; e < f->usage->ptr[v + 1]; e++) {
        const tt__use *use = &f->usage->use[e];
        held = offer(f->options + f->n_options, held, room, (option){v, use->candidate, score(f, parent, v, use)});
    }
    f->n_options += held;
    return TT_OK;
}

/* ---- taking ---- */

static bool has_stem(const tt__phrases *p, const int32_t *lexeme, int32_t n, int32_t stem)
{
    for (int32_t w = 0; w < n; w++)
        if (p->lexicon->stem[lexeme[w]] == stem) return true;
    return false;
}

static int32_t shared_stems(const tt__phrases *p, const int32_t *a, int32_t n_a, const int32_t *b, int32_t n_b)
{
    int32_t shared = 0;
    for (int32_t w = 0; w < n_a; w++) shared += has_stem(p, b, n_b, p->lexicon->stem[a[w]]);
    return shared;
}

bool tt__share_stem(const tt__phrases *phrases, int32_t a, int32_t b)
{
    int32_t x[TT__PHRASE_WORDS], y[TT__PHRASE_WORDS];
    int32_t n_x = tt__phrase_lexemes(phrases, a, x), n_y = tt__phrase_lexemes(phrases, b, y);
    return shared_stems(phrases, x, n_x, y, n_y) > 0;
}

/* Are the words of one all among the words of the other? */
static bool contained(const tt__phrases *p, int32_t a, int32_t b)
{
    int32_t x[TT__PHRASE_WORDS], y[TT__PHRASE_WORDS];
    int32_t n_x = tt__phrase_lexemes(p, a, x), n_y = tt__phrase_lexemes(p, b, y);
    return shared_stems(p, x, n_x, y, n_y) == n_x || shared_stems(p, y, n_y, x, n_x) == n_y;
}

static bool wanted(const family *f, const option *o)
{
    const tt__choice *c = f->out;
    const tt__chosen *listed = c->term + (int64_t)o->node * c->room;
    int32_t n = c->n[o->node];
    if (n == c->room || f->taken[o->candidate]) return false;
    if (n >= 3 && o->score < worthless * listed[0].score) return false;
    for (int32_t t = 0; t < n; t++)
        if (contained(f->phrases, listed[t].candidate, o->candidate)) return false;
    return true;
}

static void take(family *f)
{
    tt__choice *c = f->out;
    for (int64_t k = 0; k < f->n_options; k++) {
        const option *o = &f->options[k];
        if (!wanted(f, o)) continue;
        c->term[(int64_t)o->node * c->room + c->n[o->node]++] = (tt__chosen){o->candidate, o->score};
        f->taken[o->candidate] = true;
    }
    for (int64_t k = 0; k < f->n_options; k++) f->taken[f->options[k].candidate] = false;
}

/* ---- the whole ---- */

static tt_status choose_children(family *f, int32_t parent)
{
    tt_status status = TT_OK;
    const tt__usage *u = f->usage;
    f->n_options = 0;
    for (int64_t e = u->ptr[parent]; e < u->ptr[parent + 1]; e++) f->in_parent[u->use[e].candidate] = u->use[e].documents;
    for (int32_t v = parent + 1; v != TT_NO_NODE && status == TT_OK; v = f->tree->next[v]) status = add_options(f, parent, v);
    for (int64_t e = u->ptr[parent]; e < u->ptr[parent + 1]; e++) f->in_parent[u->use[e].candidate] = 0;
    if (f->n_options) qsort(f->options, (size_t)f->n_options, sizeof *f->options, by_score);
    if (status == TT_OK) take(f);
    return status;
}

/* The root has no siblings: what is most widespread in the corpus. */
static tt_status choose_root(family *f)
{
    f->n_options = 0;
    tt_status status = add_options(f, 0, 0);
    if (f->n_options) qsort(f->options, (size_t)f->n_options, sizeof *f->options, by_score);
    if (status == TT_OK) take(f);
    return status;
}

static tt_status family_begin(family *f)
{
    f->in_parent = tt__calloc((size_t)f->phrases->n, sizeof *f->in_parent);
    f->taken = tt__calloc((size_t)f->phrases->n, sizeof *f->taken);
    return f->in_parent && f->taken ? TT_OK : TT_ERR_MEMORY;
}

static void family_end(family *f)
{
    free(f->in_parent);
    free(f->taken);
    free(f->options);
}

static tt_status choose_all(family *work, int threads)
{
    const tt_tree *tree = work[0].tree;
    const tt__usage *u = work[0].usage; /* nothing stands beside the root */
    for (int64_t e = 0; e < u->ptr[1]; e++) work[0].in_parent[u->use[e].candidate] = u->use[e].documents;
    bool failed = choose_root(&work[0]) < 0;
    for (int64_t e = 0; e < u->ptr[1]; e++) work[0].in_parent[u->use[e].candidate] = 0;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->n_children[v] > 0 && choose_children(&work[omp_get_thread_num()], v) < 0)
            __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    return failed ? tt__fail(TT_ERR_MEMORY, "out of memory: choosing labels for %d topics", tree->m) : TT_OK;
}

tt_status tt__choose(tt__choice *out, const tt__usage *usage, const tt__phrases *phrases, const tt_tree *tree, int32_t n_terms,
                     const tt_run *run)
{
    int threads = tt__threads(run, tree->m, 4);
    tt__choice c = {.m = tree->m, .room = n_terms};
    c.n = tt__calloc((size_t)c.m, sizeof *c.n);
    c.term = tt__calloc((size_t)c.m * (size_t)c.room, sizeof *c.term);
    family *work = tt__calloc((size_t)threads, sizeof *work);
    int32_t *in_corpus = tt__calloc((size_t)phrases->n, sizeof *in_corpus);
    tt_status status = c.n && c.term && work && in_corpus ? TT_OK : TT_ERR_MEMORY;
    for (int64_t e = 0; in_corpus && e < usage->ptr[1]; e++) in_corpus[usage->use[e].candidate] = usage->use[e].documents;
    for (int k = 0; k < threads && status == TT_OK; k++) {
        work[k] = (family){.usage = usage, .phrases = phrases, .tree = tree, .out = &c, .in_corpus = in_corpus};
        status = family_begin(&work[k]);
    }
    if (status == TT_OK) status = choose_all(work, threads);
    for (int k = 0; work && k < threads; k++) family_end(&work[k]);
    free(work);
    free(in_corpus);
    if (status == TT_OK) *out = c;
    else tt__choice_free(&c);
    return status;
}

void tt__choice_free(tt__choice *choice)
{
    free(choice->n);
    free(choice->term);
    *choice = (tt__choice){0};
}
