/* Usage of candidates, the choice of terms and their spelling, on the four topics of the fixture. */
#include <gsl/gsl_rng.h>
#include <math.h>

#include "base/random.h"
#include "label/cooccurrence.h"
#include "labels_fixture.h"

static const tt__label_use *use_of(const labels_fixture *f, int32_t v, int32_t candidate)
{
    for (int64_t e = 0; e < f->usage.node[v].n; e++)
        if (f->usage.node[v].use[e].candidate == candidate) return &f->usage.node[v].use[e];
    return NULL;
}

static void documents_are_counted_upwards(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    int32_t pie = lexeme_of(&f->lexicon, f->corpus, "pie"), bread = lexeme_of(&f->lexicon, f->corpus, "bread");
    assert_int_equal(use_of(f, 6, pie)->documents, 6);
    assert_near((double)tt__label_use_share(use_of(f, 6, pie), COPIES), 1, 1e-6);
    assert_int_equal(use_of(f, 4, pie)->documents, 6);
    assert_near((double)tt__label_use_share(use_of(f, 4, pie), 2 * COPIES), .5, 1e-6);
    assert_int_equal(use_of(f, 5, bread)->documents, 5);
    assert_null(use_of(f, 1, bread));
    for (int32_t v = 0; v < f->tree.m; v++)
        for (int64_t e = 0; e < f->usage.node[v].n; e++) {
            const tt__label_use *use = &f->usage.node[v].use[e];
            assert_false(f->phrases.dropped[use->candidate]);
            if (e > 0) assert_true(use->candidate > use[-1].candidate);
        }
    fixture_free(f);
}

static void siblings_share_no_term(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(CHOICE);
    for (int32_t v = 1; v < f->tree.m; v++) {
        const tt__label_chosen *term = f->choice.term + v * f->choice.room;
        assert_in_range(f->choice.n[v], 3, f->choice.room);
        for (int32_t t = 1; t < f->choice.n[v]; t++)
            assert_true(term[t].score > 0 && term[t].score <= term[t - 1].score);
        for (int32_t s = f->tree.next[v]; s != TT_NO_NODE; s = f->tree.next[s])
            for (int32_t t = 0; t < f->choice.n[v]; t++)
                for (int32_t u = 0; u < f->choice.n[s]; u++)
                    assert_int_not_equal(term[t].candidate, f->choice.term[s * f->choice.room + u].candidate);
    }
    fixture_free(f);
}

/* The words of one term are never all among those of another. */
static void no_term_within_another(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(CHOICE);
    for (int32_t v = 1; v < f->tree.m; v++) {
        const tt__label_chosen *term = f->choice.term + v * f->choice.room;
        for (int32_t t = 0; t < f->choice.n[v]; t++)
            for (int32_t u = 0; u < t; u++) {
                int32_t x[TT__LABEL_PHRASE_WORDS], y[TT__LABEL_PHRASE_WORDS],
                    n_x = tt__label_phrase_lexemes(&f->phrases, term[t].candidate, x),
                    n_y = tt__label_phrase_lexemes(&f->phrases, term[u].candidate, y);
                if (n_x == 1 || n_y == 1)
                    assert_false(tt__label_share_stem(&f->phrases, term[t].candidate, term[u].candidate));
            }
    }
    fixture_free(f);
}

static bool lists(const labels_fixture *f, int32_t v, const char *text)
{
    for (int32_t t = 0; t < f->choice.n[v]; t++)
        if (strcmp(f->text[v * f->choice.room + t], text) == 0) return true;
    return false;
}

static void terms_as_people_write_them(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(SURFACES);
    assert_true(lists(f, 2, "neural network")); /* four of seven are singular, capitals begin sentences */
    assert_true(lists(f, 3, "decision tree"));

    assert_true(lists(f, 5, "x-ray"));
    assert_true(lists(f, 4, "New York"));
    assert_true(lists(f, 6, "pie"));
    assert_false(lists(f, 2, "network") || lists(f, 2, "neural"));
    if (f->choice.n[2] < f->choice.room) assert_null(f->text[2 * f->choice.room + f->choice.n[2]]);
    fixture_free(f);
}

/* ---- a root with two leaves: text[d] for the first `size` documents, which are leaf 1, and as many others in leaf 2
 * ---- */

enum { LARGEST = 120 };

typedef struct pair_of_leaves {
    int32_t begin[3], end[3], order[2 * LARGEST];
    labels_fixture *f;
} pair_of_leaves;

static pair_of_leaves *pair_of(const char *const *text, int32_t size)
{
    static int32_t parent[] = {TT_NO_NODE, 0, 0}, next[] = {TT_NO_NODE, 2, TT_NO_NODE}, children[] = {2, 0, 0},
                   level[] = {0, 1, 1};
    const char *all[2 * LARGEST];
    pair_of_leaves *p = calloc(1, sizeof *p);
    labels_fixture *f = calloc(1, sizeof *f);
    assert_true(p && f);
    for (int32_t i = 0; i < 2 * size; i++) {
        all[i] = i < size ? text[i] : i % 2 ? "Camel. Dune." : "Camel. Oasis.";
        p->order[i] = i;
    }
    p->end[1] = p->begin[2] = size;
    p->end[0] = p->end[2] = 2 * size;
    p->f = f;
    f->corpus = corpus_of(all, 2 * size);
    f->vocab = vocab_of(f->corpus);
    f->tree = (tt_tree){.m = 3,
                        .n = 2 * size,
                        .parent = parent,
                        .next = next,
                        .n_children = children,
                        .level = level,
                        .begin = p->begin,
                        .end = p->end,
                        .height = fixture_height,
                        .id = fixture_id,
                        .order = p->order};
    assert_int_equal(tt__label_lexicon_build(&f->lexicon, f->corpus, &f->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&f->reader, f->corpus, &f->vocab, &f->lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&f->phrases, &f->reader, 1, NULL), TT_OK);
    assert_int_equal(tt__label_doc_counts_build(&f->usage, &f->phrases, &f->tree, p->order, NULL), TT_OK);
    assert_int_equal(tt__label_choose(&f->choice, &f->usage, &f->phrases, 8, NULL), TT_OK);
    return p;
}

static void pair_free(pair_of_leaves *p)
{
    fixture_free(p->f);
    free(p);
}

/* The place of a word in the list of leaf 1, past its end where it is not there. */
static int32_t place_of(const pair_of_leaves *p, const char *word)
{
    const labels_fixture *f = p->f;
    int32_t candidate = lexeme_of(&f->lexicon, f->corpus, word), t = 0;
    while (t < f->choice.n[1] && f->choice.term[f->choice.room + t].candidate != candidate) t++;
    return t;
}

/* As many documents of the topic use "violin" as "sail", and no other term covers them, but it keeps no company. */
static void what_keeps_no_company_comes_last(void **state)
{
    (void)state;
    static const char *const kind[] = {"Harbour. Anchor. Sail.", "Harbour. Anchor. Rudder.", "Violin."};
    const char *text[LARGEST];
    for (int32_t i = 0; i < LARGEST; i++) text[i] = kind[i % 3];
    pair_of_leaves *p = pair_of(text, LARGEST);
    assert_true(place_of(p, "Harbour") < 2 && place_of(p, "Anchor") < 2);
    assert_true(place_of(p, "Sail") < place_of(p, "Violin"));
    assert_true(place_of(p, "Rudder") < place_of(p, "Violin"));
    pair_free(p);
}

/* "fuel" and "telescope" are used alike, but the three words that lead cover all of the fuel already. */
static void what_is_covered_counts_less(void **state)
{
    (void)state;
    const char *text[100];
    for (int32_t i = 0; i < 100; i++)
        text[i] = i < 50 ? "Rocket. Orbit. Launch. Fuel." : i < 60 ? "Rocket. Orbit. Launch. Telescope." : "Telescope.";
    pair_of_leaves *p = pair_of(text, 100);
    assert_true(place_of(p, "Rocket") < 3 && place_of(p, "Orbit") < 3 && place_of(p, "Launch") < 3);
    assert_int_equal(place_of(p, "Telescope"), 3);
    assert_int_equal(place_of(p, "Fuel"), 4);
    pair_free(p);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg, g = {0};
    tt_status status = tt__label_doc_counts_build(&g.usage, &f->phrases, &f->tree, f->tree_doc, &f->run);
    if (status == TT_OK) status = tt__label_choose(&g.choice, &g.usage, &f->phrases, 8, &f->run);
    if (status == TT_OK) status = tt__label_spellings_build(&g.text, &g.choice, &f->phrases, &f->run);
    tt__label_spellings_free(g.text, &g.choice);
    tt__label_choice_free(&g.choice);
    tt__label_doc_counts_free(&g.usage);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    assert_true(until_memory_suffices(build, f) > 20);
    fixture_free(f);
}

/* ---- the same choice, made the plain way: every contender meets every term ---- */

enum { LEAVES = 5, OF_LEAF = 60, DOCS = LEAVES * OF_LEAF, TERMS = 12, VOCABULARY = 150 };

typedef struct naive {
    const tt__label_phrases *phrases;
    const tt_tree *tree;
    tt__label_cooccurrence company;
    tt__label_shortlist list;
    tt__label_choice out;
    double first[LEAVES + 1];
    bool *taken;
} naive;

static bool naive_inherits(const naive *x, int32_t v, int32_t candidate)
{
    for (int32_t t = 0; x->tree->parent[v] > 0 && t < 3; t++)
        if (x->out.term[x->tree->parent[v] * TERMS + t].candidate == candidate) return true;
    return false;
}

static double naive_company(const naive *x, int32_t v, int32_t candidate)
{
    float sum = 0;
    for (int32_t t = 0; t < x->out.n[v]; t++) {
        uint8_t among[DOCS] = {0};
        const int32_t *doc;
        int64_t n = tt__label_cooccurrence_documents(&x->company, x->out.term[v * TERMS + t].candidate, &doc);
        for (int64_t k = 0; k < n; k++) among[doc[k]] = 1;
        sum += (float)tt__label_cooccurrence_npmi(&x->company, candidate, x->out.term[v * TERMS + t].candidate, among);
    }
    return (double)sum;
}

static double naive_fresh(const naive *x, int32_t v, int32_t candidate)
{
    uint8_t covered[DOCS] = {0};
    const int32_t *doc;
    double sum = 0;
    for (int32_t t = 0; t < x->out.n[v]; t++) {
        int64_t n = tt__label_cooccurrence_below(&x->company, x->out.term[v * TERMS + t].candidate, v, &doc);
        for (int64_t k = 0; k < n; k++) covered[doc[k]]++;
    }
    int64_t n = tt__label_cooccurrence_below(&x->company, candidate, v, &doc);
    for (int64_t k = 0; k < n; k++) sum += 1. / (1 + covered[doc[k]]);
    return n > 0 ? (double)(float)(sum / (double)n) : 1;
}

static double naive_value(const naive *x, int32_t v, const tt__label_candidate_score *c, bool leading)
{
    double value = (double)(leading ? c->leading : c->further);
    if (naive_inherits(x, v, c->candidate)) value *= leading ? .5 : .7;
    if (x->out.n[v] == 0) return value;
    value *= pow(.5 + .5 * naive_company(x, v, c->candidate) / x->out.n[v], leading ? .5 : 1.3);
    return leading ? value : value * naive_fresh(x, v, c->candidate);
}

/* Phrases have one word here: no two terms of a list share one. */
static const tt__label_candidate_score *naive_best(const naive *x, int32_t v, bool leading, double *best)
{
    const tt__label_candidate_score *found = NULL;
    *best = 0;
    for (int32_t k = 0; k < x->list.n[v]; k++) {
        const tt__label_candidate_score *c = &x->list.contender[v][k];
        bool stands = x->taken[c->candidate];
        for (int32_t t = 0; t < x->out.n[v]; t++)
            stands |= tt__label_share_stem(x->phrases, x->out.term[v * TERMS + t].candidate, c->candidate);
        double value = stands ? 0 : naive_value(x, v, c, leading);
        if (value > *best) *best = value, found = c;
    }
    bool enough = x->out.n[v] >= 5 && found && *best < .25 * x->first[v] &&
                  naive_company(x, v, found->candidate) < .15 * x->out.n[v];
    return enough ? NULL : found;
}

static void naive_family(naive *x, int32_t from, int32_t to)
{
    memset(x->taken, 0, (size_t)x->phrases->n * sizeof *x->taken);
    for (int round = 0; round < 2; round++)
        for (;;) {
            const tt__label_candidate_score *best = NULL;
            double value, most = 0;
            int32_t node = 0;
            for (int32_t v = from; v < to; v++) {
                const tt__label_candidate_score *c =
                    x->out.n[v] < (round ? TERMS : 3) ? naive_best(x, v, round == 0, &value) : NULL;
                if (c && value > most) best = c, most = value, node = v;
            }
            if (!best) break;
            tt__label_chosen *term = &x->out.term[node * TERMS + x->out.n[node]];
            *term =
                (tt__label_chosen){best->candidate, x->out.n[node] && term[-1].score < most ? term[-1].score : most};
            x->out.n[node]++;
            if (round && x->first[node] == 0) x->first[node] = most;
            x->taken[best->candidate] = true;
        }
}

static void draw_documents(char text[DOCS][400], gsl_rng *rng)
{
    for (int32_t i = 0; i < DOCS; i++) {
        char *to = text[i];
        for (int32_t k = 0; k < 25; k++) { /* rank by Zipf; a leaf has its own order of them for half of its words */
            int32_t rank = (int32_t)pow(VOCABULARY, gsl_rng_uniform(rng)) - 1, turn = k % 2 ? 29 * (i / OF_LEAF) : 0;
            int32_t word = (rank + turn) % VOCABULARY;
            to += sprintf(to, "%c%c%c%c. ", "bdfgk"[word % 5], "aeiou"[word / 5 % 5], "lmnpr"[word / 25 % 5],
                          "aeiou"[word / 125]);
        }
    }
}

static void as_every_contender_meets_every_term(void **state)
{
    (void)state;
    static int32_t parent[LEAVES + 1] = {TT_NO_NODE}, next[LEAVES + 1], children[LEAVES + 1] = {LEAVES},
                                   level[LEAVES + 1], begin[LEAVES + 1], end[LEAVES + 1] = {DOCS}, order[DOCS];
    static char text[DOCS][400];
    const char *all[DOCS];
    gsl_rng *rng = tt__base_rng_new(5, 0);
    labels_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    draw_documents(text, rng);
    gsl_rng_free(rng);
    for (int32_t i = 0; i < DOCS; i++) all[i] = text[order[i] = i];
    next[0] = TT_NO_NODE;
    for (int32_t v = 1; v <= LEAVES; v++) {
        next[v] = v < LEAVES ? v + 1 : TT_NO_NODE;
        level[v] = 1;
        begin[v] = OF_LEAF * (v - 1);
        end[v] = OF_LEAF * v;
    }
    f->corpus = corpus_of(all, DOCS);
    f->vocab = vocab_of(f->corpus);
    f->tree = (tt_tree){.m = LEAVES + 1,
                        .n = DOCS,
                        .parent = parent,
                        .next = next,
                        .n_children = children,
                        .level = level,
                        .begin = begin,
                        .end = end,
                        .height = fixture_height,
                        .id = fixture_id,
                        .order = order};
    assert_int_equal(tt__label_lexicon_build(&f->lexicon, f->corpus, &f->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&f->reader, f->corpus, &f->vocab, &f->lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&f->phrases, &f->reader, 1, NULL), TT_OK);
    assert_int_equal(tt__label_doc_counts_build(&f->usage, &f->phrases, &f->tree, order, NULL), TT_OK);
    naive x = {.phrases = &f->phrases, .tree = &f->tree, .taken = calloc((size_t)f->phrases.n, sizeof *x.taken)};
    x.out = (tt__label_choice){.m = LEAVES + 1,
                               .room = TERMS,
                               .n = calloc(LEAVES + 1, sizeof *x.out.n),
                               .term = calloc((LEAVES + 1) * TERMS, sizeof *x.out.term)};
    assert_true(x.taken && x.out.n && x.out.term);
    assert_int_equal(tt__label_shortlist_build(&x.list, &f->usage, &f->phrases, 16 * TERMS + 32, NULL), TT_OK);
    assert_int_equal(tt__label_cooccurrence_build(&x.company, &x.list, &f->usage, &f->phrases, NULL), TT_OK);
    naive_family(&x, 0, 1);
    naive_family(&x, 1, LEAVES + 1);
    assert_int_equal(tt__label_choose(&f->choice, &f->usage, &f->phrases, TERMS, NULL), TT_OK);
    for (int32_t v = 0; v <= LEAVES; v++) {
        assert_in_range(f->choice.n[v], 6, TERMS);
        assert_int_equal(f->choice.n[v], x.out.n[v]);
        for (int32_t t = 0; t < x.out.n[v]; t++) {
            assert_int_equal(f->choice.term[v * TERMS + t].candidate, x.out.term[v * TERMS + t].candidate);
            assert_true(f->choice.term[v * TERMS + t].score == x.out.term[v * TERMS + t].score);
        }
    }
    tt__label_choice_free(&x.out);
    tt__label_shortlist_free(&x.list);
    tt__label_cooccurrence_free(&x.company);
    free(x.taken);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents_are_counted_upwards),
                                       cmocka_unit_test(siblings_share_no_term),
                                       cmocka_unit_test(no_term_within_another),
                                       cmocka_unit_test(what_keeps_no_company_comes_last),
                                       cmocka_unit_test(what_is_covered_counts_less),
                                       cmocka_unit_test(terms_as_people_write_them),
                                       cmocka_unit_test(as_every_contender_meets_every_term),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/choose", tests, NULL, NULL);
}
