/* Labels for Graphviz as its HTML-like tables.  Graphviz reads them once more when it draws: as markup, and for
 * backslash sequences (\N is the node's name), so that < > & and backslashes of a text are escaped, and nothing else of
 * it acts. */
#include "export/draw/card.h"

#include <math.h>
#include <string.h>

#include "export/writers.h"

#define LINE_WIDTH 30   /* columns after which a name goes on in the next line */
#define MAX_LINES 4     /* lines a name may take before it is cut */
#define LARGEST_SIDE 54 /* points: the square of all documents */
#define N_SHADES 7      /* steps of colour in the legend */

/* ---- squares and colours ---- */

int tt__export_scale_side(const tt__export_scale *scale, int32_t size)
{
    return (int)fmax(2, round(LARGEST_SIDE * sqrt(tt__export_scale_share(scale, size))));
}

/* Between two blues that are told apart in print and by colour-blind eyes by their lightness alone. */
const char *tt__export_scale_colour(char colour[8], const tt__export_scale *scale, double cohesion)
{
    static const double pale[3] = {205, 224, 241}, dark[3] = {8, 64, 129};
    double t = scale->high > scale->low ? (cohesion - scale->low) / (scale->high - scale->low) : 0.5;
    t = t < 0 || isnan(t) ? 0 : t > 1 ? 1 : t;
    unsigned part[3];
    for (int i = 0; i < 3; i++) part[i] = (unsigned)lround(pale[i] + t * (dark[i] - pale[i]));
    snprintf(colour, 8, "#%02x%02x%02x", part[0] & 255, part[1] & 255, part[2] & 255);
    return colour;
}

static tt_status append_square(tt__base_buffer *out, int width, int height, const char *colour)
{
    return tt__base_buffer_format(
        out,
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\""
        " WIDTH=\"%d\" HEIGHT=\"%d\" BGCOLOR=\"%s\"><TR><TD></TD></TR></TABLE>",
        width, height, colour);
}

/* ---- text ---- */

tt_status tt__export_append_label_code(tt__base_buffer *out, int32_t code)
{
    return code == '\\' ? tt__base_buffer_append(out, "\\\\", 2) : tt__export_append_markup_code(out, code);
}

/* Ideographs, kana, hangul and emoji take two columns. */
static int32_t columns(int32_t code)
{
    return code >= 0x2E80 ? 2 : 1;
}

/* Columns up to the next space. */
static int32_t word_columns(const char *text)
{
    int32_t n = 0;
    for (int32_t c; (c = tt__export_next_plain(&text)) && c != ' ';) n += columns(c);
    return n;
}

static tt_status append_break(tt__base_buffer *out)
{
    static const char text[] = "<BR ALIGN=\"LEFT\"/>";
    return tt__base_buffer_append(out, text, sizeof text - 1);
}

/* A name broken into lines at spaces; the separator " · " stays at the end of its line. */
static tt_status append_name(tt__base_buffer *out, const char *name)
{
    tt_status status = TT_OK;
    int32_t column = 0, lines = 1;
    for (int32_t c; status == TT_OK && (c = tt__export_next_plain(&name));) {
        int32_t next = c == ' ' ? word_columns(name) : 0;
        bool is_break = c == ' ' ? next > 1 && column + 1 + next > LINE_WIDTH && column > 0 : column >= LINE_WIDTH + 3;
        if (is_break && ++lines > MAX_LINES) return tt__base_buffer_append(out, "\xE2\x80\xA6", 3);
        if (is_break) {
            column = 0;
            status = append_break(out);
            if (c == ' ') continue;
        }
        column += columns(c);
        if (status == TT_OK) status = tt__export_append_label_code(out, c);
    }
    return status;
}

static tt_status append_text(tt__base_buffer *out, const tt__export_card *card)
{
    tt_status status = TT_OK;
    if (*card->name) {
        status = tt__base_buffer_format(out, "<B>");
        if (status == TT_OK) status = append_name(out, card->name);
        if (status == TT_OK) status = tt__base_buffer_format(out, "</B>");
        if (status == TT_OK) status = append_break(out);
    }
    if (status == TT_OK)
        status = tt__base_buffer_format(out, "<FONT POINT-SIZE=\"9\" COLOR=\"#5f6b7a\">%s</FONT>", card->detail);
    return status == TT_OK ? append_break(out) : status;
}

tt_status tt__export_append_card(tt__base_buffer *out, const tt__export_card *card, const tt__export_scale *scale)
{
    char colour[8];
    int side = tt__export_scale_side(scale, card->size);
    tt_status status = tt__base_buffer_format(
        out, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\"><TR><TD WIDTH=\"28\">");
    if (status == TT_OK)
        status = append_square(out, side, side,
                               card->grey ? "#d5d9de" : tt__export_scale_colour(colour, scale, card->cohesion));
    if (status == TT_OK) status = tt__base_buffer_format(out, "</TD><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\" WIDTH=\"176\">");
    if (status == TT_OK) status = append_text(out, card);
    return status == TT_OK ? tt__base_buffer_format(out, "</TD></TR></TABLE>") : status;
}

/* ---- the legend ---- */

/* The largest of 1, 2, 5, 10, 20, ... that is at most a third of n, at least 1. */
static int32_t round_example(int32_t n)
{
    int64_t power = 1;
    while (power * 30 <= n) power *= 10;
    return (int32_t)(power * 15 <= n ? power * 5 : power * 6 <= n ? power * 2 : power);
}

static tt_status append_example(tt__base_buffer *out, const tt__export_scale *scale, int32_t size)
{
    char count[TT__EXPORT_NUMBER_SIZE];
    int side = tt__export_scale_side(scale, size);
    tt_status status = tt__base_buffer_format(out, "<TD>");
    if (status == TT_OK) status = append_square(out, side, side, "#9aa5b1");
    if (status == TT_OK)
        status = tt__base_buffer_format(out, "</TD><TD ALIGN=\"LEFT\">%s document%s</TD>",
                                        tt__export_count(count, size), tt__export_plural(size));
    return status;
}

static tt_status append_shades(tt__base_buffer *out, const tt__export_scale *scale)
{
    char colour[8];
    tt_status status = tt__base_buffer_format(out,
                                              "<TD WIDTH=\"30\"></TD><TD>cohesion %.2f</TD><TD><TABLE BORDER=\"0\""
                                              " CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>",
                                              scale->low);
    for (int i = 0; i < N_SHADES && status == TT_OK; i++) {
        double cohesion = scale->low + (scale->high - scale->low) * i / (N_SHADES - 1);
        status = tt__base_buffer_format(out, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"12\" HEIGHT=\"12\" BGCOLOR=\"%s\"></TD>",
                                        tt__export_scale_colour(colour, scale, cohesion));
    }
    return status == TT_OK ? tt__base_buffer_format(out, "</TR></TABLE></TD><TD>%.2f</TD>", scale->high) : status;
}

/* Nothing about colour where no cohesion is known. */
tt_status tt__export_append_legend(tt__base_buffer *out, const tt__export_scale *scale)
{
    int32_t example = round_example(scale->most);
    tt_status status =
        tt__base_buffer_format(out, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"1\"><TR>");
    if (status == TT_OK) status = append_example(out, scale, example);
    if (status == TT_OK && example >= 10) status = append_example(out, scale, example / 10);
    if (status == TT_OK && scale->low <= scale->high) status = append_shades(out, scale);
    return status == TT_OK ? tt__base_buffer_format(out, "</TR></TABLE>") : status;
}
