/* A node of a picture as a card: a square whose area tells the documents and whose colour the cohesion, text beside it.
 */
#ifndef TT_EXPORT_DRAW_CARD_H
#define TT_EXPORT_DRAW_CARD_H

#include "base/buffer.h"

/* What squares and colours of one picture mean. */
typedef struct tt__export_scale {
    int32_t most;     /* documents of the largest square */
    double low, high; /* least and largest cohesion */
} tt__export_scale;

typedef struct tt__export_card {
    const char *name;   /* any text, or "" */
    const char *detail; /* what stands below it: digits and words of the program's own */
    int32_t size;       /* documents */
    double cohesion;
    bool grey; /* no topic: no colour */
} tt__export_card;

/* Of the documents in the picture, 0..1. */
static inline double tt__export_scale_share(const tt__export_scale *scale, int32_t size)
{
    return scale->most > 0 ? (double)size / scale->most : 0;
}

/* Points of a side, at least 2. */
int tt__export_scale_side(const tt__export_scale *scale, int32_t size);
/* "#rrggbb": pale to dark. */
const char *tt__export_scale_colour(char colour[8], const tt__export_scale *scale, double cohesion);

/* Append the label, an HTML-like one of Graphviz.  No text of the card is read as markup. */
tt_status tt__export_append_card(tt__base_buffer *out, const tt__export_card *card, const tt__export_scale *scale);
/* Append the label that explains squares and colours. */
tt_status tt__export_append_legend(tt__base_buffer *out, const tt__export_scale *scale);
/* Append one code point of a text that Graphviz is to show: it reads markup, entities and backslash sequences. */
tt_status tt__export_append_label_code(tt__base_buffer *out, int32_t code);

#endif
