/* Public functions whose floor is not built yet; each goes when its floor arrives. */
#include "base/memory.h"
#include "topictree.h"

tt_labels_opts tt_labels_opts_default(void) { return (tt_labels_opts){.n_terms = 12, .name_terms = 3, .max_words = 3, .n_representatives = 5}; }
const char *tt_labels_opts_check(const tt_labels_opts *opts) { return (void)opts, NULL; }
tt_status tt_labels_build(tt_topic *topic, const tt_labels_input *in, const tt_labels_opts *opts, const tt_run *run)
{
    (void)opts, (void)run;
    for (int32_t v = 0; v < in->tree->m; v++)
        if (!(topic[v].name = tt__strdup(in->tree->id[v])) || !(topic[v].terms = tt__calloc(1, sizeof(tt_term)))) return TT_ERR_MEMORY;
    return TT_OK;
}
