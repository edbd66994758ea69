/* The export formats as the command line names them: by their name, or by the file that a build gives them. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

/* Format i of those of both libraries, NULL behind the last. */
static const tt_export_format *format_at(int i)
{
    const tt_export_format *f = tt_export_formats();
    for (; f->name && i > 0; i--) f++;
    if (f->name) return f;
    for (f = tt_export_more_formats(); f->name && i > 0; i--) f++;
    return f->name ? f : NULL;
}

/* The format that the n bytes name, or NULL. */
static const tt_export_format *find(const char *name, size_t n)
{
    const tt_export_format *f;
    for (int i = 0; (f = format_at(i)); i++) {
        if (strlen(f->name) == n && memcmp(f->name, name, n) == 0) return f;
        if (strlen(f->file_name) == n && memcmp(f->file_name, name, n) == 0) return f;
    }
    return NULL;
}

tt_export_opts cli_export_opts(void)
{
    tt_export_opts opts = tt_export_opts_default();
    opts.more = tt_export_more_formats();
    return opts;
}

static int unknown(const char *option, const char *name)
{
    const char *names[32];
    char list[256] = "";
    int n = 0;
    const tt_export_format *f;
    for (int i = 0; (f = format_at(i)) && n < 31; i++) {
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
    const tt_export_format *f;
    for (int i = 0; (f = format_at(i)); i++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s  %-10s %s", used ? "\n" : "", f->name, f->help);
    }
}
