/* Dendrogram purity and tree F, exactly, one class at a time.
 *
 * A pair of documents of class c counts the share of c below the pair's lowest common ancestor.  The pairs whose
 * ancestor is node v are C(n_vc, 2) less those that stay within one child.  Only nodes with two branches of c, and
 * leaves, have any; they are the lowest common ancestors of neighbours when c's documents are listed in preorder of
 * their nodes: a *branch tree* of at most twice as many nodes as c has documents, built over a stack that holds the way
 * from the root to the last node. The best F1 of a class is found there too: any other node has the same documents of c
 * as one of these, among more others. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "eval/tree_metrics.h"

/* A node on the way from the root to the class' document at hand. */
typedef struct branch {
    int32_t node;
    double count;  /* documents of the class below so far */
    double within; /* pairs of them that have met further down */
} branch;

typedef struct class_sums {
    double pairs;  /* pairs of documents of the class */
    double purity; /* sum of their purities */
    double f;      /* best F1 over the nodes */
} class_sums;

typedef struct walk {
    const tt__eval_tree *tree;
    int32_t *document; /* n: documents by preorder of their nodes, then by class */
    int32_t *start;    /* classes + 1: where each class begins in document */
    branch *stack;     /* m */
    int32_t height;    /* branches on the stack */
    double class_size;
} walk;

static double choose2(double x)
{
    return x * (x - 1) / 2;
}

static int32_t largest(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* from -> to, sorted by key (0 .. k-1), stable; start: k + 1, receives where each key begins. */
static void sort_by(int32_t *to, const int32_t *from, const int32_t *key, int32_t n, int32_t *start, int32_t k)
{
    for (int32_t j = 0; j <= k; j++) start[j] = 0;
    for (int32_t i = 0; i < n; i++) start[key[i] + 1]++;
    for (int32_t j = 0; j < k; j++) start[j + 1] += start[j];
    for (int32_t q = 0; q < n; q++) to[start[key[from ? from[q] : q]]++] = from ? from[q] : q;
    for (int32_t j = k; j > 0; j--) start[j] = start[j - 1];
    start[0] = 0;
}

static tt_status list_documents(walk *w, tt__eval_labelling truth)
{
    int32_t n = w->tree->n, *by_node = tt__base_calloc((size_t)n, sizeof *by_node);
    w->document = tt__base_calloc((size_t)n, sizeof *w->document);
    w->start = tt__base_calloc((size_t)largest(truth.k, w->tree->m) + 1, sizeof *w->start);
    w->stack = tt__base_calloc((size_t)w->tree->m, sizeof *w->stack);
    tt_status status = by_node && w->document && w->start && w->stack ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        sort_by(by_node, NULL, w->tree->node, n, w->start, w->tree->m);
        sort_by(w->document, by_node, truth.label, n, w->start, truth.k);
    }
    free(by_node);
    return status;
}

/* The top branch is complete: add its pairs, and take it off. */
static void pop(walk *w, class_sums *sums)
{
    const branch *top = &w->stack[--w->height];
    double size = w->tree->size[top->node], met = choose2(top->count) - top->within;
    sums->pairs += met;
    sums->purity += met * top->count / size;
    sums->f = fmax(sums->f, 2 * top->count / (size + w->class_size));
}

/* Take the top branch off and join it into the one below. */
static void join(walk *w, class_sums *sums)
{
    double count = w->stack[w->height - 1].count;
    pop(w, sums);
    w->stack[w->height - 1].count += count;
    w->stack[w->height - 1].within += choose2(count);
}

static void push(walk *w, int32_t node)
{
    w->stack[w->height++] = (branch){.node = node};
}

/* Make node the top of the stack: close what lies beside the way to it, open its common ancestor with the last one. */
static void go_to(walk *w, int32_t node, class_sums *sums)
{
    if (w->height == 0) {
        push(w, node);
        return;
    }
    int32_t meet = tt__eval_tree_lca(w->tree, w->stack[w->height - 1].node, node), depth = w->tree->depth[meet];
    while (w->height > 1 && w->tree->depth[w->stack[w->height - 2].node] >= depth) join(w, sums);
    if (w->stack[w->height - 1].node != meet) { /* the branch below meet becomes its child */
        branch below = w->stack[w->height - 1];
        w->stack[w->height - 1] = (branch){.node = meet};
        w->stack[w->height++] = below;
        join(w, sums);
    }
    if (meet != node) push(w, node);
}

static class_sums walk_class(walk *w, int32_t class)
{
    class_sums sums = {0};
    w->height = 0;
    w->class_size = w->start[class + 1] - w->start[class];
    for (int32_t q = w->start[class]; q < w->start[class + 1]; q++) {
        go_to(w, w->tree->node[w->document[q]], &sums);
        w->stack[w->height - 1].count++;
    }
    while (w->height > 1) join(w, &sums);
    if (w->height == 1) pop(w, &sums);
    return sums;
}

tt_status tt__eval_tree_purity(tt__eval_purity *out, const tt__eval_tree *tree, tt__eval_labelling truth)
{
    walk w = {.tree = tree};
    double pairs = 0, weighted = 0, macro = 0, chance = 0, f = 0, n = tree->n;
    int32_t classes = 0; /* with a pair */
    tt_status status = list_documents(&w, truth);
    for (int32_t c = 0; status == TT_OK && c < truth.k; c++) {
        class_sums sums = walk_class(&w, c);
        f += sums.f * w.class_size / n;
        if (!(sums.pairs > 0)) continue;
        classes++;
        pairs += sums.pairs;
        weighted += sums.purity;
        macro += sums.purity / sums.pairs;
        chance += sums.pairs * w.class_size / n;
    }
    free(w.document);
    free(w.start);
    free(w.stack);
    if (status == TT_OK)
        *out = (tt__eval_purity){
            .weighted = weighted / pairs, .macro = macro / classes, .chance = chance / pairs, .tree_f = f};
    return status;
}
