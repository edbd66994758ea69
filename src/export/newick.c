/* Newick: ((a:1,b:1)c:2,...)root; with names quoted, and branch lengths that are differences of merge heights.  Readers
 * take a name for one thing: a name that stood before, elsewhere in the tree, is followed by the topic's id. */
#include "base/strmap.h"
#include "export/writers.h"

typedef struct newick {
    FILE *file;
    tt__base_buffer name;
    tt__base_strmap seen;
} newick;

static tt_status fill_name(newick *out, const tt_topics *topics, int32_t v)
{
    int32_t before = out->seen.size, id;
    out->name.length = 0;
    tt_status status = tt__export_append_plain(&out->name, topics->topic[v].name);
    if (status == TT_OK) status = tt__base_strmap_intern(&out->seen, out->name.data, (size_t)out->name.length, &id);
    if (status == TT_OK && out->seen.size == before)
        status = tt__base_buffer_format(&out->name, " (%s)", topics->tree.id[v]);
    return status;
}

/* The name in quotes, whatever it holds; a quote within is doubled. */
static tt_status put_node(newick *out, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    char length[TT__EXPORT_NUMBER_SIZE];
    tt_status status = fill_name(out, topics, v);
    if (status < 0) return status;
    fputc('\'', out->file);
    for (const char *c = out->name.data; *c; c++) {
        if (*c == '\'') fputc('\'', out->file);
        fputc(*c, out->file);
    }
    fputc('\'', out->file);
    if (v > 0) fprintf(out->file, ":%s", tt__export_number(length, tree->height[tree->parent[v]] - tree->height[v]));
    return TT_OK;
}

/* Preorder: an inner node opens a bracket; after a leaf, close the ancestors that have no further child. */
tt_status tt__export_write_newick(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    const tt_tree *tree = &topics->tree;
    newick out = {.file = file};
    tt_status status = TT_OK;
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        if (tree->n_children[v] > 0) {
            fputc('(', file);
            continue;
        }
        int32_t u = v;
        status = put_node(&out, topics, u);
        while (status == TT_OK && u > 0 && tree->next[u] == TT_NO_NODE) {
            u = tree->parent[u];
            fputc(')', file);
            status = put_node(&out, topics, u);
        }
        if (u > 0) fputs(",\n", file);
    }
    fputs(";\n", file);
    tt__base_buffer_free(&out.name);
    tt__base_strmap_free(&out.seen);
    return status;
}
