/* The export formats as the command line names them: by their name, or by the file that a build gives them. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

/* The format that the n bytes name, or NULL. */
static const tt_export_format *find(const char *name, size_t n)
{
    for (const tt_export_format *f = tt_export_formats(); f->name; f++) {
        if (strlen(f->name) == n && memcmp(f->name, name, n) == 0) return f;
        if (strlen(f->file_name) == n && memcmp(f->file_name, name, n) == 0) return f;
    }
    return NULL;
}

static int unknown(const char *option, const char *name)
{
    const char *names[32];
    char list[256] = "";
    int n = 0;
    for (const tt_export_format *f = tt_export_formats(); f->name && n < 31; f++) {
        names[n++] = f->name;
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", *list ? ", " : "", f->name);
    }
    names[n] = NULL;
    const char *nearest = cli_nearest(name, names);
    if (nearest) return cli_wrong("--%s: no format \"%s\"; did you mean %s?", option, name, nearest);
    return cli_wrong("--%s: no format \"%s\"; there are %s", option, name, list);
}

static bool holds(const tt_export_format *const *formats, const tt_export_format *one)
{
    while (*formats && *formats != one) formats++;
    return *formats != NULL;
}

int cli_formats(const tt_export_format *formats[CLI_MAX_FORMATS + 1], const char *option, const char *list)
{
    int n = 0;
    while (formats[n]) n++;
    for (const char *name = list;; name++) {
        size_t length = strcspn(name, ",");
        const tt_export_format *format = find(name, length);
        if (!format) {
            char typed[64];
            snprintf(typed, sizeof typed, "%.*s", (int)(length < 60 ? length : 60), name);
            return unknown(option, typed);
        }
        if (!holds(formats, format) && n < CLI_MAX_FORMATS) formats[n++] = format;
        if (!*(name += length)) return CLI_GO_ON;
    }
}

void cli_formats_help(char *text, size_t size)
{
    for (const tt_export_format *f = tt_export_formats(); f->name; f++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s  %-10s %s", used ? "\n" : "", f->name, f->help);
    }
}
