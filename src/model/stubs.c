/* Public functions whose floor is not built yet; each goes when its floor arrives. */
#include "base/error.h"
#include "topictree.h"

static tt_status missing(const char *what) { return tt__fail(TT_ERR_ARGUMENT, "%s is not built yet", what); }

tt_build_opts tt_build_opts_default(void) { return (tt_build_opts){0}; }
const char *tt_build_opts_check(const tt_build_opts *opts) { return (void)opts, NULL; }
tt_status tt_build(tt_topics *out, const tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run)
{
    (void)out, (void)corpus, (void)opts, (void)run;
    return missing("tt_build");
}

tt_status tt_topics_load(tt_topics *out, const char *path) { return (void)out, (void)path, missing("tt_topics_load"); }

tt_status tt_eval_inner(tt_inner_quality *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run)
{
    (void)out, (void)topics, (void)corpus, (void)run;
    return missing("tt_eval_inner");
}

