/* Several batches: one answer for any number of threads and any order of the input, progress, cancelling. */
#include "corpus_fixture.h"

#include "base/strmap.h"
#include "corpus/batches.h"

/* Record i: twenty words out of many, the same whatever stands around it. */
static int write_record(char *out, int i)
{
    int n = sprintf(out, "{\"id\":\"%07d\",\"title\":\"Number w%x\",\"path\":[\"p%d\"],\"text\":\"", i, i, i % 7);
    for (int w = 0; w < 20; w++)
        n += sprintf(out + n, "Word%c%c%c ", 'a' + (i * 7 + w) % 26, 'a' + (i / 26 + w * w) % 26, 'a' + w);
    return n + sprintf(out + n, "\"}\n");
}

/* n records, from `first` on in steps of `step`, as a file: more bytes than a batch holds. */
static void write_records(fixture *f, int n, int first, int step)
{
    FILE *file = fopen(fixture_path(f, "many.jsonl"), "wb");
    char record[1000];
    assert_non_null(file);
    for (int i = 0; i < n; i++) {
        int length = write_record(record, (first + (int)((long)i * step % n)) % n);
        assert_int_equal(fwrite(record, 1, (size_t)length, file), length);
    }
    assert_int_equal(fclose(file), 0);
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t n)
{
    return tt__base_hash(bytes, n) ^ hash * UINT64_C(1099511628211);
}

static uint64_t fingerprint(const tt_corpus *corpus)
{
    uint64_t hash = 1;
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        int64_t n;
        int32_t n_path;
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        const char *const *path = tt_corpus_path(corpus, i, &n_path);
        hash = mix(hash, token, (size_t)n * sizeof *token);
        hash = mix(hash, tt_corpus_id(corpus, i), strlen(tt_corpus_id(corpus, i)));
        hash = mix(hash, tt_corpus_title(corpus, i), strlen(tt_corpus_title(corpus, i)));
        hash = mix(hash, path[0], strlen(path[0]));
    }
    for (int32_t w = 0; w < tt_corpus_words(corpus); w++)
        hash = mix(hash, tt_corpus_word(corpus, w), strlen(tt_corpus_word(corpus, w)));
    return hash;
}

static void one_answer(void **state)
{
    (void)state;
    enum { RECORDS = 45000 };
    fixture *f = fixture_new();
    uint64_t expected = 0;
    static const struct {
        int threads, first, step;
    } cases[] = {{1, 0, 1}, {2, 0, 1}, {3, 41, 1}, {7, 17, 7919}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_records(f, RECORDS, cases[i].first, cases[i].step);
        struct stat info;
        assert_int_equal(stat(f->path, &info), 0);
        assert_true(info.st_size > TT__CORPUS_BATCH_BYTES);
        f->run.threads = cases[i].threads;
        assert_int_equal(fixture_read(f, f->path), TT_OK);
        assert_int_equal(tt_corpus_size(f->corpus), RECORDS);
        if (i == 0) expected = fingerprint(f->corpus);
        assert_true(fingerprint(f->corpus) == expected);
    }
    fixture_free(f);
}

static int stop_at_once(const tt_progress *step, void *user)
{
    assert_string_equal(step->stage, "reading");
    assert_string_equal(step->unit, "documents");
    assert_true(step->share >= 0 && step->share <= 1);
    ++*(int *)user;
    return 1;
}

static void the_caller_can_stop_it(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    int calls = 0;
    write_text(fixture_path(f, "a.jsonl"), "{\"text\":\"words\"}");
    const char *path = f->path;
    tt_run run = {.progress = stop_at_once, .user = &calls};
    assert_int_equal(tt_corpus_read(&f->corpus, &path, 1, NULL, &run), TT_ERR_CANCELLED);
    assert_null(f->corpus);
    assert_int_equal(calls, 1);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_answer), cmocka_unit_test(the_caller_can_stop_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
