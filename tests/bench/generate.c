/* Writes documents drawn from a planted tree of topics, as JSON Lines: id, title, text, path.
 *
 *     generate --documents 40000 --words 145 --topics 10,100,1000 --seed 1 > corpus.jsonl
 *
 * Four running words in ten are stop words.  The others come from what all documents have in common, from each of the
 * topics between the top and the document's leaf, and from an open tail of rare words, so that the vocabulary grows
 * with the square root of the text.  A topic's words are words of the common stock in an order of its own: one word
 * belongs to many topics. A document in a hundred ends in the same footer: there is boilerplate to find.
 *
 * Set so that 42,900 documents of 145 words are like as many abstracts of arXiv (in brackets): 1,060 bytes a document
 * (1,106), 76,500 distinct words in any case (79,500), 31,000 of them in three documents or more (30,000), 79 terms a
 * document (73), the thousand most frequent words are .70 of the text (.71).
 *
 * Document i is the same whatever the number of documents; the same options give the same bytes. */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "english.h"

enum {
    MAX_LEVELS = 8,
    STOCK = 4000,     /* words in common use, before inflection */
    SHORT_STOCK = 80, /* of these, the most frequent ones have one syllable */
    LEAF_WORDS = 80,  /* that a leaf topic prefers; three times as many on each level above */
    QUANTILES = 4096,
    REMEMBERED = 64,  /* words of a document that may come again */
    MAX_WORDS = 20000 /* of a document on average */
};

/* Shares of the words that are no stop words; the rest goes to the topics, most to the leaf. */
static const double common_share = .3, rare_share = .07, again_share = .2;
static const double rare_offset = 1300; /* the chance of the rare word of rank r falls with (offset + r)^-2 */
static const double pair_share = .25;   /* a topic's word brings the one along that it makes a phrase with */
static const double spread = .45;       /* of the documents' lengths, of their logarithm */
static const double footer_share = .01;
static const char footer[] =
    "\\n\\nThis note is free for all to copy, so long as the names of its makers stay with it whole and unchanged.";

/* An inverse distribution function over ranks, linear between its quantiles. */
typedef struct ranks {
    float at[QUANTILES + 1];
} ranks;

typedef struct plan {
    int64_t documents, words;
    uint64_t seed;
    int32_t topics[MAX_LEVELS]; /* on each level from the top */
    int32_t levels;
    double level_share[MAX_LEVELS]; /* cumulated, of a topical word */
    int32_t level_words[MAX_LEVELS];
    ranks stop, stock, level[MAX_LEVELS], leaf; /* leaf: which one a document is of */
    char word[STOCK][16];
} plan;

/* A document in the making. */
typedef struct document {
    const plan *plan;
    uint64_t state;                     /* of its random numbers */
    int32_t topic[MAX_LEVELS];          /* from the top */
    uint64_t seen[REMEMBERED], waiting; /* waiting: the second word of a phrase, plus 1 */
    int32_t n_seen;
    char *out;
} document;

/* ---- random numbers: splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195) ---- */

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static uint64_t next(document *d)
{
    return mix(d->state += 0x9e3779b97f4a7c15u);
}

/* 0 < u < 1 */
static double unit(uint64_t bits)
{
    return ((double)(bits >> 12) + .5) * 0x1p-52;
}
static double uniform(document *d)
{
    return unit(next(d));
}
static bool chance(document *d, double p)
{
    return uniform(d) < p;
}

static int32_t draw(document *d, const ranks *r)
{
    double u = uniform(d) * QUANTILES;
    int32_t q = (int32_t)u;
    double low = (double)r->at[q], high = (double)r->at[q + 1];
    return (int32_t)(low + (u - q) * (high - low));
}

static void fill_ranks(ranks *r, const double *weight, int32_t n)
{
    double all = 0, below = 0;
    for (int32_t i = 0; i < n; i++) all += weight[i];
    for (int32_t q = 0, i = 0; q <= QUANTILES; q++) {
        double wanted = all * q / QUANTILES;
        while (i < n - 1 && below + weight[i] < wanted) below += weight[i++];
        double at = i + (wanted - below) / weight[i];
        r->at[q] = (float)fmin(at, n - 1e-3);
    }
}

/* Zipf's law: the rank r has weight 1 / (r + offset). */
static void fill_zipf(ranks *r, int32_t n, double offset)
{
    static double weight[STOCK];
    for (int32_t i = 0; i < n; i++) weight[i] = 1 / (i + offset);
    fill_ranks(r, weight, n);
}

/* ---- the plan ---- */

static int wrong(const char *what)
{
    fprintf(stderr,
            "generate: %s\nusage: generate [--documents N] [--words W] [--topics 10,100,1000] [--seed S] > FILE\n",
            what);
    return 2;
}

/* Leaf topics differ in size, the largest from the smallest by seven. */
static void plan_leaves(plan *p)
{
    int32_t n = p->topics[p->levels - 1];
    double *weight = calloc((size_t)n, sizeof *weight);
    if (!weight) exit(wrong("out of memory"));
    for (int32_t i = 0; i < n; i++) weight[i] = exp(2 * unit(mix(p->seed + 77 + (uint64_t)i)));
    fill_ranks(&p->leaf, weight, n);
    free(weight);
}

static void plan_words(plan *p)
{
    double rate[N_STOP_WORDS], shares = 0;
    for (int32_t i = 0; i < N_STOP_WORDS; i++) rate[i] = stop_words[i].rate;
    fill_ranks(&p->stop, rate, N_STOP_WORDS);
    fill_zipf(&p->stock, STOCK, 10);
    for (uint64_t i = 0; i < STOCK; i++) *spell(p->word[i], i, i < SHORT_STOCK ? 1 : 2) = '\0';
    for (int32_t l = p->levels - 1, n = LEAF_WORDS; l >= 0; l--, n = n < STOCK / 3 ? 3 * n : n) {
        p->level_words[l] = n;
        fill_zipf(&p->level[l], n, 2);
    }
    for (int32_t l = 0; l < p->levels; l++) shares += p->level_share[l] = l < p->levels - 1 ? 1 : 2;
    for (int32_t l = 0; l < p->levels; l++)
        p->level_share[l] = p->level_share[l] / shares + (l ? p->level_share[l - 1] : 0);
}

static bool read_topics(plan *p, const char *list)
{
    char *end;
    for (p->levels = 0; p->levels < MAX_LEVELS; list = end + 1) {
        long n = strtol(list, &end, 10);
        if (end == list || n < 1 || n > 10000000 || (p->levels && n < p->topics[p->levels - 1])) return false;
        p->topics[p->levels++] = (int32_t)n;
        if (!*end) return true;
        if (*end != ',') return false;
    }
    return false;
}

static const char *read_options(plan *p, int argc, char **argv)
{
    for (int i = 1; i < argc; i += 2) {
        char *end = argv[i];
        const char *value = argv[i + 1];
        if (!value) return "an option without its value";
        if (strcmp(argv[i], "--topics") == 0) {
            if (!read_topics(p, value)) return "--topics: not a list such as 10,100,1000";
            continue;
        }
        int64_t number = strtoll(value, &end, 10);
        if (*end || end == value || number < 0) return "not a number";
        if (strcmp(argv[i], "--documents") == 0)
            p->documents = number;
        else if (strcmp(argv[i], "--words") == 0)
            p->words = number;
        else if (strcmp(argv[i], "--seed") == 0)
            p->seed = (uint64_t)number;
        else
            return "an unknown option";
    }
    return p->words < 1 || p->words > MAX_WORDS ? "--words: 1 to 20000" : NULL;
}

/* ---- words: a number below STOCK is a common one, all others are rare ---- */

/* The word of a rank among those that a topic prefers; frequent words of the stock are in more topics than others. */
static uint64_t word_of(const document *d, int32_t level, int32_t rank)
{
    uint64_t topic = ((uint64_t)level << 32) + (uint64_t)d->topic[level];
    double u = unit(mix(mix(d->plan->seed + topic) + (uint64_t)rank));
    return (uint64_t)(u * u * u * STOCK);
}

static uint64_t topical_word(document *d)
{
    const plan *p = d->plan;
    double u = uniform(d);
    int32_t level = 0;
    while (level < p->levels - 1 && u >= p->level_share[level]) level++;
    int32_t rank = draw(d, &p->level[level]);
    if (chance(d, pair_share)) {
        uint64_t other = mix((uint64_t)rank + p->seed) % (uint64_t)p->level_words[level];
        d->waiting = 1 + word_of(d, level, (int32_t)other);
    }
    return word_of(d, level, rank);
}

/* Half of them anybody's, half of a topic above the leaf. */
static uint64_t rare_word(document *d)
{
    int32_t level = d->plan->levels > 1 ? d->plan->levels - 2 : 0;
    uint64_t topics = (uint64_t)d->plan->topics[level], owner = chance(d, .5) ? 0 : 1 + (uint64_t)d->topic[level];
    double offset = owner ? rare_offset / (double)topics : rare_offset, rank = offset / uniform(d) - offset;
    if (rank > 1e9) rank = 1e9;
    return STOCK + ((uint64_t)rank * (topics + 1) + owner) % words_of(3);
}

static uint64_t content_word(document *d)
{
    uint64_t word;
    double u = uniform(d);
    if (d->waiting) {
        word = d->waiting - 1;
        d->waiting = 0;
        return word;
    }
    if (u < again_share && d->n_seen > 0) return d->seen[next(d) % (uint64_t)d->n_seen];
    u -= again_share;
    if (u < common_share)
        word = (uint64_t)draw(d, &d->plan->stock);
    else
        word = u < common_share + rare_share ? rare_word(d) : topical_word(d);
    if (d->n_seen < REMEMBERED) d->seen[d->n_seen++] = word;
    return word;
}

/* Two words in three are nouns, with a plural, the others verbs. */
static const char *inflection(document *d, uint64_t word)
{
    uint64_t bits = next(d);
    if (word % 3) return inflections[bits % 4 == 0];
    return inflections[bits % 8 < 4 ? 0 : bits % 4];
}

static void write_content(document *d)
{
    uint64_t word = content_word(d);
    if (word < STOCK)
        d->out = put(d->out, d->plan->word[word]);
    else
        d->out = spell(d->out, word - STOCK, 3);
    d->out = put(d->out, inflection(d, word));
}

static void write_word(document *d, double stop_share, bool capital)
{
    char *begin = d->out;
    if (!d->waiting && chance(d, stop_share))
        d->out = put(d->out, stop_words[draw(d, &d->plan->stop)].text);
    else
        write_content(d);
    if (capital) *begin = (char)(*begin - 'a' + 'A');
}

/* ---- documents ---- */

/* Now and then something that is not one plain word; returns whether it was written. */
static bool write_special(document *d)
{
    double u = uniform(d);
    if (u > .03) return false;
    if (u < .008) {
        d->out += sprintf(d->out, u < .004 ? "%d" : "%d.5", (int)(u * 3e5));
    } else if (u < .015) {
        *d->out++ = '(';
        write_content(d);
        *d->out++ = ')';
    } else if (u < .027) {
        write_content(d);
        *d->out++ = '-';
        write_content(d);
    } else {
        d->out = put(d->out, u < .028 ? "\\\"" : "\xe2\x80\x9c");
        write_content(d);
        d->out = put(d->out, u < .028 ? "\\\"" : "\xe2\x80\x9d");
    }
    return true;
}

static void write_text(document *d, int64_t words)
{
    int64_t left = 0; /* words of the sentence */
    for (int64_t w = 0; w < words; w++) {
        bool first = left == 0;
        if (first) left = 10 + (int64_t)(next(d) % 25);
        if (w) *d->out++ = ' ';
        if (first || !write_special(d)) write_word(d, .41, first);
        if (--left == 0 || w == words - 1)
            *d->out++ = '.';
        else if (chance(d, .06))
            *d->out++ = ',';
    }
    if (chance(d, footer_share)) d->out = put(d->out, footer);
}

static void write_title(document *d, int64_t words)
{
    bool capitals = chance(d, .5);
    for (int64_t w = 0; w < words; w++) {
        if (w) *d->out++ = ' ';
        write_word(d, .28, w == 0 || capitals);
    }
}

/* "a", "a.b", "a.b.c": the topics from the top to the leaf */
static void write_path(document *d)
{
    d->out = put(d->out, "\", \"path\": [");
    for (int32_t l = 0; l < d->plan->levels; l++) {
        d->out = put(d->out, l ? ", \"topic " : "\"topic ");
        for (int32_t above = 0; above <= l; above++)
            d->out += sprintf(d->out, above ? ".%d" : "%d", (int)d->topic[above]);
        *d->out++ = '"';
    }
    d->out = put(d->out, "]}\n");
}

/* The normal distribution, near enough: twelve uniform numbers. */
static int64_t draw_length(document *d)
{
    double normal = -6, most = 4 * (double)d->plan->words;
    for (int i = 0; i < 12; i++) normal += uniform(d);
    double length = (double)d->plan->words * exp(spread * normal - spread * spread / 2);
    return (int64_t)(length < 2 ? 2 : length > most ? most : length);
}

static void find_topics(document *d)
{
    const plan *p = d->plan;
    d->topic[p->levels - 1] = draw(d, &p->leaf);
    for (int32_t l = p->levels - 1; l > 0; l--)
        d->topic[l - 1] = (int32_t)((int64_t)d->topic[l] * p->topics[l - 1] / p->topics[l]);
}

/* Into a buffer with room for the longest one; returns its end. */
static char *write_document(const plan *p, int64_t i, char *out)
{
    document d = {.plan = p, .state = mix(mix(p->seed) + (uint64_t)i), .out = out};
    find_topics(&d);
    int64_t words = draw_length(&d), title = 4 + (int64_t)(next(&d) % 12);
    if (title > words / 2) title = words / 2;
    d.out += sprintf(d.out, "{\"id\": \"d%09" PRId64 "\", \"title\": \"", i);
    write_title(&d, title);
    d.out = put(d.out, "\", \"text\": \"");
    write_text(&d, words - title);
    write_path(&d);
    return d.out;
}

int main(int argc, char **argv)
{
    static plan p = {.documents = 40000, .words = 145, .seed = 1, .topics = {10, 100, 1000}, .levels = 3};
    const char *reason = read_options(&p, argc, argv);
    if (reason) return wrong(reason);
    plan_leaves(&p);
    plan_words(&p);
    size_t room = 4096 + (size_t)p.words * 4 * 3 * LONGEST_WORD; /* a hyphen joins two words */
    char *buffer = malloc(room);
    if (!buffer || setvbuf(stdout, NULL, _IOFBF, 1 << 20) != 0) return wrong("out of memory");
    bool written = true;
    for (int64_t i = 0; i < p.documents && written; i++) {
        size_t bytes = (size_t)(write_document(&p, i, buffer) - buffer);
        written = fwrite(buffer, 1, bytes, stdout) == bytes;
    }
    free(buffer);
    if (fflush(stdout) == 0 && written) return 0;
    perror("generate");
    return 1;
}
