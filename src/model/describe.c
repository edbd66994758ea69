#include "model/describe.h"

#include "base/memory.h"
#include "base/run.h"
#include "place/neighbours.h"
#include "place/score.h"

static tt_status name_documents(tt_topics *topics, const tt_corpus *corpus, const int32_t *doc)
{
    topics->document = tt__base_calloc((size_t)topics->tree.n, sizeof *topics->document);
    topics->topic = tt__base_calloc((size_t)topics->tree.m, sizeof *topics->topic);
    if (!topics->document || !topics->topic) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < topics->tree.n; i++) {
        tt_placement *document = &topics->document[i];
        document->id = tt__base_strdup(tt_corpus_id(corpus, doc[i]));
        document->title = tt__base_strdup(tt_corpus_title(corpus, doc[i]));
        if (!document->id || !document->title) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

tt_status tt__model_place_documents(tt_topics *topics, const tt_corpus *corpus, const tt__model_vectors *vectors,
                                    const tt_csr *term_sums, const int32_t *label, int32_t n_representatives,
                                    const tt_run *run)
{
    const tt__weights_rows *rows = &vectors->rows;
    tt__place_score_input in = {.x = &rows->x, .row = rows->row, .label = label, .sums = term_sums};
    tt_status status = tt__base_progress(run, "labelling", 0, 0, "topics");
    if (status == TT_OK) status = name_documents(topics, corpus, rows->doc);
    if (status == TT_OK) status = tt__place_score(topics, &in, n_representatives, run);
    return status == TT_OK ? tt__place_neighbours(topics, &in, run) : status;
}

tt_status tt__model_label(tt_topics *topics, tt__model_edits *edits, const tt_corpus *corpus, const tt_vocab *vocab,
                          const tt__model_arranged *arranged, const tt__weights_rows *rows, const tt_labels_opts *opts,
                          const tt_run *run)
{
    tt_labels_input in = {.corpus = corpus,
                          .vocab = vocab,
                          .tree = &topics->tree,
                          .tree_doc = rows->doc,
                          .hidden = edits->hidden,
                          .n_hidden = edits->n_hidden};
    tt_status status = tt_labels_build(topics->topic, &in, opts, run);
    return status == TT_OK ? tt__model_edits_topics(edits, topics, arranged->label, opts->name_terms, run) : status;
}
