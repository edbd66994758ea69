/* The mean over all pairs needs no pairs: with unit vectors x_1 .. x_m and s = x_1 + ... + x_m it is (s.s - m) / (m (m - 1)). */
#include "text/likeness.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

tt_status tt__likeness_sums_new(tt__likeness_sums *out, int32_t n_words)
{
    size_t n = (size_t)n_words;
    *out = (tt__likeness_sums){.sum = tt__calloc(n, sizeof *out->sum), .seen = tt__calloc(n, sizeof *out->seen)};
    out->touched = tt__calloc(n, sizeof *out->touched);
    return out->sum && out->seen && out->touched ? TT_OK : TT_ERR_MEMORY;
}

void tt__likeness_sums_free(tt__likeness_sums *sums)
{
    free(sums->sum);
    free(sums->seen);
    free(sums->touched);
    *sums = (tt__likeness_sums){0};
}

enum { DOCUMENT_TOKENS = 400 /* the beginning stands for the whole: a book must not cost, or weigh, more than a letter */ };

/* The next of the document's words that counts and was not met before, or -1. */
static int32_t next_word(const tt__rest *rest, tt__likeness_sums *sums, int32_t i, int64_t *at, int32_t except)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(rest->corpus, i, &n);
    if (n > DOCUMENT_TOKENS) n = DOCUMENT_TOKENS;
    const uint8_t *repeated = rest->repeated + rest->start[i];
    for (; *at < n; ++*at) {
        int32_t word = token[*at] == TT_TOKEN_BREAK ? -1 : TT_TOKEN_WORD(token[*at]);
        if (word < 0 || repeated[*at] || word == except || rest->idf[word] <= 0 || sums->seen[word] == sums->stamp) continue;
        sums->seen[word] = sums->stamp;
        ++*at;
        return word;
    }
    return -1;
}

static double square_length(const tt__rest *rest, tt__likeness_sums *sums, int32_t i, int32_t except)
{
    double square = 0;
    int64_t at = 0;
    sums->stamp++;
    for (int32_t w; (w = next_word(rest, sums, i, &at, except)) >= 0;) square += rest->idf[w] * rest->idf[w];
    return square;
}

static bool mostly_repeated(const tt__rest *rest, int32_t i)
{
    int64_t n = rest->start[i + 1] - rest->start[i], repeated = 0;
    for (int64_t t = rest->start[i]; t < rest->start[i + 1]; t++) repeated += rest->repeated[t] != 0;
    return 2 * repeated > n;
}

double tt__likeness(const tt__rest *rest, tt__likeness_sums *sums, const int32_t *doc, int32_t m, int32_t except)
{
    int32_t used = 0, n_touched = 0;
    double squares = 0;
    for (int32_t k = 0; k < m; k++) {
        double square = mostly_repeated(rest, doc[k]) ? 0 : square_length(rest, sums, doc[k], except);
        if (square <= 0) continue;
        int64_t at = 0;
        used++;
        sums->stamp++;
        for (int32_t w; (w = next_word(rest, sums, doc[k], &at, except)) >= 0;) {
            if (sums->sum[w] <= 0) sums->touched[n_touched++] = w;
            sums->sum[w] += rest->idf[w] / sqrt(square);
        }
    }
    for (int32_t t = 0; t < n_touched; t++) {
        double *sum = &sums->sum[sums->touched[t]];
        squares += *sum * *sum;
        *sum = 0;
    }
    return used < 2 || 2 * used < m ? HUGE_VAL : (squares - used) / ((double)used * (used - 1));
}
