/* Lines are told by how they begin and end.
 *
 * Header lines ("Organization: ...") count as such where two or more stand together, or one that no prose begins with;
 * a subject is text.  Below "-- " stands a signature, if the text ends soon.  Lines behind ">" were written before by
 * others, lines that end in "writes:" say by whom.  Time: a few bytes of each line, all of those that look like one of
 * these. */
#include "words/mail.h"

#include <strings.h>

#include "words/ascii.h"

enum {
    HEADER_BYTES = 30,   /* of a header's name */
    NAME_BYTES = 60,     /* "A. Name of Somewhere wrote:" */
    BLOCK_BYTES = 20000, /* of a block of headers */
    ARMOUR_BYTES = 20000,
    SIGNATURE_LINES = 12, /* four are good manners; more than a dozen are text */
    SIGNATURE_BYTES = 1500,
    WHO_BYTES = 250,  /* of a line that says who wrote */
    PREFIX_BYTES = 12 /* before the quoted text: "> > JD> " */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static size_t past_blanks(const char *text, size_t n, size_t i)
{
    while (i < n && is_blank(text[i])) i++;
    return i;
}

/* Where the text of the line text[at .. end) ends, blanks cut off. */
static size_t trimmed(const char *text, size_t at, size_t end)
{
    while (end > at && is_blank(text[end - 1])) end--;
    return end;
}

/* ---- headers ---- */

enum header { NO_HEADER, MAY_BE_HEADER, HEADER, SUBJECT };

/* The names of RFC 5322, RFC 5536 and of common programs that are also words; SURE: that are none. */
static const char *const names[] = {"From",       "To",       "Cc",           "CC",           "Bcc",
                                    "Date",       "Sent",     "Organization", "Organisation", "Lines",
                                    "Newsgroups", "Path",     "Sender",       "References",   "Distribution",
                                    "Approved",   "Expires",  "Xref",         "Received",     "Originator",
                                    "Importance", "Priority", "Precedence",   "Status",       "Attachments",
                                    "Von",        "An",       "Gesendet",     "De",           "Envoy\xc3\xa9",
                                    NULL};
static const char *const sure[] = {"Message-ID",
                                   "Message-Id",
                                   "Reply-To",
                                   "In-Reply-To",
                                   "Followup-To",
                                   "Return-Path",
                                   "MIME-Version",
                                   "Mime-Version",
                                   "Content-Type",
                                   "Content-Transfer-Encoding",
                                   "Content-Disposition",
                                   "Content-Length",
                                   "NNTP-Posting-Host",
                                   "Nntp-Posting-Host",
                                   "NNTP-Posting-Date",
                                   "Article-I.D.",
                                   "Delivered-To",
                                   "User-Agent",
                                   "Thread-Topic",
                                   "Thread-Index",
                                   "DKIM-Signature",
                                   "Authentication-Results",
                                   "List-Unsubscribe",
                                   "List-Id",
                                   "X-Newsreader",
                                   "X-Mailer",
                                   "X-Originating-IP",
                                   NULL};
static const char *const subjects[] = {"Subject", "Summary", "Keywords", "Betreff", "Objet", NULL};

/* What the line at text[at] is as a header; *colon: the place behind its name. */
static enum header header_at(const char *text, size_t n, size_t at, size_t *colon)
{
    size_t i = at, end = tt__words_least(n, at + HEADER_BYTES);
    if (at >= n || !tt__words_is_upper(text[at])) return NO_HEADER;
    while (i < end && text[i] > ' ' && text[i] != ':') i++;
    if (i >= end || text[i] != ':') return NO_HEADER;
    *colon = i + 1;
    size_t length = i - at;
    if (tt__words_is_one_of(text + at, length, sure)) return HEADER;
    if (tt__words_is_one_of(text + at, length, subjects)) return SUBJECT;
    bool other = length > 2 && text[at] == 'X' && text[at + 1] == '-';
    return other || tt__words_is_one_of(text + at, length, names) ? MAY_BE_HEADER : NO_HEADER;
}

/* The end of the header that begins at text[at], with the lines that go on with it, which begin with a blank. */
static size_t header_end(const char *text, size_t n, size_t at)
{
    size_t end = tt__words_line_end(text, n, at), next;
    while (end + 1 < n && (text[end + 1] == ' ' || text[end + 1] == '\t')) {
        next = past_blanks(text, n, end + 1);
        if (next == n || text[next] == '\n') break;
        end = tt__words_line_end(text, n, next);
    }
    return end;
}

/* Reads on over the lines that look like headers, from text[at] on. */
static void read_headers(tt__words_mail *mail, const char *text, size_t n, size_t at)
{
    size_t i = at, end = tt__words_least(n, at + BLOCK_BYTES), colon = 0;
    int lines = 0, certain = 0;
    for (enum header h; i < end && (h = header_at(text, n, i, &colon)) != NO_HEADER; i = header_end(text, n, i) + 1) {
        lines += h != SUBJECT;
        certain += h == HEADER;
    }
    mail->headers_end = i;
    mail->headers = certain > 0 || lines >= 2;
}

/* ---- signatures ---- */

/* "-- " alone on its line: where the signature below it ends, `at` where what follows is too long for one. */
static size_t signature_end(const char *text, size_t n, size_t at)
{
    size_t end = tt__words_line_end(text, n, at);
    if (n - at < 2 || text[at] != '-' || text[at + 1] != '-' || trimmed(text, at, end) != at + 2) return at;
    if (n - end > SIGNATURE_BYTES) return at;
    int lines = 0;
    for (size_t i = end; i < n; i = tt__words_line_end(text, n, i + 1))
        lines += trimmed(text, i + 1, tt__words_line_end(text, n, i + 1)) > i + 1;
    return lines <= SIGNATURE_LINES ? n : at;
}

/* The end of the line that parts one message from the next (-----Original Message-----), or of a block in armour
 * (-----BEGIN PGP SIGNATURE----- and on to its END); 0 where neither begins at text[at]. */
static size_t separator_end(const char *text, size_t n, size_t at)
{
    static const char *const lines[] = {"Original Message",
                                        "Forwarded message",
                                        "Forwarded by",
                                        "Urspr\xc3\xbcngliche Nachricht",
                                        "Message d'origine",
                                        "BEGIN PGP SIGNED MESSAGE",
                                        NULL};
    size_t i = at, end = tt__words_line_end(text, n, at);
    if (tt__words_begins(text, end, at, "Begin forwarded message:")) return end;
    while (i < end && (text[i] == '-' || text[i] == ' ')) i++;
    if (i < at + 3) return 0;
    for (int k = 0; lines[k]; k++)
        if (end - i >= strlen(lines[k]) && strncasecmp(text + i, lines[k], strlen(lines[k])) == 0) return end;
    if (i != at + 5 || !tt__words_begins(text, end, i, "BEGIN ")) return 0;
    for (size_t limit = tt__words_least(n, end + ARMOUR_BYTES); end < limit;
         end = tt__words_line_end(text, limit, end + 1)) {
        if (tt__words_begins(text, limit, end + 1, "-----END ")) return tt__words_line_end(text, limit, end + 1);
        if (tt__words_begins(text, limit, end + 1, "-----BEGIN ")) return 0;
    }
    return 0;
}

/* ---- who wrote, and what ---- */

/* Past what marks the line as quoted: "> ", ">> ", "JD> ", ": ", "| ", "} ".  Lines of a table in bars are none. */
static size_t past_quote(const char *text, size_t n, size_t at)
{
    size_t i = past_blanks(text, n, at), end = tt__words_least(n, at + PREFIX_BYTES), quote = at;
    if (i == n || !(tt__words_is_upper(text[i]) || tt__words_among(text[i], ">|:}"))) return at;
    if (text[i] == '|') {
        size_t close = trimmed(text, i, tt__words_line_end(text, n, i));
        if (close > i + 1 && text[close - 1] == '|') return at;
    }
    if (i + 1 < n && text[i] == ':' && !tt__words_among(text[i + 1], " :>")) return at;
    for (; i < end; i++) {
        if (tt__words_among(text[i], ">|:}"))
            quote = i + 1;
        else if (text[i] != ' ' && !(tt__words_is_upper(text[i]) && tt__words_among(text[tt__words_least(i + 1, n - 1)],
                                                                                    ">ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
            break;
    }
    return quote;
}

/* Does text[at .. end) end in "writes:" or "wrote:"? */
static bool ends_in_wrote(const char *text, size_t at, size_t end)
{
    static const char *const verbs[] = {"writes",
                                        "wrote",
                                        "write",
                                        "says",
                                        "said",
                                        "schrieb",
                                        "\xc3\xa9"
                                        "crit",
                                        "escribi\xc3\xb3",
                                        "escreveu",
                                        "scritto",
                                        "schreef",
                                        "\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0\xd0\xbb",
                                        "\xd0\xbf\xd0\xb8\xd1\x88\xd0\xb5\xd1\x82",
                                        NULL};
    size_t i = trimmed(text, at, end);
    if (i == at || text[i - 1] != ':') return false;
    while (i > at && tt__words_among(text[i - 1], ": ")) i--;
    size_t word = i;
    while (word > at && !tt__words_is_space(text[word - 1])) word--;
    return tt__words_is_one_of(text + word, i - word, verbs);
}

/* Lines that go on in the next one: "On Mon, 1 Mar 1999, name (address)" */
static bool begins_with_when(const char *text, size_t at, size_t end)
{
    static const char *const starts[] = {
        "In article", "In <", "In a previous article", "On ", "From article", "Am ", "Le ", "Quoting ", NULL};
    for (int i = 0; starts[i]; i++)
        if (tt__words_begins(text, end, at, starts[i])) return true;
    return false;
}

static bool has_address(const char *text, size_t at, size_t end)
{
    return memchr(text + at, '@', end - at) || memchr(text + at, '<', end - at);
}

bool tt__words_mail_says_who(const char *text, size_t at, size_t end)
{
    if (end - at > WHO_BYTES) return false;
    bool when = begins_with_when(text, at, end), address = has_address(text, at, end);
    return ends_in_wrote(text, at, end) ? when || address || end - at <= NAME_BYTES : when && address;
}

bool tt__words_mail_says_when(const char *text, size_t at, size_t end)
{
    return end - at <= WHO_BYTES && begins_with_when(text, at, end) && has_address(text, at, end);
}

tt__words_mail_line tt__words_mail_line_at(tt__words_mail *mail, const char *text, size_t n, size_t at)
{
    tt__words_mail_line line = {0};
    size_t colon = at;
    if (at >= n) return line;
    if (at < mail->signature_end) return line.aside = true, line;
    char first = text[at];
    if (first == '-' || first == 'B') {
        size_t separator = separator_end(text, n, at), signature = signature_end(text, n, at);
        if (signature > at) return mail->signature_end = signature, line.aside = true, line;
        if (separator > 0) return line.skip = separator - at, line;
    }
    enum header h = tt__words_is_upper(first) ? header_at(text, n, at, &colon) : NO_HEADER;
    if (h != NO_HEADER && at >= mail->headers_end) read_headers(mail, text, n, at);
    if (h != NO_HEADER && mail->headers) {
        line.skip = (h == SUBJECT ? colon : header_end(text, n, at)) - at;
        return line;
    }
    if (!tt__words_is_lower(first)) line.skip = past_quote(text, n, at) - at;
    line.aside = line.skip > 0;
    return line;
}
