/* Documents drawn from planted topics with Zipf's distribution of words, as natural text has it. */
#ifndef TOPICS_GENERATOR_H
#define TOPICS_GENERATOR_H

#include <gsl/gsl_randist.h>

#include "rows_fixture.h"

typedef struct planted {
    int32_t topics, n, words, v; /* a document has so many words; v terms to choose from */
    double exponent;             /* the term of rank r has weight r^-exponent */
    double apart; /* this share of the words is drawn from the topic, the rest from what all have in common */
} planted;

/* A topic's words are the common ones in an order of its own. */
static inline gsl_ran_discrete_t *draw_topic(const planted *p, gsl_rng *rng, bool common)
{
    double *weight = calloc((size_t)p->v, sizeof *weight);
    assert_non_null(weight);
    for (int32_t t = 0; t < p->v; t++) weight[t] = pow(t + 1, -p->exponent);
    if (!common) gsl_ran_shuffle(rng, weight, (size_t)p->v, sizeof *weight);
    gsl_ran_discrete_t *topic = gsl_ran_discrete_preproc((size_t)p->v, weight);
    free(weight);
    return topic;
}

/* Counts, n x v; document r is about topic r % topics.  Terms of one document, or of more than half, are left out as a
 * vocabulary leaves them out. */
static inline tt_csr draw_documents(const planted *p, uint64_t seed)
{
    gsl_rng *rng = tt__base_rng_new(seed, 77);
    gsl_ran_discrete_t *topic[64] = {draw_topic(p, rng, true)};
    double *table = calloc((size_t)p->n * (size_t)p->v, sizeof *table);
    assert_non_null(table);
    for (int32_t k = 1; k <= p->topics; k++) topic[k] = draw_topic(p, rng, false);
    for (int32_t r = 0; r < p->n; r++)
        for (int32_t w = 0; w < p->words; w++)
            table[r * p->v +
                  (int32_t)gsl_ran_discrete(rng, topic[gsl_rng_uniform(rng) < p->apart ? 1 + r % p->topics : 0])]++;
    for (int32_t t = 0; t < p->v; t++) {
        int32_t df = 0;
        for (int32_t r = 0; r < p->n; r++) df += table[r * p->v + t] > 0;
        for (int32_t r = 0; r < p->n && (df < 2 || df > p->n / 2); r++) table[r * p->v + t] = 0;
    }
    tt_csr x = rows_from(table, p->n, p->v);
    for (int32_t k = 0; k <= p->topics; k++) gsl_ran_discrete_free(topic[k]);
    gsl_rng_free(rng);
    free(table);
    return x;
}

#endif
