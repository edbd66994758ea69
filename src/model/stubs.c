/* Public functions whose floor is not built yet; each goes when its floor arrives. */
#include "base/error.h"
#include "topictree.h"

static tt_status missing(const char *what) { return tt__fail(TT_ERR_ARGUMENT, "%s is not built yet", what); }

#include <stdlib.h>
#include "base/memory.h"
tt_labels_opts tt_labels_opts_default(void) { return (tt_labels_opts){.n_terms = 12, .name_terms = 3, .max_words = 3, .n_representatives = 5}; }
const char *tt_labels_opts_check(const tt_labels_opts *opts) { return (void)opts, NULL; }
tt_status tt_labels_build(tt_topic *topic, const tt_labels_input *in, const tt_labels_opts *opts, const tt_run *run)
{
    (void)opts, (void)run;
    for (int32_t v = 0; v < in->tree->m; v++)
        if (!(topic[v].name = tt__strdup(in->tree->id[v])) || !(topic[v].terms = tt__calloc(1, sizeof(tt_term)))) return TT_ERR_MEMORY;
    return TT_OK;
}


tt_status tt_eval_inner(tt_inner_quality *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run)
{
    (void)out, (void)topics, (void)corpus, (void)run;
    return missing("tt_eval_inner");
}

