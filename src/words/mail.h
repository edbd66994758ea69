/* The furniture of mail and news: lines of headers are left out; who wrote, quoted lines and signatures are asides. */
#ifndef TT_WORDS_MAIL_H
#define TT_WORDS_MAIL_H

#include "topictree/base.h"

/* Where a text is, between two lines of it; zero at its beginning. */
typedef struct tt__words_mail {
    size_t headers_end;   /* lines that look like headers end here ... */
    bool headers;         /* ... and are some */
    size_t signature_end; /* a signature ends here */
} tt__words_mail;

typedef struct tt__words_mail_line {
    size_t skip; /* so many bytes from the line's beginning on are no text */
    bool aside;  /* what follows in the line is the text of somebody else, or about somebody */
} tt__words_mail_line;

/* What the line is that begins at text[at]; asked of each line in turn, but for those that were skipped. */
tt__words_mail_line tt__words_mail_line_at(tt__words_mail *mail, const char *text, size_t n, size_t at);

/* Does the line text[at .. end) say who wrote what comes below?  "A. Name (address) writes:" */
bool tt__words_mail_says_who(const char *text, size_t at, size_t end);
/* ... or does it only begin to, so that a line "wrote:" goes on with it? */
bool tt__words_mail_says_when(const char *text, size_t at, size_t end);

#endif
