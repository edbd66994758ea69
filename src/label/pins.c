/* Pinned terms are spelt as people spell them: they need not be in the text. */
#include "label/pins.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/memory.h"

/* Does a hold b, but for case?  (Of ASCII; other letters must be the same.) */
static bool holds(const char *a, const char *b)
{
    for (size_t n = strlen(b); *a; a++)
        if (strncasecmp(a, b, n) == 0) return true;
    return false;
}

static bool among(char *const *term, int32_t n, const char *text, bool whole)
{
    for (int32_t i = 0; i < n; i++)
        if (whole ? strcasecmp(term[i], text) == 0 : holds(term[i], text) || holds(text, term[i])) return true;
    return false;
}

static tt_status name_topic(char **name, const tt_topic *topic, char *const *term, int32_t n, int32_t n_name)
{
    tt__base_buffer made = {0};
    tt_status status = TT_OK;
    int32_t used = 0;
    for (; used < n && used < n_name && status == TT_OK; used++)
        status = tt__base_buffer_format(&made, "%s%s", used ? " · " : "", term[used]);
    for (int32_t t = 0; t < topic->n_terms && used < n_name && status == TT_OK; t++) {
        const char *text = topic->terms[t].text;
        if (!strstr(topic->name, text) || among(term, n, text, false)) continue;
        status = tt__base_buffer_format(&made, " · %s", text);
        used++;
    }
    if (status == TT_OK)
        *name = made.data;
    else
        tt__base_buffer_free(&made);
    return status;
}

static void terms_free(tt_term *terms, int32_t n)
{
    for (int32_t t = 0; t < n; t++) free(terms[t].text);
    free(terms);
}

tt_status tt__label_pin_terms(tt_topic *topic, char **name, char *const *term, int32_t n, int32_t n_name)
{
    int32_t used = 0, most = topic->n_terms > n ? topic->n_terms : n;
    double weight = topic->n_terms > 0 ? topic->terms[0].weight : 1;
    tt_term *made = tt__base_calloc((size_t)n + (size_t)topic->n_terms, sizeof *made);
    tt_status status = made ? name_topic(name, topic, term, n, n_name) : TT_ERR_MEMORY;
    for (int32_t t = 0; t < n && status == TT_OK; t++) {
        made[used] = (tt_term){tt__base_strdup(term[t]), weight};
        if (made[used++].text) continue;
        status = TT_ERR_MEMORY;
        free(*name);
    }
    if (status < 0) {
        if (made) terms_free(made, used);
        return status;
    }
    for (int32_t t = 0; t < topic->n_terms; t++) {
        tt_term *old = &topic->terms[t];
        if (used >= most || among(term, n, old->text, true)) continue;
        made[used++] = *old;
        old->text = NULL;
    }
    terms_free(topic->terms, topic->n_terms);
    topic->terms = made;
    topic->n_terms = used;
    return TT_OK;
}
