/* A trial is serial: rows are visited in their order and move one at a time, each where I2 gains, so that every move
 * sees the sums as the one before left them. */
#include "cluster/trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matrix/wide.h"

enum {
    L = TT__CLUSTER_LANES,
    MAX_PASSES = 5, /* over the rows; ten of them on larger samples gave no better topics (arXiv, 20 newsgroups) */
    STILL = 200,    /* a trial is done when fewer than one row in so many moved */
    WIDE_PASSES = 4 /* over all rows of a cluster whose sample was split before */
};

static const float LEAST_GAIN = 1e-6f; /* of I2, whose terms are near 1 a row: below, rounding decides */

/* The trials of a group as they stand. */
typedef struct state {
    const tt__cluster_state *to;
    tt__cluster_trials *trials;
    tt__matrix_panel *sums;
    int64_t nnz;         /* entries of the rows looked at */
    double square[2][L]; /* squared lengths of the sums ... */
    float length[2][L];  /* ... and their lengths */
    double both[L];      /* product of the two sums, as they were built */
    int32_t mass[2][L];
    unsigned running; /* bit j: rows of trial j may still move */
} state;

static int32_t weight_of(const state *s, int64_t i)
{
    return tt__cluster_row_weight(s->to, tt__cluster_trials_row(s->trials, i));
}

static void scores_of(float *dot, const state *s, int64_t i)
{
    tt__matrix_panel_scores(dot, s->sums, s->to->x, tt__cluster_trials_row(s->trials, i));
}

static void count_entries(state *s)
{
    const int64_t *ptr = s->to->x->ptr;
    s->nnz = 0;
    for (int64_t i = 0; i < s->trials->n; i++) {
        int32_t r = tt__cluster_trials_row(s->trials, i);
        s->nnz += ptr[r + 1] - ptr[r];
    }
}

/* Whether a sweep over all terms is cheaper than one over the entries of the rows. */
static bool dense(const state *s)
{
    return s->nnz > 2 * (int64_t)s->to->x->n_cols;
}

static void clear_row(state *s, int32_t r)
{
    const tt_csr *x = s->to->x;
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
        memset(s->sums->val + (int64_t)x->idx[p] * s->sums->stride, 0, TT__MATRIX_PANEL_PAD * sizeof *s->sums->val);
}

static void clear_sums(state *s)
{
    if (dense(s))
        memset(s->sums->val, 0, (size_t)(s->sums->v * s->sums->stride) * sizeof *s->sums->val);
    else
        for (int64_t i = 0; i < s->trials->n; i++) clear_row(s, tt__cluster_trials_row(s->trials, i));
}

/* ---- sums and their lengths ---- */

/* A row joins a side of each trial: what that does to the squared lengths, given its products with the sums before. */
TT_WIDE static void lengthen(state *restrict s, const float *restrict dot, unsigned sides, float w)
{
    for (int j = 0; j < L; j++) {
        float one = (float)(sides >> j & 1), here = one > 0 ? dot[L + j] : dot[j],
              there = one > 0 ? dot[j] : dot[L + j];
        float grown = 2 * w * here + w * w;
        s->square[0][j] += (double)((1 - one) * grown);
        s->square[1][j] += (double)(one * grown);
        s->both[j] += (double)(w * there);
    }
}

TT_WIDE static void factors_of(float *restrict factor, unsigned sides, float w)
{
    for (int j = 0; j < L; j++) {
        factor[j] = sides >> j & 1 ? 0 : w;
        factor[L + j] = w - factor[j];
    }
}

static void weigh(state *s, unsigned sides, int32_t w)
{
    for (int j = 0; j < L; j++) s->mass[sides >> j & 1][j] += w;
}

static void take_roots(state *s)
{
    for (int j = 0; j < L; j++)
        for (int side = 0; side < 2; side++) s->length[side][j] = (float)sqrt(fmax(s->square[side][j], 0));
}

/* Sums, masses and lengths of the sides as they stand; the panel is clear. */
static void build_sums(state *s)
{
    float factor[2 * L], dot[2 * L];
    memset(s->square, 0, sizeof s->square);
    memset(s->both, 0, sizeof s->both);
    memset(s->mass, 0, sizeof s->mass);
    for (int64_t i = 0; i < s->trials->n; i++) {
        unsigned sides = s->trials->sides[i];
        int32_t w = weight_of(s, i);
        factors_of(factor, sides, (float)w);
        tt__matrix_panel_meet(dot, s->sums, s->to->x, tt__cluster_trials_row(s->trials, i), factor);
        lengthen(s, dot, sides, (float)w);
        weigh(s, sides, w);
    }
    take_roots(s);
}

/* ---- where a trial begins ---- */

static float lean(const float *dot, const float *scale, int j)
{
    return dot[L + j] * scale[L + j] - dot[j] * scale[j];
}

static int by_lean(const void *a, const void *b)
{
    const tt__cluster_leaning *p = a, *q = b;
    if (p->lean != q->lean) return p->lean < q->lean ? -1 : 1;
    return p->i < q->i ? -1 : p->i > q->i;
}

/* Trial j left a side too light: the cut along the same axis is shifted.  False where no cut honours least. */
static bool shift_cut(state *s, int j, const float *scale, tt__cluster_leaning *order)
{
    tt__cluster_trials *t = s->trials;
    int64_t least = t->least, total = (int64_t)s->mass[0][j] + s->mass[1][j], below = 0;
    float dot[2 * L];
    if (total < 2 * least) return false;
    for (int64_t i = 0; i < t->n; i++) {
        scores_of(dot, s, i);
        order[i] = (tt__cluster_leaning){lean(dot, scale, j), (int32_t)i};
    }
    qsort(order, (size_t)t->n, sizeof *order, by_lean);
    bool light = s->mass[0][j] < least;
    int64_t wanted = light ? least : total - least;
    for (int64_t i = 0; i < t->n; i++) {
        int32_t w = weight_of(s, order[i].i);
        bool low = light ? below < wanted : below + w <= wanted;
        uint8_t bit = (uint8_t)(1u << j), *sides = &t->sides[order[i].i];
        *sides = low ? (uint8_t)(*sides & ~bit) : (uint8_t)(*sides | bit);
        if (low) below += w;
    }
    return below >= least && total - below >= least;
}

/* Every trial has two sides that are heavy enough, or is out.  True where a cut was shifted for that. */
static bool mend_sides(state *s, const float *scale, tt__cluster_leaning *order)
{
    bool shifted = false;
    for (int j = 0; j < s->trials->count; j++) {
        if (s->mass[0][j] >= s->trials->least && s->mass[1][j] >= s->trials->least) continue;
        shifted = true;
        if (!shift_cut(s, j, scale, order)) s->running &= ~(1u << j);
    }
    return shifted;
}

/* Each row to the nearer seed; rows near neither are dealt out in turn. */
static void assign(state *s)
{
    float dot[2 * L];
    memset(s->mass, 0, sizeof s->mass);
    for (int64_t i = 0; i < s->trials->n; i++) {
        unsigned sides = 0;
        scores_of(dot, s, i);
        for (int j = 0; j < L; j++) sides |= (unsigned)(dot[L + j] > dot[j] || (dot[L + j] == dot[j] && (i & 1))) << j;
        s->trials->sides[i] = (uint8_t)sides;
        weigh(s, sides, weight_of(s, i));
    }
}

/* The panel holds the seeds, and is clear again in the end. */
static void place_seeds(state *s, tt__cluster_leaning *order)
{
    static const float scale[2 * L] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    for (int j = 0; j < s->trials->count; j++)
        for (int side = 0; side < 2; side++)
            tt__matrix_panel_add(s->sums, side * L + j, s->to->x, s->trials->seed[j][side], 1);
    assign(s);
    mend_sides(s, scale, order);
    for (int j = 0; j < s->trials->count; j++)
        for (int side = 0; side < 2; side++) clear_row(s, s->trials->seed[j][side]);
}

/* To which side of each trial a row goes that is on none yet: where I2 gains more. */
TT_WIDE static void choose_sides(int32_t one[restrict L], const state *restrict s, const float *restrict dot, float w,
                                 bool odd)
{
    for (int j = 0; j < L; j++) {
        float a = s->length[0][j], b = s->length[1][j], to_a = 2 * w * dot[j] + w * w,
              to_b = 2 * w * dot[L + j] + w * w;
        float grown_a = a * a + to_a, grown_b = b * b + to_b;
        float gain_a = to_a / (sqrtf(grown_a > 0 ? grown_a : 0) + a),
              gain_b = to_b / (sqrtf(grown_b > 0 ? grown_b : 0) + b);
        one[j] = (gain_b > gain_a) | ((gain_b == gain_a) & odd);
    }
}

static void join_row(state *s, int64_t i)
{
    float dot[2 * L], factor[2 * L];
    int32_t one[L], w = weight_of(s, i);
    unsigned sides = 0;
    scores_of(dot, s, i);
    choose_sides(one, s, dot, (float)w, i & 1);
    for (int j = 0; j < L; j++) sides |= (unsigned)one[j] << j;
    s->trials->sides[i] = (uint8_t)sides;
    factors_of(factor, sides, (float)w);
    tt__matrix_panel_add_each(s->sums, s->to->x, tt__cluster_trials_row(s->trials, i), factor);
    lengthen(s, dot, sides, (float)w);
    weigh(s, sides, w);
    take_roots(s);
}

/* From the sample, whose sums are built, to all rows: each of the others joins the side where I2 gains more by then. */
static void take_others(state *s)
{
    tt__cluster_trials *t = s->trials;
    int64_t sampled = t->n, next = 0;
    for (int64_t i = sampled - 1; i >= 0; i--) t->sides[i * t->n_rows / sampled] = t->sides[i];
    t->n = t->n_rows;
    for (int64_t i = 0; i < t->n; i++)
        if (next < sampled && i == next * t->n_rows / sampled)
            next++;
        else
            join_row(s, i);
    count_entries(s);
}

/* ---- passes ---- */

/* Which of eight rows-in-a-trial move: 1 where I2 gains and the side it leaves stays heavy enough. */
TT_WIDE static void decide(int32_t move[restrict L], const state *restrict s, const float *restrict dot, unsigned sides,
                           int32_t weight)
{
    float w = (float)weight;
    int32_t least = s->trials->least;
    for (int j = 0; j < L; j++) {
        int32_t one = (int32_t)(sides >> j & 1);
        float here = one ? dot[L + j] : dot[j], there = one ? dot[j] : dot[L + j];
        float from = one ? s->length[1][j] : s->length[0][j], to = one ? s->length[0][j] : s->length[1][j];
        int32_t mass = one ? s->mass[1][j] : s->mass[0][j];
        float rest = from * from - 2 * w * here + w * w, grown = to * to + 2 * w * there + w * w;
        float cost = (2 * w * here - w * w) / (sqrtf(rest > 0 ? rest : 0) + from);
        float gain = (2 * w * there + w * w) / (sqrtf(grown > 0 ? grown : 0) + to);
        move[j] = (gain - cost > LEAST_GAIN) & (mass - weight >= least);
    }
}

/* Row i changes sides in the trials whose bit is set. */
static void move_row(state *s, int64_t i, unsigned moving, const float *dot)
{
    float factor[2 * L] = {0};
    unsigned sides = s->trials->sides[i];
    int32_t w = weight_of(s, i);
    for (unsigned left = moving; left; left &= left - 1) {
        int j = __builtin_ctz(left), from = sides >> j & 1, to = !from;
        s->square[from][j] = fmax(s->square[from][j] - 2 * w * (double)dot[from * L + j] + (double)w * w, 0);
        s->square[to][j] += 2 * w * (double)dot[to * L + j] + (double)w * w;
        s->length[from][j] = (float)sqrt(s->square[from][j]);
        s->length[to][j] = (float)sqrt(s->square[to][j]);
        s->mass[from][j] -= w;
        s->mass[to][j] += w;
        factor[from * L + j] = (float)-w;
        factor[to * L + j] = (float)w;
    }
    tt__matrix_panel_add_each(s->sums, s->to->x, tt__cluster_trials_row(s->trials, i), factor);
    s->trials->sides[i] = (uint8_t)(sides ^ moving);
}

/* Each row in turn moves if I2 gains.  Trials in which fewer than one row in two hundred did are done. */
static void pass(state *s)
{
    int64_t moved[L] = {0};
    for (int64_t i = 0; i < s->trials->n; i++) {
        float dot[2 * L];
        int32_t move[L];
        unsigned moving = 0;
        scores_of(dot, s, i);
        decide(move, s, dot, s->trials->sides[i], weight_of(s, i));
        for (int j = 0; j < L; j++) {
            moved[j] += move[j];
            moving |= (unsigned)move[j] << j;
        }
        moving &= s->running;
        if (moving) move_row(s, i, moving, dot);
    }
    for (int j = 0; j < L; j++)
        if (moved[j] * STILL < s->trials->n) s->running &= ~(1u << j);
}

/* Sums are built.  The gains of trials that are out are negative. */
static void run_passes(state *s, int passes)
{
    unsigned good = s->running;
    double total[L];
    for (int j = 0; j < L; j++) total[j] = fmax(s->square[0][j] + s->square[1][j] + 2 * s->both[j], 0);
    for (int p = 0; p < passes && s->running; p++) pass(s);
    for (int j = 0; j < s->trials->count; j++) {
        double gain = sqrt(s->square[0][j]) + sqrt(s->square[1][j]) - sqrt(total[j]);
        s->trials->gain[j] = good >> j & 1 ? fmax(gain, 0) : -1;
    }
}

static state state_of(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room)
{
    state s = {.to = to, .trials = trials, .sums = &room->sums, .running = (1u << trials->count) - 1};
    count_entries(&s);
    return s;
}

void tt__cluster_trials_start(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room)
{
    state s = state_of(trials, to, room);
    place_seeds(&s, room->order);
    build_sums(&s);
    run_passes(&s, 1);
    clear_sums(&s);
}

void tt__cluster_trials_go_on(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room)
{
    state s = state_of(trials, to, room);
    build_sums(&s);
    run_passes(&s, MAX_PASSES - 1);
    clear_sums(&s);
}

void tt__cluster_trials_widen(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room)
{
    state s = state_of(trials, to, room);
    float scale[2 * L];
    build_sums(&s);
    take_others(&s);
    for (int j = 0; j < 2 * L; j++) scale[j] = s.length[j / L][j % L] > 0 ? 1 / s.length[j / L][j % L] : 0;
    if (mend_sides(&s, scale, room->order)) {
        clear_sums(&s);
        build_sums(&s);
    }
    run_passes(&s, WIDE_PASSES);
    clear_sums(&s);
}
