/* model.tt: a header, a directory of sections, the sections.  src/README.md describes the file for who writes a reader.
 */
#ifndef TT_MODEL_FILE_FORMAT_H
#define TT_MODEL_FILE_FORMAT_H

#include "model/model.h"

#define TT__MODEL_MAGIC "topictree model" /* and its NUL: 16 bytes */

enum {
    TT__MODEL_VERSION = 1,
    TT__MODEL_BYTE_ORDER = 0x01020304, /* as the machine that wrote the file has it */
    TT__MODEL_ALIGN = 64,              /* sections begin at multiples of this */
    TT__MODEL_MOST_SECTIONS = 64
};

typedef struct tt__model_header {
    char magic[16];
    uint32_t byte_order, version;
    uint64_t bytes; /* of the whole file */
    uint32_t n_sections;
    uint32_t check; /* CRC-32 (zlib's) of header and directory with this field 0 */
    uint32_t zero[6];
} tt__model_header;

typedef struct tt__model_section {
    char name[16]; /* ended by a NUL */
    uint64_t offset, bytes;
    uint32_t width; /* bytes of a number: 1, 4 or 8 */
    uint32_t check; /* CRC-32 of the section's bytes, with the zeros up to the next section */
} tt__model_section;

/* Numbers of things, as the section "counts" has them (int64). */
typedef enum tt__model_count_index {
    TT__MODEL_N,    /* documents of the tree */
    TT__MODEL_M,    /* nodes */
    TT__MODEL_V,    /* terms */
    TT__MODEL_K,    /* leaves, outliers included */
    TT__MODEL_DOCS, /* documents of the corpus that the dictionary was made from */
    TT__MODEL_MIN_DF,
    TT__MODEL_MAX_DF,
    TT__MODEL_STEM, /* 0, 1 */
    TT__MODEL_SEED,
    TT__MODEL_OUTLIERS, /* their node, 0: none */
    TT__MODEL_SETTINGS, /* entries of each list of settings */
    TT__MODEL_COUNTS,
    TT__MODEL_QUALITY,
    TT__MODEL_EDITS,
    TT__MODEL_N_COUNTS
} tt__model_count_index;

/* Arrays of the model that are stored as they are. */
typedef enum tt__model_length {
    TT__MODEL_OF_N,
    TT__MODEL_OF_M,
    TT__MODEL_OF_V,
    TT__MODEL_OF_K,
    TT__MODEL_OF_K1,
    TT__MODEL_OF_NNZ
} tt__model_length;

typedef struct tt__model_array {
    const char *name;
    size_t offset;           /* of the pointer in tt_model */
    tt__model_length length; /* in items */
    uint32_t width, each;    /* bytes of a number, numbers of an item */
} tt__model_array;

extern const tt__model_array tt__model_arrays[]; /* ended by a NULL name */

/* Give back what a loaded model holds; not the struct itself. */
void tt__model_unload(tt_model *model);

#endif
