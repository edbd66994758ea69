/* Options by name, from one table: the command line, its help, the record in tree.json and bindings all go by it. */
#ifndef TOPICTREE_OPTIONS_H
#define TOPICTREE_OPTIONS_H

#include "model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum tt_option_type {
    TT_OPTION_END,    /* ends a table */
    TT_OPTION_GROUP,  /* no option: a heading for those behind it, in `help` */
    TT_OPTION_FLAG,   /* bool, false unless given */
    TT_OPTION_YESNO,  /* bool */
    TT_OPTION_INT,    /* int32_t in least..most (both 0: 0 and up) */
    TT_OPTION_SEED,   /* uint64_t */
    TT_OPTION_REAL,   /* double in least..most (both 0: 0 and up); one below 0 stands for a value left open */
    TT_OPTION_TEXT,   /* const char * */
    TT_OPTION_CHOICE, /* an enum that counts from 0; `value` lists its names: "log|raw|sqrt" */
    TT_OPTION_SHARE,  /* double: a share of the documents, auto (TT_OUTLIERS_AUTO) or off (0) */
    TT_OPTION_SIZE,   /* int64_t: bytes, 500M, 2G, 1.5GiB */
    TT_OPTION_LEVELS  /* tt_shape_opts: levels and n_levels from 8,60,400 */
} tt_option_type;

/* One option. */
typedef struct tt_option {
    tt_option_type type;
    char letter;       /* short form on the command line, or 0 */
    const char *name;  /* "min-df"; an underscore counts as a hyphen */
    const char *value; /* what the help calls its value; of a choice, its names */
    const char *help;  /* one line */
    const char *word;  /* what stands for a value that is left open (0 or NULL): "chosen"; NULL: it cannot be */
    double least, most;
    size_t offset; /* where it is stored; for the library alone */
} tt_option;

/* The options of reading and building, ended by TT_OPTION_END. */
TT_API const tt_option *tt_option_table(void);
/* NULL where there is none of that name. */
TT_API const tt_option *tt_option_find(const char *name);

/* Read the value of an option from text into a field of the option's type.  A TT_OPTION_TEXT borrows the text.
 * Errors: TT_ERR_ARGUMENT (the message begins with the option's name). */
TT_API tt_status tt_option_parse(const tt_option *option, void *field, const char *text);
/* The value as text, as tt_option_parse() takes it, cut to size bytes with its NUL; the word where it is left open.
 * Gives the bytes of the whole text without its NUL. */
TT_API size_t tt_option_print(const tt_option *option, const void *field, char *text, size_t size);

/* All options of reading and building, with their defaults at first.  The library allocates them, so that further ones
 * do not break a program that was compiled before there were any. */
typedef struct tt_options tt_options;

TT_API tt_status tt_options_new(tt_options **out);
TT_API void tt_options_free(tt_options *options); /* NULL is fine */
/* Set an option by its name; the text is copied.  Errors: TT_ERR_ARGUMENT (no such option, or the value is none),
 * TT_ERR_MEMORY. */
TT_API tt_status tt_options_set(tt_options *options, const char *name, const char *value);
/* The value of an option, as tt_option_print() gives it.  Errors: TT_ERR_ARGUMENT (no such option). */
TT_API tt_status tt_options_get(const tt_options *options, const char *name, char *text, size_t size);
/* Where an option of the table is stored. */
TT_API void *tt_options_field(tt_options *options, const tt_option *option);
/* The same options as structs: for tt_corpus_read(), tt_corpus_new() and for tt_model_fit().  Borrowed. */
TT_API tt_corpus_opts *tt_options_corpus(tt_options *options);
TT_API tt_build_opts *tt_options_build(tt_options *options);
/* The file of edits, NULL where there is none: it is to be loaded (tt_edits_load) into tt_options_build()->edits.
 */
TT_API const char *tt_options_edits(const tt_options *options);

/* Take over the options that a tree says it was asked for: the object "asked" of its options.  Those that are not there
 * keep their values.  Errors: TT_ERR_FORMAT (the tree does not say them), TT_ERR_ARGUMENT, TT_ERR_MEMORY. */
TT_API tt_status tt_options_of_topics(tt_options *options, const tt_topics *topics);

#ifdef __cplusplus
}
#endif
#endif
