/* A small corpus over two subjects of two topics each, its vocabulary, and the tree that goes with it. */
#ifndef LABELS_FIXTURE_H
#define LABELS_FIXTURE_H

#include "label/spelling.h"
#include "testing.h"

enum { COPIES = 6, FIXTURE_DOCS = 4 * COPIES, FIXTURE_NODES = 7 };

static const char *const fixture_text[4][COPIES] = {
    {"The neural network learned to see. Neural networks have layers.",
     "A deep neural network has many layers of neurons.", "Training neural networks needs gradients; neurons fire.",
     "Our neural network beats others. Gradients vanish.", "Neurons in a neural network share weights and gradients.",
     "With gradients, neural networks tune the weights of neurons."},
    {"Decision trees split data at nodes.", "A decision tree has leaves; a forest has trees.",
     "Pruning a decision tree removes leaves.", "Decision trees are pruned to fewer leaves.",
     "Each decision tree in the forest votes.", "The forest with one decision tree was pruned."},
    {"Fresh bread needs sourdough and flour.", "The X-ray oven bakes bread with flour.",
     "Sourdough bread rises; x-ray scans of dough.", "Flour, yeast and an x-ray of the bread.",
     "Kneading dough with yeast makes bread.", "Yeast and sourdough raise the dough."},
    {"Apple pie in New York with cinnamon.", "New York bakes a cherry pie.", "The pie crust from New York has butter.",
     "Butter and cinnamon go into the pie.", "A New York pie: crust, butter, cherry.",
     "Cherry pie with butter crust and cinnamon."}};

typedef struct labels_fixture {
    tt_corpus *corpus;
    tt_vocab vocab;
    tt_tree tree;
    int32_t tree_doc[FIXTURE_DOCS];
    tt__label_lexicon lexicon;
    tt__label_text reader;
    tt__label_phrases phrases;
    tt__label_doc_counts usage;
    tt__label_choice choice;
    char **text;
    tt_run run;
} labels_fixture;

/* 0 (1 (2 3) 4 (5 6)): topic t of the texts is leaf 2, 3, 5, 6. */
static int32_t fixture_parent[] = {TT_NO_NODE, 0, 1, 1, 0, 4, 4}, fixture_next[] = {-1, 4, 3, -1, -1, 6, -1},
               fixture_children[] = {2, 2, 0, 0, 2, 0, 0}, fixture_level[] = {0, 1, 2, 2, 1, 2, 2},
               fixture_begin[] = {0, 0, 0, COPIES, 2 * COPIES, 2 * COPIES, 3 * COPIES},
               fixture_end[] = {4 * COPIES, 2 * COPIES, COPIES, 2 * COPIES, 4 * COPIES, 3 * COPIES, 4 * COPIES};
static int32_t fixture_order[FIXTURE_DOCS], fixture_leaf[FIXTURE_DOCS];
static char fixture_id[FIXTURE_NODES][TT_ID_SIZE] = {"t0", "t1", "t2", "t3", "t4", "t5", "t6"};
static double fixture_height[FIXTURE_NODES];

static inline tt_corpus *corpus_of(const char *const *text, int32_t n)
{
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%03d", i);
        tt_document document = {.id = id, .text = text[i], .text_bytes = strlen(text[i])};
        assert_int_equal(tt_corpus_add(corpus, &document), TT_OK);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static inline tt_vocab vocab_of(const tt_corpus *corpus)
{
    tt_vocab vocab = {0};
    tt_vocab_opts opts = tt_vocab_opts_default();
    opts.language = "en";
    opts.min_df = 1;
    assert_int_equal(tt_vocab_build(&vocab, corpus, &opts, NULL), TT_OK);
    return vocab;
}

/* The lexeme of a word that stands in the corpus, -1 where it is none. */
static inline int32_t lexeme_of(const tt__label_lexicon *lexicon, const tt_corpus *corpus, const char *word)
{
    for (int32_t w = 0; w < tt_corpus_words(corpus); w++)
        if (strcmp(tt_corpus_word(corpus, w), word) == 0) return lexicon->of_word[w];
    fail_msg("%s is not in the corpus", word);
    return -1;
}

static inline labels_fixture *fixture_corpus(void)
{
    static const int32_t leaves[] = {2, 3, 5, 6};
    labels_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->run.threads = 2;
    f->corpus = corpus_of(&fixture_text[0][0], FIXTURE_DOCS);
    f->vocab = vocab_of(f->corpus);
    for (int32_t i = 0; i < FIXTURE_DOCS; i++) {
        fixture_order[i] = f->tree_doc[i] = i;
        fixture_leaf[i] = leaves[i / COPIES];
    }
    f->tree = (tt_tree){.m = FIXTURE_NODES,
                        .n = FIXTURE_DOCS,
                        .parent = fixture_parent,
                        .next = fixture_next,
                        .n_children = fixture_children,
                        .level = fixture_level,
                        .begin = fixture_begin,
                        .end = fixture_end,
                        .height = fixture_height,
                        .id = fixture_id,
                        .order = fixture_order,
                        .leaf = fixture_leaf};
    return f;
}

enum { READ, PHRASES, USAGE, CHOICE, SURFACES };

/* The fixture after so many steps. */
static inline labels_fixture *fixture_after(int step)
{
    labels_fixture *f = fixture_corpus();
    assert_int_equal(tt__label_lexicon_build(&f->lexicon, f->corpus, &f->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&f->reader, f->corpus, &f->vocab, &f->lexicon, &f->run), TT_OK);
    if (step >= PHRASES) assert_int_equal(tt__label_phrases_build(&f->phrases, &f->reader, 3, &f->run), TT_OK);
    if (step >= USAGE)
        assert_int_equal(tt__label_doc_counts_build(&f->usage, &f->phrases, &f->tree, f->tree_doc, &f->run), TT_OK);
    if (step >= CHOICE) assert_int_equal(tt__label_choose(&f->choice, &f->usage, &f->phrases, 8, &f->run), TT_OK);
    if (step >= SURFACES)
        assert_int_equal(tt__label_spellings_build(&f->text, &f->choice, &f->phrases, &f->run), TT_OK);
    return f;
}

static inline void fixture_free(labels_fixture *f)
{
    tt__label_spellings_free(f->text, &f->choice);
    tt__label_choice_free(&f->choice);
    tt__label_doc_counts_free(&f->usage);
    tt__label_phrases_free(&f->phrases);
    tt__label_text_free(&f->reader);
    tt__label_lexicon_free(&f->lexicon);
    tt_vocab_free(&f->vocab);
    tt_corpus_free(f->corpus);
    free(f);
}

#endif
