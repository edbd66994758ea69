#include "text/debris.h"

#include <string.h>
#include <strings.h>

#include "text/letters.h"

enum {
    TAG_BYTES = 300,
    MATH_BYTES = 200,
    DISPLAY_BYTES = 1000,
    ELEMENT_BYTES = 65536,
    NAME_PARTS = 8,      /* of a dotted name that are looked at */
    ENTITY_BYTES = 12,
    ARGUMENT_BYTES = 100,
    ADDRESS_BYTES = 2000,
    ENCODED_LINE = 61,   /* of a uuencoded file: M, then 60 characters for 45 bytes */
    CODE_BYTES = 40,     /* no word is longer */
    CODE_DIGITS = 4,     /* so many digits in a run of CODE_MIXED or more are no part of a word */
    CODE_MIXED = 12,
    CODE_CHANGES = 5     /* from letters to digits and back */
};

static bool is_letter(char c) { return (unsigned char)c < 0x80 && tt__ascii_class[(unsigned char)c] == TT__LETTER; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
static bool is_path_letter(char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+'; }
static bool among(char c, const char *set) { return c && strchr(set, c); }
static bool is_space(char c) { return (unsigned char)c <= ' '; }

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* The place of `wanted` in text[from .. end), end where it is not there or one of `stops` comes before it. */
static size_t find(const char *text, size_t from, size_t end, char wanted, const char *stops)
{
    for (size_t i = from; i < end; i++) {
        if (text[i] == wanted) return i;
        if (among(text[i], stops)) return end;
    }
    return end;
}

/* <b>, </p>, <a href="...">, <!-- ... -->, <id@host>; not "a <b and c> d": what has spaces must look like attributes. */
static size_t tag_at(const char *text, size_t n, size_t at)
{
    if (at + 2 >= n || !(is_letter(text[at + 1]) || among(text[at + 1], "/!?"))) return 0;
    size_t end = least(n, at + TAG_BYTES), close = find(text, at + 1, end, '>', "<");
    if (close == end) return 0;
    bool spaces = false, attributes = among(text[at + 1], "/!?") || text[close - 1] == '/';
    for (size_t i = at + 1; i < close; i++) {
        spaces |= is_space(text[i]);
        attributes |= text[i] == '=';
    }
    return spaces && !attributes ? 0 : close + 1 - at;
}

/* Where the element ends that an opening tag <script ...> or <style ...> of `length` bytes begins: neither is text.  The search
 * ends at the next such tag, so that many without an end take linear time. */
static size_t element_at(const char *text, size_t n, size_t at, size_t length)
{
    static const char *const elements[] = {"script", "style", NULL};
    size_t end = least(n, at + ELEMENT_BYTES);
    for (int e = 0; elements[e]; e++) {
        size_t name = strlen(elements[e]);
        if (length < name + 2 || strncasecmp(text + at + 1, elements[e], name) != 0 || is_alnum(text[at + 1 + name])) continue;
        for (size_t i = at + length; i + name + 2 < end; i++) {
            if (text[i] != '<' || strncasecmp(text + i + 1 + (text[i + 1] == '/'), elements[e], name) != 0) continue;
            size_t close = find(text, i, end, '>', "");
            return text[i + 1] != '/' ? length : close < end ? close + 1 - at : length;
        }
    }
    return length;
}

static size_t entity_at(const char *text, size_t n, size_t at)
{
    size_t i = at + 1, end = least(n, at + ENTITY_BYTES);
    if (i < end && text[i] == '#') i++;
    size_t name = i;
    while (i < end && is_alnum(text[i])) i++;
    return i > name && i < end && text[i] == ';' ? i + 1 - at : 0;
}

/* Mathematics has something that prose and prices have not, or no space at all; "$5 and $10" ends in one. */
static bool is_math(const char *text, size_t n)
{
    bool symbol = false, space = false;
    for (size_t i = 0; i < n; i++) {
        symbol |= among(text[i], "\\^_{}=<>|+");
        space |= is_space(text[i]);
    }
    return n > 0 && !is_space(text[n - 1]) && (symbol || !space);
}

/* $...$ and $$...$$ */
static size_t math_at(const char *text, size_t n, size_t at)
{
    size_t start = at + 1 < n && text[at + 1] == '$' ? at + 2 : at + 1;
    size_t end = least(n, start + (start == at + 2 ? DISPLAY_BYTES : MATH_BYTES)), close = find(text, start, end, '$', "");
    if (close == end || !is_math(text + start, close - start)) return 0;
    while (close < n && text[close] == '$') close++;
    return close - at;
}

/* Whether the n bytes are one of the strings, ended by NULL. */
static bool is_one_of(const char *bytes, size_t n, const char *const *strings)
{
    for (; *strings; strings++)
        if (strlen(*strings) == n && memcmp(*strings, bytes, n) == 0) return true;
    return false;
}

bool tt__is_entity_name(const char *word, size_t n)
{
    static const char *const names[] = {"quot", "amp", "lt", "gt", "nbsp", "apos", NULL};
    return is_one_of(word, n, names);
}

/* Commands whose argument is a name, not text. */
static bool names_something(const char *command, size_t n)
{
    static const char *const commands[] = {"cite", "citep", "citet", "ref", "eqref", "label", "begin", "end", "url", "input",
                                           "includegraphics", "bibliography", "usepackage", "documentclass", NULL};
    return is_one_of(command, n, commands);
}

/* \( ... \) and \[ ... \] */
static size_t bracketed_math_at(const char *text, size_t n, size_t at)
{
    char closing = text[at + 1] == '(' ? ')' : ']';
    size_t end = least(n, at + MATH_BYTES);
    for (size_t i = at + 2; i + 1 < end; i++)
        if (text[i] == '\\' && among(text[i + 1], "()[]")) return text[i + 1] == closing ? i + 2 - at : 0;
    return 0;
}

/* \alpha, \textbf (its argument is text), \cite{name} */
static size_t command_at(const char *text, size_t n, size_t at)
{
    if (at + 1 >= n || (at > 0 && is_letter(text[at - 1]))) return 0; /* some texts have lines joined by backslashes */
    if (text[at + 1] == '(' || text[at + 1] == '[') return bracketed_math_at(text, n, at);
    size_t i = at + 1;
    while (i < n && is_letter(text[i])) i++;
    if (i < n && text[i] == '{' && names_something(text + at + 1, i - at - 1)) {
        size_t end = least(n, i + ARGUMENT_BYTES), close = find(text, i + 1, end, '}', "{");
        if (close < end) return close + 1 - at;
    }
    return i > at + 1 ? i - at : 0;
}

/* /usr/share/doc: a file's path, which has two slashes or more.  Not and/or, not /emphasis/. */
static size_t path_at(const char *text, size_t n, size_t at)
{
    if (at > 0 && (is_alnum(text[at - 1]) || among(text[at - 1], "/<)]*._"))) return 0;
    size_t i = at + 1, end = least(n, at + ARGUMENT_BYTES), slashes = 1;
    for (;; slashes++) {
        while (i < end && is_path_letter(text[i])) i++;
        if (i + 1 >= end || i == at + 1 || text[i] != '/' || !is_path_letter(text[i + 1])) break;
        i++;
    }
    while (among(text[i - 1], ".-")) i--; /* they belong to the sentence */
    return slashes > 1 ? i - at : 0;
}

size_t tt__markup_at(const char *text, size_t n, size_t at)
{
    switch (text[at]) {
    case '<': return element_at(text, n, at, tag_at(text, n, at));
    case '&': return entity_at(text, n, at);
    case '$': return math_at(text, n, at);
    case '/': return path_at(text, n, at);
    case '\\': return command_at(text, n, at);
    default: return 0;
    }
}

/* How far a URL goes on from text[at]. */
static size_t url_rest(const char *text, size_t n, size_t at)
{
    size_t i = at, end = least(n, at + ADDRESS_BYTES);
    while (i < end && text[i] > ' ' && text[i] < 0x7f && !among(text[i], "<>\"{}|\\^`()[]")) i++;
    while (i > at + 1 && among(text[i - 1], ".,;:!?'")) i--; /* they belong to the sentence */
    return i - at;
}

/* "www" or the end of a host name stands before or after the full stop text[at]. */
static bool in_host_name(const char *text, size_t n, size_t at)
{
    static const char *const domains[] = {"com", "edu", "org", "gov", "mil", NULL};
    if (at < 1 || at + 2 >= n || !is_alnum(text[at - 1]) || !is_alnum(text[at + 1])) return false;
    if (at >= 3 && memcmp(text + at - 3, "www", 3) == 0 && (at == 3 || !is_alnum(text[at - 4]))) return true;
    for (int i = 0; domains[i]; i++)
        if (n - at > 3 && memcmp(text + at + 1, domains[i], 3) == 0) return at + 4 == n || !is_alnum(text[at + 4]);
    return false;
}

static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool in_name(char c) { return is_alnum(c) || c == '-' || c == '_'; }

/* The first full stop of a news group (sci.crypt), or of three and more parts that end as countries do (ftp.funet.fi). */
static bool in_dotted_name(const char *text, size_t n, size_t at)
{
    static const char *const hierarchies[] = {"alt", "comp", "misc", "rec", "sci", "soc", "talk", NULL};
    size_t start = at, part = at, end = at;
    while (start > 0 && in_name(text[start - 1])) start--;
    if (at - start < 2 || !is_lower(text[start]) || !is_lower(text[at + 1])) return false;
    int parts = 1;
    for (; parts < NAME_PARTS && end + 2 < n && text[end] == '.' && in_name(text[end + 1]) && in_name(text[end + 2]); parts++)
        for (part = ++end; end < n && in_name(text[end]);) end++;
    bool country = parts >= 3 && end - part <= 3 && is_lower(text[part]) && is_lower(text[end - 1]);
    return country || (parts >= 2 && is_one_of(text + start, at - start, hierarchies));
}

/* utzoo!henry */
static bool in_bang_path(const char *text, size_t at)
{
    return (is_lower(text[at - 1]) || is_digit(text[at - 1])) && is_lower(text[at + 1]);
}

size_t tt__address_at(const char *text, size_t n, size_t at)
{
    if (at == 0 || at + 1 >= n || !is_alnum(text[at - 1])) return 0;
    switch (text[at]) {
    case ':': return n - at > 3 && text[at + 1] == '/' && text[at + 2] == '/' ? url_rest(text, n, at) : 0;
    case '@': return is_alnum(text[at + 1]) ? url_rest(text, n, at) : 0;
    case '!': return in_bang_path(text, at) ? url_rest(text, n, at) : 0;
    case '.': return in_host_name(text, n, at) || in_dotted_name(text, n, at) ? url_rest(text, n, at) : 0;
    default: return 0;
    }
}

size_t tt__encoded_line_at(const char *text, size_t n, size_t at)
{
    if (n - at < ENCODED_LINE || text[at] != 'M') return 0;
    int symbols = 0;
    for (size_t i = at; i < at + ENCODED_LINE; i++) {
        if (text[i] < ' ' || text[i] > '`') return 0;
        symbols += !is_alnum(text[i]) && text[i] != ' ';
    }
    bool ends = n - at == ENCODED_LINE || text[at + ENCODED_LINE] == '\n' || text[at + ENCODED_LINE] == '\r';
    return ends && symbols >= 8 ? ENCODED_LINE : 0;
}

bool tt__is_code(const char *word, size_t n)
{
    if (n > CODE_BYTES) return true;
    int digits = is_digit(word[0]), changes = 0;
    for (size_t i = 1; i < n; i++) {
        digits += is_digit(word[i]);
        changes += is_digit(word[i]) != is_digit(word[i - 1]);
    }
    return changes >= CODE_CHANGES || (n >= CODE_MIXED && digits >= CODE_DIGITS);
}

/* \"o, \'{e}, \v{c}: a backslash accent without braces around the whole. */
static size_t bare_accent_at(const char *text, size_t n, size_t at, char *letter, int32_t *mark)
{
    static const char accents[] = "`'^~=.\"uvHc";
    static const int32_t marks[] = {0x300, 0x301, 0x302, 0x303, 0x304, 0x307, 0x308, 0x306, 0x30c, 0x30b, 0x327};
    if (at + 2 >= n || text[at] != '\\' || !among(text[at + 1], accents)) return 0;
    size_t i = at + 2;
    bool brace = text[i] == '{';
    if (is_letter(text[at + 1]) && !brace) return 0; /* \cosh is a command */
    i += brace;
    if (i < n && text[i] == '\\') i++; /* \'\i */
    if (i >= n || !is_letter(text[i])) return 0;
    if (brace && (i + 1 >= n || text[i + 1] != '}')) return 0;
    *letter = text[i];
    *mark = marks[strchr(accents, text[at + 1]) - accents];
    return i + 1 + brace - at;
}

size_t tt__accent_at(const char *text, size_t n, size_t at, char *letter, int32_t *mark)
{
    if (text[at] != '{') return bare_accent_at(text, n, at, letter, mark);
    size_t length = bare_accent_at(text, n, at + 1, letter, mark);
    return length > 0 && at + 1 + length < n && text[at + 1 + length] == '}' ? length + 2 : 0;
}
