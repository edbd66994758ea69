/* One family, the children of a parent, at a time: they take terms from their shortlists in turn, the highest value
 * first; no term that a sibling has taken already, none whose words are within another one's.  Value is
 *
 *     worth * ((1 + npmi) / 2)^cooccurrence * novelty
 *
 * npmi: the mean over the terms listed so far of their NPMI with the candidate, so that a list reads as one topic;
 * novelty: the mean over the candidate's documents in the node of 1 / (1 + terms listed so far that stand in the
 * document), so that every document of the topic is covered by some term (what is covered already adds less: a
 * submodular choice, as Lin & Bilmes 2011 make summaries).  Co-occurrence alone lists one subtopic, novelty alone
 * unrelated terms.
 *
 * The first terms are chosen to be read, those after them to describe; what leads the parent's list weighs less in a
 * child's.
 *
 * Both are computed for those candidates alone that could still come first (lazy evaluation, Minoux 1978,
 * doi:10.1007/BFb0006528): a new term never raises the novelty of another, and NPMI is at most 1. */
#include "label/choose.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "label/cooccurrence.h"

enum {
    LEADING = 3, /* terms that are chosen to be read: names come from them */
    FEW = 5      /* a list has so many, whatever they are worth */
};

/* A list ends where the next term is worth a quarter of the first describing one and hardly keeps company with those
 * before it: what a topic of many subjects would list from there on are words of a few documents each. */
static const double worthless = .25, distant = .15;

typedef struct manner {
    double company;   /* power */
    double inherited; /* of the words that lead the parent's list */
    bool leading;
} manner;

/* Names may join two sides of a topic; what describes it should hang together. */
static const manner naming = {.5, .5, true}, describing = {1.3, .7, false};

typedef struct pick {
    int32_t node, room; /* room: terms that it may list in this round */
    double value;
    tt__label_candidate_score *best; /* NULL: nothing left */
} pick;

/* One thread's work. */
typedef struct family {
    const tt__label_phrases *phrases;
    const tt__label_cooccurrence *company;
    const tt_tree *tree;
    tt__label_shortlist *list;
    tt__label_choice *out;
    double *first;    /* m: value of the first describing term */
    bool *taken;      /* n candidates: by a child; clear between families */
    uint8_t *among;   /* company->n_docs: 1 for the documents of the term `marked` */
    int32_t marked;   /* or -1 */
    uint8_t *covered; /* company->n_docs: terms listed that stand in the document (siblings share no document) */
    double part[256]; /* part[c] = 1 / (1 + c) */
    pick *pick;       /* m: one for each child */
    int32_t n_picks;
} family;

/* ---- words in common ---- */

static bool has_stem(const tt__label_phrases *p, const int32_t *lexeme, int32_t n, int32_t stem)
{
    for (int32_t w = 0; w < n; w++)
        if (p->lexicon->stem[lexeme[w]] == stem) return true;
    return false;
}

static int32_t shared_stems(const tt__label_phrases *p, const int32_t *a, int32_t n_a, const int32_t *b, int32_t n_b)
{
    int32_t shared = 0;
    for (int32_t w = 0; w < n_a; w++) shared += has_stem(p, b, n_b, p->lexicon->stem[a[w]]);
    return shared;
}

bool tt__label_share_stem(const tt__label_phrases *phrases, int32_t a, int32_t b)
{
    int32_t x[TT__LABEL_PHRASE_WORDS], y[TT__LABEL_PHRASE_WORDS];
    int32_t n_x = tt__label_phrase_lexemes(phrases, a, x), n_y = tt__label_phrase_lexemes(phrases, b, y);
    return shared_stems(phrases, x, n_x, y, n_y) > 0;
}

/* Are the words of one all among the words of the other? */
static bool contained(const tt__label_phrases *p, int32_t a, int32_t b)
{
    int32_t x[TT__LABEL_PHRASE_WORDS], y[TT__LABEL_PHRASE_WORDS];
    int32_t n_x = tt__label_phrase_lexemes(p, a, x), n_y = tt__label_phrase_lexemes(p, b, y);
    return shared_stems(p, x, n_x, y, n_y) == n_x || shared_stems(p, y, n_y, x, n_x) == n_y;
}

/* ---- the value of the next term ---- */

static const tt__label_chosen *listed(const family *f, int32_t v)
{
    return f->out->term + (int64_t)v * f->out->room;
}

/* Is it among the leading terms of the parent? */
static bool inherits(const family *f, int32_t v, int32_t candidate)
{
    int32_t parent = f->tree->parent[v];
    for (int32_t t = 0; parent > 0 && t < LEADING && t < f->out->n[parent]; t++)
        if (listed(f, parent)[t].candidate == candidate) return true;
    return false;
}

static double worth(const family *f, int32_t v, const tt__label_candidate_score *c, const manner *m)
{
    double value = (double)(m->leading ? c->leading : c->further);
    return inherits(f, v, c->candidate) ? value * m->inherited : value;
}

/* company: what its NPMI with the listed terms sum up to. */
static double value_of(const family *f, int32_t v, const tt__label_candidate_score *c, const manner *m, double company)
{
    double value = worth(f, v, c, m);
    int32_t n = f->out->n[v];
    if (n == 0) return value;
    value *= pow(.5 + .5 * company / n, m->company);
    return m->leading ? value : value * (double)c->fresh;
}

static bool wanted(const family *f, int32_t v, const tt__label_candidate_score *c)
{
    if (f->taken[c->candidate]) return false;
    for (int32_t t = 0; t < f->out->n[v]; t++)
        if (contained(f->phrases, listed(f, v)[t].candidate, c->candidate)) return false;
    return true;
}

/* ---- company and freshness ---- */

static void mark(family *f, int32_t candidate)
{
    const int32_t *doc;
    if (f->marked == candidate) return;
    int64_t n = f->marked < 0 ? 0 : tt__label_cooccurrence_documents(f->company, f->marked, &doc);
    for (int64_t k = 0; k < n; k++) f->among[doc[k]] = 0;
    n = candidate < 0 ? 0 : tt__label_cooccurrence_documents(f->company, candidate, &doc);
    for (int64_t k = 0; k < n; k++) f->among[doc[k]] = 1;
    f->marked = candidate;
}

/* The mean over the contender's documents in the node. */
static float freshness(const family *f, int32_t v, int32_t candidate)
{
    const int32_t *doc;
    double sum = 0;
    int64_t n = tt__label_cooccurrence_below(f->company, candidate, v, &doc);
    for (int64_t k = 0; k < n; k++) sum += f->part[f->covered[doc[k]]];
    return n > 0 ? (float)(sum / (double)n) : 1;
}

/* The contender meets the next term of the node's list. */
static void meet(family *f, int32_t v, tt__label_candidate_score *c)
{
    int32_t term = listed(f, v)[c->met++].candidate;
    mark(f, term);
    c->company += (float)tt__label_cooccurrence_npmi(f->company, c->candidate, term, f->among);
    if (c->met == f->out->n[v]) c->fresh = freshness(f, v, c->candidate);
}

/* ---- the next term ---- */

/* No less than the contender is worth, however well it goes with the terms that it has not met: without company, and
 * with it. */
static double quick_bound(const tt__label_candidate_score *c, const manner *m)
{
    return 1.000001 * (m->leading ? (double)c->leading : (double)c->further * (double)c->fresh);
}

static double bound(const family *f, int32_t v, const tt__label_candidate_score *c, const manner *m)
{
    return 1.000001 * value_of(f, v, c, m, (double)c->company + (f->out->n[v] - c->met));
}

/* May the contender, who has met some of the terms, be worth as much as the best so far? */
static bool may_win(const family *f, const pick *p, const tt__label_candidate_score *c, const manner *m)
{
    return quick_bound(c, m) >= p->value && bound(f, p->node, c, m) >= p->value;
}

/* One that looks good, and what it is worth: the sooner a good one is known, the fewer others have to meet anyone. */
static void guess(family *f, pick *p, const manner *m)
{
    int32_t v = p->node;
    tt__label_candidate_score *c = f->list->contender[v];
    while (!p->best) {
        for (int32_t k = 0; k < f->list->n[v]; k++)
            if (c[k].met >= 0 && (!p->best || quick_bound(&c[k], m) > quick_bound(p->best, m))) p->best = &c[k];
        if (!p->best || wanted(f, v, p->best)) break;
        p->best->met = -1;
        p->best = NULL;
    }
    while (p->best && p->best->met < f->out->n[v]) meet(f, v, p->best);
    p->value = p->best ? value_of(f, v, p->best, m, (double)p->best->company) : 0;
    if (p->value <= 0) p->best = NULL;
}

/* Is it worth more than the best so far?  Of equals, the first. */
static void consider(const family *f, pick *p, tt__label_candidate_score *c, const manner *m)
{
    double value = value_of(f, p->node, c, m, (double)c->company);
    if (value < p->value || (value == p->value && (!p->best || c >= p->best))) return;
    if (wanted(f, p->node, c))
        p->value = value, p->best = c;
    else
        c->met = -1;
}

/* The next term of a node, if there is one.  Terms are met one after the other, so that each is marked once. */
static void find_best(family *f, pick *p, const manner *m)
{
    int32_t v = p->node, n = f->out->n[v], most = n < p->room ? f->list->n[v] : 0;
    tt__label_candidate_score *c = f->list->contender[v];
    p->best = NULL;
    p->value = 0;
    if (most) guess(f, p, m);
    for (int32_t t = 0; t < n; t++)
        for (int32_t k = 0; k < most; k++)
            if (c[k].met == t && may_win(f, p, &c[k], m)) meet(f, v, &c[k]);
    for (int32_t k = 0; k < most; k++)
        if (c[k].met == n) consider(f, p, &c[k], m);
    if (n >= FEW && p->best && p->value < worthless * f->first[v] && (double)p->best->company < distant * n)
        p->best = NULL;
}

/* ---- taking ---- */

static void cover(family *f, int32_t v, int32_t taken)
{
    const int32_t *doc;
    int64_t n = tt__label_cooccurrence_below(f->company, taken, v, &doc);
    for (int64_t k = 0; k < n; k++) f->covered[doc[k]]++;
}

static void take(family *f, const pick *p, const manner *m)
{
    int32_t v = p->node, n = f->out->n[v]++;
    tt__label_chosen *term = f->out->term + (int64_t)v * f->out->room + n;
    *term = (tt__label_chosen){p->best->candidate, p->value};
    if (n > 0) term->score = fmin(term->score, term[-1].score);
    if (!m->leading && f->first[v] == 0) f->first[v] = p->value;
    f->taken[term->candidate] = true;
    cover(f, v, term->candidate);
}

static pick *highest(const family *f)
{
    pick *best = NULL;
    for (int32_t k = 0; k < f->n_picks; k++)
        if (f->pick[k].best && (!best || f->pick[k].value > best->value)) best = &f->pick[k];
    return best;
}

/* All children take terms until each has `room`, or nothing worth listing. */
static void take_turns(family *f, int32_t room, const manner *m)
{
    for (int32_t k = 0; k < f->n_picks; k++) {
        f->pick[k].room = room;
        find_best(f, &f->pick[k], m);
    }
    for (pick *p = highest(f); p; p = highest(f)) {
        int32_t candidate = p->best->candidate;
        take(f, p, m);
        for (int32_t k = 0; k < f->n_picks; k++)
            if (f->pick[k].best && f->pick[k].best->candidate == candidate) find_best(f, &f->pick[k], m);
    }
}

/* first: a child, or the root by itself. */
static void choose_family(family *f, int32_t first)
{
    int32_t room = f->out->room, parent = f->tree->parent[first], top = parent == TT_NO_NODE ? 0 : parent;
    f->n_picks = 0;
    for (int32_t v = first; v != TT_NO_NODE; v = tt__label_next_topic(f->tree, v)) f->pick[f->n_picks++].node = v;
    memset(f->covered + f->company->from[top], 0, (size_t)(f->company->to[top] - f->company->from[top]));
    take_turns(f, room < LEADING ? room : LEADING, &naming);
    take_turns(f, room, &describing);
    for (int32_t v = first; v != TT_NO_NODE; v = tt__label_next_topic(f->tree, v))
        for (int32_t t = 0; t < f->out->n[v]; t++) f->taken[listed(f, v)[t].candidate] = false;
}

/* ---- the whole ---- */

/* Level by level: a family looks at what its parent was given.  work: one a thread. */
static void choose_all(family *work, int threads)
{
    const tt_tree *tree = work[0].tree;
    int32_t depth = 0;
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->level[v] > depth) depth = tree->level[v];
    choose_family(&work[0], 0);
    for (int32_t level = 0; level < depth; level++) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (int32_t v = 0; v < tree->m; v++)
            if (tree->level[v] == level && tree->n_children[v] > 0) choose_family(&work[omp_get_thread_num()], v + 1);
    }
}

static tt_status family_begin(family *f)
{
    size_t docs = (size_t)f->company->n_docs;
    f->taken = tt__base_calloc((size_t)f->phrases->n, sizeof *f->taken);
    f->among = tt__base_calloc(docs, sizeof *f->among);
    f->covered = tt__base_calloc(docs, sizeof *f->covered);
    f->pick = tt__base_calloc((size_t)f->tree->m, sizeof *f->pick);
    f->marked = -1;
    for (int c = 0; c < 256; c++) f->part[c] = 1. / (1 + c);
    return f->taken && f->among && f->covered && f->pick ? TT_OK : TT_ERR_MEMORY;
}

static void family_end(family *f)
{
    free(f->taken);
    free(f->among);
    free(f->covered);
    free(f->pick);
}

/* Families on as many threads as there are. */
static tt_status choose_with(const family *kind, int threads)
{
    family *work = tt__base_calloc((size_t)threads, sizeof *work);
    tt_status status = work ? TT_OK : TT_ERR_MEMORY;
    for (int k = 0; k < threads && status == TT_OK; k++) {
        work[k] = *kind;
        status = family_begin(&work[k]);
    }
    if (status == TT_OK) choose_all(work, threads);
    for (int k = 0; work && k < threads; k++) family_end(&work[k]);
    free(work);
    return status;
}

tt_status tt__label_choose(tt__label_choice *out, tt__label_doc_counts *usage, const tt__label_phrases *phrases,
                           int32_t n_terms, const tt_run *run)
{
    tt__label_shortlist list = {0};
    tt__label_cooccurrence company = {0};
    tt__label_choice c = {.m = usage->m, .room = n_terms};
    c.n = tt__base_calloc((size_t)c.m, sizeof *c.n);
    c.term = tt__base_calloc((size_t)c.m * (size_t)c.room, sizeof *c.term);
    double *first = tt__base_calloc((size_t)c.m, sizeof *first);
    tt_status status = c.n && c.term && first ? TT_OK : TT_ERR_MEMORY;
    family kind = {
        .phrases = phrases, .company = &company, .tree = usage->tree, .list = &list, .out = &c, .first = first};
    if (status == TT_OK) status = tt__label_shortlist_build(&list, usage, phrases, 16 * n_terms + 32, run);
    tt__label_doc_counts_forget(usage);
    if (status == TT_OK) status = tt__label_cooccurrence_build(&company, &list, usage, phrases, run);
    if (status == TT_OK) status = choose_with(&kind, tt__base_threads(run, c.m, 4));
    tt__label_shortlist_free(&list);
    tt__label_cooccurrence_free(&company);
    free(first);
    if (status == TT_OK)
        *out = c;
    else
        tt__label_choice_free(&c);
    return status;
}

void tt__label_choice_free(tt__label_choice *choice)
{
    free(choice->n);
    free(choice->term);
    *choice = (tt__label_choice){0};
}
