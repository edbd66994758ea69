/* One family, a parent and its children, at a time.  A candidate's worth to a child is
 *
 *     share * idf * gain * cover * opening * manner,   gain = ln(share / beside) + ln(share / common) / 2
 *
 * where beside is its share in all siblings together, common that in the corpus.  All shares are drawn towards the
 * corpus' share by a prior of a few documents, so that a word of one document is no certainty (the idea of Monroe et
 * al. 2008, doi:10.1093/pan/mpn018, for log-odds); the more documents, the more words there are to be deceived by, so
 * the prior grows with their logarithm.  share * idf is what the candidate says about the node's documents, the gain
 * keeps it from saying the same of their neighbours.  cover = documents / (documents + rare + size / 5): a word that
 * one fifth of the documents have weighs half, so that one author's words do not lead.  opening: the root of the part
 * of its documents that open with it; titles and first sentences say what a text is about, and are what people see of
 * it.
 *
 * Two manners: the leading terms, those that make the name, are to be read: phrases are lifted above their words, and
 * what one child alone has does not name its parent.  The further ones are to describe: what is common in the node
 * comes first. */
#include "label/shortlist.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

static const double fifth = .2; /* of the node: a term of so many of its documents counts half */

/* What a term is weighted with for its place in the list. */
typedef struct manner {
    double lift[TT__LABEL_PHRASE_WORDS]; /* by words: a phrase is rarer than its words, and says more */
    double generic, weak,
        bound;   /* of words that say little alone, of adverbs and participles, of verbs and adjectives */
    double rare; /* documents: a term of so many counts half, in small nodes */
    double idf;  /* power */
    double even; /* power of how evenly the children of an inner node use it */
} manner;

/* Rare words are no good names, so that their idf counts less there.  Lists of words fit more documents than lists of
 * what is typical: few of their places go to phrases. */
static const manner leading = {{1, 1.35, 1.45}, .05, .4, .4, 1.5, .5, 1}, further = {{1, .3, .3}, .5, .4, 1, 3, 1, 0};

/* What a candidate brings along to every node. */
typedef struct known {
    int32_t documents; /* of the corpus; 0: it is never shown */
    int32_t words, kind;
    double idf[2]; /* to the powers of the two manners */
} known;

/* Shared by all threads. */
typedef struct terms {
    const tt__label_doc_counts *usage;
    const tt__label_phrases *phrases;
    tt__label_shortlist *out;
    int32_t best;
    known *known;      /* n candidates */
    double all, prior; /* documents of the corpus; those that draw a share towards the corpus' */
    double most;       /* gain times idf and lift is no higher */
} terms;

/* One thread's work. */
typedef struct family {
    const terms *terms;
    int32_t *in_parent; /* n: documents of the parent, zero between families */
} family;

int32_t tt__label_next_topic(const tt_tree *tree, int32_t v)
{
    return tree->next[v] == tree->outliers ? TT_NO_NODE : tree->next[v];
}

static double size_of(const terms *t, int32_t v)
{
    return t->usage->tree->end[v] - t->usage->tree->begin[v];
}

/* ---- worth ---- */

/* share drawn towards common, as among n documents. */
static double drawn(const terms *t, double share, double n, double common)
{
    return (share * n + t->prior * common) / (n + t->prior);
}

/* How much more the node uses the candidate than its neighbours do.  Where nothing tells, what is frequent comes first:
 * the gain is never zero. */
static double gain_of(const family *f, int32_t parent, int32_t v, const tt__label_use *use)
{
    const double least = .05;
    const terms *t = f->terms;
    double here = size_of(t, v), rest = parent == TT_NO_NODE ? 0 : size_of(t, parent) - here;
    double common = t->known[use->candidate].documents / t->all;
    double share = drawn(t, (double)tt__label_use_share(use, (int32_t)here), here, common);
    double others = f->in_parent[use->candidate] - use->documents,
           beside = drawn(t, rest > 0 ? others / rest : 0, rest, common);
    double gain = log(share / beside) + .5 * log(share / common);
    return gain < least ? least * exp(gain - least) : gain;
}

/* A share is 1 at most; in the corpus, the least is one document's, which the prior alone keeps the siblings' from
 * being less than. */
static double most_gain(double all, double prior)
{
    double gain = log(all * (all + prior) / prior) + .5 * log(all);
    return gain * pow(log(1 + all), leading.idf) * leading.lift[TT__LABEL_PHRASE_WORDS - 1];
}

static double cover_of(const terms *t, const tt__label_use *use, int32_t v, const manner *m)
{
    return use->documents / (use->documents + m->rare + fifth * size_of(t, v));
}

static double worth(const terms *t, const tt__label_use *use, double even, int32_t v, const manner *m)
{
    const known *k = &t->known[use->candidate];
    double share = (double)tt__label_use_share(use, (int32_t)size_of(t, v));
    double value = share * k->idf[m == &further] * cover_of(t, use, v, m) * m->lift[k->words - 1];
    value *= sqrt((1. + use->opening) / (1 + use->documents));
    if (m->even > 0) value *= pow(even, m->even);
    if (k->kind & TT__LABEL_WEAK) value *= m->weak;
    if (k->kind & TT__LABEL_BOUND) value *= m->bound;
    if (k->kind & TT__LABEL_GENERIC) value *= m->generic;
    return value;
}

/* No less than a candidate can be worth as a leading term that so many of the node's documents hold, whichever it is:
 * most are too rare, and nothing else about them need be known.  The factors left out are 1 at most. */
static double bound(const terms *t, int32_t documents, int32_t v)
{
    tt__label_use use = {.documents = documents};
    return 1.0001 * t->most * (double)tt__label_use_share(&use, (int32_t)size_of(t, v)) *
           cover_of(t, &use, v, &leading);
}

/* ---- the best of each node ---- */

static bool better(const tt__label_candidate_score *a, const tt__label_candidate_score *b)
{
    return a->leading != b->leading ? a->leading > b->leading : a->candidate < b->candidate;
}

/* Keep the best `room`, best first. */
static int32_t offer(tt__label_candidate_score *best, int32_t held, int32_t room, tt__label_candidate_score c)
{
    if (held == room && !better(&c, &best[held - 1])) return held;
    int32_t at = held < room ? held++ : held - 1;
    for (; at > 0 && better(&c, &best[at - 1]); at--) best[at] = best[at - 1];
    best[at] = c;
    return held;
}

static tt_status list_node(const family *f, int32_t parent, int32_t v)
{
    const terms *t = f->terms;
    const tt__label_uses *row = &t->usage->node[v];
    int32_t room = row->n < t->best ? (int32_t)row->n : t->best, n = 0, rare = 0; /* so many documents are too few */
    tt__label_candidate_score *best = tt__base_calloc((size_t)room, sizeof *best);
    if (!best) return TT_ERR_MEMORY;
    for (int64_t e = 0; e < row->n; e++) {
        const tt__label_use *use = &row->use[e];
        if (use->documents <= rare) continue;
        double gain = gain_of(f, parent, v, use), even = row->even ? (double)row->even[e] : 1;
        tt__label_candidate_score c = {
            .candidate = use->candidate, .leading = (float)(gain * worth(t, use, even, v, &leading)), .fresh = 1};
        if (n == room && !better(&c, &best[n - 1])) continue;
        c.further = (float)(gain * worth(t, use, even, v, &further));
        n = offer(best, n, room, c);
        while (n == room && bound(t, rare + 1, v) < (double)best[n - 1].leading) rare++;
    }
    t->out->contender[v] = best;
    t->out->n[v] = n;
    return TT_OK;
}

static tt_status list_children(const family *f, int32_t parent)
{
    tt_status status = TT_OK;
    const tt__label_doc_counts *u = f->terms->usage;
    const tt__label_uses *row = &u->node[parent];
    for (int64_t e = 0; e < row->n; e++) f->in_parent[row->use[e].candidate] = row->use[e].documents;
    for (int32_t v = parent + 1; v != TT_NO_NODE && status == TT_OK; v = tt__label_next_topic(u->tree, v))
        status = list_node(f, parent, v);
    for (int64_t e = 0; e < row->n; e++) f->in_parent[row->use[e].candidate] = 0;
    return status;
}

/* ---- the whole ---- */

/* work: one family a thread.  The root has no siblings: what is most widespread in the corpus. */
static tt_status list_all(const family *work, int threads)
{
    const tt_tree *tree = work[0].terms->usage->tree;
    bool failed = list_node(&work[0], TT_NO_NODE, 0) < 0;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->n_children[v] > 0 && list_children(&work[omp_get_thread_num()], v) < 0)
            __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    return failed ? tt__base_fail(TT_ERR_MEMORY, "out of memory: terms for %d topics", tree->m) : TT_OK;
}

static void learn(terms *t)
{
    const tt__label_uses *root = &t->usage->node[0];
    for (int64_t e = 0; e < root->n; e++) {
        int32_t lexeme[TT__LABEL_PHRASE_WORDS], candidate = root->use[e].candidate;
        known *k = &t->known[candidate];
        k->documents = root->use[e].documents;
        k->words = tt__label_phrase_lexemes(t->phrases, candidate, lexeme);
        k->kind = k->words == 1 ? t->phrases->lexicon->kind[lexeme[0]] : 0;
        double idf = log((1 + t->all) / k->documents);
        k->idf[0] = pow(idf, leading.idf);
        k->idf[1] = pow(idf, further.idf);
    }
}

tt_status tt__label_shortlist_build(tt__label_shortlist *out, const tt__label_doc_counts *usage,
                                    const tt__label_phrases *phrases, int32_t best, const tt_run *run)
{
    int threads = tt__base_threads(run, usage->m, 4);
    size_t n = (size_t)phrases->n;
    tt__label_shortlist list = {.m = usage->m};
    terms t = {.usage = usage, .phrases = phrases, .out = &list, .best = best};
    t.all = size_of(&t, 0);
    t.prior = log(1 + t.all);
    t.most = most_gain(t.all, t.prior);
    list.n = tt__base_calloc((size_t)list.m, sizeof *list.n);
    list.contender = tt__base_calloc((size_t)list.m, sizeof *list.contender);
    family *work = tt__base_calloc((size_t)threads, sizeof *work);
    int32_t *in_parent = tt__base_calloc((size_t)threads * n, sizeof *in_parent);
    t.known = tt__base_calloc(n, sizeof *t.known);
    tt_status status = list.n && list.contender && work && in_parent && t.known ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) learn(&t);
    for (int k = 0; k < threads && status == TT_OK; k++) work[k] = (family){&t, in_parent + (size_t)k * n};
    if (status == TT_OK) status = list_all(work, threads);
    free(work);
    free(in_parent);
    free(t.known);
    if (status == TT_OK)
        *out = list;
    else
        tt__label_shortlist_free(&list);
    return status;
}

void tt__label_shortlist_free(tt__label_shortlist *list)
{
    for (int32_t v = 0; list->contender && v < list->m; v++) free(list->contender[v]);
    free(list->contender);
    free(list->n);
    *list = (tt__label_shortlist){0};
}
