/* model.tt: saved and loaded whole; every damage is refused or does no harm; other byte orders. */
#include "small_corpus.h"

#include <zlib.h>

#include "model/file_format.h"

static const char *const texts[] = {"owl hoots at night in the dark wood", "an owl hunts mice at night",
                                    "the heron fishes in shallow water",   "herons wait for fish in the water",
                                    "a mouse hides from the owl at night", "fish swim in the cold water"};

static tt_model *fitted(void)
{
    tt_corpus *corpus = small_corpus(texts, 6);
    tt_build_opts opts = tt_build_opts_default();
    tt_model *model = NULL;
    opts.topics = 2;
    if (tt_model_fit(&model, corpus, &opts, NULL) < 0) fail_msg("%s", tt_error_message());
    tt_corpus_free(corpus);
    return model;
}

/* The bytes of the model's file. */
static char *saved(const tt_model *model, size_t *n)
{
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/model.tt", folder);
    assert_int_equal(tt_model_save(model, path), TT_OK);
    char *bytes = read_bytes(path, n);
    temporary_folder_remove(folder);
    return bytes;
}

static void assert_same_array(const void *a, const void *b, size_t n)
{
    assert_memory_equal(a, b, n);
}

static void assert_same(const tt_model *a, const tt_model *b)
{
    const tt_topics *s = &a->topics, *t = &b->topics;
    size_t m = (size_t)s->tree.m, n = (size_t)s->tree.n, v = (size_t)a->dictionary.n_terms;
    assert_int_equal(s->tree.m, t->tree.m);
    assert_int_equal(s->tree.n, t->tree.n);
    assert_int_equal(s->seed, t->seed);
    assert_same_array(s->tree.parent, t->tree.parent, m * sizeof *s->tree.parent);
    assert_same_array(s->tree.id, t->tree.id, m * sizeof *s->tree.id);
    assert_same_array(s->tree.height, t->tree.height, m * sizeof *s->tree.height);
    assert_same_array(s->tree.leaf, t->tree.leaf, n * sizeof *s->tree.leaf);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(s->document[i].id, t->document[i].id);
        assert_string_equal(s->document[i].title, t->document[i].title);
        assert_same_array(&s->document[i].score, &t->document[i].score, sizeof(float));
        assert_int_equal(s->document[i].runner_up, t->document[i].runner_up);
    }
    for (size_t i = 0; i < m; i++) {
        assert_string_equal(s->topic[i].name, t->topic[i].name);
        assert_int_equal(s->topic[i].n_terms, t->topic[i].n_terms);
        for (int32_t j = 0; j < s->topic[i].n_terms; j++) {
            assert_string_equal(s->topic[i].terms[j].text, t->topic[i].terms[j].text);
            assert_same_array(&s->topic[i].terms[j].weight, &t->topic[i].terms[j].weight, sizeof(double));
        }
        assert_int_equal(s->topic[i].n_representatives, t->topic[i].n_representatives);
        assert_int_equal(s->topic[i].n_near, t->topic[i].n_near);
        assert_same_array(s->topic[i].at, t->topic[i].at, sizeof s->topic[i].at);
    }
    assert_int_equal(s->n_settings, t->n_settings);
    for (int32_t i = 0; i < s->n_settings; i++) assert_string_equal(s->setting[i].value, t->setting[i].value);
    assert_int_equal(s->n_quality, t->n_quality);
    for (size_t i = 0; i < v; i++) {
        assert_string_equal(tt_dictionary_term(&a->dictionary, (int32_t)i),
                            tt_dictionary_term(&b->dictionary, (int32_t)i));
        assert_int_equal(a->dictionary.df[i], b->dictionary.df[i]);
    }
    assert_same_array(a->dictionary.weight, b->dictionary.weight, v * sizeof(double));
    assert_string_equal(a->dictionary.language, b->dictionary.language);
    int64_t nnz = a->sums.ptr[a->sums.n_rows];
    assert_int_equal(nnz, b->sums.ptr[b->sums.n_rows]);
    assert_same_array(a->sums.val, b->sums.val, (size_t)nnz * sizeof(float));
    assert_same_array(a->words, b->words, (size_t)nnz * sizeof(float));
    assert_same_array(a->leaf_node, b->leaf_node, (size_t)a->sums.n_rows * sizeof(int32_t));
    assert_same_array(&a->stats, &b->stats, sizeof a->stats);
}

static void what_is_saved_is_loaded(void **state)
{
    (void)state;
    tt_model *model = fitted(), *loaded = NULL;
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/model.tt", folder);
    assert_int_equal(tt_model_save(model, path), TT_OK);
    assert_int_equal(tt_model_load(&loaded, path), TT_OK);
    temporary_folder_remove(folder); /* the mapping stays */
    assert_same(model, loaded);
    size_t n, again;
    char *bytes = saved(model, &n), *twice = saved(loaded, &again);
    assert_int_equal(n, again);
    assert_memory_equal(bytes, twice, n);
    tt_model_free(loaded);
    assert_int_equal(tt_model_load_memory(&loaded, bytes, n), TT_OK);
    assert_same(model, loaded);
    tt_model_free(loaded);
    tt_model_free(model);
    free(bytes);
    free(twice);
}

/* The model holds what its vectors and word models are made of: the leaves' sums add up to the corpus. */
static void sums_and_words_are_of_the_leaves(void **state)
{
    (void)state;
    tt_model *m = fitted();
    assert_int_equal(m->sums.n_rows, 2);
    assert_int_equal(m->sums.n_cols, m->dictionary.n_terms);
    for (int32_t c = 0; c < 2; c++) {
        const tt_tree *tree = &m->topics.tree;
        double square = 0, cohesion = m->topics.topic[m->leaf_node[c]].cohesion;
        for (int64_t p = m->sums.ptr[c]; p < m->sums.ptr[c + 1]; p++) {
            square += (double)m->sums.val[p] * (double)m->sums.val[p];
            assert_true(m->words[p] > 0);
        }
        int32_t size = tree->end[m->leaf_node[c]] - tree->begin[m->leaf_node[c]];
        assert_near(sqrt(square) / size, cohesion, 1e-6); /* the length of the mean is the mean cosine with it */
    }
    tt_model_free(m);
}

/* Loads bytes; whatever can be loaded must be walked, written and freed without harm.  Gives whether it was loaded. */
static bool loads(const char *bytes, size_t n)
{
    tt_model *model = NULL;
    tt_status status = tt_model_load_memory(&model, bytes, n);
    if (status < 0) {
        assert_int_equal(status, TT_ERR_FORMAT);
        assert_non_null(strstr(tt_error_message(), "the model in memory: "));
        assert_null(model);
        return false;
    }
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/x", folder);
    status = tt_export_write(tt_model_topics(model), "json", NULL, path);
    assert_true(status == TT_OK || status == TT_ERR_FORMAT); /* a setting may be no JSON */
    temporary_folder_remove(folder);
    tt_model_free(model);
    return true;
}

static void every_flipped_byte_is_refused(void **state)
{
    (void)state;
    tt_model *model = fitted();
    size_t n;
    char *bytes = saved(model, &n);
    assert_true(loads(bytes, n));
    for (size_t i = 0; i < n; i++)
        for (int bit = 0; bit < 8; bit += 7) {
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
            if (loads(bytes, n)) fail_msg("byte %zu of %zu, bit %d: not noticed", i, n, bit);
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
        }
    free(bytes);
    tt_model_free(model);
}

static void what_is_cut_off_or_foreign_is_refused(void **state)
{
    (void)state;
    tt_model *model = fitted();
    size_t n;
    char *bytes = saved(model, &n), *more = calloc(n + 64, 1);
    assert_non_null(more);
    for (size_t i = 0; i < n; i += 1 + i / 16) assert_false(loads(bytes, i));
    memcpy(more, bytes, n);
    assert_false(loads(more, n + 64));
    assert_false(loads("{\"schema\": \"topictree/1\"}", 24));
    assert_non_null(strstr(tt_error_message(), "not a topictree model"));
    memcpy(more, bytes, n);
    ((tt__model_header *)(void *)more)->version = 2;
    assert_false(loads(more, n));
    assert_non_null(strstr(tt_error_message(), "newer"));
    assert_int_equal(tt_model_load(&model, "/nowhere/model.tt"), TT_ERR_IO);
    assert_int_equal(tt_model_load(&model, "/"), TT_ERR_IO);
    free(bytes);
    free(more);
    tt_model_free(model);
}

static void correct_checks(char *bytes, size_t n)
{
    tt__model_header *h = (tt__model_header *)(void *)bytes;
    tt__model_section *s = (tt__model_section *)(void *)(bytes + sizeof *h);
    for (uint32_t i = 0; i < h->n_sections; i++) {
        uint64_t next = i + 1 < h->n_sections ? s[i + 1].offset : n;
        s[i].check = (uint32_t)crc32_z(0, (const Bytef *)bytes + s[i].offset, next - s[i].offset);
    }
    h->check = 0;
    uLong check = crc32_z(0, (const Bytef *)h, sizeof *h);
    h->check = (uint32_t)crc32_z(check, (const Bytef *)s, h->n_sections * sizeof *s);
}

/* A file whose checks agree but whose numbers do not: made on purpose.  Loading it must not lead out of its arrays. */
static void numbers_that_lie_do_no_harm(void **state)
{
    (void)state;
    tt_model *model = fitted();
    size_t n, refused = 0;
    char *bytes = saved(model, &n), *copy = malloc(n);
    assert_non_null(copy);
    const tt__model_header *h = (const tt__model_header *)(const void *)bytes;
    size_t from = sizeof *h + h->n_sections * sizeof(tt__model_section);
    static const unsigned char values[] = {0, 1, 0x7f, 0x80, 0xff};
    for (size_t i = from; i < n; i++) {
        memcpy(copy, bytes, n);
        copy[i] = (char)values[i % sizeof values];
        if (copy[i] == bytes[i]) continue;
        correct_checks(copy, n);
        refused += !loads(copy, n);
    }
    assert_true(refused > n / 20);
    free(copy);
    free(bytes);
    tt_model_free(model);
}

static void swap(char *at, uint64_t n, uint32_t width)
{
    for (uint64_t i = 0; i + width <= n; i += width)
        for (uint32_t a = 0; a < width / 2; a++) {
            char kept = at[i + a];
            at[i + a] = at[i + width - 1 - a];
            at[i + width - 1 - a] = kept;
        }
}

/* The file as a machine of the other byte order would have written it. */
static void turn_round(char *bytes, size_t n)
{
    tt__model_header *h = (tt__model_header *)(void *)bytes;
    tt__model_section *s = (tt__model_section *)(void *)(bytes + sizeof *h);
    uint32_t sections = h->n_sections;
    for (uint32_t i = 0; i < sections; i++) swap(bytes + s[i].offset, s[i].bytes, s[i].width);
    correct_checks(bytes, n);
    for (uint32_t i = 0; i < sections; i++) {
        swap((char *)&s[i].offset, 16, 8);
        swap((char *)&s[i].width, 8, 4);
    }
    h->check = 0;
    swap((char *)&h->byte_order, 8, 4);
    swap((char *)&h->bytes, 8, 8);
    swap((char *)&h->n_sections, 4, 4);
    uLong check = crc32_z(0, (const Bytef *)h, sizeof *h);
    h->check = (uint32_t)crc32_z(check, (const Bytef *)s, sections * sizeof *s);
    swap((char *)&h->check, 4, 4);
}

static void the_other_byte_order_is_read(void **state)
{
    (void)state;
    tt_model *model = fitted(), *loaded = NULL;
    size_t n;
    char *bytes = saved(model, &n);
    turn_round(bytes, n);
    if (tt_model_load_memory(&loaded, bytes, n) < 0) fail_msg("%s", tt_error_message());
    assert_same(model, loaded);
    tt_model_free(loaded);
    tt_model_free(model);
    free(bytes);
}

static char *shared;
static size_t shared_bytes;
static tt_status load_once(void *arg)
{
    (void)arg;
    tt_model *model = NULL;
    tt_status status = tt_model_load_memory(&model, shared, shared_bytes);
    tt_model_free(model);
    return status;
}

static char shared_path[128];
static tt_status save_once(void *model)
{
    return tt_model_save(model, shared_path);
}

static void memory(void **state)
{
    (void)state;
    tt_model *model = fitted();
    char folder[64];
    temporary_folder(folder);
    snprintf(shared_path, sizeof shared_path, "%s/model.tt", folder);
    shared = saved(model, &shared_bytes);
    assert_true(until_memory_suffices(load_once, NULL) >= 5);
    assert_true(until_memory_suffices(save_once, model) >= 10);
    assert_int_equal(tt_model_save(NULL, "x"), TT_ERR_ARGUMENT);
    assert_int_equal(tt_model_load_memory(&model, NULL, 5), TT_ERR_ARGUMENT);
    temporary_folder_remove(folder);
    free(shared);
    tt_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_saved_is_loaded),
                                       cmocka_unit_test(sums_and_words_are_of_the_leaves),
                                       cmocka_unit_test(every_flipped_byte_is_refused),
                                       cmocka_unit_test(what_is_cut_off_or_foreign_is_refused),
                                       cmocka_unit_test(numbers_that_lie_do_no_harm),
                                       cmocka_unit_test(the_other_byte_order_is_read),
                                       cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
