/* A program that has topictree inside: documents from memory, a tree, a walk over it, JSON to a callback; no file.
 * Built against an installed copy:
 *     cc client.c $(pkg-config --cflags --libs topictree) -o client */
#include <stdio.h>
#include <topictree.h>

static const char *const texts[] = {
    "The bakery kneads sourdough bread before dawn and proves the dough in baskets",
    "Rye bread wants a sourdough starter and a slow oven",
    "A baker scores the dough so that the bread opens in the oven",
    "Flour, water and salt: bread dough rests an hour before the oven",
    "The sailing boat tacks against the wind with a reefed sail",
    "Trim the sail when the wind veers and keep the boat flat",
    "A spinnaker is the sail for running before the wind",
    "The crew of the boat lowered the sail as the wind rose",
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

static tt_status fill(tt_corpus *corpus)
{
    tt_status status = TT_OK;
    for (int i = 0; i < N_TEXTS && status == TT_OK; i++) {
        char id[16];
        snprintf(id, sizeof id, "note-%02d", i);
        status = tt_corpus_add_text(corpus, id, NULL, texts[i]);
    }
    return status;
}

static void print_topic(const tt_topics *topics, int32_t node)
{
    int indent = 2 * tt_topics_depth(topics, node);
    printf("%*s%s (%d)\n", indent, "", tt_topics_name(topics, node), tt_topics_documents(topics, node));
    for (int32_t i = 0; tt_topics_is_leaf(topics, node) && i < tt_topics_documents(topics, node); i++)
        printf("%*s- %s\n", indent + 2, "", tt_topics_document_id(topics, tt_topics_document(topics, node, i)));
    for (int32_t v = tt_topics_first_child(topics, node); v != TT_NO_NODE; v = tt_topics_next_sibling(topics, v))
        print_topic(topics, v);
}

/* As a server would send it on. */
static int count_bytes(const void *bytes, size_t n, void *user)
{
    (void)bytes;
    *(size_t *)user += n;
    return 0;
}

static tt_status build(tt_model **model, tt_options *options)
{
    tt_corpus *corpus = NULL;
    tt_status status = tt_options_set(options, "topics", "2");
    if (status == TT_OK) status = tt_corpus_new(&corpus, tt_options_corpus(options), NULL);
    if (status == TT_OK) status = fill(corpus);
    if (status == TT_OK) status = tt_model_fit(model, corpus, tt_options_build(options), NULL);
    tt_corpus_free(corpus);
    return status;
}

int main(void)
{
    tt_options *options = NULL;
    tt_model *model = NULL;
    size_t bytes = 0;
    tt_status status = tt_options_new(&options);
    if (status == TT_OK) status = build(&model, options);
    if (status == TT_OK) print_topic(tt_model_topics(model), 0);
    if (status == TT_OK) status = tt_export_to(tt_model_topics(model), "json", NULL, count_bytes, &bytes);
    if (status == TT_OK)
        printf("%s\n", bytes > 1000 ? "JSON was sent" : "no JSON");
    else
        fprintf(stderr, "%s\n", tt_error_message());
    tt_model_free(model);
    tt_options_free(options);
    return status == TT_OK ? 0 : 1;
}
