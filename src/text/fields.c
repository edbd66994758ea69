#include "text/fields.h"

#include <strings.h>

/* Best first.  A record that has several of a role's names is read by the best of them. */
static const char *const usual[TT__ROLES][20] = {
    [TT__ID] = {"id", "_id", "doc_id", "docid", "document_id", "key", "uid", "uuid", "number", "url"},
    [TT__TITLE] = {"title", "headline", "subject", "name", "heading"},
    [TT__TEXT] = {"text", "abstract", "body", "content", "contents", "description", "summary", "full_text", "article",
                  "document", "message", "review", "comment", "sentence", "post", "question", "selftext", "excerpt"},
    [TT__PATH] = {"path"},
};

tt__field_names tt__field_names_of(const tt_corpus_opts *opts)
{
    return (tt__field_names){{[TT__ID] = opts->id_field,
                              [TT__TITLE] = opts->title_field,
                              [TT__TEXT] = opts->text_field,
                              [TT__PATH] = opts->label_field}};
}

int tt__field_rank(const tt__field_names *names, tt__role role, const char *name)
{
    if (names->named[role]) return strcasecmp(names->named[role], name) == 0 ? 0 : -1;
    for (int i = 0; usual[role][i]; i++)
        if (strcasecmp(usual[role][i], name) == 0) return i;
    return -1;
}
