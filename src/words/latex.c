#include "words/latex.h"

#include "words/ascii.h"

enum { MATH_BYTES = 200, DISPLAY_BYTES = 1000, ENVIRONMENT_BYTES = 8000, ARGUMENT_BYTES = 200 };

/* ---- mathematics ---- */

/* Mathematics has something that prose and prices have not, or no space at all; "$5 and $10" ends in one. */
static bool is_math(const char *text, size_t n)
{
    bool symbol = false, space = false;
    for (size_t i = 0; i < n; i++) {
        symbol |= tt__words_among(text[i], "\\^_{}=<>|+");
        space |= tt__words_is_space(text[i]);
    }
    return n > 0 && !tt__words_is_space(text[n - 1]) && (symbol || !space);
}

size_t tt__words_math_at(const char *text, size_t n, size_t at)
{
    bool display = at + 1 < n && text[at + 1] == '$';
    size_t start = display ? at + 2 : at + 1, end = tt__words_least(n, start + (display ? DISPLAY_BYTES : MATH_BYTES));
    size_t close = tt__words_find(text, start, end, '$', ""), last = close;
    while (display && last > start && tt__words_is_space(text[last - 1]))
        last--; /* the closing $$ may stand on a line of its own */
    if (close == end || !is_math(text + start, last - start)) return 0;
    while (close < n && text[close] == '$') close++;
    return close - at;
}

/* \( ... \) and \[ ... \] */
static size_t bracketed_math_at(const char *text, size_t n, size_t at)
{
    char closing = text[at + 1] == '(' ? ')' : ']';
    size_t end = tt__words_least(n, at + DISPLAY_BYTES);
    for (size_t i = at + 2; i + 1 < end; i++)
        if (text[i] == '\\' && tt__words_among(text[i + 1], "()[]")) return text[i + 1] == closing ? i + 2 - at : 0;
    return 0;
}

/* \begin{equation} ... \end{equation}, whose name with its brace is text[name .. name + length): the bytes from `at`
 * on, or 0.  The search ends where the same begins again, so that many without an end take linear time. */
static size_t environment_at(const char *text, size_t n, size_t at, size_t name, size_t length)
{
    static const char *const names[] = {"equation", "align",   "eqnarray", "gather",      "multline", "displaymath",
                                        "math",     "flalign", "alignat",  "tikzpicture", NULL};
    size_t bare = length > 1 && text[name + length - 2] == '*' ? length - 2 : length - 1,
           end = tt__words_least(n, at + ENVIRONMENT_BYTES);
    if (!tt__words_is_one_of(text + name, bare, names)) return 0;
    for (size_t i = name + length; i < end; i++) {
        if (text[i] != '\\') continue;
        bool ends = tt__words_begins(text, end, i, "\\end{");
        size_t other = i + (ends ? strlen("\\end{") : strlen("\\begin{"));
        if ((!ends && !tt__words_begins(text, end, i, "\\begin{")) || end - other < length ||
            memcmp(text + other, text + name, length) != 0)
            continue;
        return ends ? other + length - at : 0;
    }
    return 0;
}

/* ---- commands ---- */

/* Commands whose argument is a name or a length, not text; all that begin with "cite" are such. */
static bool names_something(const char *command, size_t n)
{
    static const char *const commands[] = {"ref",           "eqref",
                                           "cref",          "autoref",
                                           "pageref",       "label",
                                           "begin",         "end",
                                           "url",           "href",
                                           "input",         "include",
                                           "nocite",        "parencite",
                                           "textcite",      "includegraphics",
                                           "bibliography",  "bibliographystyle",
                                           "bibitem",       "usepackage",
                                           "documentclass", "documentstyle",
                                           "pagestyle",     "thispagestyle",
                                           "vspace",        "hspace",
                                           "setlength",     "setcounter",
                                           "newcommand",    "color",
                                           "textcolor",     NULL};
    return tt__words_is_one_of(command, n, commands) || (n >= 4 && n <= 12 && memcmp(command, "cite", 4) == 0);
}

/* Past [...] at text[i], where it is there. */
static size_t past_option(const char *text, size_t n, size_t i)
{
    size_t end = tt__words_least(n, i + ARGUMENT_BYTES),
           close = i < n && text[i] == '[' ? tt__words_find(text, i, end, ']', "{") : end;
    return close < end ? close + 1 : i;
}

/* \usepackage[utf8]{inputenc}: past the argument of a command whose name ends at text[i]; 0 where there is none. */
static size_t past_name(const char *text, size_t n, size_t i)
{
    i = past_option(text, n, past_option(text, n, i));
    size_t end = tt__words_least(n, i + ARGUMENT_BYTES),
           close = i < n && text[i] == '{' ? tt__words_find(text, i + 1, end, '}', "{") : end;
    return close < end ? close + 1 : 0;
}

size_t tt__words_command_at(const char *text, size_t n, size_t at)
{
    if (at + 1 >= n) return 0;
    if (text[at + 1] == '(' || text[at + 1] == '[') return bracketed_math_at(text, n, at);
    size_t i = at + 1, last;
    while (i < n && tt__words_is_letter(text[i])) i++;
    size_t letters = i - at - 1;
    if (i < n && text[i] == '*') i++; /* \section* */
    bool argument = i < n && tt__words_among(text[i], "{[");
    if (letters == 0 || (at > 0 && tt__words_is_letter(text[at - 1]) && !argument))
        return 0; /* some texts join lines by backslashes */
    if (!names_something(text + at + 1, letters) || (last = past_name(text, n, i)) == 0) return i - at;
    size_t name = i + 1,
           math = tt__words_begins(text, n, at, "\\begin{") ? environment_at(text, n, at, name, last - name) : 0;
    return math > 0 ? math : last - at;
}

/* ---- accents ---- */

/* {\ss}, \o{}, {\L}: letters that have a name. */
static size_t named_letter_at(const char *text, size_t n, size_t at, int32_t *code)
{
    static const struct {
        const char *spelling;
        int32_t code;
    } letters[] = {{"ss", 0xdf}, {"o", 0xf8},  {"O", 0xd8},   {"l", 0x142},  {"L", 0x141}, {"aa", 0xe5}, {"AA", 0xc5},
                   {"ae", 0xe6}, {"AE", 0xc6}, {"oe", 0x153}, {"OE", 0x152}, {"i", 'i'},   {"j", 'j'}};
    bool braced = text[at] == '{';
    size_t i = at + braced;
    if (i >= n || text[i] != '\\') return 0;
    for (size_t l = 0; l < sizeof letters / sizeof *letters; l++) {
        size_t end = i + 1 + strlen(letters[l].spelling);
        if (!tt__words_begins(text, n, i + 1, letters[l].spelling) ||
            !tt__words_begins(text, n, end, braced ? "}" : "{}"))
            continue;
        *code = letters[l].code;
        return end + (braced ? 1 : 2) - at;
    }
    return 0;
}

/* \"o, \'{e}, \v{c}, and \H o within braces: an accent without braces around the whole. */
static size_t bare_accent_at(const char *text, size_t n, size_t at, bool braced, char *letter, int32_t *mark)
{
    static const char accents[] = "`'^~=.\"uvHcrkd";
    static const int32_t marks[] = {0x300, 0x301, 0x302, 0x303, 0x304, 0x307, 0x308,
                                    0x306, 0x30c, 0x30b, 0x327, 0x30a, 0x328, 0x323};
    if (at + 2 >= n || text[at] != '\\' || !tt__words_among(text[at + 1], accents)) return 0;
    size_t i = at + 2;
    bool brace = text[i] == '{', space = braced && text[i] == ' ';
    if (tt__words_is_letter(text[at + 1]) && !brace && !space) return 0; /* \cosh is a command */
    i += brace || space;
    if (i < n && text[i] == '\\') i++; /* \'\i */
    if (i >= n || !tt__words_is_letter(text[i])) return 0;
    if (brace && (i + 1 >= n || text[i + 1] != '}')) return 0;
    *letter = text[i];
    *mark = marks[strchr(accents, text[at + 1]) - accents];
    return i + 1 + brace - at;
}

size_t tt__words_accent_at(const char *text, size_t n, size_t at, char *letter, int32_t *mark)
{
    size_t named = named_letter_at(text, n, at, mark);
    if (named > 0) return *letter = 0, named;
    if (text[at] != '{') return bare_accent_at(text, n, at, false, letter, mark);
    size_t length = bare_accent_at(text, n, at + 1, true, letter, mark);
    return length > 0 && at + 1 + length < n && text[at + 1 + length] == '}' ? length + 2 : 0;
}
