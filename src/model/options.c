/* The table of options, and what reads and writes their values. */
#include "model/options.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/c_locale.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

#define READ(field) offsetof(struct tt_options, corpus.field)
#define BUILD(field) offsetof(struct tt_options, build.field)

static const tt_option table[] = {
    {TT_OPTION_GROUP, .help = "input"},
    {TT_OPTION_CHOICE, 'f', "format", "auto|jsonl|json|csv|tsv|lines|text|listing|paragraphs", "what the input is",
     .offset = READ(format)},
    {TT_OPTION_TEXT, 0, "id-field", "NAME", "the field that names a document", "found by its name",
     .offset = READ(id_field)},
    {TT_OPTION_TEXT, 0, "title-field", "NAME", "its title", "found by its name", .offset = READ(title_field)},
    {TT_OPTION_TEXT, 0, "text-field", "NAME", "its text", "found by its name", .offset = READ(text_field)},
    {TT_OPTION_TEXT, 0, "label-field", "NAME", "its known subject; nothing but eval looks at it", "path",
     .offset = READ(label_field)},
    {TT_OPTION_FLAG, 0, "strict", NULL, "stop at the first bad record instead of skipping it", .offset = READ(strict)},
    {TT_OPTION_GROUP, .help = "words"},
    {TT_OPTION_CHOICE, 0, "boilerplate", "drop|keep",
     "what many otherwise unlike documents have word for word in common", .offset = READ(boilerplate)},
    {TT_OPTION_TEXT, 'l', "language", "CODE", "en, de, fr, ...; auto looks at the text; none has no stop words",
     .offset = BUILD(vocab.language)},
    {TT_OPTION_TEXT, 0, "stopwords", "FILE", "more stop words, one a line", "none",
     .offset = BUILD(vocab.stopwords_file)},
    {TT_OPTION_FLAG, 0, "stem", NULL, "count inflected forms of a word together (labels keep them apart)",
     .offset = BUILD(vocab.stem)},
    {TT_OPTION_REAL, 0, "min-df", "X", "a term stands in at least X documents, or (X < 1) in this share of them",
     "chosen", .offset = BUILD(vocab.min_df)},
    {TT_OPTION_REAL, 0, "max-df", "X", "... and in at most this share of them (X <= 1), or in X documents", "chosen",
     .offset = BUILD(vocab.max_df)},
    {TT_OPTION_CHOICE, 0, "tf", "log|raw|sqrt|binary", "weight of a term within a document",
     .offset = BUILD(weights.tf)},
    {TT_OPTION_CHOICE, 0, "idf", "plain|smooth|none", "weight of a term among all documents",
     .offset = BUILD(weights.idf)},
    {TT_OPTION_REAL, 0, "idf-power", "P", "the idf is raised to this power", "chosen, 1 to 2", -1, 10,
     BUILD(weights.idf_power)},
    {TT_OPTION_INT, 0, "lsa", "D", "cluster in D latent dimensions instead of the terms themselves", "off",
     .offset = BUILD(lsa)},
    {TT_OPTION_GROUP, .help = "shape"},
    {TT_OPTION_INT, 'k', "topics", "K", "leaf topics", "chosen", .offset = BUILD(topics)},
    {TT_OPTION_CHOICE, 0, "detail", "low|normal|high", "how many leaf topics, where --topics does not say",
     .offset = BUILD(detail)},
    {TT_OPTION_LEVELS, 0, "levels", "N,N,..", "topics on each level from the top, the last = leaves", "chosen",
     .offset = BUILD(shape)},
    {TT_OPTION_INT, 0, "max-children", "N", "children of a topic at most", "chosen",
     .offset = BUILD(shape.max_children)},
    {TT_OPTION_INT, 0, "min-docs", "N", "documents of a leaf topic at least", "chosen", .offset = BUILD(min_docs)},
    {TT_OPTION_SHARE, 0, "outliers", "SHARE|auto",
     "documents that fit nowhere go into a leaf of their own: this share of all, or those that stand far out", "off", 0,
     .5, BUILD(outliers)},
    {TT_OPTION_INT, 0, "depth", "N", "levels below the root", "chosen", .offset = BUILD(shape.depth)},
    {TT_OPTION_GROUP, .help = "clustering"},
    {TT_OPTION_CHOICE, 0, "linkage", "average|i2|auto",
     "how leaf topics are joined into broader ones; auto is average for --max-children 2, else i2",
     .offset = BUILD(linkage)},
    {TT_OPTION_INT, 0, "starts", "N", "whole partitions to choose the best of", "chosen by size", 0, 1000,
     BUILD(kmeans.starts)},
    {TT_OPTION_INT, 0, "trials", "N", "random starts of each split", "chosen by size", 0, 1000, BUILD(kmeans.trials)},
    {TT_OPTION_INT, 0, "refine-passes", "N", "passes of the refinement at most", .offset = BUILD(kmeans.refine_passes)},
    {TT_OPTION_INT, 0, "divergence-passes", "N", "Kullback-Leibler rounds after it at most",
     .offset = BUILD(kmeans.divergence_passes)},
    {TT_OPTION_SEED, 's', "seed", "N", "the seed of every random draw", .offset = BUILD(seed)},
    {TT_OPTION_SIZE, 0, "max-memory", "SIZE",
     "500M, 2G: beyond, rare terms are hashed or the build is refused; the result is the same for any threads",
     "what is free", .offset = BUILD(max_memory)},
    {TT_OPTION_GROUP, .help = "labels"},
    {TT_OPTION_INT, 0, "terms", "N", "terms a topic lists", NULL, 1, 1000, BUILD(labels.n_terms)},
    {TT_OPTION_INT, 0, "name-terms", "N", "terms in a topic's name", NULL, 1, 3, BUILD(labels.name_terms)},
    {TT_OPTION_INT, 0, "phrase-words", "N", "words in a phrase at most", NULL, 1, 3, BUILD(labels.max_words)},
    {TT_OPTION_INT, 0, "representatives", "N", "typical documents that a topic lists", NULL, 0, 100000,
     BUILD(labels.n_representatives)},
    {TT_OPTION_TEXT, 0, "edits", "FILE", "names, merges, hidden and pinned terms to apply again (man topictree, EDITS)",
     "none", .offset = offsetof(struct tt_options, edits)},
    {.type = TT_OPTION_END}};

const tt_option *tt_option_table(void)
{
    return table;
}

/* Names are equal where hyphens and underscores are taken for one. */
static bool same_name(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (*a != *b && !((*a == '-' || *a == '_') && (*b == '-' || *b == '_'))) return false;
    return *a == *b;
}

const tt_option *tt_option_find(const char *name)
{
    for (const tt_option *o = table; name && o->type != TT_OPTION_END; o++)
        if (o->name && same_name(o->name, name)) return o;
    return NULL;
}

/* ---- values from text ---- */

static tt_status parse_int(const tt_option *option, int32_t *field, const char *text)
{
    char *end;
    double least = option->least, most = least == 0 && option->most == 0 ? INT32_MAX : option->most;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is not a whole number", option->name, text);
    if (errno || (double)number < least || (double)number > most)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: %s is out of range (%.0f to %.0f)", option->name, text, least, most);
    *field = (int32_t)number;
    return TT_OK;
}

static tt_status parse_seed(const tt_option *option, uint64_t *field, const char *text)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (end == text || *end || strchr(text, '-'))
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is not a whole number of 0 or more", option->name, text);
    if (errno)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: %s is out of range (0 to 18446744073709551615)", option->name, text);
    *field = number;
    return TT_OK;
}

static tt_status parse_real(const tt_option *option, double *field, const char *text)
{
    char *end;
    double number = strtod(text, &end), most = option->least == 0 && option->most == 0 ? 1e300 : option->most;
    if (end == text || *end || number != number)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is not a number", option->name, text);
    if (number < option->least || number > most)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: %s is out of range (%g to %g)", option->name, text, option->least,
                             most);
    *field = number;
    return TT_OK;
}

static tt_status parse_share(const tt_option *option, double *field, const char *text)
{
    char *end;
    double number = strcmp(text, "auto") == 0 ? TT_OUTLIERS_AUTO : 0;
    if (number == 0 && strcmp(text, "off") != 0) {
        number = strtod(text, &end);
        if (end == text || *end || number != number)
            return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is not a share, auto or off", option->name, text);
        if (!(number > option->least && number <= option->most))
            return tt__base_fail(TT_ERR_ARGUMENT, "%s: %s is out of range (more than %g, at most %g)", option->name,
                                 text, option->least, option->most);
    }
    *field = number;
    return TT_OK;
}

/* What follows the number: nothing, K, M, G, T, also as KB or KiB; how many bytes that is, 0 for anything else. */
static double unit_size(const char *unit)
{
    static const char letters[] = "KMGT";
    double size = 1;
    if (!*unit) return size;
    char upper = *unit >= 'a' && *unit <= 'z' ? (char)(*unit - 'a' + 'A') : *unit;
    const char *letter = strchr(letters, upper);
    if (!letter || !(strcmp(unit + 1, "") == 0 || strcmp(unit + 1, "B") == 0 || strcmp(unit + 1, "iB") == 0)) return 0;
    for (const char *l = letters; l <= letter; l++) size *= 1024;
    return size;
}

static tt_status parse_size(const tt_option *option, int64_t *field, const char *text)
{
    char *end = NULL;
    double number = *text >= '0' && *text <= '9' ? strtod(text, &end) : 0, unit = end ? unit_size(end) : 0;
    if (unit == 0)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is not a size such as 500M, 2G or 1.5GiB", option->name,
                             text);
    if (number * unit < 1 || number * unit > 1e18)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: %s is out of range (1 to 1e18 bytes)", option->name, text);
    *field = (int64_t)(number * unit);
    return TT_OK;
}

static tt_status parse_bool(const tt_option *option, bool *field, const char *text)
{
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is neither yes nor no", option->name, text);
    *field = yes;
    return TT_OK;
}

/* The i-th name of "log|raw|sqrt": its start, its length in *n; NULL past the last. */
static const char *choice_name(const char *names, int i, size_t *n)
{
    for (; i > 0; i--) {
        names = strchr(names, '|');
        if (!names) return NULL;
        names++;
    }
    *n = strcspn(names, "|");
    return names;
}

static tt_status parse_choice(const tt_option *option, void *field, const char *text)
{
    size_t n;
    const char *name;
    for (int i = 0; (name = choice_name(option->value, i, &n)); i++)
        if (strlen(text) == n && memcmp(text, name, n) == 0) {
            memcpy(field, &i, sizeof i); /* an enum of any of the headers: as wide as int, whatever its sign */
            return TT_OK;
        }
    return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is none of %s", option->name, text, option->value);
}

static tt_status parse_levels(const tt_option *option, tt_shape_opts *shape, const char *text)
{
    int32_t n = 0;
    for (const char *p = text;; p++) {
        char *end;
        errno = 0;
        long long nodes = strtoll(p, &end, 10);
        if (end == p || (*end && *end != ',') || errno || nodes < 1 || nodes > INT32_MAX)
            return tt__base_fail(TT_ERR_ARGUMENT, "%s: \"%s\" is not a list such as 8,60,400", option->name, text);
        if (n == TT_MAX_LEVELS)
            return tt__base_fail(TT_ERR_ARGUMENT, "%s: at most %d levels", option->name, TT_MAX_LEVELS);
        shape->levels[n++] = (int32_t)nodes;
        if (!*(p = end)) break;
    }
    shape->n_levels = n;
    return TT_OK;
}

static tt_status parse_text(const tt_option *option, const char **field, const char *text)
{
    if (!*text) return tt__base_fail(TT_ERR_ARGUMENT, "%s: the value is empty", option->name);
    *field = text;
    return TT_OK;
}

/* What a field holds where its value is left open. */
static void leave_open(const tt_option *option, void *field)
{
    if (option->type == TT_OPTION_INT) *(int32_t *)field = 0;
    if (option->type == TT_OPTION_REAL) *(double *)field = option->least < 0 ? option->least : 0;
    if (option->type == TT_OPTION_SIZE) *(int64_t *)field = 0;
    if (option->type == TT_OPTION_SHARE) *(double *)field = 0;
    if (option->type == TT_OPTION_TEXT) *(const char **)field = NULL;
    if (option->type == TT_OPTION_LEVELS) ((tt_shape_opts *)field)->n_levels = 0;
}

static tt_status parse(const tt_option *option, void *field, const char *text)
{
    switch (option->type) {
    case TT_OPTION_FLAG:
    case TT_OPTION_YESNO:
        return parse_bool(option, field, text);
    case TT_OPTION_INT:
        return parse_int(option, field, text);
    case TT_OPTION_SEED:
        return parse_seed(option, field, text);
    case TT_OPTION_REAL:
        return parse_real(option, field, text);
    case TT_OPTION_TEXT:
        return parse_text(option, field, text);
    case TT_OPTION_CHOICE:
        return parse_choice(option, field, text);
    case TT_OPTION_SHARE:
        return parse_share(option, field, text);
    case TT_OPTION_SIZE:
        return parse_size(option, field, text);
    case TT_OPTION_LEVELS:
        return parse_levels(option, field, text);
    default:
        return tt__base_fail(TT_ERR_ARGUMENT, "a heading has no value");
    }
}

tt_status tt_option_parse(const tt_option *option, void *field, const char *text)
{
    locale_t before;
    const char *wrong = tt__base_call_check(option && field && text, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    if (option->word && option->type != TT_OPTION_TEXT && strcmp(text, option->word) == 0)
        return leave_open(option, field), TT_OK;
    tt_status status = tt__base_c_locale_enter(&before);
    if (status < 0) return status;
    status = parse(option, field, text);
    tt__base_c_locale_leave(before);
    return status;
}

/* ---- values to text ---- */

static bool is_open(const tt_option *option, const void *field)
{
    if (!option->word) return false;
    switch (option->type) {
    case TT_OPTION_INT:
        return *(const int32_t *)field == 0;
    case TT_OPTION_REAL:
        return option->least < 0 ? *(const double *)field < 0 : *(const double *)field == 0;
    case TT_OPTION_SHARE:
        return *(const double *)field == 0;
    case TT_OPTION_SIZE:
        return *(const int64_t *)field == 0;
    case TT_OPTION_LEVELS:
        return ((const tt_shape_opts *)field)->n_levels == 0;
    case TT_OPTION_TEXT:
        return *(const char *const *)field == NULL;
    default:
        return false;
    }
}

/* As many digits as the number needs to be the same when it is read back. */
static int print_real(char *text, size_t size, double number)
{
    int n = snprintf(text, size, "%.15g", number);
    return strtod(text, NULL) == number ? n : snprintf(text, size, "%.17g", number);
}

static int print_levels(char *text, size_t size, const tt_shape_opts *shape)
{
    int used = 0;
    for (int32_t l = 0; l < shape->n_levels; l++) {
        size_t at = (size_t)used < size ? (size_t)used : size;
        used += snprintf(text + at, size - at, l ? ",%d" : "%d", shape->levels[l]);
    }
    return used;
}

static int print_choice(const tt_option *option, const void *field, char *text, size_t size)
{
    int i;
    size_t n = 0;
    memcpy(&i, field, sizeof i);
    const char *name = choice_name(option->value, i, &n);
    return snprintf(text, size, "%.*s", (int)n, name ? name : "");
}

static int print_value(const tt_option *option, const void *field, char *text, size_t size)
{
    switch (option->type) {
    case TT_OPTION_FLAG:
    case TT_OPTION_YESNO:
        return snprintf(text, size, "%s", *(const bool *)field ? "yes" : "no");
    case TT_OPTION_INT:
        return snprintf(text, size, "%d", (int)*(const int32_t *)field);
    case TT_OPTION_SEED:
        return snprintf(text, size, "%llu", (unsigned long long)*(const uint64_t *)field);
    case TT_OPTION_SHARE:
        if (*(const double *)field == TT_OUTLIERS_AUTO) return snprintf(text, size, "auto");
        return print_real(text, size, *(const double *)field);
    case TT_OPTION_REAL:
        return print_real(text, size, *(const double *)field);
    case TT_OPTION_SIZE:
        return snprintf(text, size, "%lld", (long long)*(const int64_t *)field);
    case TT_OPTION_CHOICE:
        return print_choice(option, field, text, size);
    case TT_OPTION_LEVELS:
        return print_levels(text, size, field);
    case TT_OPTION_TEXT:
        return snprintf(text, size, "%s", *(const char *const *)field);
    default:
        return snprintf(text, size, "%s", "");
    }
}

size_t tt_option_print(const tt_option *option, const void *field, char *text, size_t size)
{
    char none[1];
    if (!text || size == 0) text = none, size = 1;
    if (is_open(option, field)) return (size_t)snprintf(text, size, "%s", option->word);
    locale_t before;
    bool entered = tt__base_c_locale_enter(&before) == TT_OK;
    int n = print_value(option, field, text, size);
    if (entered) tt__base_c_locale_leave(before);
    return (size_t)n;
}

/* ---- all options ---- */

tt_status tt_options_new(tt_options **out)
{
    const char *wrong = tt__base_call_check(out, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_options *options = tt__base_calloc(1, sizeof *options);
    if (!options) return TT_ERR_MEMORY;
    options->corpus = tt_corpus_opts_default();
    options->build = tt_build_opts_default();
    *out = options;
    return TT_OK;
}

void tt_options_free(tt_options *options)
{
    for (int64_t i = 0; options && i < options->n_texts; i++) free(options->text[i]);
    if (options) free(options->text);
    free(options);
}

void *tt_options_field(tt_options *options, const tt_option *option)
{
    return (char *)options + option->offset;
}

tt_corpus_opts *tt_options_corpus(tt_options *options)
{
    options->corpus.max_memory = options->build.max_memory; /* one limit for both */
    return &options->corpus;
}

tt_build_opts *tt_options_build(tt_options *options)
{
    return &options->build;
}

const char *tt_options_edits(const tt_options *options)
{
    return options->edits;
}

static tt_status find(const tt_option **out, const char *name)
{
    *out = tt_option_find(name);
    return *out ? TT_OK : tt__base_fail(TT_ERR_ARGUMENT, "there is no option \"%s\"", name);
}

tt_status tt_options_set(tt_options *options, const char *name, const char *value)
{
    const tt_option *option;
    const char *wrong = tt__base_call_check(options && name && value, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = find(&option, name);
    if (status == TT_OK && option->type == TT_OPTION_TEXT) {
        status = tt__base_reserve(&options->text, &options->text_capacity, options->n_texts + 1, sizeof *options->text);
        char *copy = status == TT_OK ? tt__base_strdup(value) : NULL;
        if (!copy) return TT_ERR_MEMORY;
        value = options->text[options->n_texts++] = copy;
    }
    return status == TT_OK ? tt_option_parse(option, tt_options_field(options, option), value) : status;
}

tt_status tt_options_get(const tt_options *options, const char *name, char *text, size_t size)
{
    const tt_option *option;
    const char *wrong = tt__base_call_check(options && name && (text || !size), NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = find(&option, name);
    if (status == TT_OK) tt_option_print(option, (const char *)options + option->offset, text, size);
    return status;
}

/* ---- the record ---- */

static tt_status append_string(tt__base_buffer *out, const char *text)
{
    cJSON *item = cJSON_CreateStringReference(text);
    char *quoted = item ? cJSON_PrintUnformatted(item) : NULL;
    tt_status status = quoted ? tt__base_buffer_append(out, quoted, strlen(quoted)) : TT_ERR_MEMORY;
    cJSON_free(quoted);
    cJSON_Delete(item);
    return status;
}

static tt_status append_value(tt__base_buffer *out, const tt_option *option, const void *field)
{
    char text[512];
    bool number = option->type == TT_OPTION_INT || option->type == TT_OPTION_SEED || option->type == TT_OPTION_REAL ||
                  option->type == TT_OPTION_SIZE;
    if (is_open(option, field)) return tt__base_buffer_format(out, "null");
    if (option->type == TT_OPTION_TEXT) return append_string(out, *(const char *const *)field);
    tt_option_print(option, field, text, sizeof text);
    if (option->type == TT_OPTION_FLAG || option->type == TT_OPTION_YESNO)
        return tt__base_buffer_format(out, "%s", *text == 'y' ? "true" : "false");
    if (option->type == TT_OPTION_LEVELS) return tt__base_buffer_format(out, "[%s]", text);
    if (option->type == TT_OPTION_SHARE) number = strcmp(text, "auto") != 0;
    return tt__base_buffer_format(out, number ? "%s" : "\"%s\"", text);
}

tt_status tt__model_options_json(tt__base_buffer *out, const tt_options *options)
{
    tt_status status = TT_OK;
    bool first = true;
    for (const tt_option *o = table; o->type != TT_OPTION_END && status == TT_OK; o++) {
        if (!o->name || o->type == TT_OPTION_SEED) continue; /* the seed stands beside, with all its digits */
        char name[64];
        snprintf(name, sizeof name, "%s", o->name);
        for (char *c = name; *c; c++)
            if (*c == '-') *c = '_';
        status = tt__base_buffer_format(out, first ? "{\"%s\":" : ",\"%s\":", name);
        if (status == TT_OK) status = append_value(out, o, (const char *)options + o->offset);
        first = false;
    }
    return status == TT_OK ? tt__base_buffer_format(out, "}") : status;
}

/* A JSON value as the text that tt_options_set() takes; NULL where memory is short. */
static char *text_of(const cJSON *item)
{
    if (cJSON_IsString(item)) return tt__base_strdup(item->valuestring);
    if (cJSON_IsBool(item)) return tt__base_strdup(cJSON_IsTrue(item) ? "yes" : "no");
    char *printed = cJSON_PrintUnformatted(item);
    size_t n = printed ? strlen(printed) : 0;
    bool list = n >= 2 && printed[0] == '[';
    char *text = !printed ? NULL : list ? tt__base_strndup(printed + 1, n - 2) : tt__base_strdup(printed);
    cJSON_free(printed);
    return text;
}

static tt_status take(tt_options *options, const cJSON *asked)
{
    const cJSON *item;
    tt_status status = TT_OK;
    cJSON_ArrayForEach(item, asked)
    {
        if (status < 0 || cJSON_IsNull(item)) continue;
        char *text = text_of(item);
        status = text ? tt_options_set(options, item->string, text) : TT_ERR_MEMORY;
        free(text);
    }
    return status;
}

tt_status tt_options_of_topics(tt_options *options, const tt_topics *topics)
{
    const char *wrong = tt__base_call_check(options && topics, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    for (int32_t i = 0; i < topics->n_settings; i++) {
        if (strcmp(topics->setting[i].key, "asked") != 0) continue;
        cJSON *asked = cJSON_Parse(topics->setting[i].value);
        tt_status status = cJSON_IsObject(asked) ? take(options, asked)
                                                 : tt__base_fail(TT_ERR_FORMAT, "the tree's options cannot be read");
        cJSON_Delete(asked);
        options->build.seed = topics->seed;
        return status;
    }
    return tt__base_fail(TT_ERR_FORMAT, "the tree does not say what options it was asked for");
}
