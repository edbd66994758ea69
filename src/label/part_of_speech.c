/* No dictionary is needed to see that "handle" is a verb where documents say "to handle" and "handle the", and that
 * "visual" says little alone where another word nearly always comes after it: "visual features".  The words around a
 * word tell its part of speech (Harris 1954, doi:10.1080/00437956.1954.11659520); of those that tell most, English has
 * few. */
#include "label/part_of_speech.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"

/* Stop words that come before a verb, and after one that takes an object. */
static const char before_verbs[] = " to can could will would should may might must cannot not i you we they who ";
static const char after_verbs[] = " the a an this that these those its their his her our my your it them him us me ";

enum { BEFORE_VERB = 1, AFTER_VERB = 2, IS_GLUE = 4 };
enum { SAMPLE = 20000 /* documents */, LONGEST = 7 /* word of the lists */ };

/* Parts of a word's uses.  Nouns have a tenth around them of what tells verbs, "display" and "install" half and more;
 * nouns that often stand before others ("network", "audio") do so in four of five uses at most, verbs and adjectives
 * nearly always. */
static const double verbal = 1. / 3, bound = .85;
enum { LEAST = 3 /* uses: two are chance */ };

/* Of one lexeme: its uses, those that look like a verb's, those that do or come right before another word. */
typedef struct evidence {
    int32_t uses, verb, bound;
} evidence;

/* What there is to know of a word, in one place. */
typedef struct word {
    int32_t lexeme; /* or TT__LABEL_NO_LEXEME */
    uint32_t stop;  /* languages that it is a stop word of */
    uint8_t sign;   /* flags from above */
    bool letter;    /* its lexeme is one even where it is a stop word */
} word;

typedef struct work {
    const tt__label_lexicon *lexicon;
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    word *word;      /* n_words */
    evidence *count; /* threads * lexicon->n */
    int32_t sampled;
    int threads;
} work;

/* ---- signs ---- */

static bool listed(const char *list, const char *text)
{
    char wanted[LONGEST + 3] = " ";
    size_t n = strlen(text);
    if (n > LONGEST) return false;
    for (size_t k = 0; k < n; k++) wanted[k + 1] = text[k] >= 'A' && text[k] <= 'Z' ? (char)(text[k] | 0x20) : text[k];
    wanted[n + 1] = ' ';
    return strstr(list, wanted) != NULL;
}

static void look_up_words(const work *w)
{
    for (int32_t k = 0; k < w->lexicon->n_words; k++) {
        const char *text = tt_corpus_word(w->corpus, k);
        int32_t lexeme = w->lexicon->of_word[k];
        int kind = lexeme >= 0 ? w->lexicon->kind[lexeme] : 0, sign = kind & TT__LABEL_GLUE ? IS_GLUE : 0;
        if (listed(before_verbs, text)) sign |= BEFORE_VERB;
        if (listed(after_verbs, text)) sign |= AFTER_VERB;
        w->word[k] = (word){lexeme, w->vocab->word_stop[k], (uint8_t)sign, kind & TT__LABEL_LONE_LETTER};
    }
}

/* ---- counting ---- */

static const word *word_at(const work *w, const int32_t *token, int64_t n, int64_t at)
{
    return at >= n || token[at] == TT_TOKEN_BREAK ? NULL : &w->word[TT_TOKEN_WORD(token[at])];
}

static void count_document(const work *w, evidence *count, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(w->corpus, i, &n);
    int language = w->vocab->doc_language[i];
    const word *before = NULL, *here = word_at(w, token, n, 0), *after;
    for (int64_t at = 0; at < n; at++, before = here, here = after) {
        after = word_at(w, token, n, at + 1);
        if (!here || here->lexeme < 0 || (here->stop >> language & 1 && !here->letter)) continue;
        evidence *e = &count[here->lexeme];
        bool verb = (before && before->sign & BEFORE_VERB) || (after && after->sign & AFTER_VERB);
        bool goes_on =
            after && !(after->stop >> language & 1) && !(after->sign & IS_GLUE); /* neither a stop word nor glue */
        e->uses++;
        e->verb += verb;
        e->bound += verb || goes_on;
    }
}

/* A sample, evenly spaced. */
static void count_all(const work *w)
{
    int32_t n = tt_corpus_size(w->corpus);
#pragma omp parallel for schedule(dynamic, 64) num_threads(w->threads)
    for (int32_t k = 0; k < w->sampled; k++) {
        int32_t i = (int32_t)((int64_t)k * n / w->sampled);
        if (tt__label_reads_english(w->vocab, i))
            count_document(w, w->count + (int64_t)w->lexicon->n * omp_get_thread_num(), i);
    }
}

/* ---- the whole ---- */

static void mark(tt__label_lexicon *lexicon, const work *w)
{
    for (int32_t l = 0; l < lexicon->n; l++) {
        evidence e = {0};
        for (int k = 0; k < w->threads; k++) {
            const evidence *own = &w->count[(int64_t)lexicon->n * k + l];
            e = (evidence){e.uses + own->uses, e.verb + own->verb, e.bound + own->bound};
        }
        if (e.uses >= LEAST && (e.verb >= verbal * e.uses || e.bound >= bound * e.uses))
            lexicon->kind[l] |= TT__LABEL_BOUND;
    }
}

tt_status tt__label_mark_parts_of_speech(tt__label_lexicon *lexicon, const tt_corpus *corpus, const tt_vocab *vocab,
                                         const tt_run *run)
{
    int32_t n = tt_corpus_size(corpus);
    work w = {.lexicon = lexicon,
              .corpus = corpus,
              .vocab = vocab,
              .sampled = n < SAMPLE ? n : SAMPLE,
              .threads = tt__base_threads(run, tt_corpus_get_stats(corpus)->tokens, 65536)};
    w.word = tt__base_calloc((size_t)lexicon->n_words, sizeof *w.word);
    w.count = tt__base_calloc((size_t)w.threads * (size_t)lexicon->n, sizeof *w.count);
    tt_status status = w.word && w.count ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        look_up_words(&w);
        count_all(&w);
        mark(lexicon, &w);
    }
    free(w.word);
    free(w.count);
    return status;
}
