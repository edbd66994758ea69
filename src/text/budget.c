#include "text/budget.h"

#include "base/error.h"
#include "base/machine.h"
#include "text/corpus.h"

enum { READING = 40 << 20 /* bytes: the process, a batch, what is made of it */ };

/* With slots, which are there while it grows: from two to four for a string. */
static int64_t map_bytes(const tt__strmap *map, bool grows)
{
    return map->arena_used + map->size * (int64_t)(sizeof *map->start + (grows ? 3 * sizeof *map->slot : 0));
}

int64_t tt__corpus_bytes(const tt_corpus *corpus)
{
    const tt_corpus *c = corpus;
    return c->block_bytes + c->n_docs * (int64_t)sizeof *c->doc + map_bytes(&c->words, !c->sealed) + map_bytes(&c->ids, !c->sealed) +
           map_bytes(&c->paths, !c->sealed);
}

tt_status tt__corpus_check(const tt_corpus *corpus, double share)
{
    char need[TT__SIZE_TEXT], limit[TT__SIZE_TEXT];
    int64_t bytes = tt__corpus_bytes(corpus) + READING;
    if (!corpus->limit || bytes <= corpus->limit) return TT_OK;
    tt__size_text(limit, corpus->limit);
    if (share > 0 && share < 1)
        return tt__fail(TT_ERR_MEMORY, "the words and titles of all documents need about %s of memory, the limit is %s: %.0f %% of the input fit",
                        tt__size_text(need, (int64_t)((double)(bytes - READING) / share) + READING), limit, 100 * share);
    return tt__fail(TT_ERR_MEMORY, "the words and titles of the first %lld documents need %s of memory already, the limit is %s",
                    (long long)corpus->n_docs, tt__size_text(need, bytes), limit);
}

