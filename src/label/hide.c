/* The text is taken apart as the corpus was; its words are looked up among the corpus' words by their folded form,
 * their lexemes make up the candidate.  One pass over the words of the corpus. */
#include "label/hide.h"

#include <stdlib.h>
#include <string.h>

#include "words/fold.h"
#include "words/tokenize.h"

/* The words of a text, folded. */
typedef struct words {
    int32_t n;
    tt__base_buffer folded[TT__LABEL_PHRASE_WORDS];
} words;

static void words_free(words *w)
{
    for (int k = 0; k < TT__LABEL_PHRASE_WORDS; k++) tt__base_buffer_free(&w->folded[k]);
}

/* None where there are more than a term can have, or something between them. */
static tt_status take_apart(words *w, const char *text)
{
    tt__words_token_sink sink = {0};
    tt_status status = tt__words_tokenize(&sink, text, strlen(text));
    int32_t n = sink.n_tokens <= TT__LABEL_PHRASE_WORDS ? (int32_t)sink.n_tokens : 0;
    for (int32_t k = 0; k < n && status == TT_OK; k++) {
        if (sink.token[k] == TT_TOKEN_BREAK) {
            w->n = 0;
            break;
        }
        int32_t word = TT_TOKEN_WORD(sink.token[k]);
        status = tt__words_fold(&w->folded[k], tt__base_strmap_string(&sink.words, word),
                                tt__base_strmap_length(&sink.words, word));
        w->n = k + 1;
    }
    tt__words_token_sink_free(&sink);
    return status;
}

/* lexeme[k] of each word, TT__LABEL_NO_LEXEME where it has none. */
static tt_status look_up(int32_t lexeme[TT__LABEL_PHRASE_WORDS], const words *w, const tt__label_phrases *phrases)
{
    const tt_corpus *corpus = phrases->reader->corpus;
    tt__base_buffer folded = {0};
    tt_status status = TT_OK;
    for (int k = 0; k < TT__LABEL_PHRASE_WORDS; k++) lexeme[k] = TT__LABEL_NO_LEXEME;
    for (int32_t i = 0; i < tt_corpus_words(corpus) && status == TT_OK; i++) {
        const char *word = tt_corpus_word(corpus, i);
        if (phrases->lexicon->of_word[i] < 0) continue;
        if ((status = tt__words_fold(&folded, word, strlen(word))) < 0) break;
        for (int32_t k = 0; k < w->n; k++)
            if (lexeme[k] < 0 && strcmp(folded.data, w->folded[k].data) == 0) lexeme[k] = phrases->lexicon->of_word[i];
    }
    tt__base_buffer_free(&folded);
    return status;
}

tt_status tt__label_hide_term(tt__label_phrases *phrases, tt_hidden_term *term)
{
    words w = {0};
    int32_t lexeme[TT__LABEL_PHRASE_WORDS];
    tt_status status = take_apart(&w, term->text);
    if (status == TT_OK) status = look_up(lexeme, &w, phrases);
    words_free(&w);
    if (status < 0) return status;
    int32_t candidate = w.n > 0 ? lexeme[0] : -1;
    for (int32_t k = 1; k < w.n && candidate >= 0; k++)
        candidate = lexeme[k] >= 0 ? tt__label_phrase_find(phrases, candidate, lexeme[k]) : -1;
    term->found = candidate >= 0;
    if (term->found) phrases->dropped[candidate] = true;
    return TT_OK;
}
