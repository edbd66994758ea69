/* Options from the inside. */
#ifndef TT_MODEL_OPTIONS_H
#define TT_MODEL_OPTIONS_H

#include "base/buffer.h"
#include "topictree/options.h"

struct tt_options {
    tt_corpus_opts corpus;
    tt_build_opts build;
    const char *edits; /* file, NULL: none */
    char **text;       /* n_texts: values that tt_options_set() was given */
    int64_t n_texts, text_capacity;
};

/* All options as a JSON object, in the order of the table; null where a value is left open. */
tt_status tt__model_options_json(tt__base_buffer *out, const tt_options *options);

#endif
