#include "text/sniff.h"

#include <string.h>
#include <strings.h>

static const char *const packing[] = {".gz", ".zst", ".xz", ".bz2", ".lzma", NULL};

static const struct {
    const char *ending;
    tt_format format;
} endings[] = {
    {".jsonl", TT_FORMAT_JSONL}, {".ndjson", TT_FORMAT_JSONL}, {".json", TT_FORMAT_JSON}, {".csv", TT_FORMAT_CSV},
    {".tsv", TT_FORMAT_TSV},     {".tab", TT_FORMAT_TSV},      {".txt", TT_FORMAT_TEXT},  {".text", TT_FORMAT_TEXT},
    {".md", TT_FORMAT_TEXT},     {".rst", TT_FORMAT_TEXT},
};

static bool ends(const char *name, size_t n, const char *ending)
{
    size_t m = strlen(ending);
    return n > m && strncasecmp(name + n - m, ending, m) == 0;
}

tt_format tt__sniff_name(const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; packing[i]; i++)
        if (ends(name, n, packing[i])) {
            n -= strlen(packing[i]);
            break;
        }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(name, n, endings[i].ending)) return endings[i].format;
    return TT_FORMAT_AUTO;
}

tt_format tt__sniff_head(tt__slice head)
{
    size_t i = 0;
    while (i < head.n && strchr(" \t\r\n", head.at[i])) i++;
    if (i < head.n && head.at[i] == '{') return TT_FORMAT_JSONL;
    return TT_FORMAT_LINES;
}
