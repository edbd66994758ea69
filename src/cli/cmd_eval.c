/* topictree eval: how good a tree is. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

typedef struct eval_args {
    const char *tree; /* NULL: output */
    const char *const *inputs;
    int n_inputs;
    tt_corpus_opts corpus;
    int32_t threads;
    cli_progress_kind progress;
    bool json, quiet;
} eval_args;

/* What there is to print.  labels: n_levels is 0 where nothing is known. */
typedef struct figures {
    tt_inner_quality inner;
    tt_label_quality labels;
    tt_review verdict;
    const tt_topics *topics; /* borrowed */
    int32_t nodes, documents;
    bool with_corpus;
} figures;

/* ---- arguments ---- */

static int parse(eval_args *a, int argc, char **argv, int *n_operands)
{
    const cli_option options[] = {
        {TT_OPTION_GROUP, .help = "input"},
        {TT_OPTION_CHOICE, 'f', "format", tt_option_find("format")->value, &a->corpus.format,
         .help = "what the corpus is"},
        {TT_OPTION_TEXT, 0, "id-field", "NAME", &a->corpus.id_field, .help = "the field that names a document",
         .word = "found by its name"},
        {TT_OPTION_TEXT, 0, "title-field", "NAME", &a->corpus.title_field, .help = "its title",
         .word = "found by its name"},
        {TT_OPTION_TEXT, 0, "text-field", "NAME", &a->corpus.text_field, .help = "its text",
         .word = "found by its name"},
        {TT_OPTION_TEXT, 0, "label-field", "NAME", &a->corpus.label_field,
         .help = "its known subject, or subjects from the broadest to the narrowest", .word = "path"},
        {TT_OPTION_FLAG, 0, "strict", NULL, &a->corpus.strict,
         .help = "stop at the first bad record instead of skipping it"},
        {TT_OPTION_GROUP, .help = "output"},
        {TT_OPTION_FLAG, 0, "json", NULL, &a->json, .help = "one JSON object instead of tables"},
        {TT_OPTION_GROUP, .help = "running"},
        {TT_OPTION_INT, 't', "threads", "N", &a->threads, .help = "processors to use, if there are so many",
         .word = "all", .max = 1024},
        {TT_OPTION_CHOICE, 0, "progress", "auto|bar|json|none", &a->progress,
         .help = "on stderr; auto is a bar on a terminal, else none"},
        {TT_OPTION_FLAG, 'q', "quiet", NULL, &a->quiet, .help = "say nothing but errors on stderr"},
        {TT_OPTION_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = TT_OPTION_END}};
    const cli_usage usage = {
        "eval", "[TREE] [CORPUS...] [options]",
        "Says how good a tree is.  TREE is a tree.json or the folder it is in (output).\n"
        "With the CORPUS it was built from: how coherent its labels are and how far its leaves lie apart, and, where "
        "the\n"
        "documents carry their known subject (path), how well the tree agrees with it, level by level.\n"
        "Ends with a verdict: which topics are weak, too broad or near-duplicates, and which option of build would "
        "help.",
        options,
        "  topictree eval\n"
        "  topictree eval output papers.jsonl\n"
        "  topictree eval tickets/tree.json tickets.csv --label-field product --json\n"};
    return cli_parse(&usage, argc, argv, n_operands);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* A folder with a tree in it, a model, or a .json file that begins as a tree.json; a name that is nothing at all is
 * taken for a tree. */
static bool names_tree(const char *operand)
{
    char path[4096], head[4097];
    struct stat info;
    cli_tree_path(path, sizeof path, operand);
    if (stat(operand, &info) != 0 && strcmp(operand, "-") != 0) return true;
    if (strcmp(path, operand) != 0) return stat(path, &info) == 0;
    FILE *file = fopen(operand, "rb");
    if (!file) return false;
    size_t n = fread(head, 1, sizeof head - 1, file);
    head[n] = '\0';
    fclose(file);
    return tt_model_is(head, n) || (ends_with(operand, ".json") && strstr(head, "\"topictree/") != NULL);
}

static int read_arguments(eval_args *a, int argc, char **argv)
{
    int n, status = parse(a, argc, argv, &n);
    if (status != CLI_GO_ON) return status;
    const char *wrong = tt_corpus_opts_check(&a->corpus);
    if (wrong) return cli_wrong("%s", wrong);
    bool tree = n > 0 && names_tree(argv[0]);
    if (tree) a->tree = argv[0];
    a->inputs = (const char *const *)argv + tree;
    a->n_inputs = n - tree;
    return CLI_GO_ON;
}

/* ---- the work ---- */

static tt_status evaluate(figures *f, const eval_args *a, const tt_topics *topics, const tt_run *run)
{
    tt_corpus *corpus = NULL;
    tt_status status = TT_OK;
    f->topics = topics;
    f->nodes = topics->tree.m;
    f->documents = topics->tree.n;
    f->with_corpus = a->n_inputs > 0;
    if (f->with_corpus) status = tt_corpus_read(&corpus, a->inputs, a->n_inputs, &a->corpus, run);
    if (status == TT_OK) status = tt_eval_inner(&f->inner, topics, corpus, run);
    if (status == TT_OK) status = tt_eval_review(&f->verdict, topics, corpus, run);
    if (status == TT_OK && corpus) status = tt_eval_labels(&f->labels, topics, corpus);
    tt_corpus_free(corpus);
    return status;
}

/* ---- as tables ---- */

static void print_figure(const char *name, double value, const char *meaning)
{
    if (value != value)
        printf("  %-18s %7s   %s\n", name, "-", meaning);
    else
        printf("  %-18s %7.4f   %s\n", name, value, meaning);
}

static void print_inner(const figures *f)
{
    const tt_inner_quality *q = &f->inner;
    char documents[32], smallest[32], largest[32];
    printf("%s documents, %d topics (%d leaves) on %d level%s; leaves of %s to %s documents, at most %d children\n\n",
           cli_grouped(documents, f->documents), (int)f->nodes, (int)q->leaves, (int)q->depth, q->depth == 1 ? "" : "s",
           cli_grouped(smallest, q->smallest_leaf), cli_grouped(largest, q->largest_leaf), (int)q->max_children);
    print_figure("cohesion", q->cohesion, "mean cosine of a document with its leaf's centroid, 0 to 1");
    print_figure("separation", q->separation, "how far sibling leaves lie apart, 0 to 1");
    print_figure("npmi", q->npmi, "do a topic's terms stand in the same documents, -1 to 1");
    print_figure("sibling distinct", q->sibling_distinct, "share of a topic's terms that no sibling lists");
    print_figure("parent distinct", q->parent_distinct, "share of a topic's terms that its parent does not list");
    print_figure("balance", q->balance, "how even the leaf sizes are, 0 to 1");
}

static void print_agreement(const char *name, const tt_agreement *a)
{
    printf("  %-7s %9d %8.4f %8.4f %8.4f %8.4f %8.4f %8.4f\n", name, (int)a->clusters, a->nmi, a->ari, a->purity,
           a->inverse_purity, a->homogeneity, a->completeness);
}

static void print_level(const tt_level_quality *q)
{
    printf("\nlabels, level %d: %d\n", (int)q->level + 1, (int)q->leaf.classes);
    printf("  %-7s %9s %8s %8s %8s %8s %8s %8s\n", "", "clusters", "NMI", "ARI", "purity", "inverse", "homog.",
           "compl.");
    print_agreement("leaves", &q->leaf);
    print_agreement("cut", &q->cut);
    if (q->best_depth > 0) printf("  best depth %d: NMI %.4f\n", (int)q->best_depth, q->best_depth_nmi);
    if (q->dendrogram_purity == q->dendrogram_purity) /* not where every document has a label of its own */
        printf("  dendrogram purity %.4f (by label %.4f, chance %.4f)\n", q->dendrogram_purity,
               q->dendrogram_purity_macro, q->dendrogram_purity_chance);
    printf("  tree F %.4f\n", q->tree_f);
}

static void print_strays(int64_t n, const char *what)
{
    char number[32];
    if (n > 0) printf("\n%s document%s %s\n", cli_grouped(number, n), n == 1 ? "" : "s", what);
}

static void print_tables(const figures *f, const char *tree)
{
    print_inner(f);
    for (int32_t i = 0; i < f->labels.n_levels; i++) print_level(&f->labels.level[i]);
    cli_review_text(&f->verdict, f->topics);
    print_strays(f->labels.missing, "of the corpus not in the tree: they count against it");
    print_strays(f->labels.unknown, "of the tree not in the corpus: left out");
    if (!f->with_corpus)
        printf("\nmore with the corpus: topictree eval %s CORPUS\n", tree ? tree : "output");
    else if (f->labels.n_levels == 0)
        printf("\nno known subjects in the corpus (--label-field names the field that holds them)\n");
}

/* ---- as JSON ---- */

typedef struct figure {
    const char *key;
    double value; /* NaN prints as null */
} figure;

static void add_figures(cJSON *object, const figure *list, size_t n)
{
    for (size_t i = 0; i < n; i++) cJSON_AddNumberToObject(object, list[i].key, list[i].value);
}

static void add_agreement(cJSON *level, const char *key, const tt_agreement *a)
{
    const figure list[] = {{"k", a->clusters}, {"classes", a->classes},         {"nmi", a->nmi},
                           {"ari", a->ari},    {"homogeneity", a->homogeneity}, {"completeness", a->completeness},
                           {"v", a->nmi},      {"purity", a->purity},           {"inv_purity", a->inverse_purity}};
    add_figures(cJSON_AddObjectToObject(level, key), list, sizeof list / sizeof *list);
}

static cJSON *level_object(const tt_level_quality *q)
{
    const figure list[] = {{"level", q->level},
                           {"classes", q->leaf.classes},
                           {"dp", q->dendrogram_purity},
                           {"dp_macro", q->dendrogram_purity_macro},
                           {"dp_chance", q->dendrogram_purity_chance},
                           {"tree_f", q->tree_f}};
    const figure depth[] = {{"best_depth_nmi", q->best_depth_nmi}, {"best_depth", q->best_depth}};
    cJSON *level = cJSON_CreateObject();
    add_figures(level, list, sizeof list / sizeof *list);
    add_agreement(level, "cut", &q->cut);
    add_agreement(level, "leaf", &q->leaf);
    add_figures(level, depth, sizeof depth / sizeof *depth);
    return level;
}

static tt_status print_json(const figures *f)
{
    const tt_inner_quality *q = &f->inner;
    const figure list[] = {{"nodes", f->nodes},
                           {"leaves", q->leaves},
                           {"max_depth", q->depth},
                           {"max_children", q->max_children},
                           {"documents", f->documents},
                           {"missing", (double)f->labels.missing},
                           {"unknown", (double)f->labels.unknown},
                           {"largest_leaf", q->largest_leaf},
                           {"smallest_leaf", q->smallest_leaf},
                           {"cohesion", q->cohesion},
                           {"separation", q->separation},
                           {"npmi", q->npmi},
                           {"sibling_distinct", q->sibling_distinct},
                           {"parent_distinct", q->parent_distinct},
                           {"balance", q->balance}};
    cJSON *object = cJSON_CreateObject();
    add_figures(object, list, sizeof list / sizeof *list);
    cJSON *levels = cJSON_AddArrayToObject(object, "levels");
    for (int32_t i = 0; i < f->labels.n_levels; i++) cJSON_AddItemToArray(levels, level_object(&f->labels.level[i]));
    cli_review_json(cJSON_AddArrayToObject(object, "verdict"), &f->verdict, f->topics);
    char *text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    if (!text) return TT_ERR_MEMORY;
    printf("%s\n", text);
    free(text);
    return TT_OK;
}

static int report(const figures *f, const eval_args *a)
{
    tt_status status = TT_OK;
    if (a->json)
        status = print_json(f);
    else
        print_tables(f, a->tree);
    if (status < 0) cli_wrong("out of memory: printing the figures");
    return status < 0 ? CLI_FAILED : CLI_DONE;
}

int cmd_eval(int argc, char **argv)
{
    eval_args a = {.corpus = tt_corpus_opts_default()};
    a.corpus.boilerplate = TT_BOILERPLATE_KEEP; /* the text as it is: what was left out is part of what is judged */
    a.corpus.keep_empty = true;                 /* leaving documents out must not improve the figures */
    cli_progress progress;
    tt_topics topics = {0};
    figures f = {0};
    int status = read_arguments(&a, argc, argv);
    if (status == CLI_GO_ON) status = cli_load_tree(&topics, a.tree);
    if (status != CLI_GO_ON) return status;
    cli_progress_start(&progress, a.progress, a.quiet);
    tt_run run = cli_progress_run(&progress, a.threads);
    tt_status evaluated = evaluate(&f, &a, &topics, &run);
    cli_progress_end(&progress);
    status = evaluated < 0 ? cli_failed(evaluated) : report(&f, &a);
    tt_label_quality_free(&f.labels);
    tt_review_free(&f.verdict);
    tt_topics_free(&topics);
    return status;
}
