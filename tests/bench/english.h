/* Made-up English: stop words at the rates of running text, and words of syllables, one for each number.
 *
 * A word is syllables (an onset of consonants, a nucleus of vowels) and a coda of consonants.  No two words of equally many
 * syllables are spelled alike, nor two of different numbers: the runs of consonants and vowels tell the parts apart. */
#ifndef BENCH_ENGLISH_H
#define BENCH_ENGLISH_H

#include <stdint.h>
#include <string.h>

typedef struct stop_word {
    const char *text;
    int rate; /* in ten thousand words of abstracts */
} stop_word;

static const stop_word stop_words[] = {
    {"the", 655}, {"of", 446}, {"and", 265}, {"a", 261}, {"in", 219}, {"to", 205}, {"is", 139}, {"for", 131}, {"we", 130},
    {"that", 97}, {"with", 84}, {"on", 79}, {"this", 73}, {"are", 68}, {"by", 64}, {"as", 56}, {"an", 54}, {"be", 42},
    {"which", 38}, {"from", 38}, {"can", 33}, {"it", 28}, {"at", 27}, {"our", 25}, {"these", 22}, {"or", 21}, {"such", 19},
    {"also", 19}, {"have", 19}, {"between", 18}, {"has", 18}, {"not", 16}, {"their", 14}, {"its", 14}, {"both", 12},
    {"more", 12}, {"into", 11}, {"when", 11}, {"than", 11}, {"where", 10}, {"but", 10}, {"some", 10}, {"all", 10}, {"they", 9},
    {"only", 9}, {"other", 9}, {"was", 8}, {"been", 8}, {"then", 8}, {"most", 7}, {"there", 7}, {"however", 7}, {"each", 7},
    {"over", 7}, {"under", 7}, {"were", 6}, {"any", 6}, {"how", 6}, {"if", 6}, {"through", 6}, {"no", 6}, {"very", 4},
    {"about", 4}, {"what", 4}, {"those", 4}, {"while", 4}, {"them", 3}, {"same", 3}, {"so", 3}, {"do", 3}, {"up", 3},
    {"because", 3}, {"out", 2}, {"after", 2}, {"before", 2}, {"who", 2}, {"his", 1}, {"he", 1}, {"you", 1}, {"your", 1}};

static const char *const onsets[] = {
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "ch", "cl", "cr", "dr", "fl", "gr", "j",
    "k", "pl", "pr", "qu", "sc", "sh", "sl", "sp", "st", "str", "th", "tr", "z", "ph", "bl", "gl", "sw"};
static const char *const nuclei[] = {"a", "e", "i", "o", "u", "ea", "io", "ou", "ai", "y", "ee", "au"};
static const char *const codas[] = {"", "n", "r", "l", "t", "nt", "ct", "d", "m", "rm", "nd", "c", "x"};
static const char *const inflections[] = {"", "s", "ed", "ing"};

enum {
    N_STOP_WORDS = sizeof stop_words / sizeof *stop_words,
    N_ONSETS = sizeof onsets / sizeof *onsets,
    N_NUCLEI = sizeof nuclei / sizeof *nuclei,
    N_CODAS = sizeof codas / sizeof *codas,
    LONGEST_WORD = 32
};

static inline char *put(char *out, const char *text)
{
    size_t n = strlen(text);
    memcpy(out, text, n);
    return out + n;
}

/* How many words of so many syllables there are. */
static inline uint64_t words_of(int syllables)
{
    uint64_t n = N_CODAS;
    for (int s = 0; s < syllables; s++) n *= N_ONSETS * N_NUCLEI;
    return n;
}

/* Write the word of that number, with so many syllables; returns its end.  Neighbouring numbers are not spelled alike: the
 * number is first multiplied by a prime that divides no words_of(). */
static inline char *spell(char *out, uint64_t number, int syllables)
{
    uint64_t rest = number * 1000003u % words_of(syllables);
    for (int s = 0; s < syllables; s++) {
        out = put(out, onsets[rest % N_ONSETS]);
        rest /= N_ONSETS;
        out = put(out, nuclei[rest % N_NUCLEI]);
        rest /= N_NUCLEI;
    }
    return put(out, codas[rest]);
}

#endif
