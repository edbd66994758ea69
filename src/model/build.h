/* Options resolved, and the record of a fit. */
#ifndef TT_MODEL_BUILD_H
#define TT_MODEL_BUILD_H

#include "model/options.h"
#include "weights/dedupe.h"

/* Everything left open in the options, chosen; `supported` is the number of topics where none was asked for. */
tt_build_opts tt__model_build_opts_resolve(const tt_build_opts *asked, int32_t n_docs, int32_t supported);

/* Write into topics what is needed to repeat and judge the build: settings, counts, quality. */
typedef struct tt__model_record_input {
    const tt_options *asked;   /* of reading and building */
    const tt_build_opts *opts; /* resolved */
    int32_t n_leaves;          /* leaf topics, as edits left them */
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    const tt__weights_rows *rows;
    int64_t limit;    /* bytes of memory that the build kept to */
    int32_t columns;  /* that rare terms were hashed into for that, with all others; 0: none were */
    double objective; /* I2 of the leaf topics */
} tt__model_record_input;
tt_status tt__model_record(tt_topics *topics, const tt__model_record_input *in);

#endif
