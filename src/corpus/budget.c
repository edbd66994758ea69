#include "corpus/budget.h"

#include "base/error.h"
#include "base/machine.h"
#include "corpus/corpus.h"

enum {
    BATCHES = 18 << 20, /* bytes: two full batches, and what is made of them, ... */
    BATCHED = 4         /* ... before they are full so many bytes for each of text */
};

/* With slots, which are there while it grows: from two to four for a string. */
static int64_t map_bytes(const tt__base_strmap *map, bool grows)
{
    return map->arena_used + map->size * (int64_t)(sizeof *map->start + (grows ? 3 * sizeof *map->slot : 0));
}

int64_t tt__corpus_bytes(const tt_corpus *corpus)
{
    const tt_corpus *c = corpus;
    return c->store.block_bytes + c->n_docs * (int64_t)sizeof *c->doc + map_bytes(&c->store.words, !c->sealed) +
           map_bytes(&c->ids, !c->sealed) + map_bytes(&c->paths, !c->sealed);
}

/* What is there beside the corpus while it is read. */
static int64_t reading(const tt_corpus *corpus)
{
    return TT__BASE_PROCESS_BYTES + (corpus->stats.bytes < BATCHES / BATCHED ? BATCHED * corpus->stats.bytes : BATCHES);
}

tt_status tt__corpus_check(const tt_corpus *corpus, double share)
{
    char need[TT__BASE_SIZE_TEXT], limit[TT__BASE_SIZE_TEXT];
    int64_t held = tt__corpus_bytes(corpus), bytes = held + reading(corpus);
    if (!corpus->limit || bytes <= corpus->limit) return TT_OK;
    tt__base_size_text(limit, corpus->limit);
    if (share > 0 && share < 1)
        return tt__base_fail(TT_ERR_MEMORY,
                             "the words and titles of all documents need about %s of memory, the limit is %s: %.0f %% "
                             "of the input fit",
                             tt__base_size_text(need, (int64_t)((double)held / share) + reading(corpus)), limit,
                             100 * share);
    return tt__base_fail(TT_ERR_MEMORY,
                         "the words and titles of the first %lld documents need %s of memory already, the limit is %s",
                         (long long)corpus->n_docs, tt__base_size_text(need, bytes), limit);
}
