/* The mean over all pairs needs no pairs: with unit vectors x_1 .. x_m and s = x_1 + ... + x_m it is (s.s - m) / (m (m
 * - 1)). */
#include "corpus/boilerplate/similarity.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/strmap.h"

tt_status tt__corpus_similarity_sums_new(tt__corpus_similarity_sums *out, int32_t n_words)
{
    size_t n = (size_t)n_words;
    *out = (tt__corpus_similarity_sums){.sum = tt__base_calloc(n, sizeof *out->sum),
                                        .seen = tt__base_calloc(n, sizeof *out->seen)};
    out->touched = tt__base_calloc(n, sizeof *out->touched);
    return out->sum && out->seen && out->touched ? TT_OK : TT_ERR_MEMORY;
}

void tt__corpus_similarity_sums_free(tt__corpus_similarity_sums *sums)
{
    free(sums->sum);
    free(sums->seen);
    free(sums->touched);
    *sums = (tt__corpus_similarity_sums){0};
}

enum {
    DOCUMENT_TOKENS = 400 /* the beginning stands for the whole: a book must not cost, or weigh, more than a letter */
};

/* The document's different words that count, in the order of their first appearance; how many. */
static int32_t take_words(int32_t word[DOCUMENT_TOKENS], const tt__corpus_rest *rest, tt__corpus_similarity_sums *sums,
                          int32_t i, int32_t except)
{
    int64_t n;
    int32_t taken = 0;
    const int32_t *token = tt_corpus_tokens(rest->corpus, i, &n);
    const uint8_t *repeated = rest->repeated + rest->start[i];
    if (n > DOCUMENT_TOKENS) n = DOCUMENT_TOKENS;
    sums->stamp++;
    for (int64_t t = 0; t < n; t++) {
        if (token[t] == TT_TOKEN_BREAK || repeated[t]) continue;
        int32_t w = TT_TOKEN_WORD(token[t]);
        word[taken] = w;
        taken += sums->seen[w] != sums->stamp && rest->idf[w] > 0 && w != except;
        sums->seen[w] = sums->stamp;
    }
    return taken;
}

static bool mostly_repeated(const tt__corpus_rest *rest, int32_t i)
{
    int64_t n = rest->start[i + 1] - rest->start[i], repeated = 0, t = 0;
    const uint8_t *at = rest->repeated + rest->start[i];
    for (; t + 8 <= n; t += 8)
        repeated += (int64_t)(tt__base_eight_bytes((const char *)at + t) * UINT64_C(0x0101010101010101) >> 56);
    for (; t < n; t++) repeated += at[t];
    return 2 * repeated > n;
}

/* Adds document i as a unit vector; false where it has no word that counts. */
static bool add_document(const tt__corpus_rest *rest, tt__corpus_similarity_sums *sums, int32_t i, int32_t except,
                         int32_t *n_touched)
{
    int32_t word[DOCUMENT_TOKENS], n = take_words(word, rest, sums, i, except);
    double square = 0;
    for (int32_t k = 0; k < n; k++) square += rest->idf[word[k]] * rest->idf[word[k]];
    if (square <= 0) return false;
    double length = sqrt(square);
    for (int32_t k = 0; k < n; k++) {
        double *sum = &sums->sum[word[k]];
        if (*sum <= 0) sums->touched[(*n_touched)++] = word[k];
        *sum += rest->idf[word[k]] / length;
    }
    return true;
}

double tt__corpus_similarity(const tt__corpus_rest *rest, tt__corpus_similarity_sums *sums, const int32_t *doc,
                             int32_t m, int32_t except)
{
    int32_t used = 0, n_touched = 0;
    double squares = 0;
    for (int32_t k = 0; k < m; k++)
        used += !mostly_repeated(rest, doc[k]) && add_document(rest, sums, doc[k], except, &n_touched);
    for (int32_t t = 0; t < n_touched; t++) {
        double *sum = &sums->sum[sums->touched[t]];
        squares += *sum * *sum;
        *sum = 0;
    }
    return used < 2 || 2 * used < m ? HUGE_VAL : (squares - used) / ((double)used * (used - 1));
}
