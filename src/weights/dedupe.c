/* Documents with the same counts become one row with a weight: duplicates share a topic by construction, and cost
 * nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/strmap.h"
#include "matrix/csr.h"
#include "weights/dedupe.h"

void tt__weights_rows_free(tt__weights_rows *rows)
{
    free(rows->doc);
    free(rows->row);
    free(rows->weight);
    tt_csr_free(&rows->x);
    *rows = (tt__weights_rows){0};
}

static bool same(const tt_csr *x, int32_t a, int32_t b)
{
    int64_t n = x->ptr[a + 1] - x->ptr[a];
    if (x->ptr[b + 1] - x->ptr[b] != n) return false;
    return memcmp(x->idx + x->ptr[a], x->idx + x->ptr[b], (size_t)n * sizeof *x->idx) == 0 &&
           memcmp(x->val + x->ptr[a], x->val + x->ptr[b], (size_t)n * sizeof *x->val) == 0;
}

/* Of the columns alone, which tell nearly all rows apart, in two sums that need not wait for each other. */
static uint64_t hash_row(const tt_csr *x, int32_t r)
{
    const int32_t *idx = x->idx + x->ptr[r];
    int64_t n = x->ptr[r + 1] - x->ptr[r];
    uint64_t a = (uint64_t)n, b = 0;
    for (int64_t e = 0; e + 1 < n; e += 2) {
        a = (a ^ (uint64_t)idx[e]) * UINT64_C(0xff51afd7ed558ccd);
        b = (b ^ (uint64_t)idx[e + 1]) * UINT64_C(0xc4ceb9fe1a85ec53);
    }
    return tt__base_mix(tt__base_mix(a) ^ b ^ (n % 2 ? (uint64_t)idx[n - 1] << 32 : 0));
}

/* Open addressing over documents: the first document with the same counts, the document itself where it is new. */
static int32_t first_alike(int32_t *slot, uint64_t slots, const tt_csr *x, int32_t i)
{
    uint64_t s = hash_row(x, i) & (slots - 1);
    for (; slot[s] >= 0; s = (s + 1) & (slots - 1))
        if (same(x, slot[s], i)) return slot[s];
    slot[s] = i;
    return i;
}

/* Fill doc, row and weight; keep[r] is the document whose counts row r has.  How many rows there are. */
static int32_t assign_rows(tt__weights_rows *rows, int32_t *keep, int32_t *row_of, const tt_csr *counts, int32_t *slot,
                           uint64_t slots)
{
    int32_t n_rows = 0;
    for (uint64_t s = 0; s < slots; s++) slot[s] = -1;
    for (int32_t i = 0; i < counts->n_rows; i++) {
        if (counts->ptr[i] == counts->ptr[i + 1]) {
            rows->no_terms++;
            continue;
        }
        int32_t first = first_alike(slot, slots, counts, i);
        if (first == i) {
            keep[n_rows] = i;
            row_of[i] = n_rows++;
        }
        rows->doc[rows->n_docs] = i;
        rows->row[rows->n_docs++] = row_of[first];
        rows->weight[row_of[first]]++;
    }
    return n_rows;
}

/* Close up the rows that stay, in place. */
static void compact(tt_csr *counts, const int32_t *keep, int32_t n_rows)
{
    int64_t at = 0;
    for (int32_t r = 0; r < n_rows; r++) {
        int64_t from = counts->ptr[keep[r]], n = counts->ptr[keep[r] + 1] - from;
        if (at < from) {
            memmove(counts->idx + at, counts->idx + from, (size_t)n * sizeof *counts->idx);
            memmove(counts->val + at, counts->val + from, (size_t)n * sizeof *counts->val);
        }
        counts->ptr[r] = at; /* r <= keep[r]: what is overwritten was read before */
        at += n;
    }
    counts->ptr[n_rows] = at;
    counts->n_rows = n_rows;
}

tt_status tt__weights_rows_build(tt__weights_rows *out, tt_csr *counts)
{
    size_t n = (size_t)counts->n_rows;
    uint64_t slots = 16;
    while (slots < 2 * n) slots *= 2;
    tt__weights_rows made = {.doc = tt__base_calloc(n, sizeof *made.doc), .row = tt__base_calloc(n, sizeof *made.row)};
    made.weight = tt__base_calloc(n, sizeof *made.weight);
    int32_t *keep = tt__base_calloc(n, sizeof *keep), *row_of = tt__base_calloc(n, sizeof *row_of);
    int32_t *slot = tt__base_calloc((size_t)slots, sizeof *slot);
    tt_status status = TT_ERR_MEMORY;
    if (made.doc && made.row && made.weight && keep && row_of && slot) {
        int32_t n_rows = assign_rows(&made, keep, row_of, counts, slot, slots);
        status = n_rows > 0 ? TT_OK : tt__base_fail(TT_ERR_EMPTY, "no document has a word left to go by");
        if (status == TT_OK) {
            compact(counts, keep, n_rows);
            made.x = *counts;
            *counts = (tt_csr){0};
            *out = made;
            made = (tt__weights_rows){0};
        }
    }
    tt__weights_rows_free(&made);
    free(keep);
    free(row_of);
    free(slot);
    return status;
}
