/* One pass from left to right.  What stands at the cursor says who goes on: words, numbers, spaces, punctuation.  ASCII
 * goes by a table, one look-up a byte, plain words by blocks of text, and both are interned straight from the text;
 * characters beyond ASCII are asked of ICU, and only words that are not kept as written are copied first. */
#include "words/tokenize.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "words/ascii.h"
#include "words/debris.h"
#include "words/encoded.h"
#include "words/latex.h"
#include "words/letters.h"
#include "words/mail.h"
#include "words/plainword.h"
#include "words/signs.h"
#include "words/surface.h"

enum {
    WORD_BYTES = 200,    /* no word is longer: what is, is debris */
    RUN_BYTES = 4096,    /* a script without spaces is segmented in runs of at most so many bytes */
    NUMBER_BYTES = 4,    /* a number joined to a word by a hyphen has at most so many characters */
    ADDRESS_BEFORE = 200 /* an address has at most so many bytes before its @ or :// */
};

struct scan {
    tt__words_token_sink *sink;
    const char *text;    /* n bytes */
    size_t n, at;        /* the cursor */
    int64_t first;       /* the first token of this call */
    size_t chunk;        /* where the characters of an address that may end up here would have begun ... */
    int64_t chunk_token; /* ... and the first token since then */
    tt__words_mail mail;
    size_t line, line_before;              /* where this line begins, and the one before it ... */
    int64_t line_token, line_before_token; /* ... and their first tokens */
    int32_t flags;                         /* of the next word */
};

static tt_status make_room(tt__words_token_sink *sink, int64_t more)
{
    return tt__base_reserve(&sink->token, &sink->token_capacity, sink->n_tokens + more, sizeof *sink->token);
}

tt_status tt__words_token_break(tt__words_token_sink *sink, int64_t first)
{
    if (sink->n_tokens <= first || sink->token[sink->n_tokens - 1] == TT_TOKEN_BREAK) return TT_OK;
    tt_status status = make_room(sink, 1);
    if (status == TT_OK) sink->token[sink->n_tokens++] = TT_TOKEN_BREAK;
    return status;
}

static tt_status put_break(struct scan *s)
{
    return tt__words_token_break(s->sink, s->first);
}

/* The word's number with its flags, where there is room. */
static inline void put_token(struct scan *s, int32_t id, int32_t flag)
{
    s->sink->token[s->sink->n_tokens++] = id | flag | s->flags;
    s->sink->n_running++;
    s->flags &= ~TT_TOKEN_LINE;
}

static tt_status put_word(struct scan *s, const char *word, size_t n, int32_t flag)
{
    int32_t id;
    tt_status status = tt__base_strmap_intern(&s->sink->words, word, n, &id);
    if (status == TT_OK) status = make_room(s->sink, 1);
    if (status == TT_OK) put_token(s, id, flag);
    return status;
}

static void begin_chunk(struct scan *s)
{
    s->chunk = s->at;
    s->chunk_token = s->sink->n_tokens;
}

static tt__words_class class_at(const struct scan *s, size_t at)
{
    return tt__words_class_at(s->text, s->n, at);
}
static bool is_alnum_at(const struct scan *s, size_t at)
{
    tt__words_class class = class_at(s, at);
    return class == TT__WORDS_LETTER || class == TT__WORDS_DIGIT;
}

/* A stretch of text that is a word, or about to be one. */
struct word {
    size_t start, end;
    bool as_written; /* nothing in it needs changing */
    bool ascii, digits;
};

static struct word word_at(size_t at)
{
    return (struct word){.start = at, .end = at, .as_written = true, .ascii = true};
}

/* A letter that is written in several characters, as LaTeX or HTML have it: their number, 0 where there is none. */
static size_t spelt_letter_at(const struct scan *s, size_t at)
{
    char letter;
    int32_t code;
    if (s->text[at] == '&') return tt__words_entity_letter_at(s->text, s->n, at, &code);
    return s->text[at] == '\\' || s->text[at] == '{' ? tt__words_accent_at(s->text, s->n, at, &letter, &code) : 0;
}

/* word->end moves over letters, digits and marks. */
static void extend(const struct scan *s, struct word *word)
{
    size_t bytes, i = word->end;
    for (;; i += bytes) {
        while (i < s->n && (unsigned char)s->text[i] < 0x80) {
            unsigned char class = tt__words_ascii_class[(unsigned char)s->text[i]];
            if (class == TT__WORDS_DIGIT)
                word->digits = true;
            else if (class != TT__WORDS_LETTER)
                break;
            i++;
        }
        if (i == s->n) break;
        if ((unsigned char)s->text[i] < 0x80) {
            if ((bytes = spelt_letter_at(s, i)) == 0) break;
            word->as_written = word->ascii = false;
            continue;
        }
        tt__words_class class = tt__words_wide_class(s->text + i, s->n - i, &bytes, &word->as_written);
        if (class != TT__WORDS_LETTER && class != TT__WORDS_DIGIT && class != TT__WORDS_MARK &&
            class != TT__WORDS_IGNORED)
            break;
        if (class == TT__WORDS_IGNORED) word->as_written = false;
        word->ascii = false;
    }
    word->end = i;
}

/* Prefixes of French, Italian and Catalan that lose their vowel before the next word. */
static bool is_elided(const char *word, size_t n)
{
    static const char *const prefixes[] = {"l",    "d",     "j",      "m",      "t",      "s",    "n",    "c",
                                           "qu",   "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "nell", "all",
                                           "dall", "sull",  "quest",  "quell",  "un",     NULL};
    char lower[8];
    if (n >= sizeof lower) return false;
    for (size_t i = 0; i < n; i++) lower[i] = (char)(word[i] | 0x20);
    for (int i = 0; prefixes[i]; i++)
        if (strlen(prefixes[i]) == n && memcmp(prefixes[i], lower, n) == 0) return true;
    return false;
}

/* Goes on with a word over apostrophes.  *after: where the text goes on, past a possessive.  *elided: the text has gone
 * on past an elided article. */
static void join_apostrophes(const struct scan *s, struct word *word, size_t *after, bool *elided)
{
    size_t length;
    for (*after = word->end; (length = tt__words_apostrophe_at(s->text, s->n, word->end)) > 0; *after = word->end) {
        size_t next = word->end + length;
        if (class_at(s, next) != TT__WORDS_LETTER) return;
        if ((s->text[next] | 0x20) == 's' && !is_alnum_at(s, next + 1)) {
            *after = next + 1;
            return;
        }
        if (is_elided(s->text + word->start, word->end - word->start)) {
            *word = word_at(next);
            *elided = true;
        } else {
            word->end = next;
            word->as_written &= length == 1;
        }
        extend(s, word);
    }
}

static tt_status put(struct scan *s, const struct word *word, int32_t flag)
{
    const char *start = s->text + word->start;
    size_t n = word->end - word->start;
    bool entity = word->end < s->n && s->text[word->end] == ';' && tt__words_is_entity_name(start, n);
    if (entity || n > WORD_BYTES ||
        (word->ascii && (word->digits || n > TT__WORDS_PLAIN_BYTES) && tt__words_is_code(start, n)))
        return put_break(s);
    if (word->as_written) return put_word(s, start, n, flag);
    tt_status status = tt__words_surface(&s->sink->scratch, start, n);
    if (status < 0 || s->sink->scratch.length == 0) return status;
    return put_word(s, s->sink->scratch.data, (size_t)s->sink->scratch.length, flag);
}

/* C++, AT&T, Ph.D.: goes on with a word over signs. */
static void take_signs(const struct scan *s, struct word *word)
{
    size_t end = tt__words_signs_end(s->text, s->n, word->start, word->end);
    if (end > word->end && s->text[word->end] == '&') word->as_written = false; /* it may be written &amp; */
    word->end = end;
}

/* The word that begins at the cursor, to behind its possessive. */
static tt_status take_word(struct scan *s, int32_t flag)
{
    struct word word = word_at(s->at);
    tt_status status = TT_OK;
    bool elided = false;
    if (s->text[s->at] == '.') word.end++; /* .NET */
    extend(s, &word);
    take_signs(s, &word);
    s->at = word.end;
    if (s->text[word.end - 1] == '.') return put(s, &word, flag);
    join_apostrophes(s, &word, &s->at, &elided);
    if (elided) status = put_break(s);
    return status < 0 ? status : put(s, &word, elided ? 0 : flag);
}

/* -19 as in covid-19, -3.5 as in GPT-3.5: a short number that ends there.  Its length, 0 where it is none. */
static size_t joined_number(const struct scan *s, size_t at)
{
    size_t i = at;
    while (i < s->n && i - at <= NUMBER_BYTES && is_alnum_at(s, i) && (unsigned char)s->text[i] < 0x80) i++;
    if (i + 1 < s->n && i - at < NUMBER_BYTES - 1 && s->text[i] == '.' && class_at(s, i + 1) == TT__WORDS_DIGIT) i += 2;
    bool ends = i - at <= NUMBER_BYTES && !is_alnum_at(s, i) && tt__words_hyphen_at(s->text, s->n, i) == 0;
    return ends ? i - at : 0;
}

/* $k$ as in $k$-means */
static bool is_math_letter(const struct scan *s)
{
    const char *text = s->text + s->at;
    if (s->n - s->at < 5 || text[0] != '$' || text[2] != '$' || class_at(s, s->at + 1) != TT__WORDS_LETTER)
        return false;
    size_t hyphen = tt__words_hyphen_at(s->text, s->n, s->at + 3);
    return hyphen > 0 && class_at(s, s->at + 3 + hyphen) == TT__WORDS_LETTER;
}

static tt_status take_math_letter(struct scan *s)
{
    s->at += 3;
    return put_word(s, s->text + s->at - 2, 1, 0);
}

/* A word and the words that hyphens join to it. */
static tt_status take_words(struct scan *s)
{
    tt_status status = s->text[s->at] == '$' ? take_math_letter(s) : take_word(s, 0);
    size_t hyphen;
    while (status == TT_OK && (hyphen = tt__words_hyphen_at(s->text, s->n, s->at)) > 0) {
        if (tt__words_guid_at(s->text, s->n, s->at) > 0) break;
        tt__words_class next = class_at(s, s->at + hyphen);
        int64_t last = s->sink->n_tokens - 1;
        int32_t flag = last >= s->first && s->sink->token[last] != TT_TOKEN_BREAK ? TT_TOKEN_HYPHEN : 0;
        size_t number = next == TT__WORDS_DIGIT && flag ? joined_number(s, s->at + hyphen) : 0;
        if (next != TT__WORDS_LETTER && number == 0) break;
        s->at += hyphen;
        if (number == 0)
            status = take_word(s, flag);
        else
            status = put_word(s, s->text + s->at, number, flag);
        s->at += number;
    }
    return status;
}

/* A number, with what is attached to it: 3D, 76%, 1,000.5, 1990s. */
static tt_status take_number(struct scan *s)
{
    struct word number = word_at(s->at);
    for (;;) {
        extend(s, &number);
        size_t i = number.end;
        if (i >= s->n || (s->text[i] != '.' && s->text[i] != ',') || class_at(s, i + 1) != TT__WORDS_DIGIT) break;
        number.end++;
    }
    s->at = number.end;
    return put_break(s);
}

/* A run of a script without spaces. */
static tt_status take_unspaced(struct scan *s)
{
    size_t start = s->at, end = start, bytes, piece;
    bool plain = true;
    for (; end < s->n && end - start < RUN_BYTES && (unsigned char)s->text[end] >= 0x80; end += bytes) {
        tt__words_class class = tt__words_wide_class(s->text + end, s->n - end, &bytes, &plain);
        if (class != TT__WORDS_UNSPACED && class != TT__WORDS_MARK && class != TT__WORDS_IGNORED) break;
        plain &= class != TT__WORDS_IGNORED;
    }
    tt_status status = tt__words_segment_start(&s->sink->segmenter, s->text + start, end - start);
    while (status == TT_OK && (piece = tt__words_segment_next(s->sink->segmenter)) > 0) {
        struct word word = {.start = s->at, .end = start + piece, .as_written = plain};
        status = put(s, &word, 0);
        s->at = word.end;
    }
    s->at = end;
    begin_chunk(s);
    return status;
}

/* The words since the last space turn out to be part of an address. */
static void take_back(struct scan *s)
{
    if (s->at - s->chunk > ADDRESS_BEFORE) return;
    while (s->sink->n_tokens > s->chunk_token)
        if (s->sink->token[--s->sink->n_tokens] != TT_TOKEN_BREAK) s->sink->n_running--;
}

static tt_status take_punctuation(struct scan *s)
{
    size_t length = tt__words_address_at(s->text, s->n, s->at);
    if (length > 0) {
        take_back(s);
    } else if ((length = tt__words_markup_at(s->text, s->n, s->at)) == 0) {
        bool in_address = tt__words_among(s->text[s->at], "._+-");
        tt_status status = put_break(s);
        s->at++;
        if (!in_address) begin_chunk(s);
        return status;
    }
    s->at += length;
    tt_status status = put_break(s);
    begin_chunk(s);
    return status;
}

/* Most lines are prose, which a short word or the line's end shows at once: headers have a colon behind it, "be" may be
 * of a dump, lines of encoded files begin with M, "Begin forwarded message:" with B. */
static bool is_prose(const struct scan *s)
{
    const char *text = s->text + s->at;
    size_t n = s->n - s->at, i = 0;
    if (n == 0 || s->at < s->mail.signature_end) return false;
    if (text[0] == '\n') return true;
    while (i < n && i < 16 && (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z') i++;
    bool word = i > 0 && i < n && (text[i] == ' ' || text[i] == ',' || text[i] == '\'');
    return word && ((text[0] | 0x20) > 'f' || i > 8) && text[0] != 'M' && text[0] != 'B';
}

/* The cursor is at the beginning of a line: lines of encoded data and mail headers are left out, asides are marked. */
static tt_status begin_line(struct scan *s)
{
    bool aside = s->flags & TT_TOKEN_ASIDE;
    tt__words_mail_line line = {0};
    size_t i;
    if (!is_prose(s)) {
        line.skip = tt__words_encoded_lines_at(s->text, s->n, s->at);
        if (line.skip == 0) line = tt__words_mail_line_at(&s->mail, s->text, s->n, s->at);
    }
    s->flags = TT_TOKEN_LINE | (line.aside ? TT_TOKEN_ASIDE : 0);
    i = s->at += line.skip;
    while (i < s->n && (s->text[i] == ' ' || s->text[i] == '\t' || s->text[i] == '\r')) i++;
    s->line_before = s->line;
    s->line_before_token = s->line_token;
    s->line = s->at;
    s->line_token = s->sink->n_tokens;
    bool blank = i < s->n && s->text[i] == '\n', left_out = line.skip > 0 && !line.aside;
    tt_status status = blank || left_out || line.aside != aside ? put_break(s) : TT_OK;
    begin_chunk(s);
    return status;
}

/* The line that ends in a colon at `end` may say who wrote the next ones: then it is an aside, and so is a line before
 * it that it goes on with. */
static void take_attribution(struct scan *s, size_t end)
{
    if (!tt__words_mail_says_who(s->text, s->line, end)) return;
    bool goes_on = s->line_before < s->line && tt__words_mail_says_when(s->text, s->line_before, s->line);
    for (int64_t t = goes_on ? s->line_before_token : s->line_token; t < s->sink->n_tokens; t++)
        if (s->sink->token[t] != TT_TOKEN_BREAK) s->sink->token[t] |= TT_TOKEN_ASIDE;
}

/* A line end is a space, a blank line a break. */
static tt_status take_line_end(struct scan *s)
{
    size_t end = s->at++;
    while (end > s->line && (s->text[end - 1] == ' ' || s->text[end - 1] == '\r')) end--;
    if (end > s->line && s->text[end - 1] == ':') take_attribution(s, end);
    return begin_line(s);
}

static tt_status take_wide(struct scan *s)
{
    size_t bytes;
    bool composed = true;
    tt__words_class class = tt__words_wide_class(s->text + s->at, s->n - s->at, &bytes, &composed);
    if (class == TT__WORDS_LETTER) return take_words(s);
    if (class == TT__WORDS_UNSPACED) return take_unspaced(s);
    if (class == TT__WORDS_DIGIT) return take_number(s);
    s->at += bytes;
    begin_chunk(s);
    if (class == TT__WORDS_INVALID) s->sink->invalid_utf8 = true;
    return class == TT__WORDS_PUNCTUATION || class == TT__WORDS_INVALID ? put_break(s) : TT_OK;
}

/* \'Etude, {\"o}, &Eacute;tude, $k$-means, .NET: a word although it does not begin with a letter. */
static bool begins_word(const struct scan *s)
{
    switch (s->text[s->at]) {
    case '\\':
    case '{':
    case '&':
        return spelt_letter_at(s, s->at) > 0;
    case '$':
        return is_math_letter(s);
    case '.':
        return tt__words_is_dot_net(s->text, s->n, s->at);
    default:
        return false;
    }
}

/* At the cursor, as much as is looked at together; where the text has less than that, zeros stand behind it. */
static const char *block_at(const struct scan *s, char room[TT__WORDS_BLOCK + TT__WORDS_BLOCK_BEHIND])
{
    const size_t wanted = TT__WORDS_BLOCK + TT__WORDS_BLOCK_BEHIND, n = s->n - s->at;
    if (n >= wanted) return s->text + s->at;
    memcpy(room, s->text + s->at, n);
    memset(room + n, 0, wanted - n);
    return room;
}

/* The plain word of n letters, of a block. */
static tt_status put_plain(struct scan *s, const char *word, size_t n)
{
    bool is_short = n <= TT__BASE_STRMAP_SHORT;
    tt__base_strmap_key key = is_short ? tt__base_strmap_short_key(word, n) : tt__base_strmap_key_of(word, n);
    int32_t id = is_short ? tt__base_strmap_seek(&s->sink->words, key) : -1;
    tt_status status = id >= 0 ? TT_OK : tt__base_strmap_intern_key(&s->sink->words, key, word, n, &id);
    if (status == TT_OK) put_token(s, id, 0);
    return status;
}

/* Goes past the byte of a block behind a plain word, or behind another such byte; false where somebody else has to
 * look. */
static bool take_plain_sign(struct scan *s, const char *at)
{
    bool stop = at[0] == '.' && at[1] == ' ';
    if (at[0] != ' ' && !stop && !tt__words_is_plain_sign(at[0])) return false;
    s->at++;
    if (at[0] != ' ' && s->sink->token[s->sink->n_tokens - 1] != TT_TOKEN_BREAK)
        s->sink->token[s->sink->n_tokens++] = TT_TOKEN_BREAK;
    if (!stop) begin_chunk(s);
    return true;
}

/* The plain words and signs from the cursor on, as far as a block goes.  The cursor stays where the first word is not
 * plain. */
static tt_status take_plain(struct scan *s)
{
    char room[TT__WORDS_BLOCK + TT__WORDS_BLOCK_BEHIND];
    const char *block = block_at(s, room);
    size_t from = 0;
    tt_status status = make_room(s->sink, TT__WORDS_BLOCK);
    if (status < 0) return status;
    for (uint64_t others = tt__words_others_in_block(block); others; others &= others - 1) {
        size_t end = (size_t)__builtin_ctzll(others), n = end - from;
        if (n > 0) {
            if (n > TT__WORDS_PLAIN_BYTES || !tt__words_ends_word(block + end)) break;
            if ((status = put_plain(s, block + from, n)) < 0) return status;
            s->at += n;
        }
        if (!take_plain_sign(s, block + end)) break;
        from = end + 1;
    }
    return TT_OK;
}

static tt_status take_letter(struct scan *s)
{
    size_t before = s->at;
    tt_status status = take_plain(s);
    return status == TT_OK && s->at == before ? take_words(s) : status;
}

static tt_status take(struct scan *s)
{
    unsigned char c = (unsigned char)s->text[s->at];
    if (c >= 0x80) return take_wide(s);
    switch (tt__words_ascii_class[c]) {
    case TT__WORDS_LETTER:
        return take_letter(s);
    case TT__WORDS_DIGIT:
        return take_number(s);
    case TT__WORDS_NEWLINE:
        return take_line_end(s);
    case TT__WORDS_PUNCTUATION:
        return begins_word(s) ? take_words(s) : take_punctuation(s);
    case TT__WORDS_NUL:
        s->sink->nul_bytes = true;
        break;
    default:
        break;
    }
    s->at++;
    begin_chunk(s);
    return TT_OK;
}

tt_status tt__words_tokenize(tt__words_token_sink *sink, const char *text, size_t n)
{
    struct scan s = {.sink = sink, .text = text, .n = n, .first = sink->n_tokens, .chunk_token = sink->n_tokens};
    tt_status status = n > 0 ? begin_line(&s) : TT_OK;
    while (s.at < n && status == TT_OK) status = take(&s);
    if (sink->n_tokens > s.first && sink->token[sink->n_tokens - 1] == TT_TOKEN_BREAK) sink->n_tokens--;
    return status;
}

void tt__words_token_sink_free(tt__words_token_sink *sink)
{
    tt__base_strmap_free(&sink->words);
    tt__base_buffer_free(&sink->scratch);
    tt__words_segmenter_free(sink->segmenter);
    free(sink->token);
    *sink = (tt__words_token_sink){0};
}
