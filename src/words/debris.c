#include "words/debris.h"

#include <strings.h>

#include "words/ascii.h"
#include "words/encoded.h"
#include "words/latex.h"

enum {
    TAG_BYTES = 1000, /* the longest with attributes: links to a search, pictures have long ones */
    ELEMENT_BYTES = 65536,
    NAME_PARTS = 8, /* of a dotted name that are looked at */
    ENTITY_BYTES = 12,
    PATH_BYTES = 100,
    ADDRESS_BYTES = 2000
};

static bool is_path_letter(char c)
{
    return tt__words_is_alnum(c) || tt__words_among(c, "._-+");
}

/* <b>, </p>, <a href="...">, <!-- ... -->, <id@host>; not "a <b and c> d": what has spaces must look like attributes.
 */
static size_t tag_at(const char *text, size_t n, size_t at)
{
    if (at + 2 >= n || !(tt__words_is_letter(text[at + 1]) || tt__words_among(text[at + 1], "/!?"))) return 0;
    size_t end = tt__words_least(n, at + TAG_BYTES), close = tt__words_find(text, at + 1, end, '>', "<");
    if (close == end) return 0;
    bool spaces = false, attributes = tt__words_among(text[at + 1], "/!?") || text[close - 1] == '/';
    for (size_t i = at + 1; i < close; i++) {
        spaces |= tt__words_is_space(text[i]);
        attributes |= text[i] == '=';
    }
    return spaces && !attributes ? 0 : close + 1 - at;
}

/* Where the comment <!-- ... --> ends.  The search ends at the next one, so that many without an end take linear time.
 */
static size_t comment_at(const char *text, size_t n, size_t at)
{
    size_t end = tt__words_least(n, at + ELEMENT_BYTES);
    for (size_t i = at + 4; i + 2 < end; i++) {
        if (tt__words_begins(text, end, i, "-->")) return i + 3 - at;
        if (tt__words_begins(text, end, i, "<!--")) return 0;
    }
    return 0;
}

/* Where the element ends that an opening tag <script ...> or <style ...> of `length` bytes begins: neither is text. The
 * search ends at the next such tag, so that many without an end take linear time. */
static size_t element_at(const char *text, size_t n, size_t at, size_t length)
{
    static const char *const elements[] = {"script", "style", NULL};
    size_t end = tt__words_least(n, at + ELEMENT_BYTES);
    for (int e = 0; elements[e]; e++) {
        size_t name = strlen(elements[e]);
        if (length < name + 2 || strncasecmp(text + at + 1, elements[e], name) != 0 ||
            tt__words_is_alnum(text[at + 1 + name]))
            continue;
        for (size_t i = at + length; i + name + 2 < end; i++) {
            if (text[i] != '<' || strncasecmp(text + i + 1 + (text[i + 1] == '/'), elements[e], name) != 0) continue;
            size_t close = tt__words_find(text, i, end, '>', "");
            return text[i + 1] != '/' ? length : close < end ? close + 1 - at : length;
        }
    }
    return length;
}

static size_t angle_at(const char *text, size_t n, size_t at)
{
    static const char cdata[] = "<![CDATA["; /* what is in it is text */
    if (tt__words_begins(text, n, at, "<!--")) return comment_at(text, n, at);
    if (tt__words_begins(text, n, at, cdata)) return sizeof cdata - 1;
    return element_at(text, n, at, tag_at(text, n, at));
}

bool tt__words_is_entity_name(const char *word, size_t n)
{
    static const char *const names[] = {"quot",  "amp",   "lt",    "gt",    "nbsp",  "apos",   "rsquo",
                                        "lsquo", "rdquo", "ldquo", "ndash", "mdash", "hellip", NULL};
    return tt__words_is_one_of(word, n, names);
}

/* &nbsp; &#8217; and, without a semicolon, the names that everybody knows. */
static size_t entity_at(const char *text, size_t n, size_t at)
{
    size_t i = at + 1, end = tt__words_least(n, at + ENTITY_BYTES);
    if (i < end && text[i] == '#') i++;
    size_t name = i;
    while (i < end && tt__words_is_alnum(text[i])) i++;
    if (i > name && i < end && text[i] == ';') return i + 1 - at;
    return name == at + 1 && tt__words_is_entity_name(text + name, i - name) ? i - at : 0;
}

/* /usr/share/doc: a file's path, which has two slashes or more.  Not and/or, not /emphasis/. */
static size_t path_at(const char *text, size_t n, size_t at)
{
    if (at > 0 && (tt__words_is_alnum(text[at - 1]) || tt__words_among(text[at - 1], "/<)]*._"))) return 0;
    size_t i = at + 1, end = tt__words_least(n, at + PATH_BYTES), slashes = 1;
    for (;; slashes++) {
        while (i < end && is_path_letter(text[i])) i++;
        if (i + 1 >= end || i == at + 1 || text[i] != '/' || !is_path_letter(text[i + 1])) break;
        i++;
    }
    while (tt__words_among(text[i - 1], ".-")) i--; /* they belong to the sentence */
    return slashes > 1 ? i - at : 0;
}

size_t tt__words_markup_at(const char *text, size_t n, size_t at)
{
    switch (text[at]) {
    case '<':
        return angle_at(text, n, at);
    case '&':
        return entity_at(text, n, at);
    case '$':
        return tt__words_math_at(text, n, at);
    case '/':
        return path_at(text, n, at);
    case '\\':
        return tt__words_command_at(text, n, at);
    default:
        return 0;
    }
}

/* How far a URL goes on from text[at]. */
static size_t url_rest(const char *text, size_t n, size_t at)
{
    size_t i = at, end = tt__words_least(n, at + ADDRESS_BYTES);
    while (i < end && text[i] > ' ' && text[i] < 0x7f && !tt__words_among(text[i], "<>\"{}|\\^`()[]")) i++;
    while (i > at + 1 && tt__words_among(text[i - 1], ".,;:!?'")) i--; /* they belong to the sentence */
    return i - at;
}

/* "www" or the end of a host name stands before or after the full stop text[at]. */
static bool in_host_name(const char *text, size_t n, size_t at)
{
    static const char *const domains[] = {"com", "edu", "org", "gov", "mil", NULL};
    if (at < 1 || at + 2 >= n || !tt__words_is_alnum(text[at - 1]) || !tt__words_is_alnum(text[at + 1])) return false;
    if (at >= 3 && memcmp(text + at - 3, "www", 3) == 0 && (at == 3 || !tt__words_is_alnum(text[at - 4]))) return true;
    for (int i = 0; domains[i]; i++)
        if (n - at > 3 && memcmp(text + at + 1, domains[i], 3) == 0)
            return at + 4 == n || !tt__words_is_alnum(text[at + 4]);
    return false;
}

static bool in_name(char c)
{
    return tt__words_is_alnum(c) || c == '-' || c == '_';
}

/* The first full stop of a news group (sci.crypt), or of three and more parts that end as countries do (ftp.funet.fi).
 */
static bool in_dotted_name(const char *text, size_t n, size_t at)
{
    static const char *const hierarchies[] = {"alt", "comp", "misc", "rec", "sci", "soc", "talk", NULL};
    size_t start = at, part = at, end = at;
    while (start > 0 && in_name(text[start - 1])) start--;
    if (at - start < 2 || !tt__words_is_lower(text[start]) || !tt__words_is_lower(text[at + 1])) return false;
    int parts = 1;
    for (; parts < NAME_PARTS && end + 2 < n && text[end] == '.' && in_name(text[end + 1]) && in_name(text[end + 2]);
         parts++)
        for (part = ++end; end < n && in_name(text[end]);) end++;
    bool country = parts >= 3 && end - part <= 3 && tt__words_is_lower(text[part]) && tt__words_is_lower(text[end - 1]);
    return country || (parts >= 2 && tt__words_is_one_of(text + start, at - start, hierarchies));
}

/* C:\Users\me\file.txt */
static bool in_drive_path(const char *text, size_t n, size_t at)
{
    bool letter = tt__words_is_letter(text[at - 1]) && (at == 1 || !tt__words_is_alnum(text[at - 2]));
    return letter && n - at > 2 && text[at + 1] == '\\' && is_path_letter(text[at + 2]);
}

static size_t drive_path_rest(const char *text, size_t n, size_t at)
{
    size_t i = at + 1, end = tt__words_least(n, at + PATH_BYTES);
    while (i < end && (text[i] == '\\' || is_path_letter(text[i]))) i++;
    return i - at;
}

/* utzoo!henry */
static bool in_bang_path(const char *text, size_t at)
{
    return (tt__words_is_lower(text[at - 1]) || tt__words_is_digit(text[at - 1])) && tt__words_is_lower(text[at + 1]);
}

size_t tt__words_address_at(const char *text, size_t n, size_t at)
{
    if (at == 0 || at + 1 >= n || !tt__words_is_alnum(text[at - 1])) return 0;
    switch (text[at]) {
    case ':':
        if (in_drive_path(text, n, at)) return drive_path_rest(text, n, at);
        return tt__words_begins(text, n, at, "://") ? url_rest(text, n, at) : 0;
    case '-':
        return tt__words_guid_at(text, n, at);
    case '@':
        return tt__words_is_alnum(text[at + 1]) ? url_rest(text, n, at) : 0;
    case '!':
        return in_bang_path(text, at) ? url_rest(text, n, at) : 0;
    case '.':
        return in_host_name(text, n, at) || in_dotted_name(text, n, at) ? url_rest(text, n, at) : 0;
    default:
        return 0;
    }
}
