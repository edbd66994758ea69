#include "model/model.h"

#include "model/file_format.h"

#include <stdlib.h>

const tt_topics *tt_model_topics(const tt_model *model)
{
    return &model->topics;
}

const tt_dictionary *tt_model_dictionary(const tt_model *model)
{
    return &model->dictionary;
}

const tt_corpus_stats *tt_model_stats(const tt_model *model)
{
    return &model->stats;
}

void tt_model_free(tt_model *model)
{
    if (!model) return;
    if (model->mapping.bytes) {
        tt__model_unload(model);
        free(model);
        return;
    }
    tt_topics_free(&model->topics);
    tt_dictionary_free(&model->dictionary);
    tt_csr_free(&model->sums);
    free(model->words);
    free(model->leaf_node);
    free(model);
}
