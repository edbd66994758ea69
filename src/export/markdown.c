/* Markdown: a nested list of the topics with their counts, terms and, for a leaf, its most typical documents.  Whatever
 * punctuation a text holds is escaped, so that it is read as text. */
#include <ctype.h>
#include <string.h>

#include "export/writers.h"

enum { N_TERMS = 6, N_TITLES = 2 };

/* Every ASCII punctuation character may be escaped by a backslash (CommonMark 2.4); those left alone never mean
 * anything. Spaces at the ends go: an asterisk beside one would not be read as emphasis. */
static tt_status append_escaped(tt__base_buffer *out, const char *text)
{
    tt_status status = TT_OK;
    bool begun = false, space = false;
    for (int32_t c; status == TT_OK && (c = tt__export_next_plain(&text));) {
        if (c == ' ') {
            space = begun;
            continue;
        }
        if (space) status = tt__base_buffer_append(out, " ", 1);
        if (status == TT_OK && c < 0x80 && ispunct(c) && !strchr(",;'/", c))
            status = tt__base_buffer_append(out, "\\", 1);
        if (status == TT_OK) status = tt__export_append_code(out, c);
        begun = true;
        space = false;
    }
    return status;
}

/* Those that the name does not hold. */
static tt_status append_terms(tt__base_buffer *line, const tt_topic *topic)
{
    tt_status status = TT_OK;
    for (int32_t i = 0, n = 0; i < topic->n_terms && n < N_TERMS && status == TT_OK; i++) {
        if (strstr(topic->name, topic->terms[i].text)) continue;
        status = tt__base_buffer_append(line, n++ ? ", " : ": ", 2);
        if (status == TT_OK) status = append_escaped(line, topic->terms[i].text);
    }
    return status;
}

static tt_status append_titles(tt__base_buffer *line, const tt_topics *topics, int32_t v)
{
    const tt_topic *topic = &topics->topic[v];
    tt_status status = TT_OK;
    for (int32_t i = 0, n = 0; i < topic->n_representatives && n < N_TITLES && status == TT_OK; i++) {
        const char *title = topics->document[topic->representative[i]].title;
        if (!*title) continue;
        status = tt__base_buffer_format(line, "%s", n++ ? "; *" : " \xE2\x80\x94 *");
        if (status == TT_OK) status = append_escaped(line, title);
        if (status == TT_OK) status = tt__base_buffer_append(line, "*", 1);
    }
    return status;
}

static tt_status put_topic(FILE *file, tt__base_buffer *line, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    char count[TT__EXPORT_NUMBER_SIZE];
    line->length = 0;
    tt_status status = tt__base_buffer_format(line, "%*s- **", 2 * (tree->level[v] - 1), "");
    if (status == TT_OK) status = append_escaped(line, topics->topic[v].name);
    if (status == TT_OK)
        status = tt__base_buffer_format(line, "** (%s)", tt__export_count(count, tt__export_size(tree, v)));
    if (status == TT_OK) status = append_terms(line, &topics->topic[v]);
    if (status == TT_OK && tree->n_children[v] == 0) status = append_titles(line, topics, v);
    if (status == TT_OK) fprintf(file, "%s\n", line->data);
    return status;
}

static tt_status put_heading(FILE *file, tt__base_buffer *line, const tt_topics *topics)
{
    char documents[TT__EXPORT_NUMBER_SIZE], below[TT__EXPORT_NUMBER_SIZE];
    int32_t n = topics->tree.n, m = topics->tree.m - 1;
    tt_status status = tt__base_buffer_append(line, "# ", 2);
    if (status == TT_OK) status = append_escaped(line, topics->topic[0].name);
    if (status == TT_OK)
        fprintf(file, "%s\n\n%s document%s, %s topic%s\n\n", line->data, tt__export_count(documents, n),
                tt__export_plural(n), tt__export_count(below, m), tt__export_plural(m));
    return status;
}

tt_status tt__export_write_markdown(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    tt__base_buffer line = {0};
    tt_status status = put_heading(file, &line, topics);
    for (int32_t v = 1; v < topics->tree.m && status == TT_OK; v++) status = put_topic(file, &line, topics, v);
    tt__base_buffer_free(&line);
    return status;
}
