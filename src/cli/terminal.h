/* What standard output can show: its width, colours, UTF-8; and text measured in columns. */
#ifndef TT_CLI_TERMINAL_H
#define TT_CLI_TERMINAL_H

#include "topictree.h"

typedef enum cli_colour { CLI_COLOUR_AUTO, CLI_COLOUR_ALWAYS, CLI_COLOUR_NEVER } cli_colour;

typedef struct cli_terminal {
    int32_t width; /* columns */
    bool colour;   /* escape sequences are welcome: a terminal, and NO_COLOR is not set */
    bool utf8;     /* the user's locale says UTF-8: lines may be drawn */
} cli_terminal;

/* width: 0 asks the terminal, then COLUMNS, then takes 80. */
cli_terminal cli_terminal_get(int32_t width, cli_colour colour);

/* A text, of which the bytes begin .. end are marked; equal: none. */
typedef struct cli_marked {
    const char *text;
    size_t begin, end;
} cli_marked;

/* Columns a text takes, as cli_put_text() prints it. */
int32_t cli_text_columns(const char *text);
/* Columns that marking takes: none in colour, two for the brackets otherwise. */
int32_t cli_mark_columns(const cli_marked *marked, const cli_terminal *terminal);

/* Print a text in at most so many columns, cut off with an ellipsis where it is longer; gives the columns used. Control
 * characters become spaces and marks that reorder text are left out, so that no document can steer the terminal. */
int32_t cli_put_text(const char *text, int32_t columns, const cli_terminal *terminal);
/* The same, with the marked part reversed in colour, in brackets otherwise. */
int32_t cli_put_marked(const cli_marked *marked, int32_t columns, const cli_terminal *terminal);

/* Where a text is longer than its line and the mark beyond it: let it begin a few words before the mark. */
void cli_scroll(cli_marked *marked, int32_t columns);

/* Print an escape sequence such as "1" (bold) or "38;5;110"; "0" ends it.  Nothing without colour. */
void cli_put_style(const char *style, const cli_terminal *terminal);

#endif
