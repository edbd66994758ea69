#include "read/fields.h"

#include <string.h>
#include <strings.h>

/* Best first.  A record that has several of a role's names is read by the best of them. */
static const char *const usual[TT__READ_ROLES][20] = {
    [TT__READ_ID] = {"id", "_id", "doc_id", "docid", "document_id", "key", "uid", "uuid", "number", "url"},
    [TT__READ_TITLE] = {"title", "headline", "subject", "name", "heading"},
    [TT__READ_TEXT] = {"text", "abstract", "body", "content", "contents", "description", "summary", "full_text",
                       "article", "document", "message", "review", "comment", "sentence", "post", "question",
                       "selftext", "excerpt"},
    [TT__READ_PATH] = {"path"},
};

int tt__read_field_rank(const tt__read_field_names *names, tt__read_role role, const char *name)
{
    if (names->named[role]) return strcasecmp(names->named[role], name) == 0 ? 0 : -1;
    for (int i = 0; usual[role][i]; i++)
        if ((usual[role][i][0] | 0x20) == (name[0] | 0x20) && strcasecmp(usual[role][i], name) == 0)
            return i; /* hardly ever called */
    return -1;
}

bool tt__read_stands_in(tt__read_slice value, tt__read_slice title)
{
    if (title.n == 0) return value.n > 0;
    return value.n >= 2 * title.n && memchr(value.at, ' ', value.n);
}

/* Where the n bytes hold the joint first, or NULL. */
static const char *find(const char *at, size_t n, const char *joint)
{
    size_t m = strlen(joint);
    for (const char *end = at + n; (size_t)(end - at) >= m; at++) {
        if (!(at = memchr(at, joint[0], (size_t)(end - at) - m + 1))) return NULL;
        if (memcmp(at, joint, m) == 0) return at;
    }
    return NULL;
}

tt_status tt__read_split_path(tt__base_buffer *out, tt__read_slice path)
{
    const char *joint = find(path.at, path.n, " > ") ? " > " : "/", *end = path.at + path.n;
    tt_status status = TT_OK;
    for (const char *at = path.at, *next; at && status == TT_OK; at = next ? next + strlen(joint) : NULL) {
        next = find(at, (size_t)(end - at), joint);
        size_t n = next ? (size_t)(next - at) : (size_t)(end - at);
        if (n && (status = tt__base_buffer_append(out, at, n)) == TT_OK) status = tt__base_buffer_append(out, "", 1);
    }
    return status;
}
