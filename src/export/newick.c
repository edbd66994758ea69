/* Newick: ((a:1,b:1)c:2,...)root; with names quoted, and branch lengths that are differences of merge heights. */
#include "export/writers.h"

/* Quoted, whatever it holds; a quote within is doubled. */
static tt_status put_name(FILE *file, tt__buffer *scratch, const char *name)
{
    scratch->length = 0;
    tt_status status = tt__append_plain(scratch, name);
    if (status < 0) return status;
    fputc('\'', file);
    for (const char *c = scratch->data; *c; c++) {
        if (*c == '\'') fputc('\'', file);
        fputc(*c, file);
    }
    fputc('\'', file);
    return TT_OK;
}

static tt_status put_node(FILE *file, tt__buffer *scratch, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    char length[TT__NUMBER_SIZE];
    tt_status status = put_name(file, scratch, topics->topic[v].name);
    if (v > 0) fprintf(file, ":%s", tt__number(length, tree->height[tree->parent[v]] - tree->height[v]));
    return status;
}

/* Preorder: an inner node opens a bracket; after a leaf, close the ancestors that have no further child. */
tt_status tt__write_newick(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    const tt_tree *tree = &topics->tree;
    tt__buffer scratch = {0};
    tt_status status = TT_OK;
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        if (tree->n_children[v] > 0) {
            fputc('(', file);
            continue;
        }
        int32_t u = v;
        status = put_node(file, &scratch, topics, u);
        while (status == TT_OK && u > 0 && tree->next[u] == TT_NO_NODE) {
            u = tree->parent[u];
            fputc(')', file);
            status = put_node(file, &scratch, topics, u);
        }
        if (u > 0) fputs(",\n", file);
    }
    fputs(";\n", file);
    tt__buffer_free(&scratch);
    return status;
}
