/* Reading model.tt: the file is mapped, every byte is checked, and the model points into it.
 *
 * A file that was damaged, or made by somebody else, must never be believed: first lengths and CRC-32 of header,
 * directory and sections, then every number that is used as an index.  What remains is a model that the functions of
 * the library can walk without leaving its arrays. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "model/file_format.h"

typedef struct reader {
    const char *path; /* for messages */
    char *bytes;
    size_t n;
    const tt__model_section *section;
    uint32_t n_sections;
    int64_t count[TT__MODEL_N_COUNTS];
    tt_model *model;
} reader;

static tt_status refuse(const reader *r, const char *reason)
{
    return tt__base_fail(TT_ERR_FORMAT, "%s: %s", r->path, reason);
}

static const char damaged[] = "this model is damaged (make it again with: topictree build)";

/* ---- header and sections ---- */

static uint64_t swapped(uint64_t x, uint32_t width)
{
    return width == 8 ? __builtin_bswap64(x) : __builtin_bswap32((uint32_t)x);
}

static void swap_all(char *at, uint64_t n, uint32_t width)
{
    uint64_t eight;
    uint32_t four;
    for (uint64_t i = 0; width > 1 && i + width <= n; i += width) {
        if (width == 8) {
            memcpy(&eight, at + i, 8);
            eight = swapped(eight, 8);
            memcpy(at + i, &eight, 8);
        } else {
            memcpy(&four, at + i, 4);
            four = (uint32_t)swapped(four, 4);
            memcpy(at + i, &four, 4);
        }
    }
}

/* Header and directory of a machine of the other byte order, in place. */
static void swap_directory(tt__model_header *h, tt__model_section *section, uint32_t most)
{
    uint32_t n = (uint32_t)swapped(h->n_sections, 4);
    swap_all((char *)&h->byte_order, 8, 4);
    swap_all((char *)&h->bytes, 8, 8);
    swap_all((char *)&h->n_sections, 8, 4);
    for (uint32_t s = 0; s < n && s < most; s++) {
        swap_all((char *)&section[s].offset, 16, 8);
        swap_all((char *)&section[s].width, 8, 4);
    }
}

static bool sections_fit(const reader *r)
{
    uint64_t at = sizeof(tt__model_header) + r->n_sections * sizeof *r->section;
    for (uint32_t s = 0; s < r->n_sections; s++) {
        const tt__model_section *section = &r->section[s];
        uint64_t begin = (at + TT__MODEL_ALIGN - 1) / TT__MODEL_ALIGN * TT__MODEL_ALIGN;
        if (section->offset != begin || section->bytes > r->n - begin || section->name[15]) return false;
        if (section->width != 1 && section->width != 4 && section->width != 8) return false;
        if (section->bytes % section->width != 0) return false;
        at = begin + section->bytes;
    }
    return (at + TT__MODEL_ALIGN - 1) / TT__MODEL_ALIGN * TT__MODEL_ALIGN == r->n;
}

static bool padding_is_zero(const reader *r)
{
    size_t at = sizeof(tt__model_header) + r->n_sections * sizeof *r->section;
    for (; at % TT__MODEL_ALIGN && at < r->n; at++)
        if (r->bytes[at]) return false;
    return true;
}

static bool checks_agree(const reader *r)
{
    for (uint32_t s = 0; s < r->n_sections; s++) {
        const tt__model_section *section = &r->section[s];
        uint64_t next = s + 1 < r->n_sections ? r->section[s + 1].offset : r->n;
        if (crc32_z(0, (const Bytef *)r->bytes + section->offset, next - section->offset) != section->check)
            return false;
    }
    return true;
}

static tt_status read_directory(reader *r)
{
    tt__model_header *h = (tt__model_header *)(void *)r->bytes, plain;
    tt__model_section *section = (tt__model_section *)(void *)(r->bytes + sizeof *h);
    if (r->n < sizeof *h || memcmp(h->magic, TT__MODEL_MAGIC, sizeof h->magic) != 0)
        return refuse(r, "not a topictree model");
    uint64_t most = (r->n - sizeof *h) / sizeof *section;
    bool other = h->byte_order == (uint32_t)swapped(TT__MODEL_BYTE_ORDER, 4);
    uint32_t stored = other ? (uint32_t)swapped(h->check, 4) : h->check;
    uint32_t n = other ? (uint32_t)swapped(h->n_sections, 4) : h->n_sections;
    uint32_t version = other ? (uint32_t)swapped(h->version, 4) : h->version;
    if (version > TT__MODEL_VERSION && version < 1000)
        return refuse(r, "this model was written by a newer topictree, which is needed to read it");
    if (n > most || n > TT__MODEL_MOST_SECTIONS) return refuse(r, damaged);
    memcpy(&plain, h, sizeof plain);
    plain.check = 0;
    uLong check = crc32_z(0, (const Bytef *)&plain, sizeof plain);
    if (crc32_z(check, (const Bytef *)section, n * sizeof *section) != stored) return refuse(r, damaged);
    if (other) swap_directory(h, section, (uint32_t)most);
    r->section = section;
    r->n_sections = n;
    if (h->byte_order != TT__MODEL_BYTE_ORDER || h->version != TT__MODEL_VERSION || h->bytes != r->n ||
        !sections_fit(r) || !padding_is_zero(r) || !checks_agree(r))
        return refuse(r, damaged);
    for (uint32_t s = 0; s < n && other; s++)
        swap_all(r->bytes + section[s].offset, section[s].bytes, section[s].width);
    return TT_OK;
}

/* The bytes of a section that holds items of so many numbers, as many as wanted; NULL where it does not. */
static void *find(const reader *r, const char *name, uint32_t width, int64_t wanted)
{
    for (uint32_t s = 0; s < r->n_sections; s++)
        if (strcmp(r->section[s].name, name) == 0)
            return r->section[s].width == width && r->section[s].bytes == (uint64_t)wanted * width
                       ? r->bytes + r->section[s].offset
                       : NULL;
    return NULL;
}

/* The bytes of a section that holds `wanted` strings and nothing else; NULL where it does not. */
static char *find_text(const reader *r, const char *name, int64_t wanted)
{
    for (uint32_t s = 0; s < r->n_sections; s++) {
        const tt__model_section *section = &r->section[s];
        if (strcmp(section->name, name) != 0) continue;
        char *text = r->bytes + section->offset, *at = text, *end = text + section->bytes;
        int64_t n = 0;
        for (; at < end && (at = memchr(at, '\0', (size_t)(end - at))); at++) n++;
        return at == end && n == wanted ? text : NULL;
    }
    return NULL;
}

static char *next_text(char **at)
{
    char *text = *at;
    *at += strlen(text) + 1;
    return text;
}

/* ---- numbers that are used as indices ---- */

static bool all_within(const int32_t *x, int64_t n, int32_t least, int32_t most)
{
    for (int64_t i = 0; i < n; i++)
        if (x[i] < least || x[i] > most) return false;
    return true;
}

static bool counts_make_sense(const int64_t *count)
{
    for (int i = 0; i < TT__MODEL_N_COUNTS; i++)
        if (i != TT__MODEL_SEED && (count[i] < 0 || count[i] > INT32_MAX - 1)) return false;
    return count[TT__MODEL_M] >= 1 && count[TT__MODEL_N] >= 1 && count[TT__MODEL_K] >= 1 && count[TT__MODEL_V] >= 1 &&
           count[TT__MODEL_OUTLIERS] < count[TT__MODEL_M];
}

/* Nodes in preorder: each begins where the one before it leaves off, and lies within its parent. */
static bool tree_holds(const tt_tree *t)
{
    if (t->parent[0] != TT_NO_NODE || t->next[0] != TT_NO_NODE || t->level[0] != 0) return false;
    if (t->begin[0] != 0 || t->end[0] != t->n) return false;
    for (int32_t v = 0; v < t->m; v++) {
        int32_t children = 0, at = t->begin[v], last = TT_NO_NODE;
        if (t->begin[v] >= t->end[v] || !memchr(t->id[v], '\0', TT_ID_SIZE)) return false;
        if (t->n_children[v] < 0 || t->n_children[v] >= t->m - v) return false;
        int32_t c = t->n_children[v] ? v + 1 : TT_NO_NODE;
        for (; c != TT_NO_NODE && children < t->n_children[v]; last = c, c = t->next[c], children++) {
            if (c <= last || c >= t->m || t->parent[c] != v || t->level[c] != t->level[v] + 1) return false;
            if (t->begin[c] != at || t->end[c] > t->end[v] || t->end[c] <= at) return false;
            at = t->end[c];
        }
        if (children != t->n_children[v] || (children > 0 && (c != TT_NO_NODE || at != t->end[v]))) return false;
    }
    return true;
}

/* Every document stands once in the order, under its leaf, which says so. */
static tt_status check_documents(const reader *r, const tt_tree *t)
{
    bool *seen = tt__base_calloc((size_t)t->n, sizeof *seen);
    if (!seen) return TT_ERR_MEMORY;
    bool holds = all_within(t->order, t->n, 0, t->n - 1);
    for (int32_t v = 0; v < t->m && holds; v++) {
        if (t->n_children[v]) continue;
        for (int32_t i = t->begin[v]; i < t->end[v] && holds; i++) {
            holds = !seen[t->order[i]] && t->leaf[t->order[i]] == v;
            seen[t->order[i]] = true;
        }
    }
    free(seen);
    return holds ? TT_OK : refuse(r, damaged);
}

static bool levels_hold(const tt_tree *t)
{
    for (int32_t v = 1; v < t->m; v++)
        if (t->parent[v] < 0 || t->parent[v] >= v || t->level[v] != t->level[t->parent[v]] + 1) return false;
    return t->outliers == 0 || (t->parent[t->outliers] == 0 && t->n_children[t->outliers] == 0);
}

static bool sums_hold(const tt_model *m)
{
    const tt_csr *x = &m->sums;
    for (int32_t c = 0; c < x->n_rows; c++)
        for (int64_t p = x->ptr[c]; p < x->ptr[c + 1]; p++)
            if (x->idx[p] < 0 || x->idx[p] >= x->n_cols || (p > x->ptr[c] && x->idx[p] <= x->idx[p - 1])) return false;
    return all_within(m->leaf_node, x->n_rows, 0, m->topics.tree.m - 1);
}

/* Each term begins behind the one before it, where its section says. */
static bool terms_hold(const char *text, const int64_t *start, int32_t n)
{
    int64_t at = 0;
    for (int32_t t = 0; t < n; t++) {
        if (start[t] != at) return false;
        at += (int64_t)strlen(text + at) + 1;
    }
    return true;
}

static bool dictionary_holds(const tt_dictionary *d)
{
    if (!terms_hold(d->text, d->start, d->n_terms) || !terms_hold(d->shown, d->shown_start, d->n_terms)) return false;
    for (int32_t t = 1; t < d->n_terms; t++)
        if (strcmp(tt_dictionary_term(d, t - 1), tt_dictionary_term(d, t)) >= 0) return false;
    return all_within(d->df, d->n_terms, 1, d->n_docs);
}

/* ---- from sections to the model ---- */

static bool take_arrays(reader *r)
{
    const int64_t *count = r->count, *ptr = find(r, "sums.row", 8, count[TT__MODEL_K] + 1);
    if (!ptr || ptr[0] != 0) return false;
    for (int64_t c = 0; c < count[TT__MODEL_K]; c++)
        if (ptr[c] > ptr[c + 1]) return false;
    int64_t length[] = {[TT__MODEL_OF_N] = count[TT__MODEL_N],      [TT__MODEL_OF_M] = count[TT__MODEL_M],
                        [TT__MODEL_OF_V] = count[TT__MODEL_V],      [TT__MODEL_OF_K] = count[TT__MODEL_K],
                        [TT__MODEL_OF_K1] = count[TT__MODEL_K] + 1, [TT__MODEL_OF_NNZ] = ptr[count[TT__MODEL_K]]};
    for (const tt__model_array *a = tt__model_arrays; a->name; a++) {
        void *bytes =
            length[a->length] > INT64_MAX / 64 ? NULL : find(r, a->name, a->width, length[a->length] * a->each);
        if (!bytes) return false;
        memcpy((char *)r->model + a->offset, &bytes, sizeof bytes);
    }
    return true;
}

static bool take_dictionary(reader *r)
{
    tt_dictionary *d = &r->model->dictionary;
    char *folding = find_text(r, "terms.folding", 2);
    d->n_terms = (int32_t)r->count[TT__MODEL_V];
    d->n_docs = (int32_t)r->count[TT__MODEL_DOCS];
    d->min_df = (int32_t)r->count[TT__MODEL_MIN_DF];
    d->max_df = (int32_t)r->count[TT__MODEL_MAX_DF];
    d->stem = r->count[TT__MODEL_STEM] != 0;
    d->text = find_text(r, "terms.text", d->n_terms);
    d->shown = find_text(r, "terms.shown", d->n_terms);
    if (!d->text || !d->shown || !folding) return false;
    d->language = next_text(&folding);
    d->stopwords = folding;
    return dictionary_holds(d);
}

static bool take_documents(reader *r)
{
    tt_topics *t = &r->model->topics;
    int64_t n = t->tree.n;
    char *id = find_text(r, "docs.id", n), *title = find_text(r, "docs.title", n);
    const float *score = find(r, "docs.score", 4, n), *margin = find(r, "docs.margin", 4, n);
    const int32_t *runner_up = find(r, "docs.runner_up", 4, n);
    if (!id || !title || !score || !margin || !runner_up || !all_within(runner_up, n, TT_NO_NODE, t->tree.m - 1))
        return false;
    for (int64_t i = 0; i < n; i++) {
        char *this_id = next_text(&id), *this_title = next_text(&title);
        t->document[i] = (tt_placement){
            .id = this_id, .title = this_title, .score = score[i], .margin = margin[i], .runner_up = runner_up[i]};
    }
    return true;
}

/* What the arrays of all topics' items are read with, one topic after another. */
typedef struct items {
    const int32_t *size; /* three a topic: terms, representatives, neighbours */
    int64_t n_terms, n_typical, n_near;
    const double *weight;
    int32_t *typical;
    const int32_t *near;
    const float *nearness;
    char *name, *term;
} items;

static bool find_items(items *in, const reader *r)
{
    int64_t m = r->count[TT__MODEL_M];
    const int32_t *size = in->size = find(r, "topics.sizes", 4, 3 * m);
    if (!size || !all_within(size, 3 * m, 0, INT32_MAX / 2)) return false;
    for (int64_t v = 0; v < m; v++) {
        if (size[3 * v + 2] > TT_NEAR) return false;
        in->n_terms += size[3 * v], in->n_typical += size[3 * v + 1], in->n_near += size[3 * v + 2];
    }
    in->weight = find(r, "topics.weight", 8, in->n_terms);
    in->typical = find(r, "topics.typical", 4, in->n_typical);
    in->near = find(r, "topics.near", 4, in->n_near);
    in->nearness = find(r, "topics.nearness", 4, in->n_near);
    in->name = find_text(r, "topics.name", m);
    in->term = find_text(r, "topics.term", in->n_terms);
    return in->weight && in->typical && in->near && in->nearness && in->name && in->term &&
           all_within(in->typical, in->n_typical, 0, (int32_t)r->count[TT__MODEL_N] - 1) &&
           all_within(in->near, in->n_near, 0, (int32_t)m - 1);
}

static void fill_topic(tt_topic *topic, tt_term *terms, const int32_t *size, items *in)
{
    topic->name = next_text(&in->name);
    topic->terms = terms;
    topic->n_terms = size[0];
    for (int32_t i = 0; i < size[0]; i++) terms[i] = (tt_term){next_text(&in->term), *in->weight++};
    topic->representative = in->typical;
    topic->n_representatives = size[1];
    in->typical += size[1];
    topic->n_near = size[2];
    for (int32_t i = 0; i < size[2]; i++) topic->near[i] = (tt_near){*in->near++, *in->nearness++};
}

static tt_status take_topics(reader *r)
{
    tt_topics *t = &r->model->topics;
    items in = {0};
    const double *cohesion = find(r, "topics.cohesion", 8, t->tree.m);
    const float *at = find(r, "topics.at", 4, 2 * (int64_t)t->tree.m);
    if (!find_items(&in, r) || !cohesion || !at) return refuse(r, damaged);
    tt_term *terms = r->model->mapping.terms = tt__base_calloc((size_t)in.n_terms, sizeof *terms);
    if (!terms) return TT_ERR_MEMORY;
    for (int32_t v = 0; v < t->tree.m; v++) {
        t->topic[v].cohesion = cohesion[v];
        memcpy(t->topic[v].at, at + 2 * (int64_t)v, sizeof t->topic[v].at);
        fill_topic(&t->topic[v], terms, in.size + 3 * (int64_t)v, &in);
        terms += t->topic[v].n_terms;
    }
    return TT_OK;
}

static tt_status take_settings(reader *r)
{
    tt_topics *t = &r->model->topics;
    const int64_t *n = r->count + TT__MODEL_SETTINGS;
    int64_t all = n[0] + n[1] + n[2] + n[3];
    char *text = find_text(r, "settings", 2 * all);
    if (!text) return refuse(r, damaged);
    tt_setting *setting = r->model->mapping.settings = tt__base_calloc((size_t)all, sizeof *setting);
    if (!setting) return TT_ERR_MEMORY;
    for (int64_t i = 0; i < all; i++) {
        setting[i].key = next_text(&text);
        setting[i].value = next_text(&text);
    }
    t->setting = setting, t->n_settings = (int32_t)n[0];
    t->count = setting + n[0], t->n_counts = (int32_t)n[1];
    t->quality = t->count + n[1], t->n_quality = (int32_t)n[2];
    t->edit = t->quality + n[2], t->n_edits = (int32_t)n[3];
    return TT_OK;
}

static bool take_numbers(reader *r)
{
    tt_model *m = r->model;
    const int64_t *count = find(r, "counts", 8, TT__MODEL_N_COUNTS);
    const void *stats = find(r, "stats", 8, sizeof m->stats / 8);
    if (!count || !stats || !counts_make_sense(count)) return false;
    memcpy(r->count, count, sizeof r->count);
    memcpy(&m->stats, stats, sizeof m->stats);
    tt_tree *tree = &m->topics.tree;
    tree->n = (int32_t)count[TT__MODEL_N];
    tree->m = (int32_t)count[TT__MODEL_M];
    tree->outliers = (int32_t)count[TT__MODEL_OUTLIERS];
    m->topics.seed = (uint64_t)count[TT__MODEL_SEED];
    m->sums.n_rows = (int32_t)count[TT__MODEL_K];
    m->sums.n_cols = (int32_t)count[TT__MODEL_V];
    return take_arrays(r) && tree_holds(tree) && levels_hold(tree) && sums_hold(m);
}

static tt_status read_model(reader *r)
{
    tt_topics *t = &r->model->topics;
    tt_status status = read_directory(r);
    if (status < 0) return status;
    if (!take_numbers(r) || !take_dictionary(r)) return refuse(r, damaged);
    if ((status = check_documents(r, &t->tree)) < 0) return status;
    t->document = tt__base_calloc((size_t)t->tree.n, sizeof *t->document);
    t->topic = tt__base_calloc((size_t)t->tree.m, sizeof *t->topic);
    if (!t->document || !t->topic) return TT_ERR_MEMORY;
    if (!take_documents(r)) return refuse(r, damaged);
    status = take_topics(r);
    return status == TT_OK ? take_settings(r) : status;
}

void tt__model_unload(tt_model *model)
{
    tt__model_mapping *mapping = &model->mapping;
    free(model->topics.document);
    free(model->topics.topic);
    free(mapping->terms);
    free(mapping->settings);
    if (mapping->copied)
        free(mapping->bytes);
    else
        munmap(mapping->bytes, mapping->n);
}

/* ---- where the bytes come from ---- */

static tt_status load(tt_model **out, const char *path, tt__model_mapping mapping)
{
    tt_model *model = tt__base_calloc(1, sizeof *model);
    reader r = {.path = path, .bytes = mapping.bytes, .n = mapping.n, .model = model};
    tt_status status = model ? TT_OK : TT_ERR_MEMORY;
    if (model) {
        model->mapping = mapping;
        status = read_model(&r);
    } else if (mapping.copied) {
        free(mapping.bytes);
    } else {
        munmap(mapping.bytes, mapping.n);
    }
    if (status == TT_OK)
        *out = model;
    else
        tt_model_free(model);
    return status;
}

/* Private and writable: numbers of the other byte order are turned round in place, in pages of our own. */
static tt_status map_file(tt__model_mapping *out, const char *path)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0) {
        int error = errno;
        if (fd >= 0) close(fd);
        return tt__base_fail(TT_ERR_IO, "%s: %s", path, strerror(error));
    }
    tt_status status = TT_OK;
    if (!S_ISREG(info.st_mode))
        status = tt__base_fail(TT_ERR_IO, "%s: a model must be a regular file", path);
    else if (info.st_size < (off_t)sizeof(tt__model_header))
        status = tt__base_fail(TT_ERR_FORMAT, "%s: not a topictree model", path);
    if (status == TT_OK) {
        out->n = (size_t)info.st_size;
        out->bytes = mmap(NULL, out->n, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
        if (out->bytes == MAP_FAILED) status = tt__base_fail(TT_ERR_IO, "%s: %s", path, strerror(errno));
    }
    close(fd);
    return status;
}

bool tt_model_is(const void *bytes, size_t n)
{
    return n >= sizeof TT__MODEL_MAGIC && memcmp(bytes, TT__MODEL_MAGIC, sizeof TT__MODEL_MAGIC) == 0;
}

tt_status tt_model_load(tt_model **out, const char *path)
{
    const char *wrong = tt__base_call_check(out && path, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__model_mapping mapping = {0};
    tt_status status = map_file(&mapping, path);
    return status == TT_OK ? load(out, path, mapping) : status;
}

tt_status tt_model_load_memory(tt_model **out, const void *bytes, size_t n)
{
    const char *wrong = tt__base_call_check(out && bytes, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__model_mapping mapping = {.bytes = tt__base_calloc(n + 1, 1), .n = n, .copied = true};
    if (!mapping.bytes) return TT_ERR_MEMORY;
    memcpy(mapping.bytes, bytes, n);
    return load(out, "the model in memory", mapping);
}
