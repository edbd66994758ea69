/* A line's first word decides whether it is looked at further: prose costs that word alone. */
#include "words/encoded.h"

#include "words/ascii.h"

enum {
    UU_LINE = 61,     /* M, then 60 characters for 45 bytes */
    BASE64_LINE = 40, /* so many characters without a space at least */
    DUMP_GROUPS = 6,  /* of hexadecimal digits */
    CODE_BYTES = 40,  /* no word is longer */
    CODE_DIGITS = 4,  /* so many digits in a run of CODE_MIXED or more are no part of a word */
    CODE_MIXED = 12,
    CODE_CHANGES = 5 /* from letters to digits and back */
};

enum kind { PROSE, UU, BASE64, DUMP };

/* ---- uuencoded ---- */

static bool in_uu_range(const char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line[i] < ' ' || line[i] > '`') return false;
    return true;
}

static bool is_full_uu(const char *line, size_t n)
{
    int symbols = 0;
    if (n != UU_LINE || line[0] != 'M' || !in_uu_range(line, n)) return false;
    for (size_t i = 0; i < n; i++) symbols += !tt__words_is_alnum(line[i]) && line[i] != ' ';
    return symbols >= 8;
}

static bool is_end_of_uu(const char *line, size_t n)
{
    return n == 3 && memcmp(line, "end", 3) == 0;
}

/* The first character says how many bytes the line stands for; "`" and "end" close the file. */
static bool goes_on_uu(const char *line, size_t n)
{
    size_t bytes = n > 0 ? ((size_t)(unsigned char)line[0] - ' ') & 63 : 0;
    return is_end_of_uu(line, n) || (n == 1 && line[0] == '`') ||
           (bytes > 0 && n == 1 + 4 * ((bytes + 2) / 3) && in_uu_range(line, n));
}

/* begin 644 name */
static bool begins_uu(const char *line, size_t n)
{
    return n > 10 && memcmp(line, "begin ", 6) == 0 && tt__words_is_digit(line[6]) && tt__words_is_digit(line[7]) &&
           tt__words_is_digit(line[8]) && line[9] == ' ';
}

/* ---- base64 and hex dumps ---- */

static bool is_base64(const char *line, size_t n)
{
    bool upper = false, lower = false, other = false;
    for (size_t i = 0; i < n; i++) {
        if (!tt__words_is_alnum(line[i]) && !tt__words_among(line[i], "+/=")) return false;
        upper |= tt__words_is_upper(line[i]);
        lower |= tt__words_is_lower(line[i]);
        other |= !tt__words_is_letter(line[i]);
    }
    return upper && lower && other;
}

static bool goes_on_base64(const char *line, size_t n)
{
    size_t i = 0;
    while (i < n && (tt__words_is_alnum(line[i]) || tt__words_among(line[i], "+/="))) i++;
    return n > 0 && i == n && n % 4 == 0;
}

/* 00000010  7f 45 4c 46 02 01 01 00 ...: groups of two to eight hexadecimal digits, and not decimal ones alone. */
static bool is_dump(const char *line, size_t n)
{
    int groups = 0;
    bool letters = false, digits = false;
    for (size_t i = 0; i < n;) {
        size_t start = i;
        for (; i < n && tt__words_is_hex(line[i]); i++) {
            letters |= groups > 0 && tt__words_is_letter(line[i]);
            digits |= tt__words_is_digit(line[i]);
        }
        size_t length = i - start;
        if (i < n && line[i] == ':' && groups == 0) i++;
        if (length < 2 || length > 8 || (groups > 0 && length % 2 != 0) || (i < n && !tt__words_is_space(line[i])))
            break;
        while (i < n && tt__words_is_space(line[i])) i++;
        groups++;
    }
    return groups >= DUMP_GROUPS && letters && digits;
}

/* ---- lines ---- */

static enum kind kind_of_line(const char *line, size_t n, enum kind before)
{
    if (before == UU && goes_on_uu(line, n)) return UU;
    if (before == BASE64 && goes_on_base64(line, n)) return BASE64;
    if (is_full_uu(line, n)) return UU;
    if (n >= BASE64_LINE && is_base64(line, n)) return BASE64;
    return is_dump(line, n) ? DUMP : PROSE;
}

/* May the line at text[at] begin data?  Asked of every line, so it looks at few bytes. */
static bool may_begin(const char *text, size_t n, size_t at)
{
    size_t i = at, end = tt__words_least(n, at + BASE64_LINE);
    if (text[at] == 'M' || (text[at] == 'b' && tt__words_begins(text, n, at, "begin "))) return true;
    while (i < end && text[i] > ' ' && text[i] < 0x7f) i++;
    if (i == at + BASE64_LINE) return true;
    if (i > at && text[i - 1] == ':') i--;
    size_t word = i - at;
    while (i > at && tt__words_is_hex(text[i - 1])) i--;
    return i == at && word > 1;
}

size_t tt__words_encoded_lines_at(const char *text, size_t n, size_t at)
{
    size_t i = at, end = at;
    enum kind kind = PROSE;
    if (at >= n || !(tt__words_is_alnum(text[at]) || tt__words_among(text[at], "+/")) || !may_begin(text, n, at))
        return 0;
    for (; i < n; i = end + 1) {
        size_t close = tt__words_line_end(text, n, i), length = close - i;
        while (length > 0 && text[i + length - 1] == '\r') length--;
        if (i == at && begins_uu(text + i, length))
            kind = UU;
        else if ((kind = kind_of_line(text + i, length, kind)) == PROSE)
            break;
        end = close;
        if (kind == UU && is_end_of_uu(text + i, length)) break;
    }
    return end - at;
}

size_t tt__words_guid_at(const char *text, size_t n, size_t at)
{
    static const char form[] = "-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (at < 8 || n - at < sizeof form - 1 || (at > 8 && tt__words_is_alnum(text[at - 9]))) return 0;
    for (size_t i = at - 8; i < at; i++)
        if (!tt__words_is_hex(text[i])) return 0;
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '-' ? text[at + i] != '-' : !tt__words_is_hex(text[at + i])) return 0;
    return sizeof form - 1;
}

bool tt__words_is_code(const char *word, size_t n)
{
    if (n > CODE_BYTES) return true;
    int digits = tt__words_is_digit(word[0]), changes = 0;
    for (size_t i = 1; i < n; i++) {
        digits += tt__words_is_digit(word[i]);
        changes += tt__words_is_digit(word[i]) != tt__words_is_digit(word[i - 1]);
    }
    return changes >= CODE_CHANGES || (n >= CODE_MIXED && digits >= CODE_DIGITS);
}
