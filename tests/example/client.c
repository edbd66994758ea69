/* A program that has topictree inside: documents from memory, a tree, a walk over it.  Built against an installed copy:
 *     cc client.c $(pkg-config --cflags --libs topictree) -o client */
#include <stdio.h>
#include <string.h>
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
    for (int i = 0; i < N_TEXTS; i++) {
        char id[16];
        snprintf(id, sizeof id, "note-%02d", i);
        tt_document document = {.id = id, .text = texts[i], .text_bytes = strlen(texts[i])};
        tt_status status = tt_corpus_add(corpus, &document);
        if (status < 0) return status;
    }
    return tt_corpus_seal(corpus);
}

static void print_tree(const tt_topics *topics)
{
    const tt_tree *tree = &topics->tree;
    for (int32_t v = 0; v < tree->m; v++) {
        printf("%*s%s (%d)\n", 2 * tree->level[v], "", topics->topic[v].name, tree->end[v] - tree->begin[v]);
        for (int32_t i = tree->begin[v]; tree->n_children[v] == 0 && i < tree->end[v]; i++)
            printf("%*s- %s\n", 2 * tree->level[v] + 2, "", topics->document[tree->order[i]].id);
    }
}

int main(void)
{
    tt_corpus *corpus = NULL;
    tt_topics topics = {0};
    tt_run run = {.threads = 1};
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 2;

    tt_status status = tt_corpus_new(&corpus, NULL, &run);
    if (status == TT_OK) status = fill(corpus);
    if (status == TT_OK) status = tt_build(&topics, corpus, &opts, &run);
    if (status == TT_OK)
        print_tree(&topics);
    else
        fprintf(stderr, "client: %s\n", tt_error_message());

    tt_topics_free(&topics);
    tt_corpus_free(corpus);
    return status == TT_OK ? 0 : 1;
}
