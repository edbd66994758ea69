/* Reading as a whole: several inputs, mutilated inputs of every format, out of memory. */
#include "corpus_fixture.h"

#include "base/random.h"

static const char *const samples[][2] = {
    {"a.jsonl", "{\"id\":\"a\",\"title\":\"Boats\",\"text\":\"sail \\u00e9 "
                "far\",\"path\":[\"x\",\"y\"]}\n{\"id\":\"b\",\"text\":\"words\",\"n\":1.5}\n"},
    {"a.json", "{\"all\":[{\"id\":\"a\",\"text\":\"sail\",\"path\":\"x/"
               "y\"},{\"id\":\"b\",\"note\":[\"some\",\"words\"],\"title\":\"T\"}]}"},
    {"a.csv", "id,title,text,path\na,\"Boats, big\",sail,x/y\nb,,\"two\nlines\",\n"},
    {"a.tsv", "id\ttext\na\tsail far\nb\twords\n"},
    {"a.txt", "menu\n\nTitle of one\n\nA long paragraph that goes on for quite a while about boats and birds and "
              "whatever else comes to mind when the day is long and the sea is calm.\n"},
    {"b.md", "# Heading\n\nParagraph of text.\n\nAnother one.\n"},
    {"a.tar", "not a tar archive but named so\n"},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void several_inputs_are_one_corpus(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    char first[600];
    write_text(fixture_path(f, "a.csv"), samples[2][1]);
    strcpy(first, f->path);
    write_text(fixture_path(f, "a.jsonl"), "{\"id\":\"b\",\"text\":\"again\"}\n{\"id\":\"c\",\"text\":\"new\"}\n");
    const char *inputs[] = {first, f->path};
    assert_int_equal(tt_corpus_read(&f->corpus, inputs, 2, &f->opts, &f->run), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 3);
    assert_int_equal(fixture_stats(f)->files, 2);
    assert_int_equal(fixture_stats(f)->duplicate_ids, 1);
    assert_non_null(strstr(f->said[0], "a.jsonl:1: duplicate id \"b\", first at "));
    assert_non_null(strstr(f->said[0], "a.csv:3"));
    fixture_free(f);
}

/* Whatever is cut, changed or doubled in an input: a corpus whose counts add up, or an error that says something. */
static void mutilated_inputs(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    gsl_rng *rng = tt__base_rng_new(7, 0);
    assert_non_null(rng);
    for (int round = 0; round < 1500; round++) {
        char bytes[1000];
        int s = (int)gsl_rng_uniform_int(rng, SAMPLES);
        size_t n = strlen(samples[s][1]);
        memcpy(bytes, samples[s][1], n);
        for (unsigned long edits = gsl_rng_uniform_int(rng, 6); edits > 0; edits--)
            bytes[gsl_rng_uniform_int(rng, n)] = "\0\xFF\"\\{}[],\n\r\t\xE2"
                                                 "au"[gsl_rng_uniform_int(rng, 15)];
        if (gsl_rng_uniform_int(rng, 3) == 0) n = gsl_rng_uniform_int(rng, n + 1);
        f->opts.format = gsl_rng_uniform_int(rng, 4) ? TT_FORMAT_AUTO
                                                     : (tt_format)gsl_rng_uniform_int(rng, TT_FORMAT_PARAGRAPHS + 1);
        if (fixture_bytes(f, samples[s][0], bytes, n) < 0) {
            assert_string_not_equal(tt_error_message(), "");
            assert_null(f->corpus);
            continue;
        }
        const tt_corpus_stats *stats = fixture_stats(f);
        assert_int_equal(stats->documents, stats->read - stats->empty - stats->duplicate_ids);
        assert_int_equal(tt_corpus_size(f->corpus), stats->documents);
        for (int32_t i = 1; i < tt_corpus_size(f->corpus); i++)
            assert_true(strcmp(tt_corpus_id(f->corpus, i - 1), tt_corpus_id(f->corpus, i)) < 0);
    }
    gsl_rng_free(rng);
    fixture_free(f);
}

static tt_status read_again(void *arg)
{
    return fixture_read(arg, ((fixture *)arg)->path);
}

static void out_of_memory(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    for (int s = 0; s < SAMPLES; s++) {
        write_text(fixture_path(f, samples[s][0]), samples[s][1]);
        assert_true(until_memory_suffices(read_again, f) > 10);
    }
    write_bytes(fixture_path(f, "wide.txt"), "\xFF\xFEw\0o\0r\0d\0s\0", 12);
    assert_true(until_memory_suffices(read_again, f) > 10);
    strcpy(f->path, f->folder);
    assert_true(until_memory_suffices(read_again, f) > 10);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_inputs_are_one_corpus),
        cmocka_unit_test(mutilated_inputs),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
