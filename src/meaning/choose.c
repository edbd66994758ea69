/* One family, a parent and its children, at a time.  A candidate's score in a child is
 *
 *     share * cover * gain * lift,   gain = ln(share / beside) / 2 + ln(share / rival) / 2 + ln(share / common) / 2
 *
 * where beside is its share in all siblings together, rival in the sibling that has most of it, common in the corpus.  All
 * shares are drawn towards the corpus' share by a prior of a few documents, so that a word of one document is no certainty (the
 * idea of Monroe et al. 2008, doi:10.1093/pan/mpn018, for log-odds); the more documents, the more words there are to be deceived
 * by, so the prior grows with their logarithm.  cover = documents / (documents + rare + size / 10): a word that one tenth of the
 * documents have weighs half, so that one author's words do not lead.  The share makes a label fit the documents below, the gain
 * keeps it from fitting their neighbours; together they are the candidate's part of the divergence of the child from the rest.
 *
 * The children then take terms in turn, the highest score first: no term that a sibling has taken already, none whose words are
 * within another one's.  The leading terms, those that make the name, are to be read: phrases are lifted above their words,
 * and what one child alone has does not name its parent.
 * The further ones are to describe: what is common in the node comes first. */
#include "meaning/choose.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

static const double tenth = .1;       /* of the node: a term of so many of its documents counts half */
static const double worthless = 1e-3; /* of the best score: not listed once there are three terms */

/* What a term is weighted with for its place in the list. */
typedef struct manner {
    double lift[TT__PHRASE_WORDS]; /* by words: a phrase is rarer than its words, and says more */
    double generic, weak;          /* of words that say little alone, of adverbs and participles */
    double inherited;              /* of the words that lead the parent's list */
    double rare;                   /* documents: a term of so many counts half, in small nodes */
    double even;                   /* power of how evenly the children of an inner node use it */
} manner;

/* Lists of frequent words fit more documents than lists of what is typical: few of their places go to phrases. */
static const manner leading = {{1, 1.35, 1.45}, .05, .4, .5, 1.5, 1}, further = {{1, .3, .3}, .6, .4, .7, 3, 0};

enum { LEADING = 3 }; /* terms that are chosen to be read: names come from them */

typedef struct option {
    int32_t node, candidate;
    double score, further; /* as one of the leading terms, as one after them */
} option;

typedef struct rivals {
    float first, second; /* the two highest shares among the children of a family */
    int32_t owner;       /* of the first */
} rivals;

typedef struct family {
    rivals *rivals;     /* n, zero between families */
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

/* The highest share among the siblings other than v. */
static double rival_share(const family *f, int32_t v, int32_t candidate)
{
    const rivals *r = &f->rivals[candidate];
    return (double)(r->owner == v ? r->second : r->first);
}

/* share drawn towards common, as among n documents. */
static double drawn(const family *f, double share, double n, double common)
{
    double prior = log(1. + size_of(f->tree, 0));
    return (share * n + prior * common) / (n + prior);
}

/* How much more the node uses the candidate than its neighbours do; negative: less. */
static double gain_of(const family *f, int32_t parent, int32_t v, const tt__use *use)
{
    double here = size_of(f->tree, v), rest = size_of(f->tree, parent) - here;
    double common = (double)f->in_corpus[use->candidate] / size_of(f->tree, 0);
    double share = drawn(f, (double)use->share, here, common), others = f->in_parent[use->candidate] - use->documents;
    double beside = drawn(f, rest > 0 ? others / rest : 0, rest, common);
    double rival = fmax(beside, drawn(f, rival_share(f, v, use->candidate), here, common));
    return .5 * log(share / beside) + .5 * log(share / rival) + .5 * log(share / common);
}

/* Is it among the leading terms of the parent? */
static bool inherits(const family *f, int32_t parent, int32_t candidate)
{
    const tt__chosen *term = f->out->term + (int64_t)parent * f->out->room;
    for (int32_t t = 0; parent != 0 && t < LEADING && t < f->out->n[parent]; t++)
        if (term[t].candidate == candidate) return true;
    return false;
}

static double weight_of(const family *f, const tt__use *use, int32_t parent, int32_t v, const manner *m)
{
    int32_t lexeme[TT__PHRASE_WORDS], n = tt__phrase_lexemes(f->phrases, use->candidate, lexeme);
    int kind = n == 1 ? f->phrases->lexicon->kind[lexeme[0]] : 0;
    double cover = use->documents / (use->documents + m->rare + tenth * size_of(f->tree, v));
    double weight = (double)use->share * cover * m->lift[n - 1];
    if (m->even > 0) weight *= pow((double)use->even, m->even);
    if (kind & TT__WEAK) weight *= m->weak;
    if (kind & TT__GENERIC) weight *= m->generic;
    if (inherits(f, parent, use->candidate)) weight *= m->inherited;
    return weight;
}

/* Where nothing tells, what is frequent comes first: the gain of a score is never zero. */
static option option_of(const family *f, int32_t parent, int32_t v, const tt__use *use)
{
    const double least = .05;
    double gain = gain_of(f, parent, v, use);
    if (gain < least) gain = least * exp(gain - least);
    return (option){v, use->candidate, gain * weight_of(f, use, parent, v, &leading),
                    gain * weight_of(f, use, parent, v, &further)};
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
    int64_t room = 16 * (int64_t)f->out->room + 32, held = 0;
    tt_status status = tt__reserve(&f->options, &f->capacity, f->n_options + room, sizeof *f->options);
    if (status < 0) return status;
    for (int64_t e = f->usage->ptr[v]; e < f->usage->ptr[v + 1]; e++) {
        const tt__use *use = &f->usage->use[e];
        held = offer(f->options + f->n_options, held, room, option_of(f, parent, v, use));
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

static bool wanted(const family *f, const option *o, int32_t room)
{
    const tt__choice *c = f->out;
    const tt__chosen *listed = c->term + (int64_t)o->node * c->room;
    int32_t n = c->n[o->node];
    if (n >= room || f->taken[o->candidate]) return false;
    if (n >= 3 && o->score < worthless * listed[0].score) return false;
    for (int32_t t = 0; t < n; t++)
        if (contained(f->phrases, listed[t].candidate, o->candidate)) return false;
    return true;
}

static void take(family *f, int32_t room)
{
    tt__choice *c = f->out;
    for (int64_t k = 0; k < f->n_options; k++) {
        const option *o = &f->options[k];
        if (!wanted(f, o, room)) continue;
        tt__chosen *term = c->term + (int64_t)o->node * c->room + c->n[o->node]++;
        *term = (tt__chosen){o->candidate, o->score};
        if (c->n[o->node] > 1) term->score = fmin(term->score, term[-1].score);
        f->taken[o->candidate] = true;
    }
}

static void take_all(family *f)
{
    if (f->n_options == 0) return;
    qsort(f->options, (size_t)f->n_options, sizeof *f->options, by_score);
    take(f, f->out->room < LEADING ? f->out->room : LEADING);
    for (int64_t k = 0; k < f->n_options; k++) f->options[k].score = f->options[k].further;
    qsort(f->options, (size_t)f->n_options, sizeof *f->options, by_score);
    take(f, f->out->room);
    for (int64_t k = 0; k < f->n_options; k++) f->taken[f->options[k].candidate] = false;
}

static void note_rivals(family *f, int32_t v, bool clear)
{
    for (int64_t e = f->usage->ptr[v]; e < f->usage->ptr[v + 1]; e++) {
        const tt__use *use = &f->usage->use[e];
        rivals *r = &f->rivals[use->candidate];
        if (clear) {
            *r = (rivals){0};
        } else if (use->share > r->first) {
            *r = (rivals){.first = use->share, .second = r->first, .owner = v};
        } else if (use->share > r->second) {
            r->second = use->share;
        }
    }
}

/* ---- the whole ---- */

/* The outliers, last of their siblings, have nothing in common: they take no term away. */
static int32_t next_topic(const tt_tree *tree, int32_t v)
{
    return tree->next[v] == tree->outliers ? TT_NO_NODE : tree->next[v];
}

static tt_status choose_children(family *f, int32_t parent)
{
    tt_status status = TT_OK;
    const tt__usage *u = f->usage;
    f->n_options = 0;
    for (int64_t e = u->ptr[parent]; e < u->ptr[parent + 1]; e++) f->in_parent[u->use[e].candidate] = u->use[e].documents;
    for (int32_t v = parent + 1; v != TT_NO_NODE; v = next_topic(f->tree, v)) note_rivals(f, v, false);
    for (int32_t v = parent + 1; v != TT_NO_NODE && status == TT_OK; v = next_topic(f->tree, v)) status = add_options(f, parent, v);
    for (int32_t v = parent + 1; v != TT_NO_NODE; v = next_topic(f->tree, v)) note_rivals(f, v, true);
    for (int64_t e = u->ptr[parent]; e < u->ptr[parent + 1]; e++) f->in_parent[u->use[e].candidate] = 0;
    if (status == TT_OK) take_all(f);
    return status;
}

/* The root has no siblings: what is most widespread in the corpus. */
static tt_status choose_root(family *f)
{
    f->n_options = 0;
    tt_status status = add_options(f, 0, 0);
    if (status == TT_OK) take_all(f);
    return status;
}

static tt_status family_begin(family *f)
{
    f->in_parent = tt__calloc((size_t)f->phrases->n, sizeof *f->in_parent);
    f->taken = tt__calloc((size_t)f->phrases->n, sizeof *f->taken);
    f->rivals = tt__calloc((size_t)f->phrases->n, sizeof *f->rivals);
    return f->in_parent && f->taken && f->rivals ? TT_OK : TT_ERR_MEMORY;
}

static void family_end(family *f)
{
    free(f->in_parent);
    free(f->taken);
    free(f->rivals);
    free(f->options);
}

/* Level by level: a family looks at what its parent was given. */
static tt_status choose_all(family *work, int threads)
{
    const tt_tree *tree = work[0].tree;
    bool failed = choose_root(&work[0]) < 0;
    int32_t depth = 0;
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->level[v] > depth) depth = tree->level[v];
    for (int32_t level = 0; level < depth; level++) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (int32_t v = 0; v < tree->m; v++)
            if (tree->level[v] == level && tree->n_children[v] > 0 && choose_children(&work[omp_get_thread_num()], v) < 0)
                __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    }
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
