/* What standard output can show, and text on it. */
#define _XOPEN_SOURCE 700 /* wcwidth */

#include "terminal.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

static int32_t find_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const char *columns = getenv("COLUMNS");
    long n = columns ? strtol(columns, NULL, 10) : 0;
    return n >= 20 && n <= 10000 ? (int32_t)n : 80;
}

/* As the C library reads the environment: the first of the three that is set decides. */
static bool locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]), *codeset = value ? strrchr(value, '.') : NULL;
        if (value && *value)
            return codeset && (strncasecmp(codeset, ".utf-8", 6) == 0 || strncasecmp(codeset, ".utf8", 5) == 0);
    }
    return false;
}

static bool wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

cli_terminal cli_terminal_get(int32_t width, cli_colour colour)
{
    return (cli_terminal){.width = width > 0 ? width : find_width(),
                          .colour = colour == CLI_COLOUR_ALWAYS || (colour == CLI_COLOUR_AUTO && wants_colour()),
                          .utf8 = locale_is_utf8()};
}

static bool reorders(wchar_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0x061C || c == 0xFEFF;
}

/* The next character that shows, and its columns; 0 at the end. */
static wchar_t next_shown(const char **text, int32_t *columns)
{
    wchar_t c = 0;
    mbstate_t state = {0};
    do {
        size_t n = mbrtowc(&c, *text, strlen(*text) + 1, &state);
        if (n == (size_t)-1 || n == (size_t)-2) { /* not UTF-8 */
            state = (mbstate_t){0};
            c = L'?';
            n = 1;
        }
        *text += n;
    } while (c && reorders(c));
    int width = c ? wcwidth(c) : 0;
    if (width < 0) c = L' ';
    *columns = width < 0 ? 1 : width;
    return c;
}

int32_t cli_text_columns(const char *text)
{
    int32_t total = 0, columns;
    while (next_shown(&text, &columns)) total += columns;
    return total;
}

int32_t cli_mark_columns(const cli_marked *marked, const cli_terminal *terminal)
{
    return marked->end > marked->begin && !terminal->colour ? 2 : 0;
}

void cli_put_style(const char *style, const cli_terminal *terminal)
{
    if (terminal->colour) printf("\033[%sm", style);
}

static void put_character(wchar_t c)
{
    char bytes[MB_LEN_MAX];
    mbstate_t state = {0};
    size_t n = wcrtomb(bytes, c, &state);
    if (n != (size_t)-1) fwrite(bytes, 1, n, stdout);
}

/* A letter of Hebrew, Arabic or another script that runs from right to left. */
static bool runs_left(wchar_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
           (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* A left-to-right mark before and behind a text with such letters: without it a terminal that reorders lines would move
 * the branches before it and the numbers behind it. */
static void put_direction(const char *text, const cli_terminal *terminal)
{
    int32_t width;
    wchar_t c = L'\0';
    while (terminal->utf8 && (c = next_shown(&text, &width)) && !runs_left(c)) continue;
    if (c) fputs("\xE2\x80\x8E", stdout);
}

/* One end of the marked part. */
static int32_t put_mark(bool opens, const cli_terminal *terminal)
{
    cli_put_style(opens ? "7" : "27", terminal);
    if (terminal->colour) return 0;
    putchar(opens ? '[' : ']');
    return 1;
}

int32_t cli_put_marked(const cli_marked *marked, int32_t columns, const cli_terminal *terminal)
{
    const char *ellipsis = terminal->utf8 ? "\xE2\x80\xA6" : "...", *text = marked->text;
    const char *begin = text + marked->begin, *end = text + marked->end;
    int32_t mark = terminal->utf8 ? 1 : 3, bracket = cli_mark_columns(marked, terminal) / 2, used = 0, width;
    bool cut = cli_text_columns(text) + 2 * bracket > columns, open = false;
    int32_t room = cut ? columns - mark : columns;
    put_direction(text, terminal);
    for (wchar_t c; (c = next_shown(&text, &width)); used += width) {
        bool opens = !open && begin < end && text > begin;
        if (used + width + bracket * (opens ? 2 : open) > room) break; /* the closing one needs its column too */
        if (opens || (open && text > end)) {
            open = opens;
            used += put_mark(opens, terminal);
            if (!opens) begin = end;
        }
        put_character(c);
    }
    if (open) used += put_mark(false, terminal);
    if (cut && columns >= mark) {
        fputs(ellipsis, stdout);
        used += mark;
    }
    put_direction(marked->text, terminal);
    return used;
}

void cli_scroll(cli_marked *marked, int32_t columns)
{
    size_t context = (size_t)(columns > 0 ? columns / 2 : 0),
           start = marked->begin > context ? marked->begin - context : 0;
    if (cli_text_columns(marked->text) - cli_text_columns(marked->text + marked->end) + 3 <= columns) return;
    while (start < marked->begin && marked->text[start] != ' ') start++;
    if (start < marked->begin) start++;
    marked->text += start;
    marked->begin -= start;
    marked->end -= start;
}

int32_t cli_put_text(const char *text, int32_t columns, const cli_terminal *terminal)
{
    return cli_put_marked(&(cli_marked){.text = text}, columns, terminal);
}
