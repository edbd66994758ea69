/* lexemes -> phrases -> how often each node uses them -> shortlists -> the company they keep -> terms chosen -> terms
 * spelt -> names */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "label/hide.h"
#include "label/part_of_speech.h"
#include "label/spelling.h"
#include "topictree/label.h"

static const double beside_first = .25; /* of the first term's score: a further term of a name has at least so much */

tt_labels_opts tt_labels_opts_default(void)
{
    return (tt_labels_opts){.n_terms = 12, .name_terms = 3, .max_words = 3, .n_representatives = 5};
}

const char *tt_labels_opts_check(const tt_labels_opts *opts)
{
    if (!opts) return NULL;
    if (opts->n_terms < 1 || opts->n_terms > 1000) return "a topic lists 1 to 1000 terms";
    if (opts->name_terms < 1 || opts->name_terms > 3) return "a name has 1 to 3 terms";
    if (opts->max_words < 1 || opts->max_words > TT__LABEL_PHRASE_WORDS) return "a phrase has 1 to 3 words";
    if (opts->n_representatives < 0) return "the number of representatives must not be negative";
    return NULL;
}

#define OUTLIERS "Outliers"

typedef struct labelling {
    tt_topic *topic;
    const tt_labels_input *in;
    const tt_labels_opts *opts;
    tt__label_lexicon lexicon;
    tt__label_text reader;
    tt__label_phrases phrases;
    tt__label_doc_counts usage;
    tt__label_choice choice;
    char **text; /* of the terms, as in choice */
} labelling;

/* ---- names ---- */

/* Two words that are one but for their ending: "Israel" and "Israeli", "economic" and "economy". */
static bool alike(const char *a, size_t n_a, const char *b, size_t n_b)
{
    size_t same = 0, shorter = n_a < n_b ? n_a : n_b;
    while (same < shorter && (a[same] | 0x20) == (b[same] | 0x20)) same++;
    return same >= 5 && 10 * same >= 7 * shorter;
}

static bool share_word(const char *a, const char *b)
{
    static const char between[] = " -";
    for (; *a; a += strcspn(a, between), a += strspn(a, between))
        for (const char *c = b; *c; c += strcspn(c, between), c += strspn(c, between))
            if (alike(a, strcspn(a, between), c, strcspn(c, between))) return true;
    return false;
}

static bool in_name(const labelling *l, int32_t v, const int32_t *name, int32_t n, int32_t t)
{
    int64_t first = (int64_t)v * l->choice.room;
    const tt__label_chosen *term = l->choice.term + first;
    for (int32_t k = 0; k < n; k++)
        if (tt__label_share_stem(&l->phrases, term[name[k]].candidate, term[t].candidate) ||
            share_word(l->text[first + name[k]], l->text[first + t]))
            return true;
    return false;
}

/* The terms of a node's name: the first, and those that come near it and say something else. */
static int32_t name_terms(const labelling *l, int32_t v, int32_t name[3])
{
    const tt__label_chosen *term = l->choice.term + (int64_t)v * l->choice.room;
    int32_t n = 0;
    for (int32_t t = 0; t < l->choice.n[v] && n < l->opts->name_terms; t++)
        if (term[t].score >= beside_first * term[0].score && !in_name(l, v, name, n, t)) name[n++] = t;
    return n;
}

static tt_status join_name(const labelling *l, int32_t v, tt__base_buffer *name)
{
    int32_t which[3], n = name_terms(l, v, which);
    tt_status status = TT_OK;
    if (v == 0 && l->in->tree->m > 1) return tt__base_buffer_format(name, "All documents");
    if (v && v == l->in->tree->outliers) return tt__base_buffer_format(name, OUTLIERS);
    if (n == 0) return tt__base_buffer_format(name, "topic %s", l->in->tree->id[v]);
    for (int32_t k = 0; k < n && status == TT_OK; k++)
        status = tt__base_buffer_format(name, "%s%s", k ? " · " : "", l->text[(int64_t)v * l->choice.room + which[k]]);
    return status;
}

static bool sibling_has(const labelling *l, int32_t v, const char *name)
{
    const tt_tree *tree = l->in->tree;
    if (tree->parent[v] == TT_NO_NODE || v == tree->outliers) return false;
    if (tree->outliers && tree->parent[v] == 0 && strcasecmp(OUTLIERS, name) == 0) return true;
    for (int32_t s = tree->parent[v] + 1; s != v; s = tree->next[s])
        if (strcasecmp(l->topic[s].name, name) == 0) return true;
    return false;
}

/* Siblings share no term, so their names differ, but for words that are spelt alike and mean different lexemes. */
static tt_status name_topic(labelling *l, int32_t v)
{
    tt__base_buffer name = {0};
    tt_status status = join_name(l, v, &name);
    if (status == TT_OK && sibling_has(l, v, name.data))
        status = tt__base_buffer_format(&name, " (%s)", l->in->tree->id[v]);
    if (status == TT_OK)
        l->topic[v].name = name.data;
    else
        tt__base_buffer_free(&name);
    return status;
}

/* ---- terms ---- */

static tt_status list_terms(labelling *l, int32_t v)
{
    tt_topic *topic = &l->topic[v];
    int64_t first = (int64_t)v * l->choice.room;
    topic->terms = tt__base_calloc((size_t)l->choice.n[v], sizeof *topic->terms);
    if (!topic->terms) return TT_ERR_MEMORY;
    for (int32_t t = 0; t < l->choice.n[v]; t++) {
        topic->terms[topic->n_terms++] = (tt_term){l->text[first + t], l->choice.term[first + t].score};
        l->text[first + t] = NULL; /* the topic's from now on */
    }
    return TT_OK;
}

/* On failure the caller gets every topic back as it was. */
static void take_back(tt_topic *topic, int32_t m)
{
    for (int32_t v = 0; v < m; v++) {
        for (int32_t t = 0; t < topic[v].n_terms; t++) free(topic[v].terms[t].text);
        free(topic[v].terms);
        free(topic[v].name);
        topic[v].terms = NULL;
        topic[v].name = NULL;
        topic[v].n_terms = 0;
    }
}

static tt_status write_topics(labelling *l)
{
    tt_status status = TT_OK;
    for (int32_t v = 0; v < l->in->tree->m && status == TT_OK; v++) status = name_topic(l, v);
    for (int32_t v = 0; v < l->in->tree->m && status == TT_OK; v++) status = list_terms(l, v);
    if (status < 0) take_back(l->topic, l->in->tree->m);
    return status;
}

/* ---- the whole ---- */

static tt_status step(const labelling *l, const tt_run *run, double share)
{
    return tt__base_progress(run, "labelling", share, (int64_t)(share * l->in->tree->m), "topics");
}

tt_status tt_labels_build(tt_topic *topic, const tt_labels_input *in, const tt_labels_opts *opts, const tt_run *run)
{
    tt_labels_opts defaults = tt_labels_opts_default();
    labelling l = {.topic = topic, .in = in, .opts = opts ? opts : &defaults};
    const char *wrong =
        tt__base_call_check(topic && in && in->vocab && in->tree && (in->hidden || in->n_hidden < 1), run);
    if (!wrong) wrong = tt__corpus_sealed_check(in->corpus);
    if (!wrong) wrong = tt_labels_opts_check(l.opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = tt__label_lexicon_build(&l.lexicon, in->corpus, in->vocab);
    if (status == TT_OK) status = tt__label_mark_parts_of_speech(&l.lexicon, in->corpus, in->vocab, run);
    if (status == TT_OK) status = tt__label_text_build(&l.reader, in->corpus, in->vocab, &l.lexicon, run);
    if (status == TT_OK) status = tt__label_phrases_build(&l.phrases, &l.reader, l.opts->max_words, run);
    for (int32_t i = 0; i < in->n_hidden && status == TT_OK; i++)
        status = tt__label_hide_term(&l.phrases, &in->hidden[i]);
    if (status == TT_OK) status = step(&l, run, .4);
    if (status == TT_OK) status = tt__label_doc_counts_build(&l.usage, &l.phrases, in->tree, in->tree_doc, run);
    if (status == TT_OK) status = step(&l, run, .7);
    if (status == TT_OK) status = tt__label_choose(&l.choice, &l.usage, &l.phrases, l.opts->n_terms, run);
    if (status == TT_OK) status = tt__label_spellings_build(&l.text, &l.choice, &l.phrases, run);
    if (status == TT_OK) status = write_topics(&l);
    tt__label_spellings_free(l.text, &l.choice);
    tt__label_choice_free(&l.choice);
    tt__label_doc_counts_free(&l.usage);
    tt__label_phrases_free(&l.phrases);
    tt__label_text_free(&l.reader);
    tt__label_lexicon_free(&l.lexicon);
    return status;
}
