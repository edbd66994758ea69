#include "text/tokenize.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/memory.h"

static tt_status push(tt__token_sink *sink, int32_t token)
{
    tt_status status = tt__reserve(&sink->token, &sink->token_capacity, sink->n_tokens + 1, sizeof *sink->token);
    if (status == TT_OK) sink->token[sink->n_tokens++] = token;
    return status;
}

tt_status tt__token_break(tt__token_sink *sink, int64_t first)
{
    if (sink->n_tokens <= first || sink->token[sink->n_tokens - 1] == TT_TOKEN_BREAK) return TT_OK;
    return push(sink, TT_TOKEN_BREAK);
}

/* A first cut: ASCII words of letters; everything but a space breaks. */
tt_status tt__tokenize(tt__token_sink *sink, const char *text, size_t n)
{
    int64_t first = sink->n_tokens;
    for (size_t i = 0; i < n;) {
        tt_status status = TT_OK;
        size_t start = i;
        while (i < n && isalpha((unsigned char)text[i])) i++;
        if (i > start) {
            int32_t word;
            if ((status = tt__strmap_intern(&sink->words, text + start, i - start, &word)) == TT_OK)
                status = push(sink, word);
            sink->n_running++;
        } else if (!isspace((unsigned char)text[i++])) {
            status = tt__token_break(sink, first);
        }
        if (status < 0) return status;
    }
    if (sink->n_tokens > first && sink->token[sink->n_tokens - 1] == TT_TOKEN_BREAK) sink->n_tokens--;
    return TT_OK;
}

void tt__token_sink_free(tt__token_sink *sink)
{
    tt__strmap_free(&sink->words);
    free(sink->token);
    *sink = (tt__token_sink){0};
}
